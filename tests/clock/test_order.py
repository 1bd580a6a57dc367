"""In which order timers fire, and how a shuffle changes it."""

import asyncio
import contextlib
import itertools

from helpers.clock import run
from tests.clock.programs import hang
from tests.support import strict

pytestmark = strict


def wake_order(delays, **options):
    order = []

    async def sleeper(number, delay):
        await asyncio.sleep(delay)
        order.append(number)

    async def main():
        await asyncio.gather(*itertools.starmap(sleeper, enumerate(delays)))

    run(main(), **options)
    return order


def test_timers_of_one_time_fire_in_the_order_in_which_they_were_set():
    assert wake_order([1] * 50) == [*range(50)]
    assert wake_order([2, 1, 2, 1, 0]) == [4, 1, 3, 0, 2]


def test_timers_of_every_sort_share_one_order():
    seen = []

    async def sleeper():
        await asyncio.sleep(1)
        seen.append("slept")

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(1, seen.append, "first")
        task = asyncio.create_task(sleeper())
        await asyncio.sleep(0)
        loop.call_at(1, seen.append, "third")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1):
                await hang()
        seen.append("timed out")
        await task

    run(main())
    assert seen == ["first", "third", "slept", "timed out"]


def test_a_shuffle_is_the_same_for_the_same_seed_only():
    orders = [tuple(wake_order([1] * 6, shuffle=k)) for k in range(40)]
    again = [tuple(wake_order([1] * 6, shuffle=k)) for k in range(40)]
    assert orders == again
    assert len(set(orders)) > 30
    assert all(sorted(order) == [*range(6)] for order in orders)


def test_a_shuffle_keeps_times_in_order():
    for seed in range(20):
        order = wake_order([2, 1, 2, 1, 2, 1], shuffle=seed)
        assert {*order[:3]} == {1, 3, 5}


def test_a_shuffle_leaves_call_soon_and_ready_tasks_alone():
    async def main():
        loop, seen = asyncio.get_running_loop(), []

        async def step(number):
            seen.append(number)
            await asyncio.sleep(0)
            seen.append(number + 10)

        for number in range(10):
            loop.call_soon(seen.append, number)
        await asyncio.gather(*map(step, range(10)))
        return seen

    plain = run(main())
    assert all(run(main(), shuffle=seed) == plain for seed in range(10))


def test_a_shuffle_finds_a_race():
    async def main():
        queue, got = asyncio.Queue(), []

        async def producer(item):
            await asyncio.sleep(1)
            await queue.put(item)

        await asyncio.gather(*map(producer, ["item", None]))
        while (item := await queue.get()) is not None:
            got.append(item)
        return got

    results = [run(main(), shuffle=seed) for seed in range(30)]
    assert run(main()) == ["item"]
    assert [] in results and ["item"] in results
