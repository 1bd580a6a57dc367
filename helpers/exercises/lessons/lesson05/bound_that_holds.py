"""05.3: a bound that does not hold, since each put is a task."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from helpers.exercises import Exercise, Finding, Seen
from helpers.exercises.judging import numbers
from helpers.exercises.lessons.lesson05.works import (
    VARIED,
    Making,
    Works,
    all_there,
    few_enough,
    in_time,
    making,
    not_over,
    too_many_makers,
    varied_making,
    wasted,
)


def cases(dice: random.Random) -> Iterator[Making]:
    """Make the cases: one item, a slow side, a steady flow, any."""
    yield {**making("1 item and `maxsize=1`", [1]), "maxsize": 1}
    words = "10 items, `maxsize=1`, a fast `make` and a slow `store`"
    slow = making(words, numbers(10), makes=[0.1] * 10)
    yield {**slow, "maxsize": 1}
    words = "4 items, `maxsize=2`, 1 second to make and 1 to store each"
    yield {**making(words, numbers(4), steady=True), "maxsize": 2}
    for number in range(VARIED):
        size = dice.randint(1, 4)
        case = varied_making(dice, number, f"`maxsize={size}`")
        yield {**case, "maxsize": size}


async def play(answer: Any, case: Making, names: dict[str, Any]) -> Any:
    """Let the answer make and store items, and count those that exist."""
    works = Works(case, names["DONE"])

    async def store(item: Any) -> None:
        await works.work(item)

    await answer(works.make, store, case["maxsize"])
    return works.account()


def judge(case: Making, seen: Seen) -> Finding | None:
    """All is stored, in order, in time, and never too many exist."""
    limit = case["maxsize"] + 2
    return (
        (few_enough(limit, seen, case) if seen.left else None)
        or not_over(case, seen)
        or too_many_makers(seen.value)
        or all_there(case, seen, seen.value["finished"], "item")
        or _in_order(case, seen.value)
        or few_enough(limit, seen, case)
        or in_time(seen)
        or _overlapping(case, seen, len(case["items"]) + 1)
    )


def _in_order(case: Making, got: dict[str, Any]) -> Finding | None:
    if got["busiest"] > 1:
        words = f"{got['busiest']} items are being stored at the same time."
        return Finding(words, "many-stores")
    if got["finished"] == case["items"]:
        return None
    words = f"stored in the order {got['finished']}, made in {case['items']}."
    return Finding(words, "order-lost")


def _overlapping(case: Making, seen: Seen, expected: float) -> Finding | None:
    return wasted(seen, expected) if case["steady"] else None


EXERCISE = Exercise(
    id="05.3",
    title="A bound that holds",
    kind="repair",
    points=2,
    name="transfer",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
