"""`record`, `record_live` and what a recording tells of a program."""

import asyncio
import contextlib
import gc
import os
import random
import shutil
import threading
import weakref
import zipfile
from asyncio import Queue

import pytest

from helpers.clock import Stuck, run
from helpers.recording import (
    Recording,
    TracedLifoQueue,
    TracedPriorityQueue,
    TracedQueue,
    last_recording,
    record,
    record_live,
    tracing,
)
from tests.support import LONG, interrupted

pytestmark = pytest.mark.filterwarnings("error")

METHODS = {
    (kind, name): vars(kind)[name]
    for kind in (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue)
    for name in vars(kind)
    if callable(vars(kind)[name])
}

needs_shutdown = pytest.mark.skipif(
    not hasattr(asyncio.Queue, "shutdown"),
    reason="queues can be shut down from Python 3.13 on",
)


@pytest.fixture(autouse=True)
def asyncio_is_left_as_it_was():
    """After every ending of every program here."""
    yield
    for (kind, name), method in METHODS.items():
        assert vars(kind)[name] is method, name
    assert tracing._opened == []


async def produce(queue, items, gap=1.0):
    for item in items:
        await asyncio.sleep(gap)
        await queue.put(item)


async def work(queue, service):
    while True:
        await queue.get()
        await asyncio.sleep(service)
        queue.task_done()


async def simple(items=3, service=1.5, kind=asyncio.Queue):
    """One producer, one worker, then a join."""
    queue = kind()
    worker = asyncio.create_task(work(queue, service))
    await produce(queue, range(items))
    await queue.join()
    worker.cancel()
    return items


async def fill(queue, *items):
    for item in items:
        queue.put_nowait(item)


# ---- what comes back


def test_a_recording_holds_what_main_returned_and_when_it_ended():
    recording = record(simple())
    assert recording.result == 3
    assert recording.end == 1 + 3 * 1.5
    assert recording.live is False
    assert len(recording) == len(recording.times) == len(recording.codes)
    said = "<Recording of 5.5 s: 1 queue, 2 tasks, "
    assert repr(recording) == f"{said}{len(recording)} events>"


def test_the_last_recording_is_the_newest(monkeypatch):
    monkeypatch.setattr("helpers.recording.recorder._last", [])
    with pytest.raises(LookupError, match=r"Run record\(main\(\)\) first"):
        last_recording()
    assert record(simple()) is last_recording()
    assert record(simple(5)) is last_recording()
    with pytest.raises(TypeError):
        record(simple)
    assert last_recording().result == 5


def test_until_cuts_a_recording():
    recording = record(simple(100), until=10)
    assert recording.result is None
    assert recording.end == 10
    assert max(recording.times) < 10
    assert {task.outcome for task in recording.tasks} == {"left"}


def test_max_rounds_and_shuffle_reach_the_loop():
    async def spin():
        asyncio.Queue()
        while True:
            await asyncio.sleep(0)

    with pytest.raises(Stuck, match="50 rounds"):
        record(spin(), max_rounds=50)

    async def race():
        queue = asyncio.Queue()
        await asyncio.gather(*(produce(queue, [k]) for k in range(5)))
        return [queue.get_nowait() for _ in range(5)]

    orders = [record(race(), shuffle=seed).result for seed in range(10)]
    assert orders == [run(race(), shuffle=seed) for seed in range(10)]
    assert len({*map(tuple, orders)}) > 5


def test_a_failing_program_keeps_its_recording():
    async def main():
        queue = asyncio.Queue()
        await produce(queue, "ab")
        raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        record(main())
    recording = last_recording()
    assert recording.end == 2
    assert recording.result is None
    assert [item.put_at for item in recording.items] == [1, 2]
    (task,) = recording.tasks
    assert (task.outcome, task.error) == ("died", "ValueError: half-way")


def test_a_stuck_program_carries_its_recording():
    async def main():
        queue = asyncio.Queue(1)
        await produce(queue, "ab")

    with pytest.raises(Stuck) as stuck:
        record(main())
    recording = stuck.value.recording
    assert recording is last_recording()
    assert recording.end == stuck.value.time == 2
    (queue,) = recording.queues
    assert queue.waits_to_put()[1] == [2]  # still waits at the end
    assert recording.tasks[0].outcome == "left"


