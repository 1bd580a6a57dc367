"""Policies that drop well and badly, for the test of 05.5."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from helpers.exercises import Case, Finding, Seen
from helpers.exercises.judging import disguised, line_of, unfinished, unheard

_Program = Callable[[Any, Any, Any], Awaitable[None]]


async def _good_asks(queue: Any, item: Any, lost: Any) -> None:
    if queue.full():
        lost.append(queue.get_nowait())
    queue.put_nowait(item)


async def _good_tries(queue: Any, item: Any, lost: Any) -> None:
    try:
        queue.put_nowait(item)
    except asyncio.QueueFull:
        lost.append(await queue.get())
        await queue.put(item)


async def _good_marks(queue: Any, item: Any, lost: Any) -> None:
    while queue.full():
        lost.append(queue.get_nowait())
        queue.task_done()
    await queue.put(item)


async def _does_nothing(queue: Any, item: Any, lost: Any) -> None:
    pass


async def _waits(queue: Any, item: Any, lost: Any) -> None:
    await queue.put(item)


async def _drops_newest(queue: Any, item: Any, lost: Any) -> None:
    if queue.full():
        lost.append(item)
    else:
        queue.put_nowait(item)


async def _does_not_count(queue: Any, item: Any, lost: Any) -> None:
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(item)


async def _counts_the_newest(queue: Any, item: Any, lost: Any) -> None:
    if queue.full():
        queue.get_nowait()
        lost.append(item)
    queue.put_nowait(item)


async def _keeps_too_many(queue: Any, item: Any, lost: Any) -> None:
    queue._queue.append(item)


async def _keeps_the_latest(queue: Any, item: Any, lost: Any) -> None:
    while not queue.empty():
        lost.append(queue.get_nowait())
    queue.put_nowait(item)


async def _always_drops(queue: Any, item: Any, lost: Any) -> None:
    if not queue.empty():
        lost.append(queue.get_nowait())
    queue.put_nowait(item)


async def _only_makes_room(queue: Any, item: Any, lost: Any) -> None:
    if queue.full():
        lost.append(queue.get_nowait())
    else:
        queue.put_nowait(item)


async def _puts_the_oldest_again(queue: Any, item: Any, lost: Any) -> None:
    if queue.full():
        item = queue.get_nowait()
        lost.append(item)
    queue.put_nowait(item)


async def _reorders(queue: Any, item: Any, lost: Any) -> None:
    kept: list[Any] = []
    if queue.full():
        lost.append(queue.get_nowait())
        kept = [queue.get_nowait() for _ in range(queue.qsize())]
    for one in [item, *kept]:
        queue.put_nowait(one)


async def _puts_in_front(queue: Any, item: Any, lost: Any) -> None:
    kept = [queue.get_nowait() for _ in range(queue.qsize())]
    if kept and len(kept) == queue.maxsize:
        lost.append(kept.pop())
    for one in [item, *kept]:
        queue.put_nowait(one)


_GOOD: dict[str, _Program] = {
    "a right policy": _good_asks,
    "a right policy that tries `put_nowait` first": _good_tries,
    "a right policy that calls `task_done` for what it drops": _good_marks,
}
# words: (program, the belief behind a test that passes it, what to do)
_BROKEN: dict[str, tuple[_Program, str, str]] = {
    "a policy that does nothing at all": (
        *(_does_nothing, "asserts-nothing", ""),
    ),
    "one that drops the newest": (
        *(_drops_newest, "wrong-victim"),
        "Offer more than there is room for, and look at which items are left.",
    ),
    "one that drops and does not count": (
        *(_does_not_count, "drops-uncounted", "Look into `lost` as well."),
    ),
    "one that puts the new item and also counts it as lost": (
        *(_counts_the_newest, "in-both", "Look at which items are in `lost`."),
    ),
    "one that puts more than the queue may hold": (
        *(_keeps_too_many, "over-bound", "Look at how long the queue is."),
    ),
    "one that keeps only the latest": (
        *(_keeps_the_latest, "drops-too-many"),
        "Look at all that is left, where there is room for two or more.",
    ),
    "one that makes room, and then does not put": (
        *(_only_makes_room, "drops-uncounted"),
        "Look at how long the queue is, and at each item.",
    ),
    "one that drops though there is room": (
        *(_always_drops, "drops-too-early"),
        "Offer the first one to a queue that has room for more.",
    ),
    "one that puts the new item in front": (
        *(_reorders, "order-lost", "Compare the items one by one, in order."),
    ),
    "one that puts each new item in front": (
        *(_puts_in_front, "order-lost"),
        "Compare the items one by one, in order.",
    ),
    "one that puts the oldest again, and not the new one": (
        *(_puts_the_oldest_again, "in-both"),
        "Look at each item, the last one too.",
    ),
    "one that waits for room": (_waits, "policy-waits", "Set a time limit."),
}


def _programs(dice: random.Random) -> Iterator[Case]:
    for words in [*_GOOD, *_BROKEN]:
        yield {"kind": "plain", "words": words}


async def _play_test(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    words = case["words"]
    program = _GOOD[words] if words in _GOOD else _BROKEN[words][0]
    try:
        await answer(disguised(program, "drop_oldest"))
    except AssertionError as error:
        return {"fails": str(error)[:100], "line": line_of(error)}
    return {"passes": True}


def _judge_test(case: Case, seen: Seen) -> Finding | None:
    if case["words"] in _GOOD:
        return _fails(seen) or _passes(seen)
    if seen.outcome == "stuck":
        words = "the test hangs, and a test that hangs tells nobody."
        waits = _BROKEN[case["words"]][0] is _waits
        return Finding(words, "policy-waits" if waits else "test-hangs")
    if seen.outcome == "raised":
        words = f"the test ends with {seen.error}, not an AssertionError."
        return Finding(words, "not-an-assertion")
    if "passes" in seen.value:
        _, key, how = _BROKEN[case["words"]]
        words = "the test passes, and should fail with an AssertionError."
        return unheard(seen) or Finding(f"{words} {how}".strip(), key)
    return None


def _fails(seen: Seen) -> Finding | None:
    finding = unfinished(seen)
    if finding and seen.error.startswith(("AttributeError", "TypeError")):
        return Finding(finding.words, finding.misconception or "wrong-tools")
    return finding


def _passes(seen: Seen) -> Finding | None:
    if "passes" in seen.value:
        return None
    error = f"AssertionError: {seen.value['fails']}".removesuffix(": ")
    words = f"the test fails with {error}{seen.value['line']}"
    full = not seen.bounds or max(seen.bounds) > 0
    key = "asks-too-much" if full else "no-bound"
    return Finding(f"{words}, and should pass.", key)


TEST = (_programs, _play_test, _judge_test)
