"""What a recording tells of queues: lengths, waits, and which is which."""

import asyncio
import contextlib

import pytest

from helpers.clock import Stuck
from helpers.recording import record, tracing
from tests.recording.programs import fill, produce, simple
from tests.support import strict

pytestmark = strict


def test_lengths_are_those_after_each_moment():
    async def main():
        queue = asyncio.Queue(3)
        await asyncio.sleep(1)
        await fill(queue, 1, 2, 3)
        await asyncio.sleep(2)
        queue.get_nowait()
        queue.get_nowait()
        await asyncio.sleep(1)
        queue.task_done()
        await asyncio.sleep(4)

    (queue,) = record(main()).queues
    assert queue.name == "queue" and queue.maxsize == 3
    assert queue.times.tolist() == [1, 3, 4]
    assert queue.lengths.tolist() == [3, 1, 1]
    assert queue.unfinished.tolist() == [3, 3, 2]
    assert (queue.peak, queue.peak_at) == (3, 1)
    assert queue.mean == (3 * 2 + 1 * 5) / 8


def test_an_item_handed_over_at_once_is_no_length():
    (queue,) = record(simple(3, 0.5)).queues
    assert queue.peak == 0 and queue.mean == 0


def test_waits_of_producers_and_consumers():
    async def main():
        queue = asyncio.Queue(1)

        async def consume():
            await queue.get()  # waits from 0 to 1
            await asyncio.sleep(5)
            for _ in range(2):
                await queue.get()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(queue.get(), 3)

        task = asyncio.create_task(consume())
        await produce(queue, "abc")  # c waits from 3 to 6
        await task

    (queue,) = record(main()).queues
    assert long_waits(*queue.waits_to_get()) == [(0, 1), (6, 9)]
    assert long_waits(*queue.waits_to_put()) == [(3, 6)]


def long_waits(starts, ends):
    """Leave out the waits that were over in the moment they began."""
    waits = zip(starts.tolist(), ends.tolist(), strict=True)
    return [wait for wait in waits if wait[0] < wait[1]]


def test_several_queues_are_kept_apart():
    async def main():
        first, second = asyncio.Queue(), asyncio.LifoQueue()
        jobs = asyncio.Queue()
        await fill(first, 1, 2)
        await fill(second, 3, 4, 5)
        await fill(jobs, 6)
        second.get_nowait()

    recording = record(main())
    assert [q.peak for q in recording.queues] == [2, 2, 1]
    counts = [item.queue for item in recording.items]
    names = [q.name for q in recording.queues]
    assert counts == [names[0]] * 2 + [names[1]] * 3 + [names[2]]


def test_two_queues_of_one_name_are_not_taken_for_each_other():
    async def main():
        await shop_one()
        await shop_two()

    async def shop_one():
        queue = asyncio.Queue()
        queue.put_nowait("left unmarked")
        await queue.get()

    async def shop_two():
        queue = asyncio.Queue()
        await queue.put("taken and marked")
        await queue.get()
        queue.task_done()
        await queue.put("never taken")
        await queue.join()

    with pytest.raises(Stuck) as stuck:
        record(main())
    report = " ".join(str(stuck.value).split())
    assert "took item" not in report
    assert "1 item is not marked done, and it is still in the queue" in report


def test_a_recording_has_room_for_a_number_of_queues(monkeypatch):
    async def main():
        queues = [asyncio.Queue() for _ in range(9)]
        queues[7].put_nowait("item")

    assert record(main()).items[0].put_by == "main"
    monkeypatch.setattr(tracing, "QUEUE_MASK", 7)
    with pytest.raises(RuntimeError, match="has room for 8 queues"):
        record(main())


def test_thousands_of_queues_of_one_name():
    async def main():
        for _ in range(3000):
            queue = asyncio.Queue()
            queue.put_nowait("item")
            await asyncio.sleep(1)

    recording = record(main())
    names = [queue.name for queue in recording.queues]
    assert names[:3] == ["queue", "queue-2", "queue-3"]
    assert len({*names}) == 3000
    assert [item.queue for item in recording.items] == names
