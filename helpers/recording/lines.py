"""Which line of the program stood behind an event, and what was put.

A recording notes both for its first events only, since to look at the
program costs several times what the event itself costs:

    recording = record(main())
    recording.line(0)               # CodeLine(file=..., line=4, ...)
    recording.value(7)              # "None", "Page.STOP", "a Job"
"""

from __future__ import annotations

import asyncio
import enum
import inspect
import linecache
import sys
import types
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers.clock import JumpingLoop
from helpers.diagnosis import is_own_code

MOST = 2_000  # events: some 2 us each
LONGEST = 24  # letters of a value
PARTS = 4  # of a tuple or a list
NO_LINE = -1

# Beneath these frames there is nothing of the program that is recorded.
_BOTTOM = {
    id(JumpingLoop._run_and_move.__code__),
    id(asyncio.Handle._run.__code__),
    id(JumpingLoop.run_forever.__code__),
}
_PLAIN = (int, float, complex, str, bytes, bool, type(None))


@dataclass(frozen=True)
class CodeLine:
    """A line of the program.

    Attributes:
        file: where it stands; a notebook's cell has a file name too.
        line: its number there, from 1.
        function: the function that it belongs to.
        first: the number of that function's first line; outside of
            functions the line itself.
    """

    file: str
    line: int
    function: str
    first: int

    def source(self) -> list[str]:
        """The lines of its function; nothing where they are not known."""
        below = linecache.getlines(self.file)[self.first - 1 :]
        whole = below and not self.function.startswith("<")
        found = inspect.getblock(below) if whole else below[:1]
        return [line.rstrip() for line in found]


class Lines:
    """Notes the lines and the values of a log's first events.

    Args:
        most: for how many events.

    Attributes:
        noted: for each of them the number of its line in `known`, or -1.
        known: the lines.
        values: what was put, in a few letters, by the number of the event.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.noted = array("i")
        self.known: list[CodeLine] = []
        self.values: dict[int, str] = {}
        # By a code's id and the instruction, since a code's own hash looks
        # at all of it, each time.
        self._numbers: dict[tuple[int, int], int] = {}
        self._kept: dict[CodeLine, int] = {}
        self._own: dict[int, bool] = {}
        self._codes: list[types.CodeType] = []  # so that ids stay theirs

    @property
    def full(self) -> bool:
        """Whether there is no room for another."""
        return len(self.noted) >= self.most

    def note(self) -> None:
        """Note on which line the program is that called us."""
        frame: types.FrameType | None = sys._getframe(2)
        own = self._own
        while frame is not None:
            code = id(frame.f_code)
            if code not in own:
                self._look_at(frame.f_code)
            if own[code]:
                place = code, frame.f_lasti
                if place not in self._numbers:
                    self._numbers[place] = self._number(frame)
                self.noted.append(self._numbers[place])
                return
            if code in _BOTTOM:
                break
            frame = frame.f_back
        self.noted.append(NO_LINE)

    def seeing(self, put: Callable[[Any], object]) -> Callable[[Any], object]:
        """Give a `_put` that also notes what is put."""

        def seen(item: Any) -> None:
            put(item)
            self.values[len(self.noted)] = described(item)

        return seen

    def _look_at(self, code: types.CodeType) -> None:
        self._own[id(code)] = is_own_code(code.co_filename)
        self._codes.append(code)

    def _number(self, frame: types.FrameType) -> int:
        code, line = frame.f_code, frame.f_lineno
        name = code.co_name
        first = line if name.startswith("<") else code.co_firstlineno
        found = CodeLine(code.co_filename, line, name, first)
        if found not in self._kept:
            self._kept[found] = len(self.known)
            self.known.append(found)
        return self._kept[found]


def described(item: object) -> str:
    """Say in a few letters what an item is, without running its code.

    Only Python's own plain types are asked how they look: a class of the
    program's may do anything when it is.
    """
    text = _described(item)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _described(item: object) -> str:
    kind = type(item)
    if kind in _PLAIN:
        return _short(item)
    if kind is object:
        return "object()"
    if isinstance(item, enum.Enum):
        return f"{kind.__name__}.{item._name_}"
    if kind is tuple or kind is list:
        return _sequence(item)
    if isinstance(item, type):
        return item.__name__
    name = kind.__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _short(item: Any) -> str:
    if isinstance(item, str | bytes):
        return repr(item[: LONGEST + 1])
    if isinstance(item, int) and item.bit_length() > 64:
        return "a large int"  # to write it down may take for ever
    return repr(item)


def _sequence(items: Any) -> str:
    # Not `_described`: a list may hold itself.
    inside = [
        _short(part) if type(part) in _PLAIN else type(part).__name__
        for part in items[:PARTS]
    ]
    if len(items) > PARTS:
        inside.append("…")
    comma = "," if len(items) == 1 else ""
    said = ", ".join(inside)
    return f"({said}{comma})" if type(items) is tuple else f"[{said}]"
