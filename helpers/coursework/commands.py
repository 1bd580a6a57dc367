"""The commands for instructors.

    python -m helpers.coursework bundle course.zip
    python -m helpers.coursework solutions solved/
    python -m helpers.coursework grade handed-in/ --seed-file secret.txt

The first writes what students get, the second the solved lessons, the
third `marks.csv`: a line for each student and exercise.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from pathlib import Path

from helpers.coursework.grading import Mark, grade
from helpers.coursework.handing_out import bundle, solve
from helpers.coursework.submissions import Submission, read_submission
from helpers.files import ROOT, CourseError

ANSWERS = ROOT / "tests" / "answers"


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks for and give the exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpers.coursework")
    commands = parser.add_subparsers(required=True)
    bundles = commands.add_parser("bundle", help="write the students' zip")
    bundles.add_argument("out", type=Path, metavar="ZIP")
    bundles.set_defaults(command=_bundle)
    solutions = commands.add_parser("solutions", help="write solved lessons")
    solutions.add_argument("out", type=Path, metavar="FOLDER")
    solutions.add_argument("--answers", type=Path, default=ANSWERS,
                           help="the folder of the right answers")
    solutions.set_defaults(command=_solutions)
    grades = commands.add_parser("grade", help="mark what was handed in")
    grades.set_defaults(command=_grade)
    grades.add_argument("paths", nargs="+", type=Path, metavar="PATH",
                        help="notebooks, or folders with notebooks")
    grades.add_argument("--seed-file", required=True, type=Path,
                        help="a file with a secret word of yours")
    grades.add_argument("--out", type=Path, default=Path("marks.csv"),
                        help="where the marks go (marks.csv)")
    grades.add_argument("--jobs", type=int,
                        help="answers at once (as many as cores)")
    return parser


def _bundle(options: argparse.Namespace) -> None:
    names = bundle(ROOT, options.out)
    print(f"{len(names)} files: {options.out}")


def _solutions(options: argparse.Namespace) -> None:
    for path in solve(ROOT, options.answers, options.out):
        print(path)


def _grade(options: argparse.Namespace) -> None:
    seed = _secret(options.seed_file)
    files = find_notebooks(options.paths)
    submissions = [read_submission(path) for path in files]
    for line in remarks(submissions):
        print(line, file=sys.stderr)
    marks = list(_counted(grade(submissions, seed, options.jobs)))
    write_marks(options.out, marks)
    print(f"{len(marks)} marks of {len(files)} notebooks: {options.out}")


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


def find_notebooks(paths: Iterable[Path]) -> list[Path]:
    """List the notebooks that are named, or stand in these folders.

    Raises:
        CourseError: there is no such place, or no notebook in it.
    """
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.ipynb")) if path.is_dir() else [path]
        found += [p for p in inside if ".ipynb_checkpoints" not in p.parts]
        if not path.exists():
            raise CourseError(f"There is no {path}.")
    if not found:
        raise CourseError("No notebook (.ipynb) was found there.")
    return found


def remarks(submissions: Sequence[Submission]) -> list[str]:
    """What an instructor should hear of these submissions, a line each."""
    said = [f"{s.path}: {p}" for s in submissions for p in s.problems]
    counts = Counter((s.student, s.lesson) for s in submissions)
    for (student, lesson), count in counts.items():
        if count > 1:
            said.append(
                f"{student} has {count} notebooks of lesson {lesson}; each is "
                "marked, in lines of its own."
            )
    return said


def _counted(marks: Iterable[Mark]) -> Iterable[Mark]:
    for count, mark in enumerate(marks, start=1):
        if sys.stderr.isatty():
            print(f"\r{count} marked", end="", file=sys.stderr)
        yield mark


def write_marks(path: Path, marks: Iterable[Mark]) -> None:
    """Write marks as a table, a line each."""
    with path.open("w", newline="", encoding="utf-8") as file:
        names = [field.name for field in fields(Mark)]
        table = csv.DictWriter(file, names)
        table.writeheader()
        table.writerows(map(asdict, marks))
