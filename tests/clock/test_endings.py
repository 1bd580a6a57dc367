"""The end of a run: who is left, who died, and what is freed."""

import asyncio
import contextlib
import gc
import weakref

import pytest

from helpers.clock import Stuck, run
from tests.clock.programs import (
    fail,
    fail_in_a_group,
    fail_later,
    give,
    hang,
    now,
    spin,
    tick,
)
from tests.support import strict

pytestmark = strict


def test_left_tasks_are_named_cancelled_and_may_clean_up(capsys):
    seen = []

    async def worker():
        try:
            await asyncio.sleep(100)
        finally:
            await asyncio.sleep(1)
            seen.append("clean")

    async def main():
        tasks = [asyncio.create_task(worker()) for _ in range(2)]
        await asyncio.sleep(1)
        return tasks

    tasks = run(main())
    assert seen == ["clean", "clean"]
    assert all(task.cancelled() for task in tasks)
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    assert err.startswith("Left over when main ended, and cancelled: worker-1")
    assert "worker-2" in err and "test_endings.py, line" in err


def test_a_task_already_being_cancelled_is_not_called_left(capsys):
    async def main():
        task = asyncio.create_task(hang())
        await asyncio.sleep(0)
        task.cancel()

    run(main())
    assert capsys.readouterr() == ("", "")


async def deaf(wait):
    while True:
        with contextlib.suppress(asyncio.CancelledError):
            await wait()


async def stone_deaf():
    while True:
        with contextlib.suppress(BaseException):
            await asyncio.sleep(0)


@pytest.mark.parametrize(
    "refuse",
    [lambda: deaf(hang), lambda: deaf(tick), lambda: deaf(spin), stone_deaf],
)
def test_a_task_that_refuses_to_end_does_not_hang_the_run(refuse, caplog):
    async def main():
        asyncio.create_task(refuse())  # noqa: RUF006
        for _ in range(10):
            await asyncio.sleep(0)
        return "done"

    assert run(main()) == "done"
    gc.collect()
    assert not caplog.records


def test_a_death_that_nobody_saw_is_told_in_one_line(capsys, caplog):
    async def worker():
        await asyncio.sleep(2)
        raise ValueError("bad line")

    async def main():
        asyncio.create_task(worker())  # noqa: RUF006
        await asyncio.sleep(5)

    run(main())
    gc.collect()
    err = capsys.readouterr().err
    assert err.startswith("worker-1 died at 2.0 s of ValueError: bad line (te")
    assert err.endswith("), and nobody awaited it.\n")
    assert err.count("\n") == 1
    assert not caplog.records


@pytest.mark.parametrize("look", ["await", "gather", "exception", "group"])
def test_a_death_that_somebody_saw_is_not_told(look, capsys):
    async def main():
        if look == "group":
            with contextlib.suppress(ExceptionGroup):
                await fail_in_a_group()
            return
        task = asyncio.create_task(fail_later(ValueError()))
        if look == "await":
            with contextlib.suppress(ValueError):
                await task
        if look == "gather":
            await asyncio.gather(task, return_exceptions=True)
        if look == "exception":
            await asyncio.wait([task])
            task.exception()

    run(main())
    gc.collect()
    assert capsys.readouterr() == ("", "")


def test_a_death_while_being_cleaned_up_is_not_silent(capsys, caplog):
    async def worker():
        try:
            await hang()
        finally:
            raise ValueError("in the end")

    async def main():
        task = asyncio.create_task(worker())
        await asyncio.sleep(1)
        return task

    task = run(main())
    assert isinstance(task.exception(), ValueError)
    del task
    gc.collect()
    assert not caplog.records


def test_a_failing_callback_is_told_in_one_line(capsys, caplog):
    async def main():
        asyncio.get_running_loop().call_soon(int, "x")
        await asyncio.sleep(1)
        return "done"

    assert run(main()) == "done"
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "ValueError: invalid literal" in err
    assert not caplog.records


def test_async_generators_are_closed_at_the_end():
    seen = []

    async def numbers():
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(1)
            seen.append(now())

    async def main():
        generator = numbers()
        async for _ in generator:
            break
        return generator

    run(main())
    assert seen == [1]


def test_the_loop_is_freed_after_a_run():
    found = []

    async def main(then):
        found.append(weakref.ref(asyncio.get_running_loop()))
        queue = asyncio.Queue(1)
        await queue.put(1)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(queue.put(2), 3)
        asyncio.get_running_loop().call_later(1000, print)
        await then

    run(main(give(3)))
    with pytest.raises(Stuck):
        run(main(hang()))
    with pytest.raises(ValueError):
        run(main(fail(ValueError())))
    gc.collect()
    assert [ref() for ref in found] == [None] * 3


def test_what_failed_tasks_held_is_freed_during_the_run():
    class Big:
        pass

    async def work():
        big = Big()
        alive.add(big)
        raise ValueError

    async def main():
        for _ in range(50):
            task = asyncio.create_task(work())
            with contextlib.suppress(ValueError):
                await task
            del task
            await asyncio.sleep(1)
        gc.collect()
        return len(alive)

    alive = weakref.WeakSet()
    assert run(main()) <= 1
