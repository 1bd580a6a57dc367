"""The exercises of lesson 03: several share the work, and all go home."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from typing import Any

from helpers.exercises.exercise import Case, Exercise, Finding, Seen
from helpers.exercises.expectations import each_once, unfinished
from helpers.exercises.misconceptions import Belief

VARIED = 100

BELIEFS = {
    "each-producer": Belief(
        "Sentinels are taken by workers: as many workers, as many sentinels.",
        *("03", "Several producers"),
    ),
}

# ---- 03.1 how many sentinels


def _one(dice: random.Random) -> Iterator[Case]:
    yield {"kind": "plain", "words": "3 producers and 5 workers"}


async def _give(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    return answer


_WRONG_COUNTS = {
    1: ("One sentinel sends one worker home.", "one-sentinel"),
    3: ("That is one for each producer; who takes them?", "each-producer"),
    8: ("Do producers take sentinels?", "each-producer"),
    15: ("How many sentinels does one worker take?", "each-producer"),
}


def _judge_count(case: Case, seen: Seen) -> Finding | None:
    if seen.value == 5 and not isinstance(seen.value, bool):
        return None
    words, key = _WRONG_COUNTS.get(seen.value, ("", ""))
    return Finding(f"not {seen.value!r:.40}. {words}".strip(), key)


# ---- 03.2 hand it on


def _crowds(dice: random.Random) -> Iterator[Case]:
    yield _crowd("plain", 2, [1, 2, 3], [1.0] * 3, [1.0] * 3, None)
    yield _crowd("plain", 1, [1, 2], [1.0] * 2, [1.0] * 2, None)
    for number in range(VARIED):
        items = [
            dice.choice([number, 0, None, ""])
            for number in range(dice.randrange(9))
        ]
        gaps = [dice.choice([0.0, 1.0, dice.random()]) for _ in items]
        works = [dice.choice([0.0, 1.0, 3 * dice.random()]) for _ in items]
        yield _crowd("varied", dice.randint(1, 5), items, gaps, works, number)


def _crowd(
    kind: str,
    workers: int,
    items: list[Any],
    gaps: list[float],
    works: list[float],
    shuffle: int | None,
) -> Case:
    words = f"{_count(workers, 'worker')} and {_count(len(items), 'item')}"
    if 0 in items or None in items:
        words += " (some of them 0 or None)"
    return {
        **{"kind": kind, "words": words, "workers": workers},
        **{"items": items, "gaps": gaps, "works": works, "shuffle": shuffle},
    }


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


async def _play_crowd(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    queue: asyncio.Queue[Any] = asyncio.Queue()
    results: list[Any] = []
    works = iter(case["works"])

    async def work(item: Any) -> Any:
        await asyncio.sleep(next(works, 0.0))
        return item

    async def producer() -> None:
        for item, gap in zip(case["items"], case["gaps"], strict=True):
            await asyncio.sleep(gap)
            await queue.put(item)
        await queue.put(names["DONE"])

    workers = (answer(queue, results, work) for _ in range(case["workers"]))
    await asyncio.gather(producer(), *workers)
    return results


def _judge_crowd(case: Case, seen: Seen) -> Finding | None:
    return unfinished(seen) or each_once(
        case["items"], seen.value, "result", seen
    )


EXERCISES: list[Exercise] = [
    Exercise(
        *("03.1", "Count the sentinels", "predict", 1, "sentinels", "value"),
        *(_one, _give, _judge_count),
    ),
    Exercise(
        *("03.2", "Hand it on", "repair", 2, "worker", "async"),
        *(_crowds, _play_crowd, _judge_crowd),
    ),
]
