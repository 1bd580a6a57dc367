"""Policies that drop well and badly, for the test of 05.5.

Nothing here may tell by its text what is wrong with it: this module is
loaded without names and lines where a test is played.
"""

from __future__ import annotations

import asyncio
from typing import Any

from helpers.exercises.judging import Program


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


async def waits(queue: Any, item: Any, lost: Any) -> None:
    """Wait until there is room."""
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


_ALL = (
    Program(words="a right policy", run=_good_asks),
    Program(
        words="a right policy that tries `put_nowait` first", run=_good_tries
    ),
    Program(
        words="a right policy that calls `task_done` for what it drops",
        run=_good_marks,
    ),
    Program(
        words="a policy that does nothing at all",
        run=_does_nothing,
        belief="asserts-nothing",
    ),
    Program(
        words="one that drops the newest",
        run=_drops_newest,
        belief="wrong-victim",
        how="Offer more than there is room for, and look at which items are "
        "left.",
    ),
    Program(
        words="one that drops and does not count",
        run=_does_not_count,
        belief="drops-uncounted",
        how="Look into `lost` as well.",
    ),
    Program(
        words="one that puts the new item and also counts it as lost",
        run=_counts_the_newest,
        belief="in-both",
        how="Look at which items are in `lost`.",
    ),
    Program(
        words="one that puts more than the queue may hold",
        run=_keeps_too_many,
        belief="over-bound",
        how="Look at how long the queue is.",
    ),
    Program(
        words="one that keeps only the latest",
        run=_keeps_the_latest,
        belief="drops-too-many",
        how="Look at all that is left, where there is room for two or more.",
    ),
    Program(
        words="one that makes room, and then does not put",
        run=_only_makes_room,
        belief="drops-uncounted",
        how="Look at how long the queue is, and at each item.",
    ),
    Program(
        words="one that drops though there is room",
        run=_always_drops,
        belief="drops-too-early",
        how="Offer the first one to a queue that has room for more.",
    ),
    Program(
        words="one that puts the new item in front",
        run=_reorders,
        belief="order-lost",
        how="Compare the items one by one, in order.",
    ),
    Program(
        words="one that puts each new item in front",
        run=_puts_in_front,
        belief="order-lost",
        how="Compare the items one by one, in order.",
    ),
    Program(
        words="one that puts the oldest again, and not the new one",
        run=_puts_the_oldest_again,
        belief="in-both",
        how="Look at each item, the last one too.",
    ),
    Program(
        words="one that waits for room",
        run=waits,
        belief="policy-waits",
        how="Set a time limit.",
    ),
)
PROGRAMS = {program.words: program for program in _ALL}
