"""The commands for instructors.

    python -m helpers.coursework bundle course.zip
    python -m helpers.coursework solutions solved/
    python -m helpers.coursework grade handed-in/ --seed-file secret.txt
    python -m helpers.coursework nbgrader queues/

The first writes what students get, the second the solved lessons, the
third marks what they handed in: tables, pages and a summary in `marks/`.
The fourth makes a course folder for those who mark with nbgrader.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from helpers.coursework import pages, tables
from helpers.coursework.grading import Mark, grade, tasks_of
from helpers.coursework.handing_out import bundle, prepare_nbgrader, solve
from helpers.coursework.store import Store
from helpers.coursework.submissions import Submission, read_submission
from helpers.exercises.playing import find_walls
from helpers.files import ROOT, CourseError

ANSWERS = ROOT / "tests" / "answers"
T = TypeVar("T")
_EXPECTED = (".py", ".png")  # what may well stand beside a notebook


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks for and give the exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            "Interrupted. What was judged is kept: the same command goes on "
            "from there.",
            file=sys.stderr,
        )
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpers.coursework")
    commands = parser.add_subparsers(required=True)
    bundles = commands.add_parser("bundle", help="write the students' zip")
    bundles.add_argument("out", type=Path, metavar="ZIP")
    bundles.set_defaults(command=_bundle)
    solutions = commands.add_parser("solutions", help="write solved lessons")
    solutions.add_argument("out", type=Path, metavar="FOLDER")
    solutions.add_argument(
        "--answers",
        type=Path,
        default=ANSWERS,
        help="the folder of the right answers",
    )
    solutions.set_defaults(command=_solutions)
    course = commands.add_parser("nbgrader", help="a course for nbgrader")
    course.add_argument("out", type=Path, metavar="FOLDER")
    course.set_defaults(command=_nbgrader)
    grades = commands.add_parser("grade", help="mark what was handed in")
    grades.set_defaults(command=_grade)
    grades.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="notebooks, or folders with notebooks",
    )
    grades.add_argument(
        "--seed-file",
        required=True,
        type=Path,
        help="a file with a secret word of yours",
    )
    grades.add_argument(
        "--out",
        type=Path,
        default=Path("marks"),
        metavar="FOLDER",
        help="where all goes (marks)",
    )
    grades.add_argument(
        "--format",
        choices=tables.FORMATS,
        help="also write the tables that this one imports",
    )
    grades.add_argument(
        "--jobs", type=int, help="answers at once (as many as cores)"
    )
    return parser


def _bundle(options: argparse.Namespace) -> None:
    names = bundle(ROOT, options.out)
    print(f"{len(names)} files: {options.out}")


def _solutions(options: argparse.Namespace) -> None:
    for path in solve(ROOT, options.answers, options.out):
        print(path)


def _nbgrader(options: argparse.Namespace) -> None:
    for path in prepare_nbgrader(ROOT, options.out):
        print(path)


def _grade(options: argparse.Namespace) -> None:
    seed, out = _secret(options.seed_file), _folder(options.out)
    files, beside = find_files(options.paths)
    store = Store(out / "judged")
    _say(f"What keeps answers in here: {', '.join(find_walls())}.")
    submissions = [read_submission(p) for p in _shown(files, "reading")]
    remarks = _remarks(submissions, beside)
    for line in remarks:
        _say(line)
    before = tables.read_marks(out / "marks.csv")
    given = grade(submissions, seed, options.jobs, store)
    number = len(tasks_of(submissions))
    marks = list(_shown(given, "marking", number))
    moved = tables.moved(before, marks)
    tables.write_marks(out / "marks.csv", marks)
    _write_forms(options.format, out, marks)
    feedback = pages.write_feedback(
        out / "feedback", marks, out / "judged", options.jobs
    )
    number = len({(mark.student, mark.number) for mark in marks})
    for _ in _shown(feedback, "feedback pages", number):
        pass
    pages.write_summary(out / "summary.html", marks, remarks, moved)
    print("\n".join(map(_shown_line, _report(marks, files, moved, out))))


def _folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CourseError(
            f"{out} should be a folder for the marks: {error.strerror}. Name "
            "another with --out."
        ) from None
    return out


def _write_forms(form: str | None, out: Path, marks: Sequence[Mark]) -> None:
    if form == "canvas":
        tables.write_canvas(out / "canvas.csv", marks)
    elif form == "moodle":
        for lesson in sorted({mark.lesson for mark in marks}):
            path = out / f"moodle_{lesson}.csv"
            tables.write_moodle(path, marks, lesson)


def _report(
    marks: Sequence[Mark],
    files: Sequence[Path],
    moved: Sequence[str],
    out: Path,
) -> list[str]:
    flagged = [mark for mark in marks if mark.to_be_looked_at]
    lines = [f"{len(marks)} marks of {len(files)} notebooks."]
    if moved:
        lines.append(f"Marks that moved since the last grading: {len(moved)}.")
        lines += [f"  {line}" for line in moved]
    if flagged:
        lines.append(f"To be looked at by a person: {len(flagged)}.")
        lines += [
            f"  {mark.student}, {mark.exercise}: {mark.flags or mark.words}"
            for mark in flagged
        ]
    return [*lines, f"The summary, with all the rest: {out / 'summary.html'}"]


def _say(line: str) -> None:
    tqdm.write(_shown_line(line), file=sys.stderr)


def _shown_line(line: str) -> str:
    # Names of files may hold what moves a terminal's cursor.
    return "".join(c if c.isprintable() else "?" for c in line)


def _shown(
    things: Iterable[T], what: str, number: int | None = None
) -> Iterable[T]:
    # A bar where somebody looks, nothing in a file or a pipe.
    yield from tqdm(things, what, number, disable=None, mininterval=0.5)


def _secret(path: Path) -> str:
    try:
        seed = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"The seed file cannot be read: {error}") from None
    if not seed:
        raise CourseError(
            f"The seed file {path} is empty. Write a secret word into it; "
            "with the same word, the same answers get the same marks."
        )
    return seed


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Find the notebooks that are named, or stand in these folders.

    Returns:
        The notebooks, and what stands beside them and may have been meant
        as one.

    Raises:
        CourseError: there is no such place, or no notebook in it.
    """
    found: dict[Path, None] = {}
    beside: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise CourseError(f"There is no {path}.")
        if not path.is_dir():
            found[path] = None
            continue
        for inside in sorted(path.rglob("*")):
            if inside.suffix.lower() == ".ipynb":
                if not _is_copy(inside):
                    found[inside] = None
            elif _is_odd(inside, path):
                beside[inside] = None
    if not found:
        raise CourseError(
            "No notebook (.ipynb) was found there. What is still in a zip "
            "must be taken out of it."
        )
    return list(found), [path for path in beside if path not in found]


