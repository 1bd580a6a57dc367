"""Who handed a notebook in, by the first of these rules that holds.

    find_student("anna", "handed-in", sources).name    # "anna"

1. A line `# student: Anna Example` in a code cell.
2. The name that Canvas gives a file, `exampleanna_123_456_03_...ipynb`, or
   Moodle a folder, `Anna Example_123_assignsubmission_file`: name and number.
3. The file's name before the lesson's number: `anna_03_many_consumers.ipynb`.
4. The name of the folder that it is in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_LINE = re.compile(r"^# *student:(.*)$", re.M | re.I)
_CANVAS = re.compile(r"([^_]+)_(?:LATE_)?(\d+)_\d+")
_MOODLE = re.compile(r"(.+)_(\d+)_assignsubmission_file_?")


class Student(NamedTuple):
    """Who handed a notebook in.

    Attributes:
        name: what they are called.
        number: what Canvas or Moodle calls them; "" if unknown.
    """

    name: str
    number: str = ""


def find_student(file: str, folder: str, sources: Iterable[str]) -> Student:
    """Find out who handed a notebook in.

    Args:
        file: the file's name before the lesson's number.
        folder: the name of the folder that it is in.
        sources: the sources of its code cells.
    """
    file, folder = _printable(file), _printable(folder)
    canvas, moodle = _CANVAS.fullmatch(file), _MOODLE.fullmatch(folder)
    known = canvas or moodle
    named = Student(known[1], known[2]) if known else Student("")
    for source in sources:
        for said in _LINE.findall(source):
            if name := _printable(said).strip()[:100]:
                return named._replace(name=name)
    return named if known else Student(file.strip("_ -") or folder)


def are_alike(one: Student, other: Student) -> bool:
    """Whether two names may well be those of one student.

    Canvas, for one, writes "Anna Example" as `exampleanna`.
    """
    letters, others = _letters(one.name), _letters(other.name)
    return (
        sorted(letters) == sorted(others)
        or letters in others
        or others in letters
    )


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _printable(text: str) -> str:
    # What is left could not be shown, or would move a terminal's cursor.
    return "".join(letter for letter in text if letter.isprintable())
