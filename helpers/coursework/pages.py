"""Write the pages of a grading: for each student, and the instructor's.

    for page in write_feedback(folder, marks, store): ...
    write_summary(Path("summary.html"), marks, remarks, moved)

A page is one file without scripts, which can be mailed as it is.
"""

from __future__ import annotations

import base64
import functools
import math
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jinja2

from helpers.coursework.grading import Mark
from helpers.coursework.store import Store
from helpers.coursework.tables import Total, title_of, totals
from helpers.exercises import recording_of
from helpers.exercises.lessons import belief_behind, find, of_lesson
from helpers.recording import Recording

STATES = ("right", "wrong", "not attempted", "missing", "not judged")
MOST_TASKS, LONGEST_NAME = 200, 200  # of a picture
_ROWS = 6  # at most, of a distribution
_WIDEST = 20  # rem, of a bar


@functools.cache
def _templates() -> jinja2.Environment:
    folder = Path(__file__).parent / "templates"
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), autoescape=True
    )
    found.globals["title_of"] = title_of
    return found


def _write(path: Path, template: str, **values: Any) -> None:
    text = _templates().get_template(template).render(values)
    path.write_text(text, "utf-8", errors="backslashreplace")


# ---- for a student


def pages_of(found: Iterable[Total]) -> dict[tuple[str, str], str]:
    """Choose the name of each student's page: a file's name of its own."""
    taken: dict[tuple[str, str], str] = {}
    for student, number in dict.fromkeys((t.student, t.number) for t in found):
        plain = re.sub(r"[^\w.-]+", "_", f"{student} {number}".strip())
        short = plain.strip("._").encode()[:80].decode(errors="ignore")
        stem, count = short or "student", 1
        name = f"{stem}.html"
        while name.lower() in {other.lower() for other in taken.values()}:
            count += 1
            name = f"{stem}-{count}.html"
        taken[student, number] = name
    return taken


def write_feedback(
    folder: Path,
    marks: Iterable[Mark],
    store: Path,
    jobs: int | None = None,
) -> Iterator[str]:
    """Write a page for each student, on all cores.

    Args:
        folder: where the pages go; it is made when it is missing.
        marks: the marks.
        store: the folder of the store in which the answers were judged.
        jobs: how many processes draw at once.

    Yields:
        The name of each page when it is written.
    """
    found = totals(marks)
    folder.mkdir(parents=True, exist_ok=True)
    pages = pages_of(found)
    own: dict[tuple[str, str], list[Total]] = {}
    for total in found:
        own.setdefault((total.student, total.number), []).append(total)
    tasks = [(folder / pages[who], own[who], store) for who in own]
    # Not by a fork: the threads that graded may still be there.
    context = get_context("spawn")
    workers = min(jobs or os.cpu_count() or 1, len(tasks)) or 1
    with ProcessPoolExecutor(workers, context) as pool:
        yield from pool.map(_write_page, tasks, chunksize=4)


def _write_page(task: tuple[Path, list[Total], Path]) -> str:
    path, found, folder = task
    store = Store(folder)
    answers = [_answer(m, store) for total in found for m in total.marks]
    name = found[0].student
    _write(path, "feedback.html", student=name, totals=found, answers=answers)
    return path.name


def _answer(mark: Mark, store: Store) -> dict[str, Any]:
    answer = {"mark": mark, "title": find(mark.exercise).title}
    judged = store.get(mark.key) if mark.key else None
    if judged and judged.recording:
        answer |= _picture(judged.recording)
    return answer


def _picture(saved: str) -> dict[str, str]:
    # What an answer saved may be damaged, or made up: then there is none.
    from helpers.plots import plot_timeline

    try:
        recording = recording_of(saved)
        if not _can_be_drawn(recording):
            return {}
        title = "What your program did where it went wrong"
        plot = plot_timeline(recording, title=title)
        picture = base64.b64encode(plot.png()).decode()
    except Exception:
        return {}
    return {"picture": picture, "alt": plot.alt}


def _can_be_drawn(recording: Recording) -> bool:
    names = recording.task_names
    longest = max(map(len, names), default=0)
    return len(names) <= MOST_TASKS and longest <= LONGEST_NAME


# ---- for the instructor


def write_summary(
    path: Path,
    marks: Sequence[Mark],
    remarks: Sequence[str],
    moved: Sequence[str],
) -> None:
    """Write the instructor's summary, which links to the students' pages."""
    found = totals(marks)
    _write(
        path,
        "summary.html",
        students=len({(t.student, t.number) for t in found}),
        books=len({mark.file for mark in marks}),
        flagged=[mark for mark in marks if mark.to_be_looked_at],
        remarks=remarks,
        moved=moved,
        states=STATES,
        lessons=[
            _lesson(lesson, marks, [t for t in found if t.lesson == lesson])
            for lesson in sorted({total.lesson for total in found})
        ],
        beliefs=beliefs(marks),
        totals=found,
        page_of=pages_of(found),
    )


def _lesson(
    lesson: str, marks: Sequence[Mark], found: Sequence[Total]
) -> dict[str, Any]:
    counts = Counter((mark.exercise, mark.state) for mark in marks)
    return {
        "title": title_of(lesson),
        "of": found[0].of,
        "mean": sum(total.points for total in found) / len(found),
        "spread": _spread(found),
        "exercises": [
            {
                "id": exercise.id,
                "title": exercise.title,
                "counts": [counts[exercise.id, state] for state in STATES],
            }
            for exercise in of_lesson(lesson)
        ],
    }


def _spread(found: Sequence[Total]) -> list[dict[str, Any]]:
    # Rows of whole points, the last one with the full marks in it.
    of = found[0].of
    step = max(1, math.ceil(of / _ROWS))
    last = max(0, math.ceil(of / step) - 1)
    counts = Counter(min(int(t.points / step), last) for t in found)
    most = max(counts.values())
    rows = []
    for row in range(last + 1):
        until = f"below {(row + 1) * step}" if row < last else str(of)
        rows.append(
            {
                "points": f"{row * step} to {until}",
                "count": counts[row],
                "width": round(_WIDEST * counts[row] / most, 2),
            }
        )
    return rows


def beliefs(marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """Count which misconception stands behind how many answers."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for mark in marks:
        key = mark.misconception
        if key:
            known = belief_behind(key, mark.lesson)
            where = f"{known.lesson}, {known.section}" if known else ""
            counts[key, known.words if known else "", where] += 1
    return [
        {"count": count, "key": key, "words": words, "where": where}
        for (key, words, where), count in counts.most_common()
    ]
