"""What the simulated clock cannot do, and wrong arguments, get a sentence."""

import asyncio
import gc
import math
import signal
import threading
import time

import pytest

from helpers.clock import run
from tests.clock.programs import give, hang, now
from tests.support import LONG, strict

pytestmark = strict


# ---- what has no place on a simulated clock


async def run_in_executor():
    await asyncio.get_running_loop().run_in_executor(None, print)


async def add_signal_handler():
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, print)


async def serve():
    await asyncio.start_server(print, port=0)


async def subprocess_shell():
    await asyncio.create_subprocess_shell("true")


OUTSIDE = {
    "to_thread": lambda: asyncio.to_thread(print),
    "executor": run_in_executor,
    "connection": lambda: asyncio.open_connection("localhost", 1),
    "server": serve,
    "process": lambda: asyncio.create_subprocess_exec("true"),
    "shell": subprocess_shell,
    "signal": add_signal_handler,
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_threads_sockets_and_processes_are_refused(name):
    with pytest.raises(RuntimeError) as refused:
        run(OUTSIDE[name]())
    said = str(refused.value)
    assert "cannot work on the simulated clock" in said
    assert "`await main()` in a cell" in said and "record_live" in said
    gc.collect()


def test_a_call_from_another_thread_is_refused():
    said = []

    def elsewhere(loop):
        try:
            loop.call_soon_threadsafe(print)
        except RuntimeError as error:
            said.append(str(error))

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_soon_threadsafe(said.append, "from here")
        thread = threading.Thread(target=elsewhere, args=(loop,))
        thread.start()
        thread.join(LONG)
        await asyncio.sleep(1)

    run(main())
    assert said[0].startswith("A call from another thread cannot work on the")
    assert said[1:] == ["from here"]


def test_who_keeps_the_thread_is_named(capsys):
    async def greedy():
        time.sleep(0.6)

    async def main():
        await asyncio.create_task(greedy())
        return now()

    assert run(main()) == 0
    err = capsys.readouterr().err
    assert err.startswith("greedy-1 ") and "thread" in err and "0.5 s" in err
    assert err.count("\n") == 1


# ---- wrong arguments


async def numbers():
    yield 1


class Waitable:
    def __await__(self):
        yield


WRONG = {
    "a function": (lambda: hang, "the function hang itself: call it, hang()"),
    "a plain function": (lambda: len, "len, which is no async def function"),
    "nothing": (lambda: None, "None (is `async` missing before its def?)"),
    "a value": (lambda: 3, "3 (is `async` missing before its def?)"),
    "an async generator": (numbers, "the async generator numbers: loop over"),
    "an awaitable": (Waitable, "a Waitable: write an async def that awaits"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_coroutine_is_refused_with_a_sentence(name):
    make, words = WRONG[name]
    with pytest.raises(TypeError) as refused:
        run(make())
    said = str(refused.value)
    assert said.startswith("run() expects a coroutine, as in run(main()), and")
    assert words in said
    gc.collect()


def test_a_task_or_future_is_refused_with_a_sentence():
    async def outer():
        task = asyncio.create_task(give(1))
        future = asyncio.get_running_loop().create_future()
        for wrong in (task, future):
            with pytest.raises(TypeError, match="an async def that awaits it"):
                run(wrong)
        return await task

    assert asyncio.run(outer()) == 1


def test_a_coroutine_that_has_run_is_refused_with_a_sentence():
    coroutine = give(1)
    run(coroutine)
    with pytest.raises(RuntimeError, match=r"Call the function again: run\(g"):
        run(coroutine)


@pytest.mark.parametrize("until", ["5", True, [5], 1j])
def test_an_until_that_is_no_number_is_refused(until):
    with pytest.raises(TypeError, match="until= expects a number of simulat"):
        run(hang(), until=until)


@pytest.mark.parametrize("until", [0, -1, -math.inf, math.nan])
def test_an_until_that_is_not_above_0_is_refused(until):
    with pytest.raises(ValueError, match="until= expects simulated seconds a"):
        run(hang(), until=until)


def test_a_run_in_a_run_is_refused_with_a_sentence():
    async def main():
        await asyncio.sleep(1)
        with pytest.raises(RuntimeError, match=r"write `await other\(\)`"):
            run(give(1))
        await asyncio.sleep(1)
        return now()

    assert run(main()) == 2
