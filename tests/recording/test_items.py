"""Items, followed from the put to the get and the mark."""

import asyncio
import random

import pytest

from helpers.clock import run
from helpers.recording import record
from tests.recording.programs import fill, simple, work
from tests.support import strict

pytestmark = strict

needs_shutdown = pytest.mark.skipif(
    not hasattr(asyncio.Queue, "shutdown"),
    reason="queues can be shut down from Python 3.13 on",
)


def items_of(main):
    return record(main).items


def test_items_are_followed_from_put_to_mark():
    first, second, third = items_of(simple())
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert (second.put_at, second.got_at, second.marked_at) == (2, 2.5, 4)
    assert (second.put_by, second.got_by) == ("simple", "work-1")
    assert (second.waited, second.service, second.latency) == (0.5, 1.5, 2)
    assert third.waited == 1 and not third.dropped


def test_items_of_a_lifo_queue():
    async def main():
        queue = asyncio.LifoQueue()
        for item in "abc":
            await asyncio.sleep(1)
            queue.put_nowait(item)
        for _ in "abc":
            await asyncio.sleep(1)
            queue.get_nowait()

    assert [item.got_at for item in items_of(main())] == [6, 5, 4]


class Order:
    """Orders of one urgency are equal, and cannot be told apart by that."""

    def __init__(self, urgency, number):
        self.urgency, self.number = urgency, number

    def __lt__(self, other):
        return self.urgency < other.urgency

    def __eq__(self, other):
        return self.urgency == other.urgency

    __hash__ = None


@pytest.mark.parametrize("seed", range(5))
def test_items_of_a_priority_queue_with_ties(seed):
    dice = random.Random(seed)

    async def main():
        queue, expected = asyncio.PriorityQueue(), {}
        for number in range(30):
            await asyncio.sleep(1)
            queue.put_nowait(Order(dice.randrange(3), number))
        while not queue.empty():
            await asyncio.sleep(1)
            order = queue.get_nowait()
            expected[order.number] = asyncio.get_running_loop().time()
        return [expected[number] for number in range(30)]

    recording = record(main())
    assert [item.got_at for item in recording.items] == recording.result


def test_the_same_object_put_twice_into_a_priority_queue():
    async def main():
        queue = asyncio.PriorityQueue()
        await fill(queue, 5, 1, 5, 1)
        for _ in range(4):
            await asyncio.sleep(1)
            queue.get_nowait()

    items = items_of(main())
    assert [item.got_at for item in items] == [3, 1, 4, 2]


def test_a_priority_queue_that_cannot_compare():
    async def main():
        queue = asyncio.PriorityQueue()
        queue.put_nowait((1, "a"))
        with pytest.raises(TypeError):
            queue.put_nowait(None)
        seen = [queue.qsize(), queue._unfinished_tasks]
        await asyncio.sleep(1)
        queue.get_nowait()
        return seen

    assert record(main()).result == run(main())
    assert record(main()).items[0].got_at == 1


def test_task_done_by_another_task_marks_the_oldest_item():
    async def main():
        queue = asyncio.Queue()
        await fill(queue, "a", "b")
        worker = asyncio.create_task(take_two(queue))
        await asyncio.sleep(5)
        queue.task_done()
        await worker
        queue.task_done()

    async def take_two(queue):
        await queue.get()
        await asyncio.sleep(1)
        await queue.get()
        await asyncio.sleep(8)

    first, second = items_of(main())
    assert (first.marked_at, second.marked_at) == (5, 9)
    assert (first.finished_at, first.service, second.latency) == (5, 5, 9)


def test_items_that_nobody_marks_end_with_the_next_get():
    async def main():
        queue = asyncio.Queue()
        await fill(queue, "a", "b", "c")
        task = asyncio.create_task(take(queue))
        await task
        await asyncio.sleep(10)

    async def take(queue):
        for _ in range(2):
            await queue.get()
            await asyncio.sleep(2)

    first, second, third = items_of(main())
    assert (first.finished_at, first.marked_at) == (2, None)
    assert (second.finished_at, second.service) == (4, 2)  # its task ended
    assert (third.got_at, third.waited, third.latency) == (None, None, None)


@needs_shutdown
@pytest.mark.parametrize(
    "kind", [asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue]
)
def test_items_dropped_by_a_shutdown(kind):
    async def main():
        queue = kind()
        worker = asyncio.create_task(work(queue, 5))
        await fill(queue, 1, 2, 3)
        await asyncio.sleep(2)
        queue.shutdown(immediate=True)
        with pytest.raises(asyncio.QueueShutDown):
            await queue.put(4)
        with pytest.raises(asyncio.QueueShutDown):
            await worker
        await queue.join()

    recording = record(main())
    assert len(recording.items) == 3
    dropped = [item for item in recording.items if item.dropped]
    (taken,) = (item for item in recording.items if not item.dropped)
    assert len(dropped) == 2
    assert {item.got_at for item in dropped} == {None}
    assert (taken.got_at, taken.marked_at) == (0, 5)
    (queue,) = recording.queues
    assert queue.lengths.tolist()[-1] == queue.unfinished.tolist()[-1] == 0


@needs_shutdown
def test_a_quiet_shutdown_ends_the_waits():
    async def main():
        queue = asyncio.Queue()
        workers = [asyncio.create_task(work(queue, 1)) for _ in range(2)]
        await asyncio.sleep(3)
        queue.shutdown()
        await asyncio.gather(*workers, return_exceptions=True)
        await asyncio.sleep(2)

    recording = record(main())
    assert recording.queues[0].waits_to_get()[1].tolist() == [3, 3]
    assert [task.waited for task in recording.tasks[1:]] == [3, 3]
    died = recording.tasks[1]
    assert died.outcome == "died" and "QueueShutDown" in died.error