def test_a_program_without_a_queue_is_told_so():
    with pytest.raises(ValueError, match="and this one made none"):
        record(asyncio.sleep(1))
    with pytest.raises(ZeroDivisionError):  # its own error comes first

        async def main():
            return 1 / 0

        record(main())


@pytest.mark.parametrize("wrong", [simple, None, 3])
def test_what_is_no_coroutine_is_refused(wrong):
    with pytest.raises(TypeError, match=r"record\(\) expects a coroutine"):
        record(wrong)


def test_recordings_do_not_nest():
    async def main():
        queue = asyncio.Queue()
        await queue.put(1)
        with pytest.raises(RuntimeError, match=r"record\(\) was called insid"):
            record(simple())
        with pytest.raises(RuntimeError, match="runs on the simulated one"):
            async with record_live():
                pass
        await queue.put(2)

    recording = record(main())
    assert len(recording.items) == 2
    assert last_recording() is recording


def test_an_empty_recording_of_an_unused_queue():
    async def main():
        asyncio.Queue(7)

    recording = record(main())
    (queue,) = recording.queues
    assert (queue.maxsize, queue.peak, queue.mean) == (7, 0, 0)
    assert recording.items == []
    assert len(queue.times) == len(queue.lengths) == 0
    assert len(queue.waits_to_get()[0]) == 0


# ---- queues


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


# ---- items


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


# ---- tasks


def spans_of(task):
    return [(span.state, span.start, span.end) for span in task.spans]


def test_a_task_has_spans_without_gaps():
    async def main():
        queue, event = asyncio.Queue(1), asyncio.Event()
        asyncio.get_running_loop().call_later(8, event.set)
        worker = asyncio.create_task(work(queue, 2), name="worker")
        await asyncio.sleep(1)
        await queue.put("a")
        await queue.put("b")
        await queue.put("c")  # waits until the worker takes b, at 3
        await queue.join()  # until 7
        await event.wait()
        worker.cancel()

    main, worker = record(main()).tasks
    assert spans_of(main) == [
        ("sleeps", 0, 1),
        ("waits to put", 1, 3),
        ("waits to join", 3, 7),
        ("other", 7, 8),
    ]
    assert (main.slept, main.waited, main.worked) == (1, 6, 0)
    assert (main.started, main.ended, main.outcome) == (0, 8, "done")
    assert worker.name == "worker"
    assert (worker.worked, worker.waited, worker.slept) == (6, 2, 0)
    assert spans_of(worker)[0] == ("waits to get", 0, 1)
    assert spans_of(worker)[-1] == ("waits to get", 7, 8)


@pytest.mark.parametrize("seed", range(20))
def test_spans_fill_each_task_from_start_to_end(seed):
    dice = random.Random(seed)

    async def wander(queues):
        for _ in range(20):
            queue = dice.choice(queues)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(dice.choice([1, 2.5])):
                    if dice.random() < 0.5:
                        await queue.put(dice.random())
                    else:
                        await queue.get()
                        await asyncio.sleep(dice.choice([0, 0.5, 3]))
                        queue.task_done()
            await asyncio.sleep(dice.choice([0, 0.25]))
            if dice.random() < 0.05:
                raise ValueError("lost the way")

    async def main():
        queues = [asyncio.Queue(1), asyncio.PriorityQueue(2)]
        await asyncio.sleep(1)
        tasks = []
        for _ in range(4):
            tasks.append(asyncio.create_task(wander(queues)))
            await asyncio.sleep(dice.choice([0, 1]))
        tasks[0].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    recording = record(main())
    assert len(recording.tasks) == 5
    for task in recording.tasks:
        edges = [task.started, *(span.end for span in task.spans)]
        assert edges[:-1] == [span.start for span in task.spans]
        assert edges[-1] == task.ended
        assert all(span.start < span.end for span in task.spans)


def test_how_tasks_end():
    async def main():
        queue = asyncio.Queue()
        done = asyncio.create_task(queue.put(1))
        died = asyncio.create_task(fill(None, 2), name="died")
        cancelled = asyncio.create_task(work(queue, 9), name="cancelled")
        asyncio.create_task(work(queue, 9), name="left")  # noqa: RUF006
        await asyncio.sleep(1)
        cancelled.cancel()
        await asyncio.wait([done, died, cancelled])

    ends = {t.name: (t.outcome, t.ended) for t in record(main()).tasks}
    assert ends == {
        "main": ("done", 1),
        "put-1": ("done", 0),
        "died": ("died", 0),
        "cancelled": ("cancelled", 1),
        "left": ("left", 1),
    }


