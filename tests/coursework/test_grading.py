"""The command that grades: its tables, its pages, and grading again."""

import csv
import html
import os
import re
import shutil
import time

import pytest

from helpers.coursework import commands, grading
from helpers.coursework.commands import main
from helpers.coursework.submissions import read_submission
from helpers.coursework.tables import (
    moved,
    read_marks,
    totals,
    write_canvas,
    write_marks,
)
from helpers.exercises.checking import Judged, judge_answer
from helpers.exercises.lessons import of_lesson
from tests.coursework.books import (
    COUNT,
    HAND_ON,
    TAKE_HOME,
    deleted,
    handed_in,
    notebook,
)

POINTS = sum(exercise.points for exercise in of_lesson("03"))
LOOKS = "import gc\n" + COUNT
BOOKS = {
    "Anna Alto_11_assignsubmission_file/03_many_consumers.ipynb": {
        "ex-03-1": COUNT,
        "ex-03-2": HAND_ON,
    },
    "<b>bob_12_99_03_many_consumers.ipynb": {"ex-03-2": TAKE_HOME},
    "=cmd_03_many_consumers.ipynb": {"ex-03-1": LOOKS},
    "blank_03_many_consumers.ipynb": {},
}


def grade(folder, out, *more):
    seed = folder.parent / "seed.txt"
    seed.write_text("secret\n")
    named = ["--seed-file", str(seed), "--out", str(out)]
    return main(["grade", str(folder), *named, *more])


def rows_of(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def dicts_of(path):
    head, *rows = rows_of(path)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """What the command writes for four students; nobody changes it."""
    folder = tmp_path_factory.mktemp("class") / "in"
    for name, answers in BOOKS.items():
        handed_in(folder, name, notebook(answers))
    handed_in(folder, ".ipynb_checkpoints/x.ipynb", b"")
    out = folder.parent / "marks"
    assert grade(folder, out, "--format", "canvas") == 0
    assert grade(folder, out, "--format", "moodle") == 0
    return out


def test_a_line_for_each_mark(graded):
    rows = dicts_of(graded / "marks.csv")
    assert len(rows) == 4 * len(of_lesson("03"))
    found = {(row["student"], row["exercise"]): row for row in rows}
    anna = found["Anna Alto", "03.2"]
    assert (anna["number"], anna["points"], anna["state"]) == (
        *("11", "2.0"),
        "right",
    )
    bob = found["<b>bob", "03.2"]
    assert (bob["state"], bob["misconception"]) == ("wrong", "one-sentinel")
    assert found["blank", "03.2"]["state"] == "not attempted"


def test_no_formula_of_a_student_reaches_a_spreadsheet(graded):
    students = {row["student"] for row in dicts_of(graded / "marks.csv")}
    assert "'=cmd" in students and "=cmd" not in students


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("=1+1", "'=1+1"),
        (" @x", " '@x"),
        ('a;=cmd|" /C calc"!A1', 'a;\'=cmd|" /C calc"!A1'),
        ('b;"=1+1', "b;\"'=1+1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("Anna-Maria; the 2nd", "Anna-Maria; the 2nd"),
        ("-", "-"),
    ],
)
def test_no_name_becomes_a_formula_wherever_cells_begin(
    tmp_path, name, written
):
    mark = grading.Mark(name, "", "f", "03", "03.1", 1.0, 1, "right")
    write_marks(tmp_path / "marks.csv", [mark])
    write_canvas(tmp_path / "canvas.csv", [mark])
    assert dicts_of(tmp_path / "marks.csv")[0]["student"] == written
    assert rows_of(tmp_path / "canvas.csv")[2][0] == written
    assert not moved(read_marks(tmp_path / "marks.csv"), [mark])


