"""What the helpers cost: `python -m tests.benchmark` prints ratios.

Machines are noisy and differ, so each figure is a ratio against a peer that
was measured in turn with it, in CPU time, or a size. Nothing here fails.
"""

import asyncio
import io
import random
import statistics
import subprocess
import sys
import time
import tracemalloc

import simpy

from helpers import Stuck, plot_queue_length, record, run
from helpers.clock import SimulatedLoop
from helpers.coursework.handing_out import read_answers
from helpers.exercises.checking import judge_answer
from helpers.exercises.lessons import all_exercises
from helpers.exercises.playing import Player, setup_of
from helpers.files import ROOT
from helpers.recording import Log

ITEMS, CONSUMERS, RUNS = 20_000, 10, 9


def cpu(function, *arguments):
    """Seconds of CPU time that a call takes."""
    began = time.process_time()
    function(*arguments)
    return time.process_time() - began


def ratio(ours, theirs, runs=RUNS):
    """The median of ours / theirs, pair by pair, after a warm-up."""
    ours(), theirs()
    pairs = [(cpu(ours), cpu(theirs)) for _ in range(runs)]
    return statistics.median(one / other for one, other in pairs)


def simpy_model(trace):
    """One producer, ten consumers, exponential times, in SimPy."""
    env = simpy.Environment()
    store = simpy.Store(env)

    def producer():
        dice = random.Random(0)
        for item in range(ITEMS):
            yield env.timeout(dice.expovariate(1.0))
            yield store.put(item)
        for _ in range(CONSUMERS):
            yield store.put(None)

    def consumer(number):
        dice = random.Random(number)
        while (item := (yield store.get())) is not None:
            yield env.timeout(dice.expovariate(0.11))
            trace.append((env.now, number, item))

    env.process(producer())
    for number in range(1, CONSUMERS + 1):
        env.process(consumer(number))
    env.run()


async def model(trace, mark=False):
    """The same model in asyncio."""
    queue, clock = asyncio.Queue(), asyncio.get_running_loop().time

    async def producer():
        dice = random.Random(0)
        for item in range(ITEMS):
            await asyncio.sleep(dice.expovariate(1.0))
            await queue.put(item)
        for _ in range(CONSUMERS):
            await queue.put(None)

    async def consumer(number):
        dice = random.Random(number)
        while (item := await queue.get()) is not None:
            await asyncio.sleep(dice.expovariate(0.11))
            trace.append((clock(), number, item))
            if mark:
                queue.task_done()

    consumers = (consumer(n) for n in range(1, CONSUMERS + 1))
    await asyncio.gather(producer(), *consumers)


async def bare_loop():
    """Put, get, done, with nothing in between; returns CPU seconds."""
    queue = asyncio.Queue()
    began = time.process_time()
    for item in range(ITEMS):
        await queue.put(item)
        await queue.get()
        queue.task_done()
    return time.process_time() - began


async def traced_loop():
    """The same, recorded; what is made at the end does not count."""
    with Log(asyncio.get_running_loop()).opened():
        return await bare_loop()


def bare_ratio():
    """Recording against plain asyncio, on the bare loop."""
    found = []
    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        for _ in range(RUNS + 1):
            plain = runner.run(bare_loop())
            found.append(runner.run(traced_loop()) / plain)
    return statistics.median(found[1:])


def same_trace():
    """Whether SimPy and the simulated clock agree to the last bit."""
    ours, theirs = [], []
    run(model(ours))
    simpy_model(theirs)
    return ours == theirs


