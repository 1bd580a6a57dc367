"""Workers that mark well and badly, for the test of 04.5.

Nothing here may tell by its text what is wrong with it: this module is
loaded without names and lines where a test is played.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from helpers.exercises.judging import Program

Work = Callable[[Any], Awaitable[str]]
Queue = asyncio.Queue[Any]


async def _sturdy(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
        finally:
            queue.task_done()


async def _plain_style(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        item = await queue.get()
        try:
            result = await work(item)
        except Exception as error:
            failures.put_nowait((item, str(error)))
        else:
            results.append(result)
        queue.task_done()


async def _two_at_once(*tools: Any) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(_sturdy(*tools))
        group.create_task(_plain_style(*tools))


async def _newest_first(queue: Queue, *tools: Any) -> None:
    while True:
        items = [await queue.get()]
        while not queue.empty():
            items.append(queue.get_nowait())
        for item in reversed(items):
            await _try_one(item, *tools)
            queue.task_done()


async def _only_marks(queue: Queue, *tools: Any) -> None:
    while True:
        await queue.get()
        queue.task_done()


async def _never_marks(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        await _try_one(await queue.get(), results, failures, work)


async def _try_one(
    item: Any, results: list[Any], failures: Queue, work: Work
) -> None:
    try:
        results.append(await work(item))
    except Exception as error:
        await failures.put((item, str(error)))


async def _marks_twice(queue: Queue, *tools: Any) -> None:
    while True:
        item = await queue.get()
        try:
            await _try_one(item, *tools)
            queue.task_done()
        finally:
            queue.task_done()


async def _marks_failures_twice(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
            queue.task_done()
        finally:
            queue.task_done()


async def _marks_first(queue: Queue, *tools: Any) -> None:
    while True:
        item = await queue.get()
        queue.task_done()
        await _try_one(item, *tools)


async def _forgets_failures(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
            continue
        queue.task_done()


async def _hides_failures(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        hidden: Queue = asyncio.Queue()
        await _try_one(await queue.get(), results, hidden, work)
        queue.task_done()


async def _keeps_the_repr(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, repr(error)))
        queue.task_done()


async def _loses_every_second(queue: Queue, *tools: Any) -> None:
    while True:
        await _try_one(await queue.get(), *tools)
        queue.task_done()
        await queue.get()
        queue.task_done()


async def _repeats(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        await _try_one(await queue.get(), results, failures, work)
        results[:] = [results[0] for _ in results]
        queue.task_done()


async def _dies(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
            raise
        finally:
            queue.task_done()


async def _gets_in_try(queue: Queue, *tools: Any) -> None:
    while True:
        try:
            await _try_one(await queue.get(), *tools)
        finally:
            queue.task_done()


async def _leaves_quietly(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    with contextlib.suppress(asyncio.CancelledError):
        await _sturdy(queue, results, failures, work)


# A test is told of the first that it does not judge right.
PROGRAMS = {
    "sturdy": Program(
        words="a good worker",
        run=_sturdy,
    ),
    "only": Program(
        words="a worker that only marks, and does no work",
        run=_only_marks,
        belief="asserts-nothing",
    ),
    "never": Program(
        words="a worker that never marks",
        run=_never_marks,
        belief="nobody-marks",
        how="Let it join, in a time limit, and say no when that is over.",
    ),
    "forgets": Program(
        words="a worker that does not mark a failed item",
        run=_forgets_failures,
        belief="some-not-marked",
        how="Let the work on an item fail.",
    ),
    "hides": Program(
        words="a worker that loses a failed item",
        run=_hides_failures,
        belief="marked-not-done",
        how="Look at what is in `failures`.",
    ),
    "second": Program(
        words="a worker that loses every second item",
        run=_loses_every_second,
        belief="marked-not-done",
        how="Put several items, and look at all results.",
    ),
    "repeats": Program(
        words="a worker that gives the first result for every item",
        run=_repeats,
        belief="marked-not-done",
        how="Look at what each result is.",
    ),
    "early": Program(
        words="a worker that marks before the work",
        run=_marks_first,
        belief="marked-early",
        how="Let `work` take time, and look as soon as `join` returns.",
    ),
    "twice": Program(
        words="a worker that marks twice",
        run=_marks_twice,
        belief="marks-twice",
        how="Look at how the worker ends.",
    ),
    "dies": Program(
        words="a worker that dies of a failed item",
        run=_dies,
        belief="worker-died",
        how="Let one fail that is not the last, and look at how it ends.",
    ),
    "failures twice": Program(
        words="a worker that marks a failed item twice",
        run=_marks_failures_twice,
        belief="marks-twice",
        how="Let one fail, and look at how the worker ends.",
    ),
    "in try": Program(
        words="a worker that has `get` inside its `try`",
        run=_gets_in_try,
        belief="get-in-try",
        how="Cancel it while it waits for an item, and look at the end.",
    ),
    "quiet": Program(
        words="a worker that ends as usual when cancelled",
        run=_leaves_quietly,
        belief="ignores-cancel",
        how="Cancel the worker, and look at how it ends.",
    ),
    "plain": Program(
        words="a good worker without `finally`",
        run=_plain_style,
    ),
    "newest": Program(
        words="a good worker, the newest item first",
        run=_newest_first,
    ),
    "two": Program(
        words="a good worker that does two items at once",
        run=_two_at_once,
    ),
    # Last, since many a test with another fault only counts the failures.
    "repr": Program(
        words="a worker that keeps `repr(error)`, not its text",
        run=_keeps_the_repr,
        belief="not-its-text",
        how="Compare each failure with the pair that you expect.",
    ),
}
