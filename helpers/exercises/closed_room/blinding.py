"""Programs that do not tell by their text what is wrong with them.

    blind_programs("03.5")          # before the lesson's exercises are loaded

An exercise of kind "test" gives the answer good programs and broken ones.
Their functions' names and their lines stand in the text of a task or a
traceback, and would tell them apart where only a test should.
"""

from __future__ import annotations

import importlib.util
import sys
import types
from importlib.machinery import SourceFileLoader
from pathlib import Path

from helpers.exercises import lessons

_NAME = "program"
_UNITS = 8  # of code, at most, of which an entry of a line table tells
_SAME_LINE = 0x80 | 13 << 3  # so an entry begins that tells only of lines


def blind_programs(exercise: str) -> None:
    """Load the programs for a lesson's tests without names and lines."""
    lesson = exercise.partition(".")[0]
    name = f"{lessons.__name__}.lesson{lesson}.programs"
    path = Path(lessons.__path__[0], f"lesson{lesson}", "programs.py")
    if not path.exists():
        return
    # By its file: to look for it by name would load the whole lesson first.
    loader = SourceFileLoader(name, str(path))
    spec = importlib.util.spec_from_loader(name, loader)
    code = loader.get_code(name)
    if spec and code:
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        exec(_blinded(code), vars(module))


def _blinded(code: types.CodeType) -> types.CodeType:
    consts = (
        _blinded(part) if isinstance(part, types.CodeType) else part
        for part in code.co_consts
    )
    return code.replace(
        co_name=_NAME,
        co_qualname=_NAME,
        co_firstlineno=1,
        co_linetable=_one_line(len(code.co_code) // 2),
        co_consts=tuple(consts),
    )


def _one_line(units: int) -> bytes:
    # A table as in CPython's InternalDocs/code_objects.md: all is line 1.
    table = bytearray()
    while units > 0:
        table += bytes((_SAME_LINE | min(units, _UNITS) - 1, 0))
        units -= _UNITS
    return bytes(table)
