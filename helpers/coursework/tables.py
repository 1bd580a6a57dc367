"""The tables of a grading: ours, and those that Canvas and Moodle import.

    write_marks(Path("marks.csv"), marks)       # a line for each mark
    write_canvas(Path("canvas.csv"), marks)     # a column for each lesson
    write_moodle(Path("moodle_03.csv"), marks, "03")

Of several notebooks that a student handed in for a lesson, the last two
count the best.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from helpers.coursework.grading import Mark
from helpers.exercises.lessons import of_lesson
from helpers.files import ROOT, find_lesson

FORMATS = ("canvas", "moodle")
# What begins a formula, in East Asian width too; and what may begin a cell:
# where a comma is the decimal sign, spreadsheets part cells at a semicolon.
_BEGINS, _SIGNS = r"(?:^|[;\t\r\n])[ \"']*", r"[-=+@\uff0d\uff1d\uff0b\uff20]"
_FORMULA = re.compile(rf"({_BEGINS})(?={_SIGNS}.)")


@dataclass(frozen=True)
class Total:
    """What one student gets for one lesson.

    Attributes:
        student: who it is.
        number: what Canvas or Moodle calls them, or "".
        lesson: the number of the lesson.
        points: what their best notebook of it gets.
        of: what a right one gets.
        marks: the marks of that notebook.
    """

    student: str
    number: str
    lesson: str
    points: float
    of: int
    marks: tuple[Mark, ...]


def totals(marks: Iterable[Mark]) -> list[Total]:
    """Add the marks up; of several notebooks of a lesson the best counts."""
    books: dict[tuple[str, str, str, str], list[Mark]] = {}
    for mark in marks:
        who = (mark.student, mark.number, mark.lesson, mark.file)
        books.setdefault(who, []).append(mark)
    best: dict[tuple[str, str, str], Total] = {}
    for (student, number, lesson, _), own in books.items():
        points = round(sum(mark.points for mark in own), 2)
        of = sum(mark.of for mark in own)
        total = Total(student, number, lesson, points, of, tuple(own))
        kept = best.setdefault((student, number, lesson), total)
        if points > kept.points:
            best[student, number, lesson] = total
    return sorted(best.values(), key=lambda t: (t.student, t.number, t.lesson))


# ---- ours


def write_marks(path: Path, marks: Iterable[Mark]) -> None:
    """Write the marks, a line each."""
    names = [field.name for field in fields(Mark)]
    rows = ([asdict(mark)[name] for name in names] for mark in marks)
    _write(path, names, rows)


def read_marks(path: Path) -> dict[tuple[str, str, str], float]:
    """Read points from what `write_marks` wrote, as far as they are there.

    Returns:
        The points by student, file and exercise; empty without a file.
    """
    found: dict[tuple[str, str, str], float] = {}
    try:
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                who = (row["student"], row["file"], row["exercise"])
                found[who] = float(row["points"])
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        pass  # there was none, or it is none of ours: nothing to compare
    return found


def moved(
    before: dict[tuple[str, str, str], float], marks: Iterable[Mark]
) -> list[str]:
    """Say whose marks differ from those of an earlier grading."""
    said = []
    for mark in marks:
        who = (_plain(mark.student), _plain(mark.file), mark.exercise)
        old = before.get(who)
        if old is not None and old != mark.points:
            said.append(
                f"{mark.student}, {mark.exercise}: {old:g} -> {mark.points:g}"
            )
    return said


def _plain(text: Any) -> Any:
    # A spreadsheet would run a formula that somebody handed in.
    return _FORMULA.sub(r"\1'", text) if isinstance(text, str) else text


def _write(path: Path, head: Sequence[Any], rows: Iterable[Any]) -> None:
    with path.open(
        "w", newline="", encoding="utf-8", errors="backslashreplace"
    ) as file:
        table = csv.writer(file)
        table.writerow(head)
        table.writerows(map(_plain, row) for row in rows)


# ---- theirs


def write_canvas(path: Path, marks: Iterable[Mark]) -> None:
    """Write what Canvas imports into its gradebook.

    Canvas finds a student by the ID, or without one by the name, and an
    assignment by its title, which is that of the lesson.
    """
    found = totals(marks)
    lessons = sorted({total.lesson for total in found})
    points = [_points_of(lesson) for lesson in lessons]
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    rows: list[list[Any]] = [["Points Possible", *[""] * 4, *points]]
    for student, number in sorted({(t.student, t.number) for t in found}):
        own = {
            total.lesson: f"{total.points:g}"
            for total in found
            if (total.student, total.number) == (student, number)
        }
        given = [own.get(lesson, "") for lesson in lessons]
        rows.append([student, number, "", "", "", *given])
    _write(path, head + [title_of(lesson) for lesson in lessons], rows)


def write_moodle(path: Path, marks: Iterable[Mark], lesson: str) -> None:
    """Write what Moodle imports as the grading worksheet of an assignment.

    Moodle finds a student by the number that it put into the name of the
    folder; a student without one is left out there, and has a line here.
    """
    head = [
        "Identifier",
        "Full name",
        "Grade",
        "Maximum Grade",
        "Last modified (grade)",
        "Feedback comments",
    ]
    rows = [
        [
            f"Participant {total.number}" if total.number else "",
            total.student,
            f"{total.points:g}",
            total.of,
            "-",
            "\n".join(
                f"{mark.exercise}: {mark.points:g} of {mark.of}, {mark.state}"
                for mark in total.marks
            ),
        ]
        for total in totals(marks)
        if total.lesson == lesson
    ]
    _write(path, head, rows)


def title_of(lesson: str) -> str:
    """The title of a lesson, as in "03 Many consumers"."""
    number, *words = find_lesson(ROOT, lesson).stem.split("_")
    return f"{number} {' '.join(words).capitalize()}"


def _points_of(lesson: str) -> int:
    return sum(exercise.points for exercise in of_lesson(lesson))
