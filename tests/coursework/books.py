"""Notebooks of lesson 03 with answers, handed in, read and marked."""

import json

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


def deleted(cells):
    return [cell for cell in cells if cell["id"] != "ex-03-1"]


def marks_of(submissions, **options):
    return {
        (mark.student, mark.exercise): mark
        for mark in grade(submissions, "secret", **options)
    }
