"""The simulated clock and the recordings, held against what is known.

SimPy simulates the same models; queueing theory knows their means; Little's
law holds for every recording; and a recorded program must do exactly what
the plain one does, however the queues are bounded, ended and cancelled.
"""

import asyncio
import math
import random
import statistics

import pytest
import simpy

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

# ---- SimPy

CONSUMERS = range(1, 11)


def exponential(seed, items):
    """Give each item's gap after the one before, and its service time."""
    gaps, services = random.Random(f"{seed} gaps"), random.Random(seed)
    for _ in range(items):
        yield gaps.expovariate(1.0), services.expovariate(0.11)


def whole_seconds(seed, items):
    """Let many things happen at once, and some take no time."""
    dice = random.Random(seed)
    for _ in range(items):
        yield dice.choice([0, 0, 1, 2]), dice.choice([0, 1, 3, 9, 20])


async def trace_of_asyncio(work):
    trace = []

    async def producer(queue):
        for number, (gap, service) in enumerate(work):
            await asyncio.sleep(gap)
            await queue.put((number, service))
        for _ in CONSUMERS:
            await queue.put(None)

    async def consumer(queue, name):
        clock = asyncio.get_running_loop().time
        while item := await queue.get():
            number, service = item
            begun = clock()
            await asyncio.sleep(service)
            trace.append((number, begun, clock(), name))

    queue = asyncio.Queue()
    consumers = [consumer(queue, name) for name in CONSUMERS]
    await asyncio.gather(producer(queue), *consumers)
    return trace


def trace_of_simpy(work):
    trace = []
    world = simpy.Environment()
    store = simpy.Store(world)

    def producer():
        for number, (gap, service) in enumerate(work):
            yield world.timeout(gap)
            yield store.put((number, service))
        for _ in CONSUMERS:
            yield store.put(None)

    def consumer(name):
        while item := (yield store.get()):
            number, service = item
            begun = world.now
            yield world.timeout(service)
            trace.append((number, begun, world.now, name))

    world.process(producer())
    for name in CONSUMERS:
        world.process(consumer(name))
    world.run()
    return trace


@pytest.mark.parametrize("seed", range(4))
def test_the_trace_is_simpys_to_the_last_bit(seed):
    work = [*exponential(seed, 2000)]
    ours = run(trace_of_asyncio(work))
    assert len(ours) == 2000
    assert ours == trace_of_simpy(work)


@pytest.mark.parametrize("seed", range(4))
def test_with_ties_every_item_has_simpys_times(seed):
    # Which of two idle consumers takes an item at one moment is each
    # library's own affair, and so is the order within that moment.
    work = [*whole_seconds(seed, 2000)]
    ours, theirs = run(trace_of_asyncio(work)), trace_of_simpy(work)
    assert len({ended for _, _, ended, _ in ours}) < 1600  # there are ties
    assert sorted(t[:3] for t in ours) == sorted(t[:3] for t in theirs)


def test_recording_leaves_the_trace_as_it_is():
    work = [*exponential(9, 2000)]
    recording = record(trace_of_asyncio(work))
    assert recording.result == trace_of_simpy(work)
    begun = [begun for _, begun, _, _ in sorted(recording.result)]
    assert begun == [item.got_at for item in recording.items[:2000]]


# ---- theory


def mean_wait(servers, load, seed, customers):
    """Simulate M/M/servers with a service rate of 1; give the mean wait."""

    async def arrive(queue):
        dice = random.Random(f"{seed} arrivals")
        clock = asyncio.get_running_loop().time
        for _ in range(customers):
            await asyncio.sleep(dice.expovariate(load * servers))
            queue.put_nowait(clock())

    async def serve(queue, number, waits):
        dice = random.Random(f"{seed} {number}")
        clock = asyncio.get_running_loop().time
        while True:
            arrived = await queue.get()
            waits.append(clock() - arrived)
            await asyncio.sleep(dice.expovariate(1.0))
            queue.task_done()

    async def main():
        queue, waits = asyncio.Queue(), []
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(serve(queue, number, waits))
                for number in range(servers)
            ]
            await arrive(queue)
            await queue.join()
            for task in tasks:
                task.cancel()
        return waits

    waits = run(main())
    assert len(waits) == customers
    return statistics.fmean(waits)


def erlang_c(servers, load):
    """The mean wait in M/M/servers with a service rate of 1 (Erlang C)."""
    offered = servers * load
    blocked = 1.0
    for k in range(1, servers + 1):  # Erlang B, by its recursion
        blocked = offered * blocked / (k + offered * blocked)
    waits = blocked / (1 - load * (1 - blocked))
    return waits / (servers * (1 - load))


