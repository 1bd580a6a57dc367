"""A program under test does not tell whether it is broken."""

import random
import re

import pytest

from helpers.exercises.checking import find_fault
from helpers.exercises.lessons import find
from helpers.exercises.playing import Player, setup_of
from tests.exercises.closed_room.answers import judged

COUNTS = """\
calls = iter({verdicts})
async def {name}(program):
    if next(calls):
        raise AssertionError
"""
READS = """\
async def {name}(program):
    said = repr(program) + str(program) + program.__name__
    if said.replace("<function", "").count("{told}") != 3:
        raise AssertionError
"""


def faults(exercise, source, seed):
    """Whether each case finds a fault with an answer, case by case."""
    cases = list(exercise.cases(random.Random(seed)))
    with Player(exercise.id, setup_of(exercise.lesson), source) as player:
        return [
            bool(find_fault(exercise, case, player.play(case)))
            for case in cases
        ]


@pytest.mark.parametrize("name", ["03.5", "04.5", "05.5"])
def test_a_test_that_counts_how_often_it_is_asked(name):
    exercise = find(name)
    passes = f"async def {exercise.name}(program): pass"
    verdicts = faults(exercise, passes, "secret")
    source = COUNTS.format(name=exercise.name, verdicts=verdicts)
    assert not any(faults(exercise, source, "secret"))  # it knows them all
    assert judged(source, name).share < 1


SEES = """\
import logging
class Sink:
    def write(self, text): seen.append(text)
    def flush(self): pass
seen, logger = [], logging.getLogger("x")
logger.addHandler(logging.StreamHandler(Sink()))
async def work(item=None):
    seen.append(str(asyncio.all_tasks()))
    raise ValueError
async def {name}(program):
    queue = asyncio.Queue(1)
    queue.put_nowait(1)
    many = [queue, [], asyncio.Queue(), work]
    for tools in (many, [queue, 3, []], [[1], 1]):
        try:
            await asyncio.wait_for(program(*tools), 5)
        except BaseException:
            logger.error("x", exc_info=True)
    assert 0, sorted(part[:25] for part in "".join(seen).split("programs.py"))
"""


@pytest.mark.parametrize("name", ["03.5", "04.5", "05.5"])
def test_a_program_does_not_tell_by_its_lines_what_is_wrong(name):
    exercise = find(name)
    source = SEES.format(name=exercise.name)
    told = set()
    with Player(name, setup_of(exercise.lesson), source) as player:
        for case in exercise.cases(random.Random(1)):
            seen = str(vars(player.play(case)))
            told |= {*re.findall(r"line (\d+), in program|[:](\d+)>", seen)}
    assert told and {number for pair in told for number in pair} <= {"", "1"}


@pytest.mark.parametrize("name", ["03.5", "04.5", "05.5"])
def test_a_program_does_not_tell_by_its_name_what_is_wrong(name):
    exercise = find(name)
    told = {"03.5": "share", "04.5": "worker", "05.5": "drop_oldest"}[name]
    source = READS.format(name=exercise.name, told=told)
    passes = f"async def {exercise.name}(program): pass"
    assert faults(exercise, source, 1) == faults(exercise, passes, 1)
