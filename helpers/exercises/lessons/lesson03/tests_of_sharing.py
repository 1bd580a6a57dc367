"""03.5: a test of programs that share work among workers."""

from __future__ import annotations

import asyncio
import contextlib
import io
import random
import warnings
from collections.abc import Iterator
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import disguised, unfinished, unheard
from helpers.exercises.lessons.lesson03.programs import PROGRAMS, Sharing

FAULTS = 30
_BROKEN = [name for name, program in PROGRAMS.items() if not program.good]


_MIXED = "a program that gives its results in another order"


_PLAIN = ("fails", "loses-last")  # who finds neither has no test


class Trial(Case):
    """A program for the test.

    Attributes:
        program: its name.
        seed: for the order of its results; None for that of the work.
    """

    program: str
    seed: int | None


def cases(dice: random.Random) -> Iterator[Trial]:
    """Make the cases: good and broken programs, results in any order."""
    yield _trial("plain", "good")
    for name in _PLAIN:
        yield _trial("plain", name)
    for number in range(FAULTS):
        yield {**_trial("varied", "good", number), "words": _MIXED}
    for name in _BROKEN:
        if name not in _PLAIN:
            yield _trial("fault", name)
    for number in range(FAULTS):
        yield _trial("fault", dice.choice([*_BROKEN]), number)


def _trial(kind: str, name: str, seed: int | None = None) -> Trial:
    return Trial(
        kind=kind,
        words=f"a program that {PROGRAMS[name].words}",
        program=name,
        seed=seed,
    )


async def play(answer: Any, case: Trial, names: dict[str, Any]) -> Any:
    """Let the answer test a program, and note what it says."""
    program: Sharing = PROGRAMS[case["program"]].run
    lost = False

    async def share(items: list[Any], workers: int) -> list[Any]:
        nonlocal lost
        await asyncio.sleep(program.late)
        taken = program.taken(items, workers)
        lost = lost or len(taken) < len(items)
        order = None if case["seed"] is None else random.Random(case["seed"])
        return await program.share(taken, workers, names["download"], order)

    with (
        contextlib.redirect_stdout(io.StringIO()) as said,
        warnings.catch_warnings(record=True) as warned,
    ):
        given = await answer(disguised(share, "share"))
    others = [one for one in warned if "never awaited" in str(one.message)]
    for one in others:
        warnings.warn(str(one.message), one.category, stacklevel=1)
    told = isinstance(given, bool | str) or bool(said.getvalue())
    told = told or len(others) < len(warned)
    return {"told": told, "lost": lost}


# What errors mean elsewhere, and not in a test.
_OF_NO_TEST = ("", "timeout-escapes", "out-of-order")


def judge(case: Trial, seen: Seen) -> Finding | None:
    """The test passes a good program and fails each broken one."""
    failed = seen.outcome == "raised" and seen.error.startswith("Assertion")
    if not failed:
        found = unfinished(seen)
        if found and seen.outcome == "raised":
            known = found.misconception not in _OF_NO_TEST
            key = found.misconception if known else "test-breaks"
            return Finding(f"your test ends with {seen.error}.", key)
        return found or unheard(seen) or _not_found(case, seen)
    if not PROGRAMS[case["program"]].good:
        return None
    words = f"your test shall pass, and it fails with {seen.error}."
    mixed = case["seed"] is not None
    return Finding(words, "order-promised" if mixed else "not-promised")


def _not_found(case: Trial, seen: Seen) -> Finding | None:
    if PROGRAMS[case["program"]].good:
        return None
    belief = PROGRAMS[case["program"]].belief
    if seen.value["told"] and belief != "error-swallowed":
        belief = "returns-no-error"
    elif seen.value["lost"] and belief.endswith("-untried"):
        belief = "loss-unseen"
    return Finding("your test shall fail, and it passes.", belief)


EXERCISE = Exercise(
    id="03.5",
    title="Test the sharing",
    kind="test",
    points=3,
    name="check_workers",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
