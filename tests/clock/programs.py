"""Small programs that several tests of the clock run."""

import asyncio
import random

import pytest

CONSUMERS = range(1, 11)  # of the queueing model


def now():
    return asyncio.get_running_loop().time()


async def give(value):
    return value


async def hang():
    await asyncio.Event().wait()


async def spin():
    while True:
        await asyncio.sleep(0)


async def tick():
    while True:
        await asyncio.sleep(1)


async def fail(error):
    raise error


async def fail_later(error):
    await asyncio.sleep(0.001)
    raise error


async def fail_in_a_group():
    async with asyncio.TaskGroup() as group:
        group.create_task(fail(ValueError("one")))
        group.create_task(fail(KeyError("two")))


# ---- a queueing model, in asyncio and in SimPy


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
    simpy = pytest.importorskip(
        "simpy", reason="SimPy is missing: pip install -e '.[authors]'"
    )
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