@pytest.mark.parametrize("servers", [1, 3, 10])
def test_the_mean_wait_is_the_theorys(servers):
    means = [mean_wait(servers, 0.8, seed, 20_000) for seed in range(8)]
    expected = erlang_c(servers, 0.8)
    error = statistics.stdev(means) / math.sqrt(len(means))
    assert error < expected / 10
    assert abs(statistics.fmean(means) - expected) < 4 * error


def test_erlang_c_agrees_with_the_formula_for_one_server():
    assert math.isclose(erlang_c(1, 0.8), 0.8 / (1 - 0.8))


# ---- random scenarios: plain against recorded


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


# ---- asyncio's own loop


class Walk:
    """Tasks that do what comes to their mind, and note each step."""

    def __init__(self, seed):
        self.seed, self.saw = seed, []

    async def main(self):
        dice = random.Random(f"{self.seed} all")
        self.queues = [asyncio.Queue(dice.choice([0, 1, 2]))]
        self.queues += [asyncio.PriorityQueue(1), asyncio.LifoQueue()]
        self.lock, self.event = asyncio.Lock(), asyncio.Event()
        self.few = asyncio.Semaphore(2)
        self.tasks = [
            asyncio.create_task(self.walk(name, dice.randrange(20, 60)))
            for name in range(6)
        ]
        for _ in range(200):
            await asyncio.sleep(0)
        while not all(task.done() for task in self.tasks):
            for task in self.tasks:
                task.cancel()
            await asyncio.sleep(0)
        ends = await asyncio.gather(*self.tasks, return_exceptions=True)
        return self.saw, [repr(end) for end in ends]

    async def walk(self, name, steps):
        dice = random.Random(f"{self.seed} {name}")
        for step in range(steps):
            way = dice.choice(self.WAYS)
            try:
                said = await way(self, dice, name)
            except (asyncio.QueueEmpty, asyncio.QueueFull) as error:
                said = type(error).__name__
            except asyncio.CancelledError:
                self.saw.append((name, step, way.__name__, "cancelled"))
                if dice.random() < 0.6:
                    raise
            else:
                self.saw.append((name, step, way.__name__, said))

    async def put(self, dice, name):
        await dice.choice(self.queues).put(dice.randrange(9))

    async def get(self, dice, name):
        return await dice.choice(self.queues).get()

    async def put_now(self, dice, name):
        dice.choice(self.queues).put_nowait(dice.randrange(9))

    async def get_now(self, dice, name):
        return dice.choice(self.queues).get_nowait()

    async def let_others(self, dice, name):
        for _ in range(dice.randrange(4)):
            await asyncio.sleep(0)

    async def hold(self, dice, name):
        async with self.lock:
            await asyncio.sleep(0)

    async def be_one_of_few(self, dice, name):
        async with self.few:
            await asyncio.sleep(0)

    async def wait(self, dice, name):
        if dice.random() < 0.5:
            self.event.set()
            self.event.clear()
        else:
            await self.event.wait()

    async def cancel(self, dice, name):
        other = dice.randrange(6)
        if other != name and dice.random() < 0.3:
            return self.tasks[other].cancel()

    async def soon(self, dice, name):
        loop, said = asyncio.get_running_loop(), self.saw.append
        handles = [loop.call_soon(said, (name, "soon", n)) for n in range(3)]
        dice.choice(handles).cancel()

    async def start_another(self, dice, name):
        async with asyncio.TaskGroup() as group:
            group.create_task(self.let_others(dice, name))
            group.create_task(self.put(dice, name))

    WAYS = (
        *(put, get, put, get, put_now, get_now, let_others, hold),
        *(wait, be_one_of_few, cancel, soon, start_another),
    )


def test_steps_come_in_the_order_of_asyncios_own_loop():
    steps = 0
    for seed in range(150):
        real = asyncio.run(Walk(seed).main())
        assert run(Walk(seed).main()) == real, f"seed {seed}"
        assert record(Walk(seed).main()).result == real, f"seed {seed}"
        steps += len(real[0])
    assert steps > 5000


async def sleepers(seed):
    dice, saw = random.Random(seed), []

    # Apart by more than a real clock's errors.
    async def apart(name, delay):
        await asyncio.sleep(delay)
        saw.append(name)

    order = dice.sample(range(8), 8)
    await asyncio.gather(*(apart(n, 0.02 * k) for n, k in enumerate(order)))
    return saw


def test_sleepers_wake_in_the_order_of_asyncios_own_loop():
    for seed in range(2):
        assert run(sleepers(seed)) == asyncio.run(sleepers(seed))
