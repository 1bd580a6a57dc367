"""The exercises of lesson 05: a bound, and what to do when it is reached."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import give, one_case
from helpers.exercises.lessons.lesson05.offers import OFFERS
from helpers.exercises.lessons.lesson05.programs import TEST
from helpers.exercises.lessons.lesson05.works import (
    CLOSE,
    VARIED,
    Works,
    all_there,
    few_enough,
    in_time,
    making,
    not_over,
    numbers,
    varied_making,
)

# ---- 05.1 the last put


_WRONG_TIMES: dict[float, tuple[str, str]] = {
    0: ("What does `put` do when the queue is full?", "put-never-waits"),
    4: ("Are all the items that were put in the queue?", "in-hand"),
    5: ("That is when the last item is taken.", "put-until-done"),
    6: ("That is when the last item is done.", "put-until-done"),
}


def _judge_time(case: Case, seen: Seen) -> Finding | None:
    value = seen.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Finding(f"expected a number of seconds, not {value!r:.40}.")
    if value == 3:
        return None
    other = ("Who makes room, and when?", "one-room-each")
    words, key = _WRONG_TIMES.get(value, other)
    return Finding(f"not {value} seconds. {words}", key)


# ---- 05.3 the bound that does not hold


def _transfers(dice: random.Random) -> Iterator[Case]:
    yield making("1 item and `maxsize=1`", [1], maxsize=1)
    words = "10 items, `maxsize=1`, a fast `make` and a slow `store`"
    yield making(words, numbers(10), maxsize=1, makes=[0.1] * 10)
    words = "4 items, `maxsize=2`, 1 second to make and 1 to store each"
    yield making(words, numbers(4), maxsize=2, steady=True)
    for number in range(VARIED):
        size = dice.randint(1, 4)
        case = varied_making(dice, number, f"`maxsize={size}`")
        yield {**case, "maxsize": size}


async def _play_transfer(
    answer: Any, case: Case, names: dict[str, Any]
) -> Any:
    works = Works(case, names["DONE"])

    async def store(item: Any) -> None:
        await works.work(item)

    await answer(works.make, store, case["maxsize"])
    return works.account()


def _judge_transfer(case: Case, seen: Seen) -> Finding | None:
    limit = case["maxsize"] + 2
    return (
        (few_enough(limit, seen, case) if seen.left else None)
        or not_over(case, seen)
        or _too_many_makers(seen.value)
        or all_there(case, seen, seen.value["finished"], "item")
        or _in_order(case, seen.value)
        or few_enough(limit, seen, case)
        or in_time(seen)
        or _overlapping(case, seen, len(case["items"]) + 1)
    )


def _in_order(case: Case, got: dict[str, Any]) -> Finding | None:
    if got["busiest"] > 1:
        words = f"{got['busiest']} items are being stored at the same time."
        return Finding(words, "many-stores")
    if got["finished"] == case["items"]:
        return None
    words = f"stored in the order {got['finished']}, made in {case['items']}."
    return Finding(words, "order-lost")


def _too_many_makers(got: dict[str, Any]) -> Finding | None:
    words = "`make` is called again before it has returned."
    return Finding(words, "many-makers") if got["makers"] > 1 else None


def _overlapping(case: Case, seen: Seen, expected: float) -> Finding | None:
    return _wasted(seen, expected) if case["steady"] else None


def _wasted(seen: Seen, expected: float) -> Finding | None:
    if seen.end < 1.1 * expected + CLOSE:
        return None
    words = f"it takes {seen.end:.4g} seconds; {expected:.4g} are enough."
    return Finding(words, "one-at-a-time")


# ---- 05.4 a limit on all


def _limits(dice: random.Random) -> Iterator[Case]:
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


async def _play_limited(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    works = Works(case, names["DONE"])
    returned = await answer(
        works.make, works.work, case["workers"], case["limit"]
    )
    return {**works.account(), "returned": returned}


def _wasted_workers(case: Case, seen: Seen) -> Finding | None:
    finding = _wasted(seen, _least_time(case))
    busiest = seen.value["busiest"]
    if not finding or busiest >= min(case["workers"], case["limit"]):
        return finding
    words = f"{finding.words} Never more than {busiest} in work at once."
    # Is there a worker of its own, beside the one that makes?
    beside = any(move["got_by"] != move["put_by"] for move in seen.items)
    key = "many-workers" if busiest > 1 or beside else finding.misconception
    return Finding(words, key)


def _judge_limited(case: Case, seen: Seen) -> Finding | None:
    workers, limit = case["workers"], case["limit"]
    return (
        not_over(case, seen)
        or _too_many_makers(seen.value)
        or all_there(case, seen, seen.value["finished"], "item")
        or all_there(case, seen, seen.value["returned"], "result")
        or few_enough(limit, seen, case)
        or _few_workers(workers, seen.value["busiest"])
        or in_time(seen)
        or _wasted_workers(case, seen)
    )


_SLOW_TO_MAKE = [
    (1, 3, [1.0] * 6),
    (2, 6, [0.5] * 12),
    (1, 4, [0.0, 0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0]),
]


def _least_time(case: Case) -> float:
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


EXERCISES: list[Exercise] = [
    Exercise(
        *("05.1", "The last put", "predict", 1, "last_put", "value"),
        *(one_case("6 items and `maxsize=2`"), give, _judge_time),
    ),
    Exercise(
        *("05.2", "Wait a while", "write", 2, "wait_a_while", "async"),
        *OFFERS,
    ),
    Exercise(
        *("05.3", "A bound that holds", "repair", 2, "transfer", "async"),
        *(_transfers, _play_transfer, _judge_transfer),
    ),
    Exercise(
        *("05.4", "A limit on all", "write", 3, "limited", "async"),
        *(_limits, _play_limited, _judge_limited),
    ),
    Exercise(
        *("05.5", "Test a policy", "test", 3, "check_policy", "async"),
        *TEST,
    ),
]
