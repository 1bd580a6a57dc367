"""What `run` and `record` cannot run, refused with a sentence.

    check_program(main(), until=60, called="run")

Each sentence says what was expected, what came, and what to do.
"""

from __future__ import annotations

import inspect
from asyncio import events

from helpers.clock.loop import JumpingLoop


def check_program(main: object, *, until: float | None, called: str) -> None:
    """Refuse, with a sentence, what `run` and `record` cannot run."""
    try:
        _check_coroutine(main, called)
        _check_until(until)
        if isinstance(events._get_running_loop(), JumpingLoop):
            raise RuntimeError(
                f"{called}() was called inside a program that already runs "
                "on the simulated clock. In there, write `await other()` "
                "where you would write `run(other())` outside."
            )
    except BaseException:
        if inspect.iscoroutine(main):
            main.close()  # or Python warns that it was never awaited
        raise


def _check_coroutine(main: object, called: str) -> None:
    if not inspect.iscoroutine(main):
        raise TypeError(
            f"{called}() expects a coroutine, as in {called}(main()), and "
            f"got {_describe(main)}."
        )
    if inspect.getcoroutinestate(main) != inspect.CORO_CREATED:
        raise RuntimeError(
            f"{called}() got a coroutine that has run before. Call the "
            f"function again: {called}({main.__name__}())."
        )


def _describe(main: object) -> str:
    name = getattr(main, "__name__", "main")
    if inspect.iscoroutinefunction(main):
        return f"the function {name} itself: call it, {name}()"
    if inspect.isasyncgen(main):
        return f"the async generator {name}: loop over it in an async def"
    if inspect.isawaitable(main):
        return f"a {type(main).__name__}: write an async def that awaits it"
    if callable(main):
        return f"{name}, which is no async def function"
    return f"{main!r:.60} (is `async` missing before its def?)"


def _check_until(until: object) -> None:
    if until is None:
        return
    if isinstance(until, bool) or not isinstance(until, int | float):
        raise TypeError(
            "until= expects a number of simulated seconds, as in until=60, "
            f"and got {until!r:.60}."
        )
    if not until > 0:
        raise ValueError(
            "until= expects simulated seconds above 0, since a run begins "
            f"at 0, and got {until!r}."
        )
