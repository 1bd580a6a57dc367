"""Read what students hand in, in whatever state it is.

    submission = read_submission(Path("anna_03_many_consumers.ipynb"))
    submission.student, submission.answers["03.2"], submission.problems

An answer is found by its cell's `grade_id`, wherever the cell stands.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.coursework.students import Student, are_alike, find_student
from helpers.exercises import Exercise
from helpers.exercises.lessons import LESSONS, all_exercises, of_lesson

_LESSON = re.compile(r"(?:^|[_ -])(\d\d)_[a-z]")
_ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
MOST_BYTES = 300_000_000  # of a notebook
MOST_PARTS = 10_000_000  # lists, objects and texts in it
MOST_CELLS = 10  # into which an answer's cell may have been split
MOST_LETTERS = 50_000  # of an answer; the longest right one has 2,000


@dataclass
class Submission:
    """One notebook that was handed in.

    Attributes:
        path: its file.
        student: who handed it in.
        number: what Canvas or Moodle calls them; "" if unknown.
        lesson: the number of the lesson that it answers; "" if unknown.
        answers: the source of each answer's cell, by the exercise's id.
        problems: what is wrong with the notebook, in sentences.
    """

    path: Path
    student: str
    number: str = ""
    lesson: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_submission(path: Path) -> Submission:
    """Read a notebook as far as it goes; what is wrong is in `problems`."""
    problems: list[str] = []
    cells = _code_cells(_text(path, problems), problems)
    student = _student(path, cells, problems)
    submission = Submission(path, *student, problems=problems)
    submission.lesson = _lesson(path, cells)
    if submission.lesson and not cells and not problems:
        problems.append("It has no cell with code.")
    for exercise in of_lesson(submission.lesson):
        _find_answer(submission, exercise, cells)
    if not submission.lesson:
        problems.append(
            "No cell of an exercise is in it, and its name has no lesson's "
            "number, so there is nothing to grade."
        )
    return submission


@dataclass(frozen=True)
class _Cell:
    grade_id: str
    source: str


def _text(path: Path, problems: list[str]) -> str:
    data = _data(path, problems)
    encoding = _ENCODINGS.get(data[:2], "utf-8-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        problems.append(
            "The file is not UTF-8, as notebooks are; letters may be wrong."
        )
        return data.decode("latin-1")


def _data(path: Path, problems: list[str]) -> bytes:
    try:
        if path.is_symlink():
            problems.append("This is a link to another file, and not read.")
        elif not path.is_file():
            problems.append("This is no file.")
        elif path.stat().st_size > MOST_BYTES:
            problems.append("The file has more than 300 MB, and is not read.")
        else:
            return path.read_bytes()
    except OSError as error:
        problems.append(f"The file cannot be read: {error.strerror}.")
    return b""


def _code_cells(text: str, problems: list[str]) -> list[_Cell]:
    # A list of nothing takes 2 letters, and 30 times the memory.
    parts = text.count("[") + text.count("{") + text.count('"') // 2
    if parts > MOST_PARTS:
        problems.append(
            f"The file has more than {MOST_PARTS:,} parts, and is not read."
        )
        return []
    if problems and not text:
        return []  # it could not be read, and why was said
    try:
        found = list(json.loads(text)["cells"])
    except (ValueError, KeyError, TypeError, RecursionError):
        found = list(_whole_cells(text))
        problems.append(
            "The file is no whole notebook (cut off, or damaged). "
            f"{len(found)} of its cells could be read."
        )
    return [
        _Cell(_grade_id(cell), _source(cell))
        for cell in found
        if isinstance(cell, dict) and cell.get("cell_type") == "code"
    ]


def _whole_cells(text: str) -> Iterator[Any]:
    # What stands before the place at which the file is broken.
    start = re.search(r'"cells"\s*:\s*\[', text)
    place, decoder = start.end() if start else len(text), json.JSONDecoder()
    while opened := re.compile(r"[\s,]*(?=\{)").match(text, place):
        try:
            cell, place = decoder.raw_decode(text, opened.end())
        except (ValueError, RecursionError):
            return
        yield cell


def _grade_id(cell: dict[str, Any]) -> str:
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    named = marks.get("grade_id") if isinstance(marks, dict) else None
    return str(named or cell.get("id", ""))


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    parts = source if isinstance(source, list) else [source]
    return "".join(part for part in parts if isinstance(part, str))


def _student(path: Path, cells: list[_Cell], problems: list[str]) -> Student:
    before = _LESSON.search(path.stem)
    name = path.stem[: before.start()] if before else path.stem
    places = (name, path.parent.name)
    student = find_student(*places, (cell.source for cell in cells))
    outside = find_student(*places, ())
    if (name or outside.number) and not are_alike(student, outside):
        problems.append(
            f"It is named after {outside.name}, and a line in it names "
            f"{student.name}, whose it counts as."
        )
    return student


def _lesson(path: Path, cells: list[_Cell]) -> str:
    for exercise in all_exercises():
        if any(cell.grade_id == exercise.cell_id for cell in cells):
            return exercise.lesson
    named = _LESSON.search(path.stem)
    return named[1] if named and named[1] in LESSONS else ""


def _find_answer(
    submission: Submission, exercise: Exercise, cells: list[_Cell]
) -> None:
    places = [
        place
        for place, cell in enumerate(cells)
        if cell.grade_id == exercise.cell_id
    ]
    if not places:
        if cells:  # or else more is wrong, and was said
            missing = f"{exercise.id} is missing: no such cell."
            submission.problems.append(missing)
        return
    if len(places) > 1:
        submission.problems.append(
            f"{exercise.id} has {len(places)} cells; they count as one, in "
            "their order."
        )
    own = [cells[place].source for place in places]
    answer = _joined(exercise, own) or _with_rest(
        submission, exercise, own, cells[places[-1] + 1 :]
    )
    if len(answer) > MOST_LETTERS:
        submission.problems.append(
            f"{exercise.id} is longer than {MOST_LETTERS:,} letters; only so "
            "many are read."
        )
    submission.answers[exercise.id] = answer[:MOST_LETTERS]


def _joined(exercise: Exercise, sources: list[str]) -> str:
    # All of them if they can be read; else the last that can.
    for source in ("\n\n".join(sources), *reversed(sources)):
        if _defines(source, exercise.name):
            return source
    return ""


def _with_rest(
    submission: Submission,
    exercise: Exercise,
    own: list[str],
    after: list[_Cell],
) -> str:
    # The cell was split, and the rest has lost its name.
    whole = "\n\n".join(own)
    source = whole
    for cell in after[:MOST_CELLS]:
        if cell.grade_id.startswith("ex-") or len(source) > MOST_LETTERS:
            break
        source = f"{source}\n\n{cell.source}"
        if _defines(source, exercise.name):
            submission.problems.append(
                f"{exercise.id} was split; its cells count as one."
            )
            return source
    return whole


def _defines(source: str, name: str) -> bool:
    if len(source) > MOST_LETTERS:
        return False
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(name in _names(statement) for statement in body)


def _names(statement: ast.stmt) -> set[str]:
    names = {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    named = getattr(statement, "name", None)
    imported = {
        alias.asname or alias.name
        for alias in getattr(statement, "names", [])
        if isinstance(alias, ast.alias)
    }
    return names | imported | ({named} if isinstance(named, str) else set())
