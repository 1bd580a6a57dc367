"""04.5: a test of workers that mark what they take."""

from __future__ import annotations

import asyncio
import inspect
import random
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import (
    disguised,
    first_error,
    line_of,
    unfinished,
    unheard,
)
from helpers.exercises.lessons.lesson04.programs import PROGRAMS


class Trial(Case):
    """A worker for the test.

    Attributes:
        program: its name.
    """

    program: str


def cases(dice: random.Random) -> Iterator[Trial]:
    """Make the cases: each worker, with timers in three orders."""
    for shuffle in (None, dice.randrange(1000), dice.randrange(1000)):
        for name, program in PROGRAMS.items():
            yield Trial(
                kind="plain" if shuffle is None else "varied",
                words=program.words,
                shuffle=shuffle,
                program=name,
            )


async def play(answer: Any, case: Trial, names: dict[str, Any]) -> Any:
    """Let the answer test a worker, and note what it says."""
    given: list[str] = []
    program = _looked_at(PROGRAMS[case["program"]].run, given)
    try:
        await answer(disguised(program, "worker"))
    except (Exception, asyncio.CancelledError) as error:
        return {
            "error": first_error(error),
            "line": line_of(error),
            "given": given,
        }
    return {"error": ""}


def _looked_at(
    program: Callable[..., Awaitable[None]], given: list[str]
) -> Callable[..., Awaitable[None]]:
    """The same program, which notes what it is given and cannot use."""

    async def called(*tools: Any, **named: Any) -> None:
        count = len(tools) + len(named)
        if count != 4:
            given.append(f"it is called with {count} arguments, and takes 4")
        work: Any = named.get("work", tools[-1] if tools else None)

        def worked(item: Any) -> Any:
            made = work(item)
            if not inspect.isawaitable(made):
                given.append("its `work` gives nothing that can be awaited")
            return made

        if "work" in named:
            named["work"] = worked
        else:
            tools = (*tools[:-1], worked)
        await program(*tools, **named)

    return called


def judge(case: Trial, seen: Seen) -> Finding | None:
    """The test passes a good worker and fails each broken one."""
    program = PROGRAMS[case["program"]]
    if seen.outcome == "stuck":
        report = seen.report.partition("\nMost likely:")[0]
        awaits = program.good and re.search(_AWAITS_WORKER, report)
        key = "awaits-worker" if awaits else "test-hangs"
        return Finding(f"your test hangs.\n\n{report}", key)
    if seen.outcome == "raised":
        return unfinished(seen)
    if not seen.value["error"]:
        if program.good:
            return None
        words = f"your test finds nothing wrong. {program.how}".strip()
        return unheard(seen) or Finding(words, program.belief)
    return _judge_no(case, **seen.value, good=program.good)


_AWAITS_WORKER = r"main waits (.* for (one of )?\S*worker|in queue\.get)"


def _judge_no(
    case: Trial, error: str, line: str, given: list[str], good: bool
) -> Finding | None:
    kind = error.partition(":")[0]
    if good and given:
        words = f"your test fails with {error}{line}: {given[0]}."
        return Finding(words, "test-tools")
    if kind == "AssertionError" and not good:
        return None
    if kind == "NotAwaitable":
        return Finding(f"{error}.", "no-async")
    if "made before the recording" in error:
        return Finding(f"your test fails with {error}{line}.", "made-once")
    if good:
        odd = case["program"] in ("newest", "two")
        key = "fails-on-good" if odd else "rejects-good"
        return Finding(f"your test fails with {error}{line}.", key)
    if kind == "QueueEmpty":
        return Finding(f"your test ends with {error}{line}.", "queue-empty")
    words = f"your test ends with {error}{line}, not an AssertionError."
    return Finding(words, "no-verdict")


EXERCISE = Exercise(
    id="04.5",
    title="Test the marks",
    kind="test",
    points=3,
    name="check_marks",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
