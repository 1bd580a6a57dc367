"""What does a task wait for, and on which line?

`wait_of(task)` follows a suspended task down its awaits, to the last line
of the learner's own code and the piece of asyncio that it waits in:

    wait = wait_of(task)
    wait.kind        # "get"
    wait.name        # "queue", as the learner calls it
    str(wait.place)  # "cell 12, line 4"
"""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
import re
import sys
import sysconfig
import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ASYNCIO = os.path.dirname(asyncio.__file__)
_HELPERS = os.path.dirname(os.path.dirname(__file__))
_PLAYS = tuple(
    os.path.join(_HELPERS, "exercises", room)
    for room in ("lessons", "judging")
)
_LIBRARIES = tuple(
    sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")
)

# The function of asyncio that a task waits in, by the class of its `self`.
_METHODS = {
    (asyncio.Queue, "get"): "get",
    (asyncio.Queue, "put"): "put",
    (asyncio.Queue, "join"): "join",
    (asyncio.Event, "wait"): "event",
    (asyncio.Condition, "wait"): "condition",
    (asyncio.Lock, "acquire"): "lock",
    (asyncio.Semaphore, "acquire"): "semaphore",
    (asyncio.Barrier, "wait"): "barrier",
    (asyncio.TaskGroup, "__aexit__"): "group",
}
_FUNCTIONS = {
    "sleep": "sleep",
    "wait": "tasks",
    "_wait": "tasks",
    "_wait_for_one": "tasks",
}


# Where IPython keeps the last results: _, __, _12.
_OF_IPYTHON = re.compile(r"_+\d*")


@dataclass(frozen=True)
class Place:
    """A line of code, as a reader of the notebook knows it."""

    file: str
    line: int
    function: str

    def __str__(self) -> str:
        if self.file.startswith(_PLAYS):
            return "part of the check"  # whose lines nobody has before them
        return f"{_shown_file(self.file)}line {self.line}"


@dataclass(frozen=True)
class Wait:
    """What one task waits for.

    Attributes:
        task: the task.
        kind: "get", "put", "join", "event", "lock", "semaphore",
            "condition", "barrier", "group", "gather", "tasks", "task",
            "future", "sleep", or "running" where it waits for nothing.
        thing: the queue, lock, ... that it waits in; None where unknown.
        name: what the learner's code calls that thing; "" where unknown.
        place: the learner's line that waits, or where there is none that
            of the check of an exercise; None where there is neither.
        others: the tasks that it waits for.
        words: the names that the learner's code in this task uses.
    """

    task: asyncio.Task[Any]
    kind: str
    thing: Any
    name: str
    place: Place | None
    others: tuple[asyncio.Task[Any], ...] = ()
    words: frozenset[str] = frozenset()


def wait_of(task: asyncio.Task[Any]) -> Wait:
    """Say what this task waits for; it must not be the one that runs."""
    frames = list(_frames(task.get_coro()))
    mine = [f for f in frames if is_own_code(f.f_code.co_filename)]
    words = {name for frame in mine for name in frame.f_code.co_names}
    checks = [f for f in frames if f.f_code.co_filename.startswith(_PLAYS)]
    own = (mine or checks)[-1] if mine or checks else None
    rest = frames[frames.index(own) + 1 :] if own else frames
    kind, thing, others = _what(task, rest)
    place = place_of(own) if own else None
    name = name_of(thing, own) if own else ""
    return Wait(task, kind, thing, name, place, others, frozenset(words))


def words_of(task: asyncio.Task[Any]) -> frozenset[str]:
    """The names that the code of a task's coroutine uses."""
    # Not get_coro(): in Python 3.12.1 it crashes for an eager task.
    coro = getattr(task, "_coro", None)
    code = getattr(coro, "cr_code", None)
    return frozenset(code.co_names if code else ())


def place_of(frame: types.FrameType) -> Place:
    """The line at which a frame stands."""
    code = frame.f_code
    return Place(code.co_filename, frame.f_lineno, code.co_name)


def place_of_error(error: BaseException | None) -> Place | None:
    """The last line of the learner's code that an error passed through."""
    found, traceback = None, error.__traceback__ if error else None
    while traceback:
        code = traceback.tb_frame.f_code
        if is_own_code(code.co_filename):
            found = Place(code.co_filename, traceback.tb_lineno, code.co_name)
        traceback = traceback.tb_next
    return found


def is_own_code(file: str) -> bool:
    """Whether a file is the learner's, not a library's and not ours."""
    if not os.path.isabs(file) and not file.startswith("<"):
        return False  # compiled by Cython, as in numpy and zmq
    return not file.startswith((*_LIBRARIES, _HELPERS, "<frozen"))


