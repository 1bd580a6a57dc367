"""What asyncio offers works on the simulated clock, at its edges too."""

import asyncio
import contextlib
import contextvars
import math

import pytest

from helpers.clock import SimulatedLoop, Stuck, run
from tests.clock.programs import (
    give,
    hang,
    now,
)
from tests.support import strict

pytestmark = strict


def test_context_variables():
    word = contextvars.ContextVar("word", default="none")

    async def child():
        word.set("child")
        return word.get()

    async def main():
        seen = [word.get()]
        word.set("main")
        seen += [await asyncio.create_task(child()), word.get()]
        asyncio.get_running_loop().call_soon(lambda: seen.append(word.get()))
        own = contextvars.copy_context()
        own.run(word.set, "own")
        loop = asyncio.get_running_loop()
        loop.call_later(1, lambda: seen.append(word.get()), context=own)
        loop.call_soon(lambda: seen.append(word.get()), context=own)
        await asyncio.sleep(2)
        task = asyncio.create_task(child(), context=own)
        return [*seen, await task, own[word]]

    word.set("outside")
    expected = ["outside", "child", "main", "main", "own", "own"]
    assert run(main()) == [*expected, "child", "child"]
    assert word.get() == "outside"


def test_timers_and_their_handles():
    async def main():
        loop, seen = asyncio.get_running_loop(), []
        kept = loop.call_later(2, seen.append, "later")
        away = loop.call_later(1, seen.append, "cancelled")
        soon = loop.call_soon(seen.append, "cancelled")
        loop.call_at(3, lambda: seen.append(now()))
        loop.call_later(-5, lambda: seen.append(now()))
        away.cancel()
        soon.cancel()
        assert away.cancelled() and soon.cancelled()
        assert not kept.cancelled()
        await asyncio.sleep(4)
        away.cancel()  # once more does no harm
        return seen

    assert run(main()) == [0, "later", 3]


def test_a_cancelled_timer_does_not_move_the_clock():
    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(100, print).cancel()
        async with asyncio.timeout(1000):
            await asyncio.sleep(1)
        task = asyncio.create_task(asyncio.sleep(500))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        return now()

    assert run(main()) == 1
    with pytest.raises(Stuck) as stuck:
        run(asyncio.wait_for(hang(), None))
    assert stuck.value.time == 0


def test_time_outs_come_at_their_time():
    async def main():
        seen = []
        for limit in (1, 2.5, 0):
            try:
                async with asyncio.timeout(limit):
                    await hang()
            except TimeoutError:
                seen.append(now())
            try:
                await asyncio.wait_for(hang(), limit)
            except TimeoutError:
                seen.append(now())
        async with asyncio.timeout(1) as limit:
            limit.reschedule(now() + 50)
            await asyncio.sleep(20)
        done, left = await asyncio.wait(
            [asyncio.create_task(asyncio.sleep(k, k)) for k in (1, 9)],
            timeout=3,
        )
        return [*seen, len(done), len(left), now()]

    assert run(main()) == [1, 2, 4.5, 7, 7, 7, 1, 1, 30]


def test_as_completed_shield_barrier_and_condition():
    async def main():
        seen = []
        work = [asyncio.sleep(delay, delay) for delay in (3, 1, 2)]
        for step in asyncio.as_completed(work):
            seen.append((await step, now()))
        inner = asyncio.create_task(asyncio.sleep(5, "inner"))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(inner), 1)
        seen.append((await inner, now()))
        barrier = asyncio.Barrier(2)
        await asyncio.gather(barrier.wait(), barrier.wait())
        condition = asyncio.Condition()

        async def waiter():
            async with condition:
                await condition.wait_for(lambda: now() > 8)

        task = asyncio.create_task(waiter())
        await asyncio.sleep(1)
        async with condition:
            condition.notify_all()
        await task
        return seen

    assert run(main()) == [(1, 1), (2, 2), (3, 3), ("inner", 8)]


def test_a_runner_can_use_the_loop_again_and_again():
    async def main():
        await asyncio.sleep(2)
        return now()

    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        assert runner.run(main()) == 2
        assert runner.run(main()) == 4
        with pytest.raises(Stuck):
            runner.run(hang())
        assert runner.run(main()) == 6


def test_debug_mode_works():
    with asyncio.Runner(loop_factory=SimulatedLoop, debug=True) as runner:
        assert runner.get_loop().get_debug()
        assert runner.run(asyncio.sleep(2, "x")) == "x"


def test_a_closed_loop_says_so():
    loop = SimulatedLoop()
    loop.close()
    coroutine = give(1)
    with pytest.raises(RuntimeError, match="closed"):
        loop.run_until_complete(coroutine)
    coroutine.close()


def test_tasks_are_named_after_their_coroutines_within_the_run():
    async def main():
        own = asyncio.create_task(give(1), name="own")
        tasks = [asyncio.create_task(give(1)) for _ in range(2)]
        other = asyncio.create_task(asyncio.sleep(1))
        tasks = [asyncio.current_task(), own, *tasks, other]
        await asyncio.wait(tasks[1:])
        return [task.get_name() for task in tasks]

    names = ["main", "own", "give-1", "give-2", "sleep-1"]
    assert run(main()) == names
    assert run(main()) == names


def test_eager_tasks():
    if not hasattr(asyncio, "eager_task_factory"):
        pytest.skip("asyncio has eager tasks from Python 3.12 on")

    async def main():
        loop = asyncio.get_running_loop()
        loop.set_task_factory(asyncio.eager_task_factory)
        seen = [await asyncio.create_task(give(k)) for k in range(3)]
        await asyncio.gather(asyncio.sleep(2), asyncio.sleep(1))
        return seen, now()

    assert run(main()) == ([0, 1, 2], 2)


def test_ten_thousand_tasks():
    async def main():
        await asyncio.gather(*(asyncio.sleep(k % 100) for k in range(10_000)))
        return now()

    assert run(main()) == 99


# ---- times at the edge


def test_short_sleeps_end_at_a_late_time():
    async def main():
        await asyncio.sleep(400 * 86400)
        for _ in range(1000):
            await asyncio.sleep(1e-9)  # too short to be seen at that time
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1e-9):
                await hang()
        return now()

    assert run(main()) == 400 * 86400


def test_a_sleep_without_end_is_a_deadlock():
    with pytest.raises(Stuck, match="nobody can go on"):
        run(asyncio.sleep(math.inf))


def test_a_sleep_of_nan_ends_the_run():
    # From Python 3.13 on asyncio refuses it.
    with pytest.raises((Stuck, ValueError)):
        run(asyncio.sleep(math.nan))


def test_negative_sleeps_take_no_time():
    async def main():
        await asyncio.sleep(-3)
        return now()

    assert run(main()) == 0
