"""Reading what students hand in, and marking it."""

import json

import pytest

from helpers.coursework import submissions
from helpers.coursework.grading import grade
from helpers.coursework.submissions import read_submission
from helpers.exercises.lessons import of_lesson
from helpers.files import ROOT

LESSON = json.loads(
    (ROOT / "notebooks" / "03_many_consumers.ipynb").read_text("utf-8")
)
COUNT = "sentinels = 5\n"
HAND_ON = """\
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(await work(item))
    await queue.put(DONE)
"""
TAKE_HOME = HAND_ON.replace("    await queue.put(DONE)\n", "    pass\n")
RIGHT = {"ex-03-1": COUNT, "ex-03-2": HAND_ON}
EXERCISES = [exercise.id for exercise in of_lesson("03")]


def notebook(answers=None, cells=None):
    """A notebook of lesson 03 with these answers, or with these cells."""
    book = json.loads(json.dumps(LESSON))
    for cell in book["cells"]:
        if cell["id"] in (answers or {}):
            cell["source"] = answers[cell["id"]]
    if cells is not None:
        book["cells"] = cells(book["cells"])
    return book


def handed_in(folder, name, book):
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    data = book if isinstance(book, bytes) else json.dumps(book).encode()
    path.write_bytes(data)
    return path


def read(tmp_path, book, name="anna_03_many_consumers.ipynb"):
    return read_submission(handed_in(tmp_path, name, book))


def own(cells, cell_id):
    return next(cell for cell in cells if cell["id"] == cell_id)


# ---- reading


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


def deleted(cells):
    return [cell for cell in cells if cell["id"] != "ex-03-1"]


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


# ---- marking


def marks_of(submissions, **options):
    return {
        (mark.student, mark.exercise): mark
        for mark in grade(submissions, "secret", **options)
    }


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
