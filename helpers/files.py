"""Write files so that nothing of anybody's is lost, and say what went wrong.

Example:
    >>> create_file(Path("a"), b"first")
    >>> replace_file(Path("a"), b"second", expected=b"first")
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the course: `helpers/` and `notebooks/` stand in it."""


class CourseError(Exception):
    """What went wrong and what to do, in a sentence for people."""


def create_file(path: Path, data: bytes) -> None:
    """Write a new file, all of it or none.

    Raises:
        FileExistsError: if the name is taken; that file stays as it is.
    """
    with path.open("xb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.close()
            path.unlink()
            raise


def replace_file(path: Path, data: bytes, expected: bytes | None) -> None:
    """Give a file new contents, all of them or none.

    Args:
        path: the file.
        data: its new contents.
        expected: what it must hold until then; None if that is not known.

    Raises:
        CourseError: if somebody else changed the file in the meantime.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if expected is not None and path.read_bytes() != expected:
            raise CourseError(
                f"{path.name} was changed by somebody else just now, so it "
                "stays as it is. Run the same command again."
            )
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)


def find_lessons(root: Path) -> list[Path]:
    """List the published lessons in their order.

    Raises:
        CourseError: if there are none.
    """
    folder = root / "notebooks"
    lessons = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
    if not lessons:
        raise CourseError(
            f"The lessons should stand in {folder}, but there are none. Get "
            "the whole course and run `pip install -r requirements.txt` in it."
        )
    return lessons


def find_lesson(root: Path, name: str) -> Path:
    """Find one lesson by its number or its file's name.

    Raises:
        CourseError: if none or several have that number.
    """
    lessons = find_lessons(root)
    number = name.zfill(2) + "_"
    named = [path for path in lessons if name in (path.name, path.stem)]
    found = named or [path for path in lessons if path.name.startswith(number)]
    if not found:
        numbers = ", ".join(path.name[:2] for path in lessons)
        raise CourseError(f"There is no lesson {name!r}. Choose of {numbers}.")
    if len(found) > 1:
        names = " and ".join(path.stem for path in found)
        raise CourseError(f"{name} is {names}. Give the whole name of one.")
    return found[0]