@pytest.mark.parametrize("limit", [None, 10, 2])
def test_wait_for_a_get_counts_for_its_consumer(limit):
    async def consume(queue):
        try:
            await asyncio.wait_for(queue.get(), limit)
        except TimeoutError:
            return
        await asyncio.sleep(2)
        queue.task_done()

    async def main():
        queue = asyncio.Queue()
        consumer = asyncio.create_task(consume(queue), name="consumer")
        await asyncio.sleep(4)
        await asyncio.wait_for(queue.put("item"), limit)
        await consumer

    recording = record(main())
    assert [task.name for task in recording.tasks] == ["main", "consumer"]
    main, consumer = recording.tasks
    (item,) = recording.items
    assert item.put_by == "main"
    if limit == 2:
        assert spans_of(consumer) == [("waits to get", 0, 2)]
    else:
        assert item.got_by == "consumer"
        assert spans_of(consumer) == [("waits to get", 0, 4), ("works", 4, 6)]


def test_work_in_no_task_is_done_by_a_callback():
    async def main():
        queue = asyncio.Queue()
        asyncio.get_running_loop().call_later(2, queue.put_nowait, "item")
        await queue.get()

    recording = record(main())
    assert recording.items[0].put_by == "a callback"
    assert [task.name for task in recording.tasks] == ["main"]


def test_tasks_that_have_ended_are_freed():
    async def main():
        queue, tasks = asyncio.Queue(), weakref.WeakSet()
        for item in range(100):
            task = asyncio.create_task(queue.put(item))
            tasks.add(task)
            await task
            del task
            await asyncio.sleep(1)
        gc.collect()
        return len(tasks)

    recording = record(main())
    assert recording.result <= 2
    names = [item.put_by for item in recording.items]
    assert names == [f"put-{k}" for k in range(1, 101)]


# ---- the program need not know


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
    events = [tracing.code_of(row) for row in queue.log.rows if row < 0]
    kinds = [code & tracing.KIND_MASK for code in events]
    assert kinds == [tracing.PUT, tracing.PUT, tracing.GET]


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


def test_other_threads_and_their_loops_go_on_unrecorded():
    begun, over = threading.Event(), threading.Event()
    results = []

    async def elsewhere():
        queue = asyncio.Queue()
        old.put_nowait(1)
        old.get_nowait()
        for item in range(100):
            await queue.put(item)
            results.append(await queue.get())
        results.append({*vars(queue)} == {*vars(old)})

    def thread():
        begun.wait(LONG)
        try:
            asyncio.run(elsewhere())
        finally:
            over.set()

    async def main():
        queue = asyncio.Queue()
        await queue.put(1)
        begun.set()
        assert over.wait(LONG)
        await queue.put(2)

    old = asyncio.Queue()
    other = threading.Thread(target=thread)
    other.start()
    recording = record(main())
    other.join(LONG)
    assert results == [*range(100), True]
    assert len(recording.queues) == 1 and len(recording.items) == 2


def test_recordings_in_two_threads_are_kept_apart():
    both, results = threading.Barrier(2), {}

    async def main(items):
        queue = asyncio.Queue()
        for item in range(items):
            both.wait(LONG)
            await queue.put(item)
            await asyncio.sleep(1)
        both.abort()

    def work(items):
        with contextlib.suppress(threading.BrokenBarrierError):
            results[items] = len(record(main(items)).items)

    threads = [threading.Thread(target=work, args=(20,)) for _ in range(1)]
    threads.append(threading.Thread(target=lambda: results.update(run_one())))

    def run_one():
        async def other():
            queue = asyncio.Queue()
            for item in range(20):
                both.wait(LONG)
                queue.put_nowait(item)

        return {"other": len(record(other()).items)}

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert results == {20: 20, "other": 20}


