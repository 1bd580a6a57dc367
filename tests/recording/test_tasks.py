"""Tasks: what each did when, how it ended, and that it is freed."""

import asyncio
import contextlib
import gc
import random
import weakref

import pytest

from helpers.recording import record
from tests.recording.programs import fill, work
from tests.support import strict

pytestmark = strict


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
