"""The learner's own copies of the lessons, in `work/`.

The lessons in `notebooks/` are copied into `work/`, where the learner
writes. Whatever the learner wrote is never overwritten: a copy is renewed
only while it is, byte for byte, what the course put there. The record of
that, `work/.course.json`, may get lost; then every copy counts as the
learner's own.

Example:
    >>> bring_lessons(Path("."))
    ['00_start_here.ipynb: new.', '01_one_producer_one_consumer.ipynb: new.']
    >>> restore(Path("."), "01")
    '01_one_producer_one_consumer.ipynb: fresh already.'
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from pathlib import Path

from helpers.files import (
    CourseError,
    create_file,
    find_lesson,
    find_lessons,
    replace_file,
)

RECORD = ".course.json"

Record = dict[str, list[str]]
"""For each lesson the hashes of all that the course ever put there."""


def bring_lessons(root: Path) -> list[str]:
    """Copy each lesson that is new, or untouched, into `work/`.

    Returns:
        A line for each lesson that was brought or that has a newer version.

    Raises:
        CourseError: if there are no lessons, or `work` is not a folder.
    """
    lessons = find_lessons(root)
    work = _work_folder(root)
    record = _read_record(work)
    return [
        note for lesson in lessons if (note := _bring(lesson, work, record))
    ] or ["All lessons are in work/ already."]


def restore(root: Path, name: str) -> str:
    """Give a lesson back fresh, and keep the learner's beside it.

    Args:
        root: the folder of the course.
        name: the lesson's number, such as "03", or its file's name.

    Returns:
        A line that says what was done.

    Raises:
        CourseError: if there is no such lesson, or no file in its place.
    """
    lesson = find_lesson(root, name)
    work = _work_folder(root)
    record = _read_record(work)
    target = work / lesson.name
    if not os.path.lexists(target):
        return _bring(lesson, work, record)
    if not _is_file(target):
        raise CourseError(
            f"{target} should be a notebook, but is a folder or a link. Move "
            "it away, then run the same command again."
        )
    return _restore(target, _fresh(lesson), record)


def _bring(lesson: Path, work: Path, record: Record) -> str:
    target, fresh = work / lesson.name, _fresh(lesson)
    if not os.path.lexists(target):
        _note(record, target, fresh)
        create_file(target, fresh)
        return f"{target.name}: new."
    if not _is_file(target):
        return _newer(target, "is a folder or a link, which stays.")
    present = target.read_bytes()
    if present == fresh:
        _note(record, target, fresh)
        return ""
    if _is_untouched(target.name, present, record):
        _note(record, target, fresh)
        replace_file(target, fresh, expected=present)
        return f"{target.name}: renewed, you had not changed it."
    if _hash(fresh) in record.get(target.name, [])[-1:]:
        return ""
    version = "a newer" if target.name in record else "another"
    return _newer(target, f"is yours and stays; the course has {version} one.")


def _restore(target: Path, fresh: bytes, record: Record) -> str:
    present = target.read_bytes()
    if present == fresh:
        return f"{target.name}: fresh already."
    kept = "you had not changed it."
    if not _is_untouched(target.name, present, record):
        kept = f"yours is kept as {_keep(target, present).name}."
    _note(record, target, fresh)
    replace_file(target, fresh, expected=present)
    return f"{target.name}: fresh again; {kept}"


def _newer(target: Path, state: str) -> str:
    how = f"`python -m helpers restore {target.name[:2]}`"
    return f"{target.name}: {state} To get the course's: {how}."


def _fresh(lesson: Path) -> bytes:
    """Give a lesson's bytes without outputs, so that no answer shows."""
    try:
        notebook = json.loads(lesson.read_bytes())
        code = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    except (ValueError, TypeError, KeyError):
        raise CourseError(
            f"{lesson} should be a notebook, but cannot be read as one. "
            "Get the course anew."
        ) from None
    for cell in code:
        cell.update(outputs=[], execution_count=None)
    text = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False)
    return (text + "\n").encode()


def _work_folder(root: Path) -> Path:
    work = root / "work"
    if os.path.lexists(work) and not work.is_dir():
        raise CourseError(
            f"{work} should be the folder of your copies, but is a file. "
            "Give it another name, then run the same command again."
        )
    work.mkdir(exist_ok=True)
    return work


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _keep(target: Path, data: bytes) -> Path:
    """Store what the learner wrote under a name that is free."""
    for number in itertools.count(1):
        path = target.with_name(f"{target.stem}.yours-{number}.ipynb")
        if not os.path.lexists(path):
            create_file(path, data)
            break
    return path


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _seal(record: Record) -> str:
    return _hash(json.dumps(record, sort_keys=True).encode())


def _is_untouched(name: str, present: bytes, record: Record) -> bool:
    return _hash(present) in record.get(name, [])


def _read_record(work: Path) -> Record:
    """Read the record; a lost, broken or edited one counts as empty."""
    try:
        stored = json.loads((work / RECORD).read_bytes())
        record: Record = stored["lessons"]
        intact = stored["seal"] == _seal(record)
    except (OSError, ValueError, TypeError, KeyError):
        return {}
    return record if intact else {}


def _note(record: Record, target: Path, data: bytes) -> None:
    """Record what is about to be put there, before it is.

    In this order a crash between the two can only make an untouched copy
    look touched, never the other way round.
    """
    hashes = record.setdefault(target.name, [])
    if _hash(data) not in hashes[-1:]:
        hashes.append(_hash(data))
        stored = {"lessons": record, "seal": _seal(record)}
        text = json.dumps(stored, indent=1) + "\n"
        replace_file(target.with_name(RECORD), text.encode(), expected=None)