def test_what_canvas_imports(graded):
    head, points, *students = rows_of(graded / "canvas.csv")
    assert head == [
        *("Student", "ID", "SIS User ID", "SIS Login ID", "Section"),
        "03 Many consumers",
    ]
    assert points == ["Points Possible", "", "", "", "", str(POINTS)]
    assert ["Anna Alto", "11", "", "", "", "3"] in students
    assert ["<b>bob", "12", "", "", "", "0"] in students
    assert len(students) == 4


def test_what_moodle_imports(graded):
    rows = dicts_of(graded / "moodle_03.csv")
    anna = next(row for row in rows if row["Full name"] == "Anna Alto")
    assert anna["Identifier"] == "Participant 11"
    assert (anna["Grade"], anna["Maximum Grade"]) == ("3", str(POINTS))
    assert anna["Last modified (grade)"] == "-"
    assert "03.2: 2 of 2, right" in anna["Feedback comments"].splitlines()


def test_a_page_for_each_student_with_their_own_plot(graded):
    pages = {page.name for page in (graded / "feedback").iterdir()}
    assert pages == {
        *("Anna_Alto_11.html", "b_bob_12.html", "cmd.html", "blank.html"),
    }
    bob = (graded / "feedback" / "b_bob_12.html").read_text("utf-8")
    assert "<b>bob" not in bob and "&lt;b&gt;bob" in bob
    assert "03.2 Hand it on: wrong" in bob
    said = html.unescape(bob)
    assert "(Lesson 03, section “A sentinel for each”.)" in said
    pictures = re.findall(r'<img src="data:image/png[^"]*" alt="([^"]*)"', bob)
    assert len(pictures) == 1 and "worker-1 worked" in pictures[0]
    anna = (graded / "feedback" / "Anna_Alto_11.html").read_text("utf-8")
    assert "<img" not in anna and "03.2 Hand it on: right" in anna


def test_the_summary_for_the_instructor(graded):
    text = (graded / "summary.html").read_text("utf-8")
    assert "<b>bob" not in text
    said = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())
    assert "4 students, 4 notebooks." in said
    assert "=cmd 03.1 1 of 1 line 1: imports gc" in said
    assert f"of {POINTS} points; the mean is 1.00." in said
    assert "03.2 Hand it on 1 1 2 0 0" in said
    assert "1 one-sentinel A sentinel is an item like any other" in said
    assert 'href="feedback/Anna_Alto_11.html"' in text


def test_what_the_command_says(graded, tmp_path, capsys):
    folder = tmp_path / "in"
    handed_in(folder, "anna_03_many_consumers.ipynb", notebook({}))
    again = handed_in(
        folder, "2/anna_03_many_consumers.ipynb", notebook({}, deleted)
    )
    out = tmp_path / "marks"
    assert grade(folder, out) == 0
    said = capsys.readouterr()
    assert said.out == (
        f"{2 * len(of_lesson('03'))} marks of 2 notebooks.\n"
        f"The summary, with all the rest: {out / 'summary.html'}\n"
    )
    assert said.err.startswith("What keeps answers in here: ")
    assert f"{again}: 03.1 is missing: no such cell." in said.err
    assert "anna has 2 notebooks of lesson 03; each is marked, and" in said.err


def test_the_best_notebook_of_a_lesson_counts(tmp_path):
    books = {"1/anna_03_many.ipynb": COUNT, "2/anna_03_many.ipynb": "pass"}
    marks = grading.grade(
        [
            read_submission(
                handed_in(tmp_path, name, notebook({"ex-03-1": source}))
            )
            for name, source in books.items()
        ],
        "secret",
    )
    (total,) = totals(marks)
    assert (total.student, total.points, total.of) == ("anna", 1, POINTS)


# ---- grading again


@pytest.fixture
def judged(monkeypatch):
    """Count what is judged; the n-th answer may be made to stop it all."""
    seen = []

    def judge(exercise, source, seed, thorough=False):
        seen.append(exercise.id)
        if len(seen) == judge.stops_at:
            raise KeyboardInterrupt
        return judge_answer(exercise, source, seed, thorough)

    judge.stops_at = None
    judge.seen = seen
    monkeypatch.setattr(grading, "judge_answer", judge)
    return judge


