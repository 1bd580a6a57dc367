"""`run` leaves loops, handlers and other threads around it as they were."""

import asyncio
import contextlib
import random
import signal
import threading
import traceback
import types

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
from tests.support import LONG, strict

pytestmark = strict


def stop_by_hand():
    raise KeyboardInterrupt


async def exit_by_callback():
    asyncio.get_running_loop().call_soon(stop_by_hand)
    await hang()


ENDINGS = {
    "a value": (lambda: give(3), {}, None),
    "an error": (lambda: fail(ValueError()), {}, ValueError),
    "a group": (fail_in_a_group, {}, ExceptionGroup),
    "stuck": (hang, {}, Stuck),
    "livelock": (spin, {"max_rounds": 50}, Stuck),
    "endless": (tick, {"max_moves": 50}, Stuck),
    "until": (tick, {"until": 7}, None),
    "an interrupt": (lambda: fail(KeyboardInterrupt()), {}, KeyboardInterrupt),
    "a stop": (exit_by_callback, {}, KeyboardInterrupt),
    "an exit": (lambda: fail_later(SystemExit()), {}, SystemExit),
    "wrong": (lambda: 3, {}, TypeError),
    "wrong until": (lambda: give(3), {"until": -1}, ValueError),
}


def test_an_interrupt_has_lines_even_where_python_has_none():
    code = fail.__code__.replace(co_linetable=b"")
    stopped = types.FunctionType(code, fail.__globals__)
    with pytest.raises(KeyboardInterrupt) as error:
        run(stopped(KeyboardInterrupt()))
    lines = [line for _, line in traceback.walk_tb(error.tb)]
    assert code in [f.f_code for f, _ in traceback.walk_tb(error.tb)]
    assert None not in lines


def end_somehow(ending):
    main, options, error = ENDINGS[ending]
    raising = pytest.raises(error) if error else contextlib.nullcontext()
    with raising:
        run(main(), **options)


@pytest.mark.parametrize("ending", ENDINGS)
def test_inside_a_running_loop_it_leaves_everything_as_it_was(ending):
    async def outer():
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        other = asyncio.create_task(asyncio.sleep(0, "other"))
        end_somehow(ending)
        assert asyncio.get_running_loop() is loop
        assert asyncio.current_task() is task
        assert asyncio.all_tasks() == {task, other}
        async with asyncio.timeout(LONG):  # timers and tasks still work
            await asyncio.sleep(0.001)
        assert await other == "other"
        return run(give(4))

    handler = signal.getsignal(signal.SIGINT)
    assert asyncio.run(outer()) == 4
    assert signal.getsignal(signal.SIGINT) is handler


@pytest.mark.parametrize("ending", ENDINGS)
def test_outside_any_loop_it_leaves_everything_as_it_was(ending):
    def handler(*args):
        raise AssertionError

    before = signal.signal(signal.SIGINT, handler)
    try:
        end_somehow(ending)
        assert signal.getsignal(signal.SIGINT) is handler
    finally:
        signal.signal(signal.SIGINT, before)
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()
    assert asyncio.run(give(5)) == 5


def test_meanwhile_an_interrupt_has_its_plain_meaning():
    async def main():
        return signal.getsignal(signal.SIGINT)

    assert run(main()) is signal.default_int_handler


def test_it_works_in_another_thread():
    results = []

    async def main():
        await asyncio.sleep(5)
        return now()

    def work():
        results.append(run(main()))
        with pytest.raises(Stuck):
            run(hang())
        results.append(asyncio.run(give(run(main()))))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(LONG)
    assert results == [5.0, 5.0]


def test_threads_do_not_disturb_each_other():
    async def main(seed):
        dice = random.Random(seed)
        for _ in range(500):
            await asyncio.sleep(dice.random())
        return now()

    results = {}
    threads = [
        threading.Thread(target=lambda k=k: results.update({k: run(main(k))}))
        for k in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert results == {k: run(main(k)) for k in range(4)}
