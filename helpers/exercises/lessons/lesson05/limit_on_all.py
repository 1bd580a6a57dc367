"""05.4: a limit on all items that exist, wherever they are."""

from __future__ import annotations

import heapq
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
    """Make the cases: few places, many places, slow makers, any."""
    for workers, limit in [(4, 3), (2, 6), (2, 3), (3, 1)]:
        items, makes = numbers(12), [0.0] * 12
        words = f"12 items, workers={workers} and limit={limit}"
        case = making(words, items, makes=makes, first=workers == 4)
        yield {**case, "workers": workers, "limit": limit}
    for workers, limit, makes in _SLOW_TO_MAKE:
        words = f"workers={workers}, limit={limit}, and {makes} to make"
        case = making(words, numbers(len(makes)), makes=makes)
        yield {**case, "kind": "varied", "workers": workers, "limit": limit}
    for number in range(VARIED):
        workers, limit = dice.randint(1, 5), dice.randint(1, 8)
        words = f"workers={workers}, limit={limit}"
        case = varied_making(dice, number, words)
        yield {**case, "workers": workers, "limit": limit}


_SLOW_TO_MAKE = [
    (1, 3, [1.0] * 6),
    (2, 6, [0.5] * 12),
    (1, 4, [0.0, 0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0]),
]


async def play(answer: Any, case: Making, names: dict[str, Any]) -> Any:
    """Let the answer make and work on items, and count those that exist."""
    works = Works(case, names["DONE"])
    returned = await answer(
        works.make, works.work, case["workers"], case["limit"]
    )
    return {**works.account(), "returned": returned}


def judge(case: Making, seen: Seen) -> Finding | None:
    """All is done, in time, and no more than `limit` exist at once."""
    workers, limit = case["workers"], case["limit"]
    return (
        not_over(case, seen)
        or too_many_makers(seen.value)
        or all_there(case, seen, seen.value["finished"], "item")
        or all_there(case, seen, seen.value["returned"], "result")
        or few_enough(limit, seen, case)
        or _few_workers(workers, seen.value["busiest"])
        or in_time(seen)
        or _wasted_workers(case, seen)
    )


def _wasted_workers(case: Making, seen: Seen) -> Finding | None:
    finding = wasted(seen, _least_time(case))
    busiest = seen.value["busiest"]
    if not finding or busiest >= min(case["workers"], case["limit"]):
        return finding
    words = f"{finding.words} Never more than {busiest} in work at once."
    # Is there a worker of its own, beside the one that makes?
    beside = any(move["got_by"] != move["put_by"] for move in seen.items)
    key = "many-workers" if busiest > 1 or beside else finding.misconception
    return Finding(words, key)


def _least_time(case: Making) -> float:
    """When all is done, if nobody waits for more than there is need to."""
    makes, works = [*case["makes"], 0.0], case["works"]
    makes = makes[: len(works) + 1]
    free, ends, time = [0.0] * case["workers"], list[float](), 0.0
    for number, make in enumerate(makes):
        if number >= case["limit"]:
            time = max(time, sorted(ends)[number - case["limit"]])
        time += make
        if number < len(works):
            end = max(time, heapq.heappop(free)) + works[number]
            heapq.heappush(free, end)
            ends.append(end)
    return max(time, *ends, 0.0)


def _few_workers(workers: int, busiest: int) -> Finding | None:
    if busiest <= workers:
        return None
    words = f"{busiest} items are worked on at once, with {workers} workers."
    return Finding(words, "many-workers")


EXERCISE = Exercise(
    id="05.4",
    title="A limit on all",
    kind="write",
    points=3,
    name="limited",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
