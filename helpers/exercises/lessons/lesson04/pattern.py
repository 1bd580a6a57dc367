"""The pattern around the workers of 04.2 and 04.3, and what it shows."""

from __future__ import annotations

import asyncio
import builtins
import random
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from helpers.exercises import Case
from helpers.exercises.lessons.lesson04.spy import Spy, Tally
from helpers.wording import counted

VARIED = 90
ERRORS = ("ValueError", "KeyError", "OSError", "RuntimeError", "TimeoutError")

Work = Callable[[Any], Awaitable[Any]]
Start = Callable[[], Coroutine[Any, Any, Any]]
Look = Callable[[], dict[str, Any]]


def situation(workers: int, items: list[Any]) -> str:
    """Say what the situation is."""
    what = f"the items {items}" if items else "no items"
    return f"{counted(workers, 'worker')} and {what}"


def work_of(case: Case, tally: Tally) -> Work:
    """Make the `work` of a case, which is noted in a tally."""
    works, errors = iter(case["works"]), case.get("errors", {})

    async def work(item: Any) -> Any:
        tally.begin(item)
        try:
            await asyncio.sleep(next(works, 0.0))
        except asyncio.CancelledError:
            tally.cut.append(item)
            raise
        finally:
            tally.end(item)
        if repr(item) in errors:
            raise make_error(*errors[repr(item)])
        return result_of(item)

    return work


def draw_items(dice: random.Random) -> list[Any]:
    """Draw up to eight items, some of them false."""
    odd = [None, 0, "", 7]
    return [dice.choice([n, *odd]) for n in range(dice.randrange(9))]


def draw_works(dice: random.Random, items: list[Any]) -> list[float]:
    """Draw how long the work on each item takes."""
    return [dice.choice([0.0, 1.0, 3 * dice.random()]) for _ in items]


def result_of(item: Any) -> Any:
    """What `work` returns for an item: of a false one it is false, too."""
    return f"result of {item!r}" if item else item


def make_error(kind: str, text: str) -> Exception:
    """Make an error of this kind."""
    made: Exception = getattr(builtins, kind)(text)
    return made


async def play_pattern(
    queue: asyncio.Queue[Any],
    case: Case,
    start: Start,
    tally: Tally,
    look: Look,
    done: object = None,
) -> dict[str, Any]:
    """Start the workers, put, join and watch, cancel, gather."""

    def see() -> dict[str, Any]:
        return {**tally.lists(), **look()}

    spy = Spy(queue)
    tasks = [asyncio.create_task(start()) for _ in range(case["workers"])]

    async def joining() -> dict[str, Any]:
        await _put_and_join(queue, case, tally, done)
        seen = {**see(), "twice": spy.twice}
        await asyncio.sleep(1.0)
        return {**seen, "later": look()}

    both = [*tasks, asyncio.create_task(joining())]
    gone = await _watch(both, may_leave=case["sentinels"])
    quiet = not tally.happens()
    *ends, _ = await _cancel(both)
    seen = both[-1].result() if _left_well(both[-1]) else {}
    taken = [spy.taken.get(task, []) for task in tasks]
    left = {"gone": gone, "ends": ends, "over": spy.over, "taken": taken}
    left |= {"saw_empty": [task in spy.saw_empty for task in tasks]}
    left |= {"quiet": quiet}
    return {**seen, **left, "after": see()}


async def _put_and_join(
    queue: asyncio.Queue[Any], case: Case, tally: Tally, done: object
) -> None:
    for item, gap in zip(case["items"], case["gaps"], strict=True):
        await asyncio.sleep(gap)
        tally.note()
        await queue.put(item)
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
