"""04.2: a worker that skips an item without marking it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from typing import Any

from helpers.exercises import Exercise, Finding, Seen
from helpers.exercises.judging import WatchedWork, pauses
from helpers.exercises.lessons.lesson04.marks import (
    judge_pattern,
    who_ended_badly,
    worked_once,
)
from helpers.exercises.lessons.lesson04.pattern import (
    VARIED,
    Marking,
    draw_some,
    marking,
    play_pattern,
    sent_home,
)


def cases(dice: random.Random) -> Iterator[Marking]:
    """Make the cases: None among the items, None the last, sentinels."""
    yield marking("plain", 1, [1, None, 2], [1.0] * 3)
    yield marking("plain", 2, [1, 2, 3, 4], [2.0, 3.0] * 2)
    yield marking("plain", 1, [1, None], [1.0] * 2)
    yield sent_home(marking("plain", 1, [1, 2], [1.0] * 2))
    for number in range(VARIED):
        items = draw_some(dice)
        works = pauses(dice, len(items), longest=3)
        gaps = [dice.choice([0.0, 0.0, 1.0, dice.random()]) for _ in items]
        case = marking("varied", dice.randint(1, 5), items, works, number)
        case["gaps"] = gaps
        yield sent_home(case) if number % 2 else case


async def play(answer: Any, case: Marking, names: dict[str, Any]) -> Any:
    """Let workers, of which each runs the answer, work and mark."""
    queue: asyncio.Queue[Any] = asyncio.Queue()
    results, watch = list[Any](), WatchedWork(case["works"])

    def start() -> Any:
        return answer(queue, results, watch.work)

    def look() -> dict[str, Any]:
        return {"results": list(results)}

    done = names["DONE"]
    return await play_pattern(queue, case, start, watch, look, done)


def judge(case: Marking, seen: Seen) -> Finding | None:
    """All items are marked, and only those that count worked on."""
    return (
        judge_pattern(case, seen)
        or worked_once(case, seen)
        or who_ended_badly(case, seen)
    )


EXERCISE = Exercise(
    id="04.2",
    title="Mark what you skip",
    kind="repair",
    points=2,
    name="worker",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
