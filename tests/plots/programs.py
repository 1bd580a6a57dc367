"""What several tests of plots share: programs, and looks into a plot."""

import asyncio

import numpy as np

from helpers import workloads
from helpers.plots import (
    plot_latency,
    plot_queue_length,
    plot_timeline,
    plot_unfinished,
)
from helpers.recording import QueueFacts, Recording, TaskEnd, row_of

SINGLE = [plot_queue_length, plot_unfinished, plot_timeline, plot_latency]


async def producer(queue, count, gap):
    for number in range(count):
        await asyncio.sleep(gap)
        await queue.put(number)


async def consumer(queue, work):
    while True:
        await queue.get()
        await asyncio.sleep(work)
        queue.task_done()


async def serve(consumers, count, gap, work, maxsize=0):
    queue = asyncio.Queue(maxsize)
    tasks = [
        asyncio.create_task(consumer(queue, work)) for _ in range(consumers)
    ]
    await producer(queue, count, gap)
    await queue.join()
    for task in tasks:
        task.cancel()


async def small():
    """One second of waiting, then three items at once, two seconds each."""
    queue = asyncio.Queue(1)

    async def put_three():
        await asyncio.sleep(1)
        for number in range(3):
            await queue.put(number)

    async def take_three():
        for _ in range(3):
            await queue.get()
            await asyncio.sleep(2)
            queue.task_done()

    async with asyncio.TaskGroup() as group:
        group.create_task(put_three(), name="producer")
        group.create_task(take_three(), name="consumer")


async def pipeline():
    raw = asyncio.Queue(4)
    parsed = asyncio.Queue(2)
    gaps = workloads.arrivals(1.0, seed=1)

    async def parse():
        for _ in range(40):
            item = await raw.get()
            await asyncio.sleep(0.9)
            await parsed.put(item)
            raw.task_done()

    async def store():
        for _ in range(40):
            await parsed.get()
            await asyncio.sleep(1.1)
            parsed.task_done()

    async def produce():
        for number in range(40):
            await asyncio.sleep(next(gaps))
            await raw.put(number)

    await asyncio.gather(produce(), parse(), store())


def hand_made(times, kinds, end):
    """A recording of one queue and one task, from columns."""
    recording = Recording()
    rows = np.empty(2 * len(times))
    rows[0::2], rows[1::2] = times, [row_of(kind) for kind in kinds]
    recording.rows.frombytes(rows.tobytes())
    recording.queue_facts = [QueueFacts("queue", 0)]
    recording.task_names, recording.task_ends = ["main"], [TaskEnd()]
    recording.end = end
    return recording


def texts(plot):
    """Everything that is written in a plot, in one string."""
    found = plot.findobj(lambda artist: hasattr(artist, "get_text"))
    return "\n".join(artist.get_text() for artist in found)


def block_times(axes, label):
    """Starts and ends of the blocks with this label."""
    (patch,) = [p for p in axes.patches if p.get_label() == label]
    corners = patch.get_path().vertices.reshape(-1, 5, 2)
    return [(c[0, 0], c[2, 0]) for c in corners]


async def unused():
    asyncio.Queue()


async def in_no_time():
    queue = asyncio.Queue()
    queue.put_nowait(1)
    queue.put_nowait(2)
    await queue.get()
    queue.task_done()