async def many_events(events):
    """A program with about so many events of its queue."""
    queue, dice = asyncio.Queue(), random.Random(1)
    for _ in range(events // 20):
        await asyncio.sleep(dice.random())
        for _ in range(dice.randrange(20)):
            if queue.empty() or dice.random() < 0.5:
                queue.put_nowait(1)
            else:
                queue.get_nowait()


def plot_seconds(recording):
    """CPU seconds for one picture, PNG included."""
    vars(recording).pop("queues", None)
    return cpu(lambda: plot_queue_length(recording).savefig(io.BytesIO()))


def plot_cost():
    """Seconds that a million events cost more than a thousand."""
    large = record(many_events(2_000_000), max_moves=10**8)
    small = record(many_events(2_000))
    plot_seconds(small)
    costs = [plot_seconds(large) - plot_seconds(small) for _ in range(RUNS)]
    return len(large), statistics.median(costs)


def bytes_per_event():
    """The size of a recording, for each event."""
    recording = record(model([], True))
    return recording.rows.itemsize * len(recording.rows) / len(recording)


def peak_bytes_per_event():
    """The most memory while it is made, for each event."""
    tracemalloc.start()
    recording = record(model([], True))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(recording)


def stuck_milliseconds():
    """Until a deadlock is reported, from the start of the run."""

    async def wait(queue):
        await queue.get()

    async def deadlock():
        queue = asyncio.Queue()
        await asyncio.gather(*(wait(queue) for _ in range(3)))

    found = []
    for _ in range(20):
        began = time.perf_counter()
        try:
            record(deadlock())
        except Stuck:
            found.append(1000 * (time.perf_counter() - began))
    return statistics.median(found)


def spent(task):
    """Seconds of CPU time that a task takes, its processes included."""
    import resource  # which Windows has not

    def now():
        kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        used = map(resource.getrusage, kinds)
        return sum(one.ru_utime + one.ru_stime for one in used)

    began = now()
    task()
    return now() - began


def judging_ratio(runs=3):
    """Judging a right answer against starting its process, by exercise.

    The process starts with all it imports, runs the lesson's set-up and the
    answer's cell, and its room is closed; then it is ended.
    """
    found = {}
    for exercise in all_exercises():
        source = read_answers(ROOT / "tests" / "answers", exercise)[0][1]
        setup = setup_of(exercise.lesson)

        def start(cell=(exercise.id, setup, source)):
            Player(*cell).close()

        def judge(exercise=exercise, source=source):
            assert judge_answer(exercise, source, "a", thorough=True).right

        start()
        pairs = [(spent(start), spent(judge)) for _ in range(runs)]
        both = zip(*pairs, strict=True)
        found[exercise.id] = tuple(map(statistics.median, both))
    return found


def import_seconds():
    """What the helpers add to matplotlib.pyplot and ipywidgets."""
    code = (
        "import time, matplotlib.pyplot, ipywidgets\n"
        "began = time.perf_counter()\n"
        "from helpers import plot_queue_length, record, run\n"
        "print(time.perf_counter() - began)"
    )
    command = [sys.executable, "-c", code]
    times = [float(subprocess.check_output(command)) for _ in range(5)]
    return statistics.median(times)


def main():
    """Measure, and print a table."""
    print(f"Python {sys.version.split()[0]}")
    row = "{:52} {:>12}   {}".format
    print(row("figure", "measured", "goal"))
    print(row("same trace as SimPy", str(same_trace()), "True"))
    speed = 1 / ratio(lambda: run(model([])), lambda: simpy_model([]))
    print(row("items a second, against SimPy", f"x{speed:.2f}", "x1.0"))
    print(row("recording a bare loop", f"x{bare_ratio():.2f}", "at most x2.5"))
    cost = ratio(lambda: record(model([], True)), lambda: run(model([], True)))
    print(row("recording a simulation", f"x{cost:.2f}", "at most x1.10"))
    size = bytes_per_event()
    print(row("bytes an event", f"{size:.1f}", "at most 24"))
    peak = peak_bytes_per_event()
    print(row("bytes an event, at most while recording", f"{peak:.1f}", "-"))
    events, seconds = plot_cost()
    print(
        row(
            f"a plot of {events:,} events, more than of 1,000",
            f"{seconds:.3f} s",
            "at most 0.15 s",
        )
    )
    wait = stuck_milliseconds()
    print(row("until a deadlock is reported", f"{wait:.1f} ms", "5 ms"))
    found = judging_ratio()
    starts, whole = map(sum, zip(*found.values(), strict=True))
    most = max(whole / start for start, whole in found.values())
    print(
        row(
            f"judging {len(found)} right answers, against starting",
            f"x{whole / starts:.2f}",
            "at most x1.5",
        )
    )
    print(row("the same, of one exercise at most", f"x{most:.2f}", "-"))
    added = import_seconds()
    print(row("import of the helpers", f"{added:.3f} s", "at most 0.2 s"))


if __name__ == "__main__":
    main()