def name_of(thing: object, frame: types.FrameType) -> str:
    """What the code of this frame calls a thing: `queue`, `self.queue`."""
    if thing is None:
        return ""
    scopes = (frame.f_locals, frame.f_globals)
    for scope in scopes:
        for name, value in scope.items():
            if value is thing and not _OF_IPYTHON.fullmatch(name):
                return name
    for name, value in frame.f_locals.items():
        for inner, held in _parts(value):
            if held is thing:
                return f"{name}{inner}"
    return ""


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        yield from ((f"[{key!r}]", held) for key, held in value.items())
    elif isinstance(value, list | tuple):
        yield from ((f"[{i}]", held) for i, held in enumerate(value))
    elif not isinstance(value, type):
        attributes = getattr(value, "__dict__", {})
        yield from ((f".{key}", held) for key, held in attributes.items())


def _frames(awaited: Any) -> Iterator[types.FrameType]:
    # From the task's coroutine down to the innermost one that waits.
    while awaited is not None:
        if inspect.iscoroutine(awaited):
            frame, awaited = awaited.cr_frame, awaited.cr_await
        elif inspect.isasyncgen(awaited):
            frame, awaited = awaited.ag_frame, awaited.ag_await
        elif inspect.isgenerator(awaited):
            frame, awaited = awaited.gi_frame, awaited.gi_yieldfrom
        else:
            awaited = _wrapped(awaited)
            continue
        if frame is None:
            return
        yield frame


def _wrapped(awaitable: object) -> object:
    # `async for` and `anext` await an object that names no generator.
    if isinstance(awaitable, asyncio.Future):
        return None
    for held in gc.get_referents(awaitable):
        if inspect.isasyncgen(held) or inspect.iscoroutine(held):
            return held
        if type(held).__name__ == "async_generator_asend":
            return held
    return None


def _what(
    task: asyncio.Task[Any], frames: list[types.FrameType]
) -> tuple[str, Any, tuple[asyncio.Task[Any], ...]]:
    for frame in frames:
        kind, thing = _known(frame)
        if kind == "sleep" and task._fut_waiter is None:  # type: ignore
            return "running", None, ()  # sleep(0) waits for nothing
        if kind:
            return kind, thing, _awaited_tasks(kind, thing, frame)
        inner = frame.f_locals.get("fut")
        if frame.f_code.co_name == "wait_for" and isinstance(
            inner, asyncio.Task
        ):
            return _what(inner, list(_frames(inner.get_coro())))
    return _what_future(getattr(task, "_fut_waiter", None))


def _known(frame: types.FrameType) -> tuple[str, Any]:
    name, me = frame.f_code.co_name, frame.f_locals.get("self")
    for (owner, method), kind in _METHODS.items():
        if method == name and isinstance(me, owner):
            return kind, me
    if os.path.dirname(frame.f_code.co_filename) == _ASYNCIO:
        return _FUNCTIONS.get(name, ""), None
    return "", None


def _awaited_tasks(
    kind: str, thing: Any, frame: types.FrameType
) -> tuple[asyncio.Task[Any], ...]:
    if kind == "group":
        return tuple(getattr(thing, "_tasks", ()))
    if kind == "tasks":
        waited = frame.f_locals.get("fs") or frame.f_locals.get("todo") or ()
        return tuple(t for t in waited if isinstance(t, asyncio.Task))
    return ()


def _what_future(
    future: Any,
) -> tuple[str, Any, tuple[asyncio.Task[Any], ...]]:
    if future is None:
        return "running", None, ()
    if isinstance(future, asyncio.Task):
        return "task", None, (future,)
    children = getattr(future, "_children", None)
    if children is None:
        return "future", future, ()
    tasks = [t for t in children if isinstance(t, asyncio.Task)]
    return "gather", None, tuple(t for t in tasks if not t.done())


def _shown_file(file: str) -> str:
    if not os.path.exists(file) or "ipykernel_" in file:
        cell = _cell_number(file)
        return f"cell {cell}, " if cell else ""
    return f"{Path(file).name}, "


def _cell_number(file: str) -> int | None:
    # IPython remembers which cell each file name stands for.
    shell = _shell()
    cells = getattr(shell and shell.compile, "_filename_map", {})
    if len(cells) > 1 and len({*cells.values()}) == 1:
        # Nobody counts (nbval keeps no history): count in the order of runs.
        return [*cells].index(file) + 1 if file in cells else None
    return cells.get(file)


def _shell() -> Any:

    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None
