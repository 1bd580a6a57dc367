"""The simulated clock, held against SimPy and queueing theory.

SimPy simulates the same models, and queueing theory knows their means.
"""

import asyncio
import math
import random
import statistics

import pytest

from helpers.clock import run
from tests.clock.programs import (
    exponential,
    trace_of_asyncio,
    trace_of_simpy,
    whole_seconds,
)


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