def _is_copy(path: Path) -> bool:
    # Jupyter's own, or what macOS puts beside a file.
    return ".ipynb_checkpoints" in path.parts or path.name.startswith("._")


def _is_odd(path: Path, folder: Path) -> bool:
    hidden = any(part[0] == "." for part in path.relative_to(folder).parts)
    return not hidden and path.is_file() and path.suffix not in _EXPECTED


def _remarks(
    submissions: Sequence[Submission], beside: Sequence[Path]
) -> list[str]:
    # What an instructor should hear of what was handed in, a line each.
    said = [f"{s.path}: {p}" for s in submissions for p in s.problems]
    books: dict[tuple[str, str, str], list[Submission]] = {}
    for one in submissions:
        who = (one.student, one.number, one.lesson)
        books.setdefault(who, []).append(one)
    for (student, number, lesson), own in books.items():
        if len(own) > 1 and lesson:
            name = f"{student} ({number})" if number else student
            files = ", ".join(str(one.path) for one in own)
            said.append(
                f"{name} has {len(own)} notebooks of lesson {lesson}; each "
                f"is marked, and the best counts: {files}."
            )
    names = ", ".join(map(str, beside[:20]))
    if beside:
        more = " and more" if beside[20:] else ""
        said.insert(0, f"Passed over, since it is no notebook: {names}{more}.")
    return said
