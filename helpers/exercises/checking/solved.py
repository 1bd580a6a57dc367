"""What a learner has solved so far.

    note("03.2", right=True)
    progress()                      # a line for each lesson

In `work/` it is kept in a file beside the learner's copies, so that it
outlives the kernel; elsewhere it lasts as long as the kernel.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from helpers.exercises.lessons import LESSONS, of_lesson
from helpers.files import ROOT
from helpers.wording import counted

FILE = ".progress.json"
_solved: dict[str, bool] = {}  # by the id; False: tried, and not yet right


class Progress:
    """What is solved so far; shown as text, a line a lesson.

    Attributes:
        solved: the ids of the exercises that are solved.
        tried: those that were tried, and are not.
    """

    def __init__(self, solved: dict[str, bool]) -> None:
        self.solved = {name for name, right in solved.items() if right}
        self.tried = {*solved} - self.solved

    def __repr__(self) -> str:
        return "\n".join(self._line(one) for one in LESSONS if of_lesson(one))

    def _line(self, lesson: str) -> str:
        exercises = of_lesson(lesson)
        done = [e for e in exercises if e.id in self.solved]
        open_ = [e.id for e in exercises if e.id not in self.solved]
        points = sum(e.points for e in done), sum(e.points for e in exercises)
        line = (
            f"{lesson}: {len(done)} of {len(exercises)} solved, "
            f"{points[0]} of {counted(points[1], 'point')}"
        )
        return f"{line}; still open: {', '.join(open_)}" if open_ else line


def progress() -> Progress:
    """Show which exercises you have solved."""
    return Progress(_known())


def note(name: str, right: bool) -> None:
    """Note that an exercise was tried; once solved, it stays solved."""
    known = _known()
    _solved.update({**known, name: right or known.get(name, False)})
    file = _file()
    if not file:
        return
    new = file.with_name(f"{FILE}.{os.getpid()}.new")
    with contextlib.suppress(OSError):  # then it lasts as long as the kernel
        new.write_text(json.dumps(_solved), "utf-8")
        os.replace(new, file)


def _known() -> dict[str, bool]:
    # Another kernel may have noted something in the meantime.
    file, kept = _file(), {}
    if file:
        with contextlib.suppress(OSError, ValueError):
            kept = json.loads(file.read_bytes())
    kept = kept if isinstance(kept, dict) else {}
    names = {*kept, *_solved}
    return {n: bool(kept.get(n)) or _solved.get(n, False) for n in names}


def _file() -> Path | None:
    work = ROOT / "work"
    try:
        return work / FILE if Path.cwd().is_relative_to(work) else None
    except OSError:  # the kernel's folder is gone
        return None
