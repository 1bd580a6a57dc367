"""A program that can never go on is an error, told with its time."""

import asyncio

import pytest

from helpers.clock import Stuck, run
from tests.clock.programs import hang, now, spin, tick
from tests.support import strict

pytestmark = strict


def stuck_report(main, **options):
    """Run a program that gets stuck; give its report in one line."""
    with pytest.raises(Stuck) as stuck:
        run(main, **options)
    return " ".join(str(stuck.value).split())


def test_a_deadlock_is_told_with_its_time():
    async def main():
        await asyncio.sleep(5)
        await hang()

    with pytest.raises(Stuck) as stuck:
        run(main())
    assert str(stuck.value).startswith("Stuck at 5.0 s: nobody can go on.\n")
    assert stuck.value.time == 5.0
    assert stuck.value.recording is None


def test_a_livelock_is_told_with_its_limit():
    said = stuck_report(spin(), max_rounds=1000)
    assert said.startswith("Stuck at 0.0 s: tasks keep running, but no time")
    assert "(1,000 rounds; max_rounds= sets the limit)" in said
    assert "(200,000 rounds;" in stuck_report(spin())


def test_an_endless_program_is_told_with_its_limit():
    said = stuck_report(tick(), max_moves=1000)
    assert said.startswith("Stuck at 1,000.0 s: still running after 1,000 mov")
    assert "max_moves= sets the limit; until= stops quietly" in said


def test_rounds_are_counted_from_each_move_of_the_clock():
    async def main():
        for _ in range(20):
            for _ in range(90):
                await asyncio.sleep(0)
            await asyncio.sleep(1)

    run(main(), max_rounds=100)


def test_honest_work_in_no_time_needs_only_a_higher_limit():
    async def produce(queue, items):
        for item in range(items):
            await queue.put(item)

    async def main(items):
        queue = asyncio.Queue(1)
        async with asyncio.TaskGroup() as group:
            group.create_task(produce(queue, items))
            for item in range(items):
                assert await queue.get() == item
        return now()

    assert run(main(500_000), max_rounds=2_000_000) == 0
    assert "max_rounds= sets the limit" in stuck_report(main(500_000))


@pytest.mark.parametrize("wait", [hang, spin, tick])
def test_an_except_around_everything_cannot_swallow_it(wait):
    caught = []

    async def careless():
        try:
            await wait()
        except Exception as error:
            caught.append(error)

    async def bare():
        while True:
            try:
                await wait()
            except:  # noqa: E722
                caught.append("bare")

    async def main():
        try:
            await asyncio.gather(careless(), bare(), return_exceptions=True)
        except Exception as error:
            caught.append(error)

    with pytest.raises(Stuck):
        run(main(), max_rounds=1000, max_moves=1000)
    assert {*caught} <= {"bare"}  # only when it was cancelled at the end
