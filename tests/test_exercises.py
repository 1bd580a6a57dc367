"""Every exercise against right and wrong answers, and what checks survive.

`tests/answers/03_2.py` holds right answers to 03.2, `tests/wrong/03_2.py`
wrong ones, cell by cell; `# %% key: what it does` names the misconception
that a wrong one must be told.
"""

import re
from pathlib import Path

import pytest

from helpers.exercises import all_exercises, find
from helpers.exercises.judging import judge_answer
from helpers.exercises.sources import setup_of, stub_of

HERE = Path(__file__).parent
IDS = [exercise.id for exercise in all_exercises()]


def cells(folder, name):
    """Give (title, source) of each cell of an exercise's file."""
    text = (HERE / folder / f"{name.replace('.', '_')}.py").read_text("utf-8")
    parts = re.split(r"^# %% ?(.*)\n", text, flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def all_cells(folder):
    for name in IDS:
        for title, source in cells(folder, name):
            yield pytest.param(name, title, source, id=f"{name} {title}")


def judged(name, source, seed=0):
    exercise = find(name)
    return judge_answer(exercise, setup_of(exercise.lesson), source, seed)


@pytest.mark.parametrize(("name", "title", "source"), all_cells("answers"))
def test_a_right_answer_is_right(name, title, source):
    for seed in (0, 1, "another"):
        found = judged(name, source, seed)
        assert found.right, found.words


@pytest.mark.parametrize(("name", "title", "source"), all_cells("wrong"))
def test_a_wrong_answer_is_told_its_misconception(name, title, source):
    key = title.partition(":")[0].strip()
    for seed in (0, "another"):
        found = judged(name, source, seed)
        assert not found.right
        assert found.misconception == key, found.words
        assert "Traceback" not in found.words


@pytest.mark.parametrize("name", IDS)
def test_there_are_enough_answers(name):
    assert len(cells("answers", name)) >= 2
    assert len(cells("wrong", name)) >= 5


@pytest.mark.parametrize("name", IDS)
def test_the_stub_runs_and_is_no_answer(name):
    assert not judged(name, stub_of(find(name))).right
