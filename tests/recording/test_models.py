"""Recordings, held against the plain programs and against what is known.

A recorded program must do exactly what the plain one does, however the queues
are bounded, ended and cancelled; and Little's law holds for every recording.
"""

import asyncio
import math
import random

import pytest

from helpers.clock import run
from helpers.recording import (
    DONE,
    GET,
    GET_GAVE_UP,
    GET_WAITS,
    JOIN_ENDS,
    JOIN_WAITS,
    PUT,
    PUT_GAVE_UP,
    PUT_WAITS,
    record,
)
from tests.clock.programs import (
    exponential,
    trace_of_asyncio,
    trace_of_simpy,
)


def test_recording_leaves_the_trace_as_it_is():
    work = [*exponential(9, 2000)]
    recording = record(trace_of_asyncio(work))
    assert recording.result == trace_of_simpy(work)
    begun = [begun for _, begun, _, _ in sorted(recording.result)]
    assert begun == [item.got_at for item in recording.items[:2000]]


class Sized:
    """An item equal to others: order alone tells them apart."""

    def __init__(self, size, number):
        self.size, self.number = size, number

    def __lt__(self, other):
        return self.size < other.size

    def __eq__(self, other):
        return self.size == other.size

    __hash__ = None


KINDS = [asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue]


class Scenario:
    """Producers, consumers, time-outs and cancellations at random."""

    def __init__(self, kind, seed):
        self.dice = random.Random(f"{kind.__name__} {seed}")
        self.kind, self.saw = kind, []
        self.shared = Sized(2, "shared")  # one object, put many times

    def item(self, name, number):
        roll = self.dice.random()
        if roll < 0.2:
            return self.shared
        return Sized(self.dice.randrange(4), (name, number))

    def see(self, *what):
        clock = asyncio.get_running_loop().time
        self.saw.append((clock(), *what, repr(self.queue.qsize())))

    async def put(self, item):
        if self.dice.random() < 0.15:
            self.queue.put_nowait(item)
        elif self.dice.random() < 0.2:
            await asyncio.wait_for(self.queue.put(item), 0.5)
        else:
            async with asyncio.timeout(self.dice.choice([None, 0.5, 3])):
                await self.queue.put(item)

    async def get(self):
        if self.dice.random() < 0.15:
            return self.queue.get_nowait()
        if self.dice.random() < 0.2:
            return await asyncio.wait_for(self.queue.get(), 2)
        async with asyncio.timeout(self.dice.choice([None, 0.5, 2])):
            return await self.queue.get()

    async def produce(self, name):
        for number in range(15):
            await asyncio.sleep(self.dice.choice([0, 0.5, 1, 2]))
            item = self.item(name, number)
            try:
                await self.put(item)
                self.see("put", name, item.number)
            except (TimeoutError, asyncio.QueueFull) as error:
                self.see(type(error).__name__, name, item.number)

    async def consume(self, name):
        while True:
            try:
                item = await self.get()
            except (TimeoutError, asyncio.QueueEmpty) as error:
                self.see(type(error).__name__, name)
                await asyncio.sleep(self.dice.choice([0, 0.5]))
                continue
            self.see("got", name, item.number)
            try:
                await asyncio.sleep(self.dice.choice([0, 1, 1.5]))
            finally:
                self.queue.task_done()

    async def main(self):
        self.queue = self.kind(self.dice.choice([0, 1, 2, 5]))
        loop, task = asyncio.get_running_loop(), asyncio.create_task
        consumers = [task(self.consume(f"c{k}")) for k in range(3)]
        producers = [task(self.produce(f"p{k}")) for k in range(3)]
        loop.call_later(7, consumers[0].cancel)
        loop.call_later(9, producers[0].cancel)
        await asyncio.gather(*producers, return_exceptions=True)
        await self.queue.join()
        for task in consumers:
            task.cancel()
        await asyncio.gather(*consumers, return_exceptions=True)
        return self.saw


ENDS_A_WAIT = {
    PUT: PUT_WAITS,
    PUT_GAVE_UP: PUT_WAITS,
    GET: GET_WAITS,
    GET_GAVE_UP: GET_WAITS,
    JOIN_ENDS: JOIN_WAITS,
}


def check_events(recording):
    """Hold a recording of one queue against what must be so; count."""
    (queue,) = recording.queues
    length = unfinished = peak = 0
    last, waiting = 0.0, {}
    for time, kind, _, task, _ in recording.events():
        assert time >= last
        last = time
        length += (kind == PUT) - (kind == GET)
        unfinished += (kind == PUT) - (kind == DONE)
        assert length >= 0 and unfinished >= length
        assert queue.maxsize == 0 or length <= queue.maxsize
        if kind in ENDS_A_WAIT.values():
            assert waiting.setdefault(task, kind) == kind
        elif kind in ENDS_A_WAIT and task in waiting:
            assert waiting.pop(task) == ENDS_A_WAIT[kind]
        peak = max(peak, length)
    assert not waiting and length == unfinished == 0
    assert queue.peak <= peak
    return len(recording)


def check_areas(recording):
    """Little's law: the area under the length is the sum of the waits."""
    (queue,) = recording.queues
    waits = math.fsum(item.waited for item in recording.items)
    area = queue.mean * recording.end
    assert math.isclose(area, waits, rel_tol=1e-9, abs_tol=1e-9)
    for starts, ends in (queue.waits_to_get(), queue.waits_to_put()):
        assert (ends >= starts).all()
    in_tasks = math.fsum(
        span.end - span.start
        for task in recording.tasks
        for span in task.spans
        if span.state in ("waits to get", "waits to put")
    )
    in_queue = math.fsum(
        (ends - starts).sum()
        for starts, ends in (queue.waits_to_get(), queue.waits_to_put())
    )
    assert math.isclose(in_tasks, in_queue, rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_a_recorded_program_does_what_the_plain_one_does(kind):
    events = 0
    for seed in range(300):
        plain = run(Scenario(kind, seed).main())
        recording = record(Scenario(kind, seed).main())
        assert recording.result == plain, f"seed {seed}"
        events += check_events(recording)
        check_areas(recording)
        check_items(recording, plain)
    assert events > 30_000


def check_items(recording, saw):
    """Each item's put and get stand in the recording as they happened."""
    puts = [line[0] for line in saw if line[1] == "put"]
    gets = [line[0] for line in saw if line[1] == "got"]
    items = recording.items
    assert sorted(item.put_at for item in items) == sorted(puts)
    assert sorted(item.got_at for item in items) == sorted(gets)
    assert all(item.put_at <= item.got_at for item in items)
    assert all(item.marked_at >= item.got_at for item in items)


@pytest.mark.parametrize("seed", range(5))
def test_littles_law_holds_for_a_recording_cut_short(seed):
    work = [*exponential(seed, 1000)]
    recording = record(trace_of_asyncio(work), until=500)
    (queue,) = recording.queues
    waits = math.fsum(
        (500 if item.got_at is None else item.got_at) - item.put_at
        for item in recording.items
    )
    assert recording.end == 500
    assert math.isclose(queue.mean * 500, waits, rel_tol=1e-9)