def test_a_recording_may_begin_while_another_one_ends(monkeypatch):
    ending, begun, over = (threading.Event() for _ in range(3))

    class Opened(list):
        def __len__(self):
            length = super().__len__()
            if not ending.is_set():
                ending.set()
                begun.wait(0.1)  # somebody comes between look and deed
            return length

    async def second():
        begun.set()
        assert over.wait(LONG)
        await simple()

    def begin_second():
        ending.wait(LONG)
        counts.append(len(record(second()).items))

    monkeypatch.setattr(tracing, "_opened", Opened())
    counts = []
    thread = threading.Thread(target=begin_second)
    thread.start()
    counts.append(len(record(simple(5)).items))
    over.set()
    thread.join(LONG)
    assert counts == [5, 3]


# ---- files


def same(a, b):
    columns = ("rows", "queue_facts", "task_names")
    facts = ("task_ends", "end", "live")
    return all(getattr(a, n) == getattr(b, n) for n in columns + facts)


async def mixed():
    first, second = asyncio.Queue(2), asyncio.PriorityQueue()
    await fill(second, 3, 1, 2)
    task = asyncio.create_task(produce(first, "abc"))
    await second.get()
    await asyncio.sleep(1)
    await first.get()
    died = asyncio.create_task(fill(None, 1))
    await asyncio.wait([task, died])


def test_a_recording_comes_back_from_its_file(tmp_path):
    recording = record(mixed())
    path = recording.save(tmp_path / "monday.rec")
    loaded = Recording.load(str(path))
    assert same(loaded, recording)
    assert loaded.items == recording.items
    assert loaded.tasks == recording.tasks
    assert loaded.result is None
    assert [q.mean for q in loaded.queues] == [
        q.mean for q in recording.queues
    ]
    assert os.listdir(tmp_path) == ["monday.rec"]


def test_a_recording_overwrites_a_recording_only(tmp_path):
    path, other = tmp_path / "a.rec", tmp_path / "thesis.txt"
    record(simple(1)).save(path)
    longer = record(simple(9))
    longer.save(path)
    assert same(Recording.load(path), longer)
    other.write_text("years of work")
    archive = tmp_path / "photos.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("header.json", "{}")
    for foreign in (other, archive):
        before = foreign.read_bytes()
        with pytest.raises(FileExistsError, match="Choose another name"):
            longer.save(foreign)
        assert foreign.read_bytes() == before
    assert len(os.listdir(tmp_path)) == 3  # and nothing half-written


def test_a_damaged_file_is_told_from_a_recording(tmp_path):
    path = record(mixed()).save(tmp_path / "whole.rec")
    whole, bad = path.read_bytes(), tmp_path / "bad.rec"
    for cut in range(0, len(whole), 97):
        bad.write_bytes(whole[:cut])
        with pytest.raises(ValueError, match="is no whole saved recording"):
            Recording.load(bad)
    for place in range(0, len(whole), 61):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        bad.write_bytes(damaged)
        with contextlib.suppress(ValueError):
            loaded = Recording.load(bad)
            assert same(loaded, Recording.load(path)), place


def test_other_files_are_told_from_a_recording(tmp_path):
    bad = tmp_path / "bad.rec"
    for content in (b"", b"hello", os.urandom(1000), b"PK\x05\x06"):
        bad.write_bytes(content)
        with pytest.raises(ValueError, match="is no whole saved recording"):
            Recording.load(bad)
    shutil.make_archive(str(tmp_path / "other"), "zip", tmp_path)
    with pytest.raises(ValueError, match="is no whole saved recording"):
        Recording.load(tmp_path / "other.zip")
    with pytest.raises(FileNotFoundError, match=r"There is no file none\.rec"):
        Recording.load(tmp_path / "none.rec")


def test_nothing_is_left_of_a_save_that_fails(tmp_path, monkeypatch):
    recording = record(mixed())
    path = recording.save(tmp_path / "a.rec")
    before = path.read_bytes()
    monkeypatch.setattr(recording, "task_names", [object()])
    with pytest.raises(TypeError):
        recording.save(path)
    assert os.listdir(tmp_path) == ["a.rec"]
    assert path.read_bytes() == before


# ---- on the real clock


async def live(items=3, gap=0.02):
    queue = asyncio.Queue()
    worker = asyncio.create_task(work(queue, 0.01))
    await produce(queue, range(items), gap)
    await queue.join()
    worker.cancel()