def test_a_second_grading_judges_nothing_twice(graded, tmp_path, judged):
    folder, out = graded.parent / "in", tmp_path / "marks"
    shutil.copytree(graded, out)
    before = (out / "marks.csv").read_bytes()
    assert grade(folder, out) == 0
    assert judged.seen == []
    assert (out / "marks.csv").read_bytes() == before


def test_after_an_interruption_it_goes_on(tmp_path, judged, capsys):
    folder, out = tmp_path / "in", tmp_path / "marks"
    answers = {"ex-03-1": COUNT, "ex-03-2": HAND_ON}
    handed_in(folder, "anna_03_many_consumers.ipynb", notebook(answers))
    judged.stops_at = 2
    assert grade(folder, out, "--jobs", "1") == 130
    assert "the same command goes on from there" in capsys.readouterr().err
    for kept in (out / "judged").iterdir():
        shutil.copy(kept, kept.with_name("0" * 32 + ".json"))
    judged.stops_at = None
    assert grade(folder, out) == 0
    assert judged.seen == ["03.1", "03.2", "03.2"]


def test_a_damaged_store_is_judged_anew(graded, tmp_path, judged):
    folder, out = graded.parent / "in", tmp_path / "marks"
    shutil.copytree(graded, out)
    for kept in (out / "judged").iterdir():
        kept.write_bytes(kept.read_bytes()[:40])
    assert grade(folder, out) == 0
    assert sorted(judged.seen) == ["03.1", "03.1", "03.2", "03.2"]
    assert rows_of(out / "marks.csv") == rows_of(graded / "marks.csv")


def test_whose_marks_moved_is_said(tmp_path, capsys):
    folder, out = tmp_path / "in", tmp_path / "marks"
    name = "=anna_03_many_consumers.ipynb"
    handed_in(folder, name, notebook({"ex-03-1": "sentinels = 3"}))
    assert grade(folder, out) == 0
    assert "since the last grading" not in capsys.readouterr().out
    handed_in(folder, name, notebook({"ex-03-1": COUNT}))
    assert grade(folder, out) == 0
    said = capsys.readouterr().out
    assert "since the last grading: 1.\n  =anna, 03.1: 0 -> 1\n" in said
    summary = (out / "summary.html").read_text("utf-8")
    assert "=anna, 03.1: 0 -&gt; 1" in summary


def test_another_seed_draws_other_situations(tmp_path, judged):
    folder, out = tmp_path / "in", tmp_path / "marks"
    answers = {"ex-03-2": HAND_ON}
    handed_in(folder, "anna_03_many_consumers.ipynb", notebook(answers))
    for secret in ("one", "two", "two"):
        seed = tmp_path / f"{secret}.txt"
        seed.write_text(secret)
        named = ["--seed-file", str(seed), "--out", str(out)]
        assert main(["grade", str(folder), *named]) == 0
    assert judged.seen == ["03.2", "03.2"]


def test_an_answer_that_breaks_the_judge_costs_only_itself(
    tmp_path, monkeypatch, capsys
):
    def judge(exercise, source, seed, thorough=False):
        if exercise.id == "03.1":
            raise KeyError("nothing like this was foreseen")
        return judge_answer(exercise, source, seed, thorough)

    monkeypatch.setattr(grading, "judge_answer", judge)
    folder, out = tmp_path / "in", tmp_path / "marks"
    answers = {"ex-03-1": COUNT, "ex-03-2": HAND_ON}
    handed_in(folder, "anna_03_many_consumers.ipynb", notebook(answers))
    assert grade(folder, out) == 0
    said = capsys.readouterr().out
    assert "To be looked at by a person: 1.\n  anna, 03.1: This could" in said
    states = [row["state"] for row in dicts_of(out / "marks.csv")]
    assert states[:2] == ["not judged", "right"]


