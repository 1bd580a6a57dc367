"""05.5: a test of policies for a full queue."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import (
    disguised,
    line_of,
    unfinished,
    unheard,
)
from helpers.exercises.lessons.lesson05.programs import PROGRAMS, waits


def cases(dice: random.Random) -> Iterator[Case]:
    """Make the cases: the good policies, then the broken ones."""
    for words in PROGRAMS:
        yield Case(kind="plain", words=words)


async def play(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    """Let the answer test a policy, and note what it says."""
    program = PROGRAMS[case["words"]]
    try:
        await answer(disguised(program.run, "drop_oldest"))
    except AssertionError as error:
        return {"fails": str(error)[:100], "line": line_of(error)}
    return {"passes": True}


def judge(case: Case, seen: Seen) -> Finding | None:
    """The test passes a good policy and fails each broken one."""
    program = PROGRAMS[case["words"]]
    if program.good:
        return _fails(seen) or _passes(seen)
    if seen.outcome == "stuck":
        words = "the test hangs, and a test that hangs tells nobody."
        never_ends = program.run is waits
        return Finding(words, "policy-waits" if never_ends else "test-hangs")
    if seen.outcome == "raised":
        words = f"the test ends with {seen.error}, not an AssertionError."
        return Finding(words, "not-an-assertion")
    if "passes" in seen.value:
        words = "the test passes, and should fail with an AssertionError."
        words = f"{words} {program.how}".strip()
        return unheard(seen) or Finding(words, program.belief)
    return None


def _fails(seen: Seen) -> Finding | None:
    finding = unfinished(seen)
    if finding and seen.error.startswith(("AttributeError", "TypeError")):
        return Finding(finding.words, finding.misconception or "wrong-tools")
    return finding


def _passes(seen: Seen) -> Finding | None:
    if "passes" in seen.value:
        return None
    error = f"AssertionError: {seen.value['fails']}".removesuffix(": ")
    words = f"the test fails with {error}{seen.value['line']}"
    full = not seen.bounds or max(seen.bounds) > 0
    key = "asks-too-much" if full else "no-bound"
    return Finding(f"{words}, and should pass.", key)


EXERCISE = Exercise(
    id="05.5",
    title="Test a policy",
    kind="test",
    points=3,
    name="check_policy",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
