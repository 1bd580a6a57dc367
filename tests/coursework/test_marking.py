"""Marking what was handed in: points, states and misconceptions."""

from tests.coursework.books import (
    EXERCISES,
    HAND_ON,
    RIGHT,
    TAKE_HOME,
    deleted,
    marks_of,
    notebook,
    read,
)


def test_right_wrong_and_nothing(tmp_path):
    books = {
        "anna": notebook(RIGHT),
        "bob": notebook({"ex-03-1": "sentinels = 3", "ex-03-2": TAKE_HOME}),
        "cleo": notebook(),
        "dan": notebook(RIGHT, deleted),
    }
    submissions = [
        read(tmp_path, book, f"{name}_03_many_consumers.ipynb")
        for name, book in books.items()
    ]
    marks = marks_of(submissions, jobs=2)
    assert len(marks) == 4 * len(EXERCISES)
    states = {key: (mark.state, mark.points) for key, mark in marks.items()}
    assert states["anna", "03.1"] == ("right", 1)
    assert states["anna", "03.2"] == ("right", 2)
    assert states["bob", "03.1"] == states["bob", "03.2"] == ("wrong", 0)
    assert states["cleo", "03.2"] == ("not attempted", 0)
    assert states["dan", "03.1"] == ("missing", 0)
    assert states["dan", "03.2"] == ("right", 2)
    assert marks["bob", "03.2"].misconception == "one-sentinel"


def test_who_is_right_in_plain_situations_gets_a_part(tmp_path):
    answer = HAND_ON.replace("is not DONE", "not in (None, DONE)")
    submission = read(tmp_path, notebook({"ex-03-2": answer}))
    mark = marks_of([submission])["anna", "03.2"]
    assert (mark.state, mark.points, mark.of) == ("wrong", 1.33, 2)
    assert mark.misconception == "data-as-sentinel"


def test_a_hostile_answer_costs_only_itself(tmp_path):
    answer = "import os\nos._exit(0)\n" + HAND_ON
    submission = read(tmp_path, notebook({**RIGHT, "ex-03-2": answer}))
    marks = marks_of([submission])
    assert marks["anna", "03.1"].points == 1
    assert marks["anna", "03.2"].points == 0


def test_the_same_seed_gives_the_same_marks(tmp_path):
    submission = read(tmp_path, notebook({**RIGHT, "ex-03-2": TAKE_HOME}))
    assert marks_of([submission]) == marks_of([submission], jobs=1)
