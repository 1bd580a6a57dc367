"""The side of an exercise that runs the answer, in a process of its own.

    python -m helpers.exercises.closed_room

reads one line of JSON with the exercise's id, the lesson's set-up and the
answer's cell, and then one case a line; it answers each with a line of
JSON. `helpers.exercises.playing` talks to it.

What the answer prints goes nowhere, the room around it is closed (see
`sandbox`), and it can be killed at any time: all judging happens on the other
side.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import gc
import inspect
import io
import itertools
import json
import os
import re
import signal
import time
import warnings
from collections.abc import Callable, Coroutine
from typing import Any

import helpers
from helpers.clock import Stuck, run, run_on
from helpers.exercises import Exercise, Seen, text_of, trace_of
from helpers.exercises.closed_room.blinding import blind_programs
from helpers.exercises.closed_room.endless import (
    limit_computing,
    tell_of_endless,
)
from helpers.exercises.closed_room.sandbox import CLOSED, close_room
from helpers.exercises.closed_room.seals import seal
from helpers.exercises.closed_room.suspicion import suspicions
from helpers.exercises.judging import (
    CELL,
    caught_asserts,
    first_error,
    line_of,
)
from helpers.exercises.lessons import find
from helpers.recording import RecordedLoop

CPU_SECONDS = 1.0  # for one case, without what the system does for it
SOON = 0.2  # seconds; who computes so long is told where, and then ended
LONGEST = 60.0  # seconds for one case, if nobody ends it before
MAX_ROUNDS, MAX_MOVES = 20_000, 20_000
# After which cases it is looked whether something has been changed.
_LOOKS = (1, 4, 16, 64)
# What an answer may need of our helpers; the rest is slow to load.
_NEEDED = ("clock", "recording", "")


class NotAwaitable(TypeError):
    """The answer gave something that cannot be awaited."""


class BrokenCell(Exception):
    """The answer's cell does not run; the text says why."""


def main() -> None:
    """Answer requests until there are no more."""
    channel = _Channel()
    first = channel.receive()
    # With one log open all along, asyncio's queues are prepared only once.
    with RecordedLoop(lines=0).log.opened():
        _play_all(channel, **first)


def _play_all(
    channel: _Channel, exercise: str, setup: str, source: str, **_: str
) -> None:
    blind_programs(exercise)
    found = find(exercise)
    try:
        space = _set_up(setup)
        names = dict(space)
        for said in suspicions(source, found.kind == "test"):
            channel.tell(said)
        walls, changes = close_room(channel.tell), seal()
        answer = _answer(found, source, space)
        if found.kind == "test":
            _warned.extend(caught_asserts(ast.parse(source)))
    except BrokenCell as broken:
        return channel.send({"broken": str(broken)})
    channel.send({"walls": walls})
    tell_of_endless(channel.send, CELL)
    gc.freeze()  # what is here stays: it need not be looked through again
    gc.disable()
    for number in itertools.count(1):
        request = channel.receive()
        if not request:
            return None
        case = request["case"]
        play = found.play(answer, case, names)
        seen = observe(play, case.get("shuffle"), request["keep"])
        for name in changes() if number in _LOOKS else ():
            channel.tell(f"it gives {name} another meaning")
        channel.send(vars(seen))


# What is sent is plain data, which does not hold itself.
_to_json = json.JSONEncoder(check_circular=False).encode


