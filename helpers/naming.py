"""What does the program call this queue?

`name_where_made` looks at the statement that is making an object, as in
`jobs = asyncio.Queue()`, and reads the name on its left side.
"""

from __future__ import annotations

import dis
import sys
import types

_STORES = ("STORE_FAST", "STORE_NAME", "STORE_GLOBAL", "STORE_DEREF")


def name_where_made(thing: object, otherwise: str) -> str:
    """Return the name that the statement being run gives to a new object.

    Args:
        thing: the object, which is in its `__init__` now.
        otherwise: what to return where the statement names nothing.
    """
    frame: types.FrameType | None = sys._getframe(1)
    while frame and (_is_inside(frame, thing) or _is_ours(frame)):
        frame = frame.f_back
    return (frame and _stored_name(frame)) or otherwise


def _is_inside(frame: types.FrameType, thing: object) -> bool:
    # A frame of the object's own __init__, or of a subclass's.
    code = frame.f_code
    first = code.co_varnames[0] if code.co_argcount else None
    return first is not None and frame.f_locals.get(first) is thing


def _is_ours(frame: types.FrameType) -> bool:
    return frame.f_globals.get("__name__", "").startswith("helpers.")


def _stored_name(frame: types.FrameType) -> str:
    # The instruction after the call that is under way stores its result.
    steps = (
        step
        for step in dis.get_instructions(frame.f_code)
        if step.offset > frame.f_lasti and step.opname != "CACHE"
    )
    step = next(steps, None)
    if step is None or step.opname == "STORE_ATTR":
        return str(step.argval) if step else ""
    return str(step.argval) if step.opname in _STORES else ""


class TaskNames:
    """Names for tasks that have none: their coroutine's, and a number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def name(self, coro: object) -> str:
        """Return consumer-1, consumer-2, ... for coroutines of consumer."""
        word = getattr(coro, "__name__", type(coro).__name__)
        self._numbers[word] = self._numbers.get(word, 0) + 1
        return f"{word}-{self._numbers[word]}"
