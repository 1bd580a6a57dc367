"""Reading what students hand in, whatever became of the notebook."""

import json

import pytest

from helpers.coursework import submissions
from helpers.coursework.submissions import read_submission
from tests.coursework.books import (
    COUNT,
    EXERCISES,
    HAND_ON,
    RIGHT,
    TAKE_HOME,
    deleted,
    marks_of,
    notebook,
    own,
    read,
)


def test_a_whole_notebook(tmp_path):
    submission = read(tmp_path, notebook(RIGHT))
    assert submission.student == "anna"
    assert submission.lesson == "03"
    assert [*submission.answers] == EXERCISES
    assert submission.answers["03.2"] == HAND_ON
    assert submission.problems == []


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("anna_03_many_consumers.ipynb", "anna"),
        ("Anna Example-03_many_consumers (1).ipynb", "Anna Example"),
        ("s-7/03_many_consumers.ipynb", "s-7"),
        ("homework.ipynb", "homework"),
    ],
)
def test_the_students_name_is_in_that_of_the_file(tmp_path, name, student):
    submission = read(tmp_path, notebook(RIGHT), name)
    assert (submission.student, submission.number) == (student, "")


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("leekim_123_678_03_many_consumers-1.ipynb", "leekim"),
        ("leekim_LATE_123_678_03_many_consumers.ipynb", "leekim"),
        ("Lee Kim_123_assignsubmission_file/03_many.ipynb", "Lee Kim"),
        ("Lee Kim_123_assignsubmission_file_/my_03_many.ipynb", "Lee Kim"),
    ],
)
def test_canvas_and_moodle_name_the_student_and_a_number(
    tmp_path, name, student
):
    submission = read(tmp_path, notebook(RIGHT), name)
    assert (submission.student, submission.number) == (student, "123")


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("anna_03_many_consumers.ipynb", ""),
        ("leekim_123_678_03_many_consumers.ipynb", "123"),
    ],
)
def test_a_line_in_a_cell_names_the_student(tmp_path, name, number):
    answers = {"ex-03-1": "# Student:  Zoë Example \n" + COUNT}
    submission = read(tmp_path, notebook(answers), name)
    assert submission.student == "Zoë Example"
    assert submission.number == number


@pytest.mark.parametrize(
    ("file", "line", "alike"),
    [
        ("anna_03_many.ipynb", "Anna Example", True),
        ("exampleanna_123_456_03_many.ipynb", "Anna Example", True),
        ("zoe_03_many.ipynb", "Zoë Example", True),
        ("03_many.ipynb", "Anna", True),
        ("bob_03_many.ipynb", "Anna", False),
        ("examplebob_123_456_03_many.ipynb", "Anna", False),
    ],
)
def test_a_line_that_names_another_student_is_reported(
    tmp_path, file, line, alike
):
    answers = {"ex-03-1": f"# student: {line}\n{COUNT}"}
    submission = read(tmp_path, notebook(answers), file)
    assert submission.student == line
    assert alike == (not submission.problems)
    if not alike:
        assert submission.problems[0].endswith("Anna, whose it counts as.")


def test_a_line_without_end_is_read_in_no_time(tmp_path):
    answers = {"ex-03-1": "#" + " " * 300_000 + "student:" + " " * 300_000}
    assert read(tmp_path, notebook(answers)).student == "anna"


def test_an_endless_answer_is_cut(tmp_path):
    answers = {"ex-03-1": COUNT + "#" * 60_000}
    submission = read(tmp_path, notebook(answers))
    assert "03.1 is longer than 50,000 letters" in submission.problems[0]
    assert len(submission.answers["03.1"]) == 50_000


@pytest.mark.parametrize("name", ["anna_07_priority.ipynb", "anna.ipynb"])
def test_a_notebook_of_no_lesson_with_exercises(tmp_path, name):
    submission = read(tmp_path, notebook(cells=lambda cells: []), name)
    assert (submission.student, submission.lesson) == ("anna", "")
    assert "there is nothing to grade" in submission.problems[0]
    assert marks_of([submission]) == {}


