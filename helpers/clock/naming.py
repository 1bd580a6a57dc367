"""What does the program call this queue, and this task?

A queue is called after the variable that it was put into, a task after its
coroutine: `jobs`, `self.jobs`, `queues[1]`; `consumer-1`, `consumer-2`.
"""

from __future__ import annotations

import sys
import types

from helpers.diagnosis import is_own_code, name_of


def frame_of_maker(thing: object) -> types.FrameType | None:
    """Return the frame that is making an object, which is in `__init__`."""
    frame: types.FrameType | None = sys._getframe(1)
    while frame and (_is_inside(frame, thing) or _is_ours(frame)):
        frame = frame.f_back
    return frame


def _is_inside(frame: types.FrameType, thing: object) -> bool:
    # A frame of the object's own __init__, or of a subclass's.
    code = frame.f_code
    first = code.co_varnames[0] if code.co_argcount else None
    return first is not None and frame.f_locals.get(first) is thing


def _is_ours(frame: types.FrameType) -> bool:
    return str(frame.f_globals.get("__name__", "")).startswith("helpers.")


def name_given(thing: object, frame: types.FrameType | None) -> str:
    """Return what the code that made an object calls it, "" if nothing.

    Args:
        thing: the object, which is assigned by now.
        frame: where it was made; its callers are asked as well.
    """
    while frame and is_own_code(frame.f_code.co_filename):
        name = name_of(thing, frame)
        if name:
            return name
        frame = frame.f_back
    return ""


def name_to_come() -> str:
    """Return the name that `create_task` is about to give to a new task.

    Until Python 3.11 the loop is not told it: asyncio sets it afterwards.
    """
    frame: types.FrameType | None = sys._getframe(1)
    while frame and _is_ours(frame):
        frame = frame.f_back
    if frame and frame.f_code.co_name == "create_task":
        return frame.f_locals.get("name") or ""
    return ""


class TaskNames:
    """Names for tasks that have none: their coroutine's, and a number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def name(self, coro: object) -> str:
        """Return consumer-1, consumer-2, ... for coroutines of consumer."""
        word = getattr(coro, "__name__", type(coro).__name__)
        self._numbers[word] = self._numbers.get(word, 0) + 1
        return f"{word}-{self._numbers[word]}"