class _Channel:
    """The way to the other process: a line of JSON each.

    What an answer prints or reads does not reach it. Each request has a
    token, which its reply must carry.
    """

    def __init__(self) -> None:
        self._requests = os.fdopen(os.dup(0), encoding="utf-8")
        self._number = os.dup(1)
        self._token = ""
        modes = {0: os.O_RDONLY, 1: os.O_WRONLY, 2: os.O_WRONLY}
        for number, mode in modes.items():
            nothing = os.open(os.devnull, mode)
            os.dup2(nothing, number)
            os.close(nothing)

    def receive(self) -> dict[str, Any]:
        """The next request; nothing when there are no more."""
        line = self._requests.readline()
        request: dict[str, Any] = json.loads(line) if line else {}
        self._token = request.get("token", "")
        return request

    def send(self, reply: dict[str, Any]) -> None:
        """Send the reply to the request that came last."""
        limit_computing(0)
        _limit_cpu(0)
        self._write({**reply, "token": self._token})

    def tell(self, said: str) -> None:
        """Send at once what a person should know of this answer."""
        self._write({"flag": said})

    def _write(
        self,
        what: dict[str, Any],
        dumps: Callable[[Any], str] = _to_json,
        write: Callable[[int, bytes], int] = os.write,
    ) -> None:
        data = dumps(what).encode() + b"\n"
        while data:
            data = data[write(self._number, data) :]


def _limit_cpu(seconds: float) -> None:
    # Its signal ends the process, whatever the answer catches. The other
    # ends a process that waits, when nobody is left to do it.
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        signal.setitimer(signal.ITIMER_REAL, LONGEST if seconds else 0)


# ---- the answer's cell


def _set_up(setup: str) -> dict[str, Any]:
    space: dict[str, Any] = {"__name__": "__main__"}
    for name, module in helpers.ROOMS.items():
        if module not in _NEEDED:
            setattr(helpers, name, _nothing)
    exec(compile(setup, "set-up", "exec"), space)
    time.sleep = _note_sleep
    for clock in (time.time, time.monotonic, time.perf_counter):
        setattr(time, clock.__name__, _noted(clock))
    return {"display": _nothing, **space}


def _nothing(*args: object, **named: object) -> None:
    """Stand for a plot or a check inside an answer."""


def _answer(exercise: Exercise, source: str, space: dict[str, Any]) -> Any:
    _limit_cpu(CPU_SECONDS)
    _run_cell(source, space)
    if exercise.name not in space:
        raise BrokenCell(
            f"The cell defines no `{exercise.name}`. The check looks for "
            "this name, so keep it."
        )
    return _in_form(exercise, space[exercise.name])


def _run_cell(source: str, space: dict[str, Any]) -> None:
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            code = compile(source, CELL, "exec", flags=flags)
        _warned[:] = [f"line {one.lineno}: {one.message}" for one in said]
        waits = eval(code, space)
        if code.co_flags & inspect.CO_COROUTINE:
            run(waits, max_moves=MAX_MOVES)
    except SyntaxError as error:
        where = f", line {error.lineno}" if error.lineno else ""
        if re.search(r"^[%!]", source, re.M):
            where += ". Lines with % or ! are IPython's: take them out"
        raise BrokenCell(
            f"Python cannot read the cell: {error.msg}{where}."
        ) from error
    except NameError as error:
        raise BrokenCell(
            f"The cell does not run by itself: {error}. An answer is its cell "
            "on top of the lesson's set-up; move what it needs into it."
        ) from error
    except BaseException as error:
        words = f"The cell does not run: {_error_words(error)}."
        if "no running event loop" in words:
            words += (
                " Make what needs a loop inside the function: each run of it "
                "has a loop of its own."
            )
        raise BrokenCell(words) from error


_warned: list[str] = []  # what is said of the cell's text


def _in_form(exercise: Exercise, answer: Any) -> Any:
    name = exercise.name
    if exercise.form == "value":
        return answer
    if not callable(answer) or inspect.isclass(answer):
        what = "a class" if inspect.isclass(answer) else f"{answer!r:.40}"
        raise BrokenCell(f"`{name}` must be a function, and is {what}.")
    if exercise.form == "function":
        return answer
    if inspect.isasyncgenfunction(answer) or inspect.isgeneratorfunction(
        answer
    ):
        raise BrokenCell(
            f"`{name}` has a `yield` in it, so calling it runs nothing: it "
            "must be an `async def` function without `yield`."
        )
    return _awaited(answer)


