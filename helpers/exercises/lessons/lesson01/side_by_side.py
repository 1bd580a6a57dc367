"""01.2: a shop whose producer and consumer work one after the other."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import SAME_TIME, draw_items, put_all
from helpers.exercises.lessons.lesson01.steps import (
    READ,
    draw_takes,
    earliest,
    ends_late,
    stopped,
    wrong_list,
)
from helpers.wording import counted

VARIED = 100


class Shop(Case):
    """A producer and a consumer.

    Attributes:
        items: the orders.
        steps: how long producer and consumer take for each.
        closing: how long the producer goes on after its last put.
        result: what the consumer returns.
    """

    items: list[Any]
    steps: list[list[float]]
    closing: float
    result: Any


def cases(dice: random.Random) -> Iterator[Shop]:
    """Make the cases: three orders, one, late closing, then varied ones."""
    yield _shop("plain", [1, 2, 3], [[0.4] * 3, [1.0] * 3])
    yield _shop("plain", [1], [[0.4], [1.0]])
    yield _shop("plain", [1, 2], [[0.4] * 2, [1.0] * 2], closing=5.0)
    for number in range(VARIED):
        items = draw_items(dice, dice.randrange(9))
        steps = [draw_takes(dice, len(items)) for _ in range(2)]
        closing = dice.choice([0.0, 0.0, 10 * dice.random()])
        shop = _shop("varied", items, steps, closing, number)
        yield _with_result(shop, dice.choice([items, items, 0, None, ""]))


def _shop(
    kind: str,
    items: list[Any],
    steps: list[list[float]],
    closing: float = 0.0,
    shuffle: int | None = None,
) -> Shop:
    words = (
        f"{counted(len(items), 'order')}, {sum(steps[0]):.4g} s for the "
        f"producer and {sum(steps[1]):.4g} s for the consumer in all"
    )
    if closing:
        words += f" ({closing:.4g} s more for the producer after its last put)"
    return Shop(
        kind=kind,
        words=words,
        shuffle=shuffle,
        items=items,
        steps=steps,
        closing=closing,
        result=items,
    )


def _with_result(case: Shop, result: Any) -> Shop:
    if result == case["items"]:
        return case
    words = f"{case['words']}, where the consumer returns {result!r}"
    return {**case, "words": words, "result": result}


async def play(answer: Any, case: Shop, names: dict[str, Any]) -> Any:
    """Let the answer run a producer and a consumer, and note who ends."""
    ended: list[str] = []
    producer, consumer = _producer_of(case, ended), _consumer_of(case, ended)
    result = await answer(producer, consumer)
    return {"result": result, "ended": list(ended)}


def _producer_of(case: Shop, ended: list[str]) -> Any:
    async def producer(queue: asyncio.Queue[Any]) -> str:
        await put_all(queue, case["items"], case["steps"][0])
        await asyncio.sleep(case["closing"])
        ended.append("producer")
        return READ

    return producer


def _consumer_of(case: Shop, ended: list[str]) -> Any:
    async def consumer(queue: asyncio.Queue[Any]) -> Any:
        packed = []
        for time in case["steps"][1]:
            item = await queue.get()
            await asyncio.sleep(time)
            packed.append(item)
        ended.append("consumer")
        return packed if case["result"] == case["items"] else case["result"]

    return consumer


def judge(case: Shop, seen: Seen) -> Finding | None:
    """Both must have ended, with the consumer's result, and in time."""
    if seen.outcome != "returned":
        return stopped(seen)
    result, ended = seen.value["result"], seen.value["ended"]
    # Its tasks are the play's own: no line of the learner's names them.
    for name in ("producer", "consumer"):
        if name not in ended:
            words = f"it returns before the {name} has ended."
            return Finding(words, "left-over")
    if result == READ:
        words = f"it returns what the producer returns, {READ!r}."
        return Finding(words, "gather-results")
    return _wrong_result(case["result"], result) or _too_long(case, seen)


def _wrong_result(expected: Any, got: Any) -> Finding | None:
    found = wrong_list(expected, got, "what it returns")
    if not found:
        return None
    if got == [1, 2, 3]:
        return replace(found, misconception="only-the-example")
    if not expected and not got:
        return replace(found, misconception="false-is-a-value")
    known = found.misconception in _TOLD_OF_RESULTS
    return found if known else replace(found, misconception="own-result")


_TOLD_OF_RESULTS = ("gather-results", "no-return", "out-of-order")


def _too_long(case: Shop, seen: Seen) -> Finding | None:
    packed = earliest(case["steps"])[-1]
    enough = max([sum(case["steps"][0]) + case["closing"], *packed])
    late = ends_late(enough, seen)
    total = case["closing"] + sum(map(sum, case["steps"]))
    if late and abs(seen.end - total) < SAME_TIME:
        words = f"{late.words} All waits are added up."
        return Finding(words, "sequential-await")
    return late


EXERCISE = Exercise(
    id="01.2",
    title="Side by side",
    kind="repair",
    points=2,
    name="open_shop",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
