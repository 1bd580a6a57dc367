"""What the exercises' cells carry: the metadata that nbgrader reads.

    mark_cells(notebook)            # before a lesson is stored

The cell "ex-03-2" holds the answer, "ex-03-2-check" its check. Points come
from the exercise, so that they stand in one place.
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

from helpers.exercises.lessons import all_exercises

SCHEMA = 3


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