def test_odd_notebooks_stop_nothing(tmp_path, monkeypatch, capsys):
    folder, out = tmp_path / "in", tmp_path / "marks"
    (tmp_path / "x").mkdir()
    long = f"# student: {chr(0x20000) * 80}\n{COUNT}"
    deep = "sentinels = x" + ".a" * 5000
    signs = "sentinels = " + "-" * 9000 + "1"
    odd = "# student: eve\x1b]0;owned\x07\ud800\n" + LOOKS
    for name, source in {"a": long, "b": deep, "c": signs, "d": odd}.items():
        book = notebook({"ex-03-1": source})
        handed_in(folder, f"{name}_03_many_consumers.ipynb", book)
    handed_in(folder, "E_03_many_consumers.IPYNB", notebook({}))
    handed_in(folder, "f_03_many_consumers.zip", b"PK")
    handed_in(folder, ".hidden/g.zip", b"PK")
    monkeypatch.chdir(folder)
    assert grade(tmp_path / "x" / ".." / "in", out) == 0
    rows = dicts_of(out / "marks.csv")
    assert len({row["file"] for row in rows}) == 5
    assert "eve]0;owned" in {row["student"] for row in rows}
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "Passed over, since it is no notebook: " in said.err
    assert "f_03_many_consumers.zip" in said.err and "g.zip" not in said.err


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_to_another_notebook_is_not_read(tmp_path):
    folder = tmp_path / "in"
    book = notebook({"ex-03-1": COUNT})
    anna = handed_in(folder, "anna_03_many_consumers.ipynb", book)
    link = folder / "bob_03_many_consumers.ipynb"
    link.symlink_to(anna)
    assert "a link" in read_submission(link).problems[0]


def test_many_nameless_cells_are_read_in_no_time(tmp_path):
    book = notebook({"ex-03-1": "x"})
    place = [cell["id"] for cell in book["cells"]].index("ex-03-1") + 1
    more = {"cell_type": "code", "metadata": {}, "source": "0"}
    book["cells"][place:place] = [more] * 4000
    began = time.monotonic()
    read_submission(handed_in(tmp_path, "a_03_many_consumers.ipynb", book))
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("recording", ["a", "aGVsbG8="])
def test_a_forged_recording_has_no_picture(tmp_path, monkeypatch, recording):
    def judge(exercise, source, seed, thorough=False):
        return Judged(False, words="wrong", recording=recording)

    monkeypatch.setattr(grading, "judge_answer", judge)
    folder, out = tmp_path / "in", tmp_path / "marks"
    answers = {"ex-03-2": HAND_ON}
    handed_in(folder, "anna_03_many_consumers.ipynb", notebook(answers))
    assert grade(folder, out) == 0
    page = (out / "feedback" / "anna.html").read_text("utf-8")
    assert "wrong" in page and "<img" not in page


# ---- what cannot be graded


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere", "--seed-file", "seed"], "There is no nowhere."),
        (["empty", "--seed-file", "seed"], "No notebook (.ipynb) was found"),
        (["empty", "--seed-file", "none"], "The seed file cannot be read"),
        (["empty", "--seed-file", "blank"], "is empty. Write a secret word"),
        (["empty", "--seed-file", "seed", "--out", "seed"], "seed should be"),
    ],
)
def test_what_cannot_be_graded(
    tmp_path, monkeypatch, capsys, arguments, words
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "seed").write_text("secret")
    (tmp_path / "blank").write_text(" \n")
    assert main(["grade", *arguments]) == 1
    assert words in capsys.readouterr().err


def test_a_bar_is_for_who_looks(tmp_path, capsys):
    assert list(commands._shown([1, 2], "reading")) == [1, 2]
    assert capsys.readouterr().err == ""
