"""What `run` gives: the results and errors of asyncio.run, in no time."""

import asyncio
import gc
import time

import pytest

from helpers.clock import run
from tests.clock.programs import (
    fail,
    fail_in_a_group,
    fail_later,
    give,
    hang,
    now,
)
from tests.support import LONG, strict

pytestmark = strict


class Odd(BaseException):
    """An error that is no Exception."""


async def fail_in_a_gather():
    await asyncio.gather(give(1), fail_later(ValueError("one")))


async def cancel_itself():
    asyncio.current_task().cancel("enough")
    await asyncio.sleep(0)


async def exit_in_a_task():
    task = asyncio.create_task(fail(SystemExit(3)))
    await asyncio.wait([task])


async def raise_from():
    try:
        raise KeyError("first")
    except KeyError as error:
        raise ValueError("second") from error


async def clean_up_in_vain():
    try:
        await fail(ValueError("first"))
    finally:
        await fail_later(RuntimeError("second"))


async def time_out():
    async with asyncio.timeout(0.001):
        await hang()


MAINS = {
    "nothing": lambda: give(None),
    "a value": lambda: give([1, 2]),
    "ValueError": lambda: fail(ValueError("no", 1)),
    "StopIteration": lambda: fail(StopIteration(3)),
    "StopAsyncIteration": lambda: fail(StopAsyncIteration()),
    "GeneratorExit": lambda: fail(GeneratorExit()),
    "an odd error": lambda: fail(Odd("odd")),
    "SystemExit": lambda: fail(SystemExit(2)),
    "KeyboardInterrupt": lambda: fail(KeyboardInterrupt("stop")),
    "CancelledError": lambda: fail(asyncio.CancelledError("why")),
    "a later error": lambda: fail_later(OSError(5, "disk")),
    "a later exit": lambda: fail_later(SystemExit("bye")),
    "an error in a group": fail_in_a_group,
    "an error in a gather": fail_in_a_gather,
    "itself cancelled": cancel_itself,
    "an exit in a task": exit_in_a_task,
    "one error from another": raise_from,
    "an error while cleaning up": clean_up_in_vain,
    "a time-out": time_out,
}


def shape(error):
    """Everything of an error that can be compared."""
    if error is None:
        return None
    inner = getattr(error, "exceptions", ())
    causes = shape(error.__cause__), shape(error.__context__)
    return type(error), str(error), [shape(e) for e in inner], causes


def outcome(runner, main):
    try:
        return "returned", runner(main())
    except BaseException as error:
        return "raised", shape(error)


@pytest.mark.parametrize("name", MAINS)
def test_run_ends_as_asyncio_run_does(name, capsys):
    expected = outcome(asyncio.run, MAINS[name])
    capsys.readouterr()
    assert outcome(run, MAINS[name]) == expected
    gc.collect()


def test_an_error_comes_with_its_own_traceback():
    with pytest.raises(ValueError) as caught:
        run(fail_later(ValueError("here")))
    assert caught.traceback[-1].name == "fail_later"


def test_time_begins_at_0_and_does_not_wait():
    async def main():
        begun = now()
        await asyncio.sleep(600)
        await asyncio.sleep(86400 * 365)
        return begun, now()

    began = time.monotonic()
    assert run(main()) == (0.0, 600.0 + 86400 * 365)
    assert time.monotonic() - began < LONG
