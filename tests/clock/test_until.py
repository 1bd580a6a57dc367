"""`until=` stops a program quietly, before what happens then."""

import asyncio
import math

import pytest

from helpers.clock import Stuck, run
from tests.clock.programs import hang, now, tick
from tests.support import strict

pytestmark = strict


def test_until_stops_before_anything_that_happens_then():
    seen = []

    async def main():
        asyncio.get_running_loop().call_at(3, seen.append, "call")
        while True:
            seen.append(now())
            await asyncio.sleep(1)

    assert run(main(), until=3) is None
    assert seen == [0, 1, 2]


def test_until_is_not_reached_by_a_program_that_ends_before():
    async def main():
        await asyncio.sleep(3)
        return "done"

    assert run(main(), until=3.5) == "done"
    assert run(main(), until=3) is None
    assert run(main(), until=math.inf) == "done"


def test_until_with_nobody_left_stops_as_quietly(capsys):
    assert run(hang(), until=5) is None
    assert capsys.readouterr() == ("", "")


def test_until_infinity_is_as_none():
    with pytest.raises(Stuck, match="nobody can go on"):
        run(hang(), until=math.inf)


def test_until_runs_what_cleans_up(capsys):
    seen = []

    async def main():
        try:
            await tick()
        finally:
            seen.append(now())
            await asyncio.sleep(2)
            seen.append("clean")

    assert run(main(), until=10) is None
    assert seen == [10, "clean"]
    assert capsys.readouterr() == ("", "")
