"""What the simulated clock and the recorder cost.

    python -m tests.benchmark

Each figure is measured in this one run: CPU time of this process, the two
sides in turn, and the median. Read them as ratios; machines differ.
"""

import asyncio
import copy
import io
import os
import random
import statistics
import subprocess
import sys
import time

import simpy

from helpers.clock import MAX_ROUNDS, SimulatedLoop, Stuck, run
from helpers.recording import record
from helpers.tracing import Log

CONSUMERS = range(1, 11)
ITEMS = 20_000
TURNS = 9


# ---- the programs


async def simulation(items=ITEMS):
    """One producer, ten consumers, exponential times."""

    async def produce(queue):
        dice = random.Random(0)
        for item in range(items):
            await asyncio.sleep(dice.expovariate(1.0))
            await queue.put(item)

    async def consume(queue, name):
        dice = random.Random(name)
        while True:
            await queue.get()
            await asyncio.sleep(dice.expovariate(0.11))
            queue.task_done()

    queue = asyncio.Queue()
    tasks = [asyncio.create_task(consume(queue, name)) for name in CONSUMERS]
    await produce(queue)
    await queue.join()
    for task in tasks:
        task.cancel()


async def without_marks(items=ITEMS):
    """The same as SimPy can say it: a sentinel for each, no task_done."""

    async def produce(queue):
        dice = random.Random(0)
        for item in range(items):
            await asyncio.sleep(dice.expovariate(1.0))
            await queue.put(item)
        for _ in CONSUMERS:
            await queue.put(None)

    async def consume(queue, name):
        dice = random.Random(name)
        while await queue.get() is not None:
            await asyncio.sleep(dice.expovariate(0.11))

    queue = asyncio.Queue()
    consumers = [consume(queue, name) for name in CONSUMERS]
    await asyncio.gather(produce(queue), *consumers)


def in_simpy(items=ITEMS):
    world = simpy.Environment()
    store = simpy.Store(world)

    def produce():
        dice = random.Random(0)
        for item in range(items):
            yield world.timeout(dice.expovariate(1.0))
            yield store.put(item)
        for _ in CONSUMERS:
            yield store.put(None)

    def consume(name):
        dice = random.Random(name)
        while (yield store.get()) is not None:
            yield world.timeout(dice.expovariate(0.11))

    world.process(produce())
    for name in CONSUMERS:
        world.process(consume(name))
    world.run()


async def bare(count=100_000):
    queue = asyncio.Queue()
    for item in range(count):
        await queue.put(item)
        await queue.get()
        queue.task_done()


async def traced():
    with Log(asyncio.get_running_loop()).opened():
        await bare()


def on_the_loop(program):
    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        runner.run(program())


async def forgotten():
    queue = asyncio.Queue()
    await asyncio.gather(queue.get(), queue.join(), queue.get())


# ---- measuring


def cost(action):
    began = time.process_time()
    action()
    return time.process_time() - began


def in_turn(first, second, turns=TURNS):
    """Measure both, one after the other; give their median costs."""
    costs = [(cost(first), cost(second)) for _ in range(turns)]
    return [statistics.median(side) for side in zip(*costs, strict=True)]


def clock_against_simpy():
    ours, theirs = in_turn(lambda: run(without_marks()), in_simpy)
    return f"x{theirs / ours:.2f} ({ITEMS / ours / 1000:.0f}k items/s)"


def recording_a_bare_loop():
    plain, recorded = in_turn(
        lambda: on_the_loop(bare), lambda: on_the_loop(traced)
    )
    return f"x{recorded / plain:.2f}"


def recording_a_simulation():
    plain, recorded = in_turn(
        lambda: run(simulation()), lambda: record(simulation())
    )
    return f"{recorded / plain - 1:+.0%}"


def size_of_an_event():
    recording = record(simulation())
    columns = [recording.times, recording.codes, recording.sleeps]
    for facts in recording.queue_facts:
        columns += [facts.serials, facts.lengths]
    size = sum(len(column) * column.itemsize for column in columns)
    return f"{size / len(recording):.1f} bytes"


async def sawtooth(moments):
    queue = asyncio.Queue()
    for item in range(moments):
        await asyncio.sleep(1)
        if item % 700 < 400:
            queue.put_nowait(item)
        elif queue.qsize():
            queue.get_nowait()


def plotting(moments):
    """Time a plot of a recording as long as that, PNG included."""
    from helpers.plots import plot_queue_length

    recording = record(sawtooth(moments), max_moves=moments + 10)

    def draw():
        figure = plot_queue_length(copy.copy(recording))
        figure.savefig(io.BytesIO(), format="png")

    draw()  # imports and fonts
    took = statistics.median(cost(draw) for _ in range(5))
    return len(recording), took


def plot_of_a_million():
    (events, long), (fewer, short) = plotting(540_000), plotting(540)
    return f"{long - short:.2f} s ({events - fewer:,} events)"


def time_to_a_deadlock():
    def stick():
        try:
            run(forgotten())
        except Stuck:
            return
        raise AssertionError("it was not stuck")

    took = statistics.median(cost(stick) for _ in range(51))
    return f"{took * 1000:.1f} ms"


LIBRARIES = "import matplotlib.pyplot, ipywidgets"
HELPERS = f"{LIBRARIES}; from helpers import record, plot_queue_length"


def python(code):
    before = os.times()
    subprocess.run([sys.executable, "-c", code], check=True)
    after = os.times()
    user = after.children_user - before.children_user
    return user + after.children_system - before.children_system


def import_time():
    pairs = [(python(LIBRARIES), python(HELPERS)) for _ in range(5)]
    added = statistics.median(both - alone for alone, both in pairs)
    return f"{added:.2f} s"


FIGURES = [
    ("clock against SimPy", clock_against_simpy, "x1.0, at least x0.9"),
    ("recording a bare put/get/done", recording_a_bare_loop, "<= x2.5"),
    ("recording a simulation", recording_a_simulation, "<= +10%"),
    ("a recorded event", size_of_an_event, "<= 24 bytes"),
    ("plot: a million events more", plot_of_a_million, "<= 0.15 s"),
    ("until a deadlock is reported", time_to_a_deadlock, "<= 5 ms"),
    ("import, on top of libraries", import_time, "<= 0.2 s"),
]


def main():
    chosen = sys.argv[1:]  # words of the figures wanted; none: all
    print(f"Python {sys.version.split()[0]}, guards at {MAX_ROUNDS:,} rounds")
    print(f"{'figure':32}{'measured':28}goal")
    for name, measure, goal in FIGURES:
        if not chosen or any(word in name for word in chosen):
            print(f"{name:32}{measure():28}{goal}", flush=True)


if __name__ == "__main__":
    main()
