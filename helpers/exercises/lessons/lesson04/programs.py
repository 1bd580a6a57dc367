"""Workers that mark well and badly, for the test of 04.5."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import random
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from helpers.exercises import Case, Finding, Seen
from helpers.exercises.judging import (
    disguised,
    first_error,
    line_of,
    unfinished,
    unheard,
)

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


# name: (program, what it does, the belief behind it; "" where it is good).
# A test is told of the first that it does not judge right.
_PROGRAMS = {
    "sturdy": (_sturdy, "a good worker", ""),
    "only": (
        *(_only_marks, "a worker that only marks, and does no work"),
        "asserts-nothing",
    ),
    "never": (_never_marks, "a worker that never marks", "nobody-marks"),
    "forgets": (
        *(_forgets_failures, "a worker that does not mark a failed item"),
        "some-not-marked",
    ),
    "hides": (
        *(_hides_failures, "a worker that loses a failed item"),
        "marked-not-done",
    ),
    "second": (
        *(_loses_every_second, "a worker that loses every second item"),
        "marked-not-done",
    ),
    "repeats": (
        *(_repeats, "a worker that gives the first result for every item"),
        "marked-not-done",
    ),
    "early": (
        *(_marks_first, "a worker that marks before the work"),
        "marked-early",
    ),
    "twice": (_marks_twice, "a worker that marks twice", "marks-twice"),
    "dies": (_dies, "a worker that dies of a failed item", "worker-died"),
    "failures twice": (
        *(_marks_failures_twice, "a worker that marks a failed item twice"),
        "marks-twice",
    ),
    "in try": (
        *(_gets_in_try, "a worker that has `get` inside its `try`"),
        "get-in-try",
    ),
    "quiet": (
        *(_leaves_quietly, "a worker that ends as usual when cancelled"),
        "ignores-cancel",
    ),
    "plain": (_plain_style, "a good worker without `finally`", ""),
    "newest": (_newest_first, "a good worker, the newest item first", ""),
    "two": (_two_at_once, "a good worker that does two items at once", ""),
    # Last, since many a test with another fault only counts the failures.
    "repr": (
        *(_keeps_the_repr, "a worker that keeps `repr(error)`, not its text"),
        "not-its-text",
    ),
}


def _programs(dice: random.Random) -> Iterator[Case]:
    for shuffle in (None, dice.randrange(1000), dice.randrange(1000)):
        for name, (_, words, _) in _PROGRAMS.items():
            kind = "plain" if shuffle is None else "varied"
            case = {"kind": kind, "words": words, "program": name}
            yield {**case, "shuffle": shuffle}


async def _play_test(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    given: list[str] = []
    program = _looked_at(_PROGRAMS[case["program"]][0], given)
    try:
        await answer(disguised(program, "worker"))
    except (Exception, asyncio.CancelledError) as error:
        told = {"error": first_error(error), "line": line_of(error)}
        return {**told, "given": given}
    return {"error": ""}


def _looked_at(
    program: Callable[..., Awaitable[None]], given: list[str]
) -> Callable[..., Awaitable[None]]:
    """The same program, which notes what it is given and cannot use."""

    async def called(*tools: Any, **named: Any) -> None:
        count = len(tools) + len(named)
        if count != 4:
            given.append(f"it is called with {count} arguments, and takes 4")
        work: Any = named.get("work", tools[-1] if tools else None)

        def worked(item: Any) -> Any:
            made = work(item)
            if not inspect.isawaitable(made):
                given.append("its `work` gives nothing that can be awaited")
            return made

        if "work" in named:
            named["work"] = worked
        else:
            tools = (*tools[:-1], worked)
        await program(*tools, **named)

    return called


def _judge_test(case: Case, seen: Seen) -> Finding | None:
    belief = _PROGRAMS[case["program"]][2]
    if seen.outcome == "stuck":
        report = seen.report.partition("\nMost likely:")[0]
        awaits = not belief and re.search(_AWAITS_WORKER, report)
        key = "awaits-worker" if awaits else "test-hangs"
        return Finding(f"your test hangs.\n\n{report}", key)
    if seen.outcome == "raised":
        return unfinished(seen)
    if not seen.value["error"]:
        how = _HOW.get(case["program"], "")
        words = f"your test finds nothing wrong. {how}".strip()
        missed = unheard(seen) or Finding(words, belief)
        return missed if belief else None
    return _judge_no(case, **seen.value, good=not belief)


_AWAITS_WORKER = r"main waits (.* for (one of )?\S*worker|in queue\.get)"
# How a test finds out.
_HOW = {
    "never": "Let it join, in a time limit, and say no when that is over.",
    "early": "Let `work` take time, and look as soon as `join` returns.",
    "twice": "Look at how the worker ends.",
    "forgets": "Let the work on an item fail.",
    "hides": "Look at what is in `failures`.",
    "repr": "Compare each failure with the pair that you expect.",
    "second": "Put several items, and look at all results.",
    "repeats": "Look at what each result is.",
    "dies": "Let one fail that is not the last, and look at how it ends.",
    "failures twice": "Let one fail, and look at how the worker ends.",
    "in try": "Cancel it while it waits for an item, and look at the end.",
    "quiet": "Cancel the worker, and look at how it ends.",
}


def _judge_no(
    case: Case, error: str, line: str, given: list[str], good: bool
) -> Finding | None:
    kind = error.partition(":")[0]
    if good and given:
        words = f"your test fails with {error}{line}: {given[0]}."
        return Finding(words, "test-tools")
    if kind == "AssertionError" and not good:
        return None
    if kind == "NotAwaitable":
        return Finding(f"{error}.", "no-async")
    if "made before the recording" in error:
        return Finding(f"your test fails with {error}{line}.", "made-once")
    if good:
        odd = case["program"] in ("newest", "two")
        key = "fails-on-good" if odd else "rejects-good"
        return Finding(f"your test fails with {error}{line}.", key)
    if kind == "QueueEmpty":
        return Finding(f"your test ends with {error}{line}.", "queue-empty")
    words = f"your test ends with {error}{line}, not an AssertionError."
    return Finding(words, "no-verdict")


TEST = (_programs, _play_test, _judge_test)
