"""The pattern around the workers of 04.2 and 04.3, and what it shows.

watch = WatchedWork(case["works"])
await play_pattern(queue, case, start, watch, look)
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from typing import Any, NotRequired

from helpers.exercises import Case
from helpers.exercises.judging import (
    WatchedWork,
    draw_items,
    put_all,
    result_of,
)
from helpers.exercises.lessons.lesson04.spy import Spy
from helpers.wording import counted

VARIED = 90
ERRORS = ("ValueError", "KeyError", "OSError", "RuntimeError", "TimeoutError")
_ODD = (None, 0, "", 7)

Start = Callable[[], Coroutine[Any, Any, Any]]
Look = Callable[[], dict[str, Any]]


class Marking(Case):
    """Items for workers that mark them.

    Attributes:
        workers: how many.
        items: what is put.
        works: how long the work on each takes, in turn.
        gaps: the seconds before each.
        sentinels: whether a DONE for each worker follows.
        work_on_none: whether None is an item like others.
        results: what must be kept of the work.
        errors: kind and text of the error of an item's work, by its repr.
        failures: what must be kept of the errors.
        cancelled_at: when the workers are cancelled, if they are.
    """

    workers: int
    items: list[Any]
    works: list[float]
    gaps: list[float]
    sentinels: bool
    work_on_none: bool
    results: list[Any]
    errors: NotRequired[dict[str, tuple[str, str]]]
    failures: NotRequired[list[Any]]
    cancelled_at: NotRequired[float]


def situation(workers: int, items: list[Any]) -> str:
    """Say what the situation is."""
    what = f"the items {items}" if items else "no items"
    return f"{counted(workers, 'worker')} and {what}"


def marking(
    kind: str,
    workers: int,
    items: list[Any],
    works: list[float],
    shuffle: int | None = None,
) -> Marking:
    """Make a case in which None is to be skipped."""
    return Marking(
        kind=kind,
        words=situation(workers, items),
        shuffle=shuffle,
        workers=workers,
        items=items,
        works=works,
        gaps=[0.0] * len(items),
        sentinels=False,
        work_on_none=False,
        results=[result_of(item) for item in items if item is not None],
    )


def sent_home(case: Marking) -> Marking:
    """Put a DONE for each worker in the end."""
    words = f"{case['words']}, and a `DONE` for each worker"
    return {**case, "words": words, "sentinels": True}


def draw_some(dice: random.Random) -> list[Any]:
    """Draw up to eight items, some of them false."""
    return draw_items(dice, dice.randrange(9), odd=_ODD)


async def play_pattern(
    queue: asyncio.Queue[Any],
    case: Marking,
    start: Start,
    watch: WatchedWork,
    look: Look,
    done: object = None,
) -> dict[str, Any]:
    """Start the workers, put, join and watch, cancel, gather.

    Args:
        queue: where the items go.
        case: the situation.
        start: gives the coroutine of a worker.
        watch: the work that the workers are given.
        look: gives what the workers have made so far.
        done: the sentinel, where there is one.
    """

    def see() -> dict[str, Any]:
        return {**watch.account(), **look()}

    spy = Spy(queue)
    tasks = [asyncio.create_task(start()) for _ in range(case["workers"])]

    async def joining() -> dict[str, Any]:
        await _put_and_join(queue, case, watch, done)
        seen = {**see(), "twice": spy.twice}
        await asyncio.sleep(1.0)
        return {**seen, "later": look()}

    both = [*tasks, asyncio.create_task(joining())]
    gone = await _watch(both, may_leave=case["sentinels"])
    quiet = not watch.moments.happens()
    *ends, _ = await _cancel(both)
    seen = both[-1].result() if _left_well(both[-1]) else {}
    taken = [spy.taken.get(task, []) for task in tasks]
    return {
        **seen,
        "gone": gone,
        "ends": ends,
        "over": spy.over,
        "taken": taken,
        "saw_empty": [task in spy.saw_empty for task in tasks],
        "quiet": quiet,
        "after": see(),
    }


async def _put_and_join(
    queue: asyncio.Queue[Any], case: Marking, watch: WatchedWork, done: object
) -> None:
    await put_all(queue, case["items"], case["gaps"], watch.moments.note)
    if case["sentinels"]:
        for _ in range(case["workers"]):
            await queue.put(done)
    if "cancelled_at" in case:
        await asyncio.sleep(case["cancelled_at"])
    else:
        await queue.join()


async def _watch(both: list[asyncio.Task[Any]], may_leave: bool) -> list[int]:
    """Wait for the join, or a worker that ends; say who ended too early."""
    when = asyncio.FIRST_EXCEPTION if may_leave else asyncio.FIRST_COMPLETED
    await asyncio.wait(both, return_when=when)
    return [
        number
        for number, task in enumerate(both[:-1])
        if task.done() and not (may_leave and _left_well(task))
    ]


def _left_well(task: asyncio.Task[Any]) -> bool:
    return not task.cancelled() and not task.exception()


async def _cancel(tasks: list[asyncio.Task[Any]]) -> list[Any]:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return [_end_of(task) for task in tasks]


def _end_of(task: asyncio.Task[Any]) -> BaseException | None:
    # What a task returns is not how it ends, even if that is an error.
    return asyncio.CancelledError() if task.cancelled() else task.exception()