def test_a_deleted_cell_is_named_and_the_rest_is_read(tmp_path):
    submission = read(tmp_path, notebook(RIGHT, deleted))
    assert submission.problems == ["03.1 is missing: no such cell."]
    assert submission.answers["03.2"] == HAND_ON


def reordered(cells):
    return cells[::-1]


def without_marks(cells):
    return [{**cell, "metadata": {}} for cell in cells]


def with_other_ids(cells):
    return [{**cell, "id": f"x{n}"} for n, cell in enumerate(cells)]


@pytest.mark.parametrize("change", [reordered, without_marks, with_other_ids])
def test_answers_are_found_wherever_their_cells_stand(tmp_path, change):
    submission = read(tmp_path, notebook(RIGHT, change))
    assert submission.answers["03.2"] == HAND_ON
    assert submission.problems == []


def test_of_two_cells_the_later_one_counts(tmp_path):
    def duplicated(cells):
        again = {**own(cells, "ex-03-2"), "source": HAND_ON, "id": "again"}
        return [*cells, again]

    answers = {"ex-03-2": TAKE_HOME}
    submission = read(tmp_path, notebook(answers, duplicated))
    assert submission.answers["03.2"].endswith(HAND_ON)
    assert "03.2 has 2 cells" in submission.problems[0]


def test_a_broken_duplicate_does_not_spoil_the_other(tmp_path):
    def duplicated(cells):
        again = {**own(cells, "ex-03-2"), "source": "async def worker("}
        return [*cells, {**again, "id": "again"}]

    submission = read(tmp_path, notebook(RIGHT, duplicated))
    assert submission.answers["03.2"] == HAND_ON


@pytest.mark.parametrize("marked", [True, False])
def test_a_cell_that_was_split_is_put_together(tmp_path, marked):
    first, second = "END = DONE\n", HAND_ON.replace("DONE", "END")

    def split(cells):
        cell = own(cells, "ex-03-2")
        place = cells.index(cell)
        rest = {**cell, "source": second, "id": "rest"}
        if not marked:
            rest["metadata"] = {}
        cell["source"] = first
        return [*cells[: place + 1], rest, *cells[place + 1 :]]

    submission = read(tmp_path, notebook(RIGHT, split))
    assert submission.answers["03.2"] == f"{first}\n\n{second}"
    assert len(submission.problems) == 1


def test_of_a_file_that_is_cut_off_the_whole_cells_are_read(tmp_path):
    data = json.dumps(notebook(RIGHT)).encode()
    cut = data[: data.index(b'"ex-03-2-check"')]
    submission = read(tmp_path, cut)
    assert submission.answers["03.2"] == HAND_ON
    assert "cut off, or damaged" in submission.problems[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_other_encodings(tmp_path, encoding):
    answers = {**RIGHT, "ex-03-1": "# student: Zoë\n" + COUNT}
    text = json.dumps(notebook(answers), ensure_ascii=False)
    data = text.encode(encoding, "replace")
    submission = read(tmp_path, data)
    assert submission.student == "Zoë"
    assert submission.answers["03.2"] == HAND_ON


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{}", b"[]", b"null", b"\xff\xfe\x00", b"<html>", b"\0" * 99),
        *(b'{"cells": 7}', b'{"cells": [7, null, {"cell_type": "code"}]}'),
        b"[" * 100_000,
    ],
)
def test_what_is_no_notebook_is_told_and_never_fails(tmp_path, data):
    submission = read(tmp_path, data)
    assert submission.answers == {}
    assert submission.problems


def test_a_file_of_very_many_parts_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "MOST_PARTS", 100)
    submission = read(tmp_path, b'{"cells": [' + b"[]," * 100 + b"[]]}")
    assert submission.problems[0].endswith("100 parts, and is not read.")
    assert submission.lesson == "03" and not submission.answers


def test_a_folder_with_a_notebooks_name(tmp_path):
    path = tmp_path / "anna_03_many_consumers.ipynb"
    path.mkdir()
    assert read_submission(path).problems[0] == "This is no file."