def test_a_live_recording():
    async def main():
        task = asyncio.current_task()
        task.set_name("cell")
        async with record_live() as recording:
            await live()
        assert task.get_name() == "cell"
        assert asyncio.all_tasks() == {task}
        return recording

    recording = asyncio.run(main())
    assert recording.live and recording is last_recording()
    assert [queue.name for queue in recording.queues] == ["queue"]
    assert len(recording.items) == 3
    for item in recording.items:
        assert 0 <= item.put_at <= item.got_at < item.marked_at
        assert item.service > 0.005
        assert (item.put_by, item.got_by) == ("main", "work-1")
    assert 0.06 < recording.end < LONG
    main, worker = recording.tasks
    assert (main.name, main.outcome) == ("main", "left")
    assert (worker.name, worker.outcome) == ("work-1", "cancelled")


def test_live_recordings_in_two_tasks_are_kept_apart():
    async def one(items):
        async with record_live() as recording:
            await live(items, 0.005)
        return recording

    async def main():
        loop = asyncio.get_running_loop()
        recordings = await asyncio.gather(one(3), one(7))
        assert loop.get_task_factory() is None
        return recordings

    first, second = asyncio.run(main())
    assert [len(first.items), len(second.items)] == [3, 7]
    for recording in (first, second):
        names = [task.name for task in recording.tasks]
        assert names == ["main", "work-1"]


def test_a_live_recording_without_a_queue_is_told_so():
    async def main():
        async with record_live():
            await asyncio.sleep(0)

    with pytest.raises(ValueError, match=r"record_live\(\) expects a program"):
        asyncio.run(main())


def test_a_live_recording_of_a_program_that_fails():
    async def main():
        async with record_live():
            queue = asyncio.Queue()
            await queue.put(1)
            raise KeyError("order")

    with pytest.raises(KeyError, match="order"):
        asyncio.run(main())
    assert len(last_recording().items) == 1


def test_threads_feed_a_live_recording():
    async def main():
        async with record_live() as recording:
            queue, loop = asyncio.Queue(), asyncio.get_running_loop()

            def feed():
                for item in range(3):
                    put = asyncio.run_coroutine_threadsafe(
                        queue.put(item), loop
                    )
                    put.result(LONG)

            feeding = asyncio.create_task(asyncio.to_thread(feed))
            got = [await queue.get() for _ in range(3)]
            await feeding
        return recording, got

    recording, got = asyncio.run(main())
    assert got == [0, 1, 2]
    assert {item.got_by for item in recording.items} == {"main"}
    assert len(recording.items) == 3


def test_a_stopped_live_recording_reports_who_waits(capsys):
    async def hang():
        queue = asyncio.Queue()
        await asyncio.sleep(0.3)  # a first look finds fewer tasks
        late = asyncio.create_task(work(queue, LONG), name="late")
        queue.put_nowait("item")
        await asyncio.sleep(0.01)
        await queue.join()
        await late

    async def main():
        async with record_live():
            await hang()

    async def stop():
        task = asyncio.create_task(main())
        await asyncio.sleep(0.8)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    asyncio.run(stop())
    report = " ".join(capsys.readouterr().err.split())
    assert report.startswith("Stopped while it waited.")
    assert "late sleeps" in report
    assert "queue.join() (test_recording.py, line" in report
    assert last_recording().items[0].got_by == "late"


SCRIPT = """
    import asyncio
    from helpers.recording import last_recording, record_live

    async def main():
        async with record_live() as recording:
            queue = asyncio.Queue()
            print("ready")
            await queue.get()

    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        print("KeyboardInterrupt", len(last_recording().queues))
"""


def test_a_live_recording_may_be_looked_at_before_it_is_whole():
    async def main():
        async with record_live() as recording:
            assert len(recording) == len(recording.queues) == 0
            assert recording.items == recording.tasks == []
            await fill(asyncio.Queue(), 1, 2)
        return recording

    recording = asyncio.run(main())
    assert len(recording) == len(recording.times) == 3  # it began, two puts
    assert len(recording.queues) == 1 and len(recording.items) == 2


def test_an_interrupt_of_a_live_recording_reports():
    out, err, took = interrupted(SCRIPT)
    assert out == "KeyboardInterrupt 1\n"
    assert err.startswith("Stopped while it waited.\n  main waits in queue.ge")
    assert "Traceback" not in err
    assert took < 10


# ---- reports


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
