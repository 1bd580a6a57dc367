"""The exercises of a lesson against right and wrong answers.

`tests/answers/03_2.py` holds right answers to 03.2, `tests/wrong/03_2.py`
wrong ones, cell by cell; `# %% key: what it does` names the misconception
that a wrong one must be told.

Each lesson has a file of its own, `test_lesson03.py`, so that several can be
tested at once; what is tested stands here. `conftest.py` gives each test the
exercises of its lesson, or their answers.
"""

import functools
from concurrent.futures import ThreadPoolExecutor

from helpers.coursework.handing_out import read_answers
from helpers.exercises.checking import judge_answer
from helpers.exercises.lessons import belief_behind, find
from helpers.exercises.playing import stub_of
from tests.support import ROOT, free_cores

SEEDS = [0, "another"]


def cells(folder, name):
    return read_answers(ROOT / "tests" / folder, find(name))


def judged(name, source, seed):
    return judge_answer(find(name), source, seed)


@functools.cache
def all_judged(folder, name, seed):
    """The verdict on each answer of a file, by its title."""
    answers = dict(cells(folder, name))
    at_once = max(2, free_cores())  # who waits for a process leaves a core
    with ThreadPoolExecutor(at_once) as pool:
        found = pool.map(lambda s: judged(name, s, seed), answers.values())
        return dict(zip(answers, found, strict=True))


class Exercises:
    """The tests of one lesson's exercises.

    Attributes:
        lesson: the lesson's number, which each class below it says.
    """

    lesson: str

    def test_a_right_answer_is_right(self, name, title, seed):
        found = all_judged("answers", name, seed)[title]
        assert found.right, found.words
        assert found.flags == ()

    def test_a_wrong_answer_is_told_its_misconception(self, name, title):
        found = all_judged("wrong", name, 0)[title]
        assert not found.right
        key = title.partition(":")[0].strip()
        assert found.misconception == key, found.words
        assert "Traceback" not in found.words

    def test_there_are_enough_answers_each_with_a_title_of_its_own(self, name):
        for folder, enough in (("answers", 2), ("wrong", 5)):
            found = cells(folder, name)
            assert len(dict(found)) == len(found) >= enough

    def test_the_stub_runs_and_is_no_answer(self, name):
        found = judged(name, stub_of(find(name)), 0)
        assert not found.right
        assert found.misconception != "not-playable"

    def test_a_belief_points_to_a_section_that_is_there(self, name):
        for title, _ in cells("wrong", name):
            key = title.partition(":")[0].strip()
            belief = belief_behind(key, find(name).lesson)
            if belief:
                assert belief.section in headings(belief.lesson), key


def headings(lesson):
    (path,) = (ROOT / "notebooks").glob(f"{lesson}_*.ipynb")
    return path.read_text("utf-8")
