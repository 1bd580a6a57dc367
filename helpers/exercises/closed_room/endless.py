"""Say of an answer that computes without end where it does, and why.

    tell_of_endless(channel.send, WHERE)    # once; then, for each case:
    limit_computing(0.2)                    # after so many seconds it tells

The signal that ends such a process (`playing._limit_cpu`) says nothing. This
one comes a little earlier (it counts what the system does for the program,
too: most of the time of one that only takes memory), looks at the program,
and then ends the process itself. Windows has no such signal.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

from helpers.exercises import Seen
from helpers.recording import GET, KIND_MASK, code_of

_MANY = 500  # items taken: more than an answer takes in one case


def tell_of_endless(send: Callable[[dict[str, Any]], None], file: str) -> None:
    """From now on, send what is seen of a program that computes for ever.

    Args:
        send: takes the reply, as plain data.
        file: the name of the file in which the answer stands.
    """

    def tell(number: int, frame: FrameType | None) -> None:
        mine = frame
        while mine and mine.f_code.co_filename != file:
            mine = mine.f_back
        where = f" (line {mine.f_lineno})" if mine else ""
        error = f"it computes without end{where}"
        send(vars(Seen("killed", error=error, cause=_cause(mine))))
        os._exit(0)

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, tell)


def limit_computing(seconds: float) -> None:
    """Let the signal come after so many seconds of computing; 0: never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _cause(frame: FrameType | None) -> str:
    values = [*frame.f_locals.values()] if frame else []
    if any(_not_begun(value) for value in values):
        return "no-await"
    names = {*frame.f_code.co_names} if frame else {"get", "sleep"}
    if names & {"get", "get_nowait"} and _taken() > _MANY:
        return "goes-round"
    # Outside the answer, the loop was at work: somebody lets go.
    return "spins" if "sleep" in names else "never-lets-go"


def _not_begun(value: Any) -> bool:
    begun = inspect.CORO_CREATED
    return inspect.iscoroutine(value) and (
        inspect.getcoroutinestate(value) == begun
    )


def _taken() -> int:
    with contextlib.suppress(RuntimeError, AttributeError):
        log = asyncio.get_running_loop().log  # type: ignore[attr-defined]
        codes = (code_of(row) for row in log.rows if row < 0)
        return sum(code & KIND_MASK == GET for code in codes)
    return 0
