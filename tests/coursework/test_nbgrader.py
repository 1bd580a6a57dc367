"""The round with nbgrader: it gives the points that our own grader gives."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.coursework.commands import main
from helpers.coursework.grading import grade
from helpers.coursework.handing_out import read_answers
from helpers.coursework.submissions import read_submission
from helpers.coursework.tables import totals
from helpers.exercises.lessons import of_lesson
from helpers.files import ROOT
from tests.coursework.books import COUNT, HAND_ON

LESSON = "03_many_consumers"
PARTLY = HAND_ON.replace("is not DONE", "not in (None, DONE)")
POINTS = sum(exercise.points for exercise in of_lesson("03"))
ANSWERS = {
    "right": {
        exercise.cell_id: read_answers(ROOT / "tests/answers", exercise)[0][1]
        for exercise in of_lesson("03")
    },
    "half": {"ex-03-1": COUNT, "ex-03-2": PARTLY},
    "blank": {},
}


def nbgrader(course, *arguments):
    command = [sys.executable, "-m", "nbgrader", *arguments]
    # nbgrader calls alembic by its name, as in an activated environment.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.defpath])
    env = {
        **{**os.environ, "PATH": path},
        "COURSEWORK_SEED_FILE": str(course / "seed.txt"),
    }
    done = subprocess.run(
        command, cwd=course, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_whole_round(tmp_path):
    pytest.importorskip(
        "nbgrader", reason="nbgrader is missing: pip install -e .[nbgrader]"
    )
    course = tmp_path / "queues"
    assert main(["nbgrader", str(course)]) == 0
    (course / "seed.txt").write_text("secret")
    nbgrader(course, "generate_assignment", LESSON)
    release = course / "release" / LESSON / f"{LESSON}.ipynb"
    book = json.loads(release.read_text("utf-8"))
    stub = next(cell for cell in book["cells"] if cell["id"] == "ex-03-2")
    assert "async def worker" in "".join(stub["source"])
    for student, answers in ANSWERS.items():
        hand_in(course, student, book, answers)
    nbgrader(course, "autograde", LESSON)
    nbgrader(course, "export", "--to", "grades.csv")
    theirs = {
        row["student_id"]: (float(row["score"]), float(row["max_score"]))
        for row in read_rows(course / "grades.csv")
    }
    assert theirs == ours(course)
    assert theirs["right"] == (POINTS, POINTS)
    assert 0 < theirs["half"][0] < POINTS
    assert theirs["blank"] == (0, POINTS)


def hand_in(course, student, book, answers):
    mine = json.loads(json.dumps(book))
    for cell in mine["cells"]:
        cell["source"] = answers.get(cell["id"], cell["source"])
    path = course / "submitted" / student / LESSON / f"{LESSON}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(mine))


def ours(course):
    books = sorted((course / "submitted").rglob("*.ipynb"))
    moved = course / "ours"
    for path in books:
        student = path.parents[1].name
        shutil.copytree(path.parent, moved / student)
    submissions = map(read_submission, sorted(moved.rglob("*.ipynb")))
    marks = grade(submissions, "secret")
    return {t.student: (t.points, float(t.of)) for t in totals(marks)}


def read_rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_course_for_nbgrader_overwrites_nothing(tmp_path, capsys):
    assert main(["nbgrader", str(tmp_path)]) == 0
    settings = tmp_path / "nbgrader_config.py"
    settings.write_text("mine")
    assert main(["nbgrader", str(tmp_path)]) == 1
    assert "nbgrader_config.py exists, and stays" in capsys.readouterr().err
    assert settings.read_text() == "mine"
