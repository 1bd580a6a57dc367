"""A program need not know: its queues keep their names and their ways."""

import asyncio
import contextlib
from asyncio import Queue

import pytest

from helpers.clock import run
from helpers.recording import (
    GET,
    KIND_MASK,
    PUT,
    TracedLifoQueue,
    TracedPriorityQueue,
    TracedQueue,
    code_of,
    record,
)
from tests.recording.programs import fill
from tests.support import strict

pytestmark = strict


class Inbox(asyncio.Queue):
    """Made before any recording, with an `__init__` of its own."""

    def __init__(self, owner, *, size=2):
        self.owner = owner
        super().__init__(size)


class Newest(asyncio.Queue):
    """Keeps one item only: its own `_put` throws the older away."""

    def _put(self, item):
        self._queue.clear()
        super()._put(item)


class OwnStore(asyncio.Queue):
    """Puts another store into the place of asyncio's, afterwards."""

    def __init__(self):
        super().__init__()
        self._queue = type(self._queue)(["there before"])


class OwnParts(asyncio.Queue):
    """Calls none of asyncio's parts."""

    def _put(self, item):
        self._queue.appendleft(item)

    def _get(self):
        return self._queue.pop()


class Shop:
    def __init__(self):
        self.orders = asyncio.Queue()


def test_names_are_those_of_the_program():
    async def main():
        jobs = asyncio.Queue()
        results: asyncio.Queue = Queue(maxsize=3)
        typed = Queue[int](4)
        shop = Shop()
        inbox = Inbox("me")
        lanes = [asyncio.Queue() for _ in range(2)]
        pair = {"a": asyncio.Queue()}
        urgent = asyncio.PriorityQueue()
        await fill(asyncio.Queue(), 1)
        return [jobs, results, typed, shop, inbox, lanes, pair, urgent]

    recording = record(main())
    names = [queue.name for queue in recording.queues]
    assert names == [
        *("jobs", "results", "typed", "self.orders", "inbox"),
        *("lanes[0]", "lanes[1]", "pair['a']", "urgent", "queue-10"),
    ]
    assert [q.maxsize for q in recording.queues][1:5] == [3, 4, 0, 2]


def test_a_name_from_elsewhere():
    spaces = {"asyncio": asyncio, "shops": []}
    code = "queue = asyncio.Queue()\nglobal other\nother = asyncio.Queue()"
    inner = f"async def main():\n    {code.replace(chr(10), chr(10) + '    ')}"
    exec(inner, spaces)
    names = [queue.name for queue in record(spaces["main"]()).queues]
    assert names == ["queue", "other"]


def test_a_queue_stays_what_it_is():
    async def main():
        seen = []
        for kind in (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue):
            queue = kind(3)
            await fill(queue, 2, 1, 3)
            seen += [type(queue) is kind, isinstance(queue, asyncio.Queue)]
            seen += [str(queue), queue.maxsize, queue.full()]
            seen += [repr(queue).replace(hex(id(queue)), "")]
        inbox = Inbox("me", size=5)
        seen += [type(inbox) is Inbox, inbox.owner, inbox.maxsize]
        return seen

    assert record(main()).result == run(main())


def test_a_queue_that_overrides_parts_works_as_ever():
    async def main():
        newest, store = Newest(), OwnStore()
        seen = []
        await fill(newest, 1, 2, 3)
        await asyncio.sleep(1)
        seen += [newest.qsize(), newest.get_nowait(), newest.empty()]
        await fill(store, "put")
        seen += [store.get_nowait(), store.get_nowait(), store.empty()]
        return seen

    recording = record(main())
    there = ["there before", "put", True]
    assert recording.result == run(main()) == [1, 3, True, *there]
    newest, _ = recording.queues
    assert newest.peak == 1 and newest.lengths[-1] == 0
    assert recording.items[2].got_by == "main"


def test_traced_queues_print_as_plain_ones():
    async def main():
        return [
            str(kind(2)).partition(" ")[0]
            for kind in (TracedQueue, TracedLifoQueue, TracedPriorityQueue)
        ]

    expected = ["<Queue", "<LifoQueue", "<PriorityQueue"]
    assert asyncio.run(main()) == expected


def test_a_traced_queue_keeps_a_log_of_its_own():
    async def main():
        queue = TracedQueue(2)
        await fill(queue, 1, 2)
        await queue.get()
        return queue

    queue = asyncio.run(main())
    events = [code_of(row) for row in queue.log.rows if row < 0]
    kinds = [code & KIND_MASK for code in events]
    assert kinds == [PUT, PUT, GET]


@pytest.mark.parametrize(
    "kind", [asyncio.Queue, asyncio.PriorityQueue, Newest, OwnParts]
)
def test_a_queue_made_before_the_run_is_refused_with_a_sentence(kind):
    old = kind()
    parts = [vars(k).copy() for k in (kind, asyncio.Queue)]

    async def main(use):
        asyncio.Queue()
        await use()

    for use in (lambda: old.put(1), lambda: fill(old, 1)):
        with pytest.raises(RuntimeError, match="was made before the recordin"):
            record(main(use))
    assert old.empty()
    old.put_nowait(1)  # and is none the worse for it
    with pytest.raises(RuntimeError, match="Make the queue inside the progr"):
        record(main(old.get))
    assert run(old.get()) == 1
    assert parts == [vars(k) for k in (kind, asyncio.Queue)]


def test_a_queue_outlives_its_recording_as_a_plain_one():
    async def main():
        queue = asyncio.Queue(2)
        await queue.put(1)
        return queue

    recording = record(main())
    queue, events = recording.result, len(recording)

    async def later():
        await queue.put(2)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(queue.put(3), 0.01)
        seen = [await queue.get(), await queue.get()]
        queue.task_done()
        queue.task_done()
        await queue.join()
        return seen

    assert asyncio.run(later()) == [1, 2]
    assert len(recording) == events == len(recording.times)
    assert {*vars(queue)} - {"_loop"} == {*vars(asyncio.Queue())} - {"_loop"}


def test_cleaning_up_is_not_recorded():
    async def worker(queue):
        try:
            await queue.get()
        finally:
            queue.put_nowait("in the end")
            await asyncio.sleep(5)

    async def main():
        queue = asyncio.Queue()
        asyncio.create_task(worker(queue))  # noqa: RUF006
        await asyncio.sleep(1)
        return queue

    recording = record(main())
    assert recording.result.qsize() == 1  # it did run
    assert recording.end == 1 and recording.items == []
