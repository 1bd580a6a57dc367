"""Where the cells of an exercise stand: in its lesson, and in a notebook.

    setup_of("03")                  # the source of the lesson's set-up cells
    stub_of(exercise)               # the cell that a learner starts from
    cell_of(worker)                 # the cell that defines this function

An exercise's cells are found by their `grade_id`, "ex-03-2" for the answer
and "ex-03-2-check" for the check.
"""

from __future__ import annotations

import ast
import functools
import inspect
import json
import linecache
import os
import textwrap
import types
from typing import Any

from helpers.exercises import Exercise
from helpers.files import ROOT, find_lesson


@functools.cache
def _cells(lesson: str) -> list[dict[str, Any]]:
    notebook = json.loads(find_lesson(ROOT, lesson).read_bytes())
    cells: list[dict[str, Any]] = notebook["cells"]
    return cells


def setup_of(lesson: str) -> str:
    """The source of a lesson's cells that are tagged `setup`."""
    cells = (c for c in _cells(lesson) if c["cell_type"] == "code")
    found = [c for c in cells if "setup" in c["metadata"].get("tags", [])]
    return "\n".join("".join(cell["source"]) for cell in found)


def stub_of(exercise: Exercise) -> str:
    """The source of the answer's cell in the lesson, before any answer."""
    for cell in _cells(exercise.lesson):
        if cell["id"] == exercise.cell_id:
            return "".join(cell["source"])
    raise LookupError(f"Lesson {exercise.lesson} has no {exercise.cell_id}.")


def cell_of(answer: Any) -> str:
    """The source of the whole cell that defines a function; "" if unknown."""
    code = _code_of(answer)
    if not code:
        return ""
    if os.path.exists(code.co_filename):  # it stands in a module, not a cell
        return textwrap.dedent(inspect.getsource(code))
    return "".join(linecache.getlines(code.co_filename))


def _code_of(answer: Any) -> types.CodeType | None:
    # A partial has a function inside; an object that can be called, and a
    # class, have methods.
    while isinstance(answer, functools.partial):
        answer = answer.func
    code = getattr(inspect.unwrap(answer), "__code__", None)
    if isinstance(code, types.CodeType):
        return code
    kind = answer if inspect.isclass(answer) else type(answer)
    codes = [getattr(part, "__code__", None) for part in vars(kind).values()]
    cells = (c for c in codes if c and not os.path.exists(c.co_filename))
    return next(cells, None)


def is_attempted(source: str, stub: str) -> bool:
    """Whether a cell holds more than the stub does, comments aside."""
    return _meaning(source) != _meaning(stub)


def _meaning(source: str) -> str:
    try:
        return ast.dump(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