def _awaited(answer: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(answer)
    async def awaited(*args: Any, **named: Any) -> Any:
        made = answer(*args, **named)
        if not inspect.isawaitable(made):
            raise NotAwaitable(
                f"{getattr(answer, '__name__', 'it')} is no `async def` "
                "function: a plain `def` cannot wait for a queue"
            )
        return await made

    return awaited


# ---- one case


def observe(
    program: Coroutine[Any, Any, Any], shuffle: int | None, keep: bool
) -> Seen:
    """Run an answer in one case and tell what was seen."""
    _limit_cpu(CPU_SECONDS)
    limit_computing(SOON)
    said = io.StringIO()
    _slept.clear()
    _asked.clear()
    with (
        contextlib.redirect_stderr(said),
        warnings.catch_warnings(record=True) as warned,
    ):
        warnings.simplefilter("always")
        seen = _recorded(program, shuffle, keep)
        gc.collect(0)  # so that what is warned of now belongs to this case
    seen.slept, seen.warned = bool(_slept), _warned
    seen.asked = sorted(_asked)
    seen.forgotten = _never_awaited(warned)
    seen.left, seen.died = _told(said.getvalue())
    return seen


def _recorded(
    program: Coroutine[Any, Any, Any], shuffle: int | None, keep: bool
) -> Seen:
    loop = RecordedLoop(None, shuffle, MAX_ROUNDS, MAX_MOVES, lines=0)
    seen, recording = _played(program, loop), loop.recording
    seen.end, seen.trace = recording.end, trace_of(recording)
    seen.bounds = [queue.maxsize for queue in recording.queue_facts]
    if keep:
        seen.recording = text_of(recording)
    return seen


def _played(program: Coroutine[Any, Any, Any], loop: RecordedLoop) -> Seen:
    # As `record` does it, but an answer may do without a queue.
    async def main() -> Any:
        return _plain(await program)

    try:
        with loop.log.opened():
            return Seen("returned", run_on(loop, main()))
    except Stuck as stuck:
        return Seen("stuck", cause=stuck.cause, report=str(stuck))
    except BaseException as error:
        return Seen("raised", error=_error_words(error) + line_of(error))


_slept: list[Any] = []


def _note_sleep(seconds: Any) -> None:
    # time.sleep is a mistake in an answer: note it, and do not sleep.
    _slept.append(seconds)


_asked: set[str] = set()


def _noted(clock: Callable[[], float]) -> Callable[[], float]:
    # The real clock: no answer is played on it.
    def noted() -> float:
        _asked.add(f"time.{clock.__name__}")
        return clock()

    return noted


def _never_awaited(warned: list[warnings.WarningMessage]) -> list[str]:
    said = " ".join(str(warning.message) for warning in warned)
    names = re.findall(r"coroutine '([^']*)' was never awaited", said)
    return [name.rpartition("<locals>.")[2] for name in names]


def _told(said: str) -> tuple[list[str], list[str]]:
    lines = said.splitlines()
    left = [line for line in lines if line.startswith("Left over")]
    died = [line for line in lines if " died " in line]
    return left, died


def _error_words(error: BaseException) -> str:
    error = first_error(error)
    if isinstance(error, PermissionError) and error.errno:
        return f"PermissionError: {CLOSED}"  # the kernel's own words say less
    try:
        words = str(error)
    except Exception:  # it may be of a class of the learner's own
        words = ""
    asserted = isinstance(error, AssertionError)  # or one of its kind
    name = "AssertionError" if asserted else type(error).__name__
    return f"{name}: {words}"[:300].removesuffix(": ")


# A tuple each, for `str | int` is made anew whenever it is met.
_ATOMS, _LISTS = (str, int, float, type(None)), (list, tuple)


def _plain(value: Any) -> Any:
    """Turn what an answer gave into what JSON has."""
    if isinstance(value, _ATOMS):
        return value
    if isinstance(value, _LISTS):
        return [_plain(part) for part in value[:10_000]]
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, BaseException):
        return _error_words(value)
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
