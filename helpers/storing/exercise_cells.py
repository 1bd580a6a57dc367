"""What the exercises' cells carry: their ids, and what nbgrader reads.

    name_cells(notebook)            # before a lesson is run
    mark_cells(notebook)            # before it is stored

The cell "ex-03-2" holds the answer, "ex-03-2-check" its check. Points come
from the exercise, so that they stand in one place.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from nbformat import NotebookNode

from helpers.exercises.lessons import all_exercises

SCHEMA = 3
_CHECK = re.compile(r'^check\("([\d.]+)"', re.M)


def name_cells(nb: NotebookNode) -> bool:
    """Give the cells of a new exercise their ids, which no editor can do.

    The check is the cell that begins with `check("03.6", ...)`, the answer
    the code cell above it. Ids that are there already stay.

    Returns:
        Whether any cell got a new id.
    """
    ids = {cell.get("id") for cell in nb.cells}
    wanted = {exercise.id: exercise.cell_id for exercise in all_exercises()}
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    given = False
    for answer, check in pairwise(code):
        found = _CHECK.search(check.source)
        name = wanted.get(found[1]) if found else None
        if name and not ids & {name, f"{name}-check"}:
            answer["id"], check["id"] = name, f"{name}-check"
            given = True
    return given


def mark_cells(nb: NotebookNode) -> None:
    """Give the cells of each exercise their metadata."""
    wanted: dict[str, dict[str, Any]] = {}
    for exercise in all_exercises():
        answer, check = exercise.cell_id, f"{exercise.cell_id}-check"
        wanted[answer] = _metadata(answer, solution=True)
        wanted[check] = _metadata(check, locked=True, grade=True)
        wanted[check]["points"] = exercise.points
    for cell in nb.cells:
        cell.metadata.pop("nbgrader", None)
        if cell.get("id") in wanted:
            cell.metadata["nbgrader"] = NotebookNode(wanted[cell.id])


def _metadata(grade_id: str, **flags: bool) -> dict[str, Any]:
    plain = {"grade": False, "locked": False, "solution": False, "task": False}
    return {
        **plain,
        **flags,
        "grade_id": grade_id,
        "schema_version": SCHEMA,
    }
