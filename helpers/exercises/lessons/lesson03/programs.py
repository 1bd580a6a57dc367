"""Programs that share work, good and broken, for the test of 03.5."""

from __future__ import annotations

import asyncio
import contextlib
import io
import random
import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from helpers.exercises import Case, Finding, Seen
from helpers.exercises.judging import disguised, unfinished, unheard

FAULTS = 30

_Takes = Callable[[list[Any], int], list[Any]]


class _Program(NamedTuple):
    """A program for a learner's test.

    Attributes:
        words: what it does, for the learner.
        belief: for a broken one: behind a test that finds nothing.
        take: which of the items it works on, given the number of workers.
        edit: what it gives, of its results.
        staff: with how many workers it works; None: as many as told.
        late: how many seconds it waits before it begins.
    """

    words: str
    belief: str = ""
    take: _Takes = lambda items, workers: items
    edit: Callable[[list[Any]], list[Any]] = lambda results: results
    staff: int | None = None
    late: float = 0.0


def _fail(items: list[Any], workers: int) -> list[Any]:
    raise AssertionError("no worker came")


def _replace_one(results: list[Any]) -> list[Any]:
    # If there are equal ones, one of them: so that a set stays the same.
    equal = [result for result in results if results.count(result) > 1]
    given = (equal or results)[-1:]
    others = [result for result in results if [result] != given]
    rest = list(results)
    for result in given:
        rest.remove(result)
    return rest + others[:1]


def _different(items: list[Any], workers: int) -> list[Any]:
    return [item for at, item in enumerate(items) if item not in items[:at]]


_BROKEN = {
    "fails": _Program(
        *("itself raises AssertionError", "error-swallowed", _fail),
    ),
    "loses-last": _Program(
        *("loses the last item", "loss-unseen"),
        take=lambda items, workers: items[:-1],
    ),
    "doubles": _Program(
        *("gives one result twice", "twice-unseen"),
        edit=lambda results: [*results, *results[-1:]],
    ),
    "replaces": _Program(
        *("repeats a result and loses one", "length-is-not-content"),
        edit=_replace_one,
    ),
    "one-brings": _Program(
        *("gives only what the first worker did", "sharing-untried"),
        take=lambda items, workers: items[::workers],
    ),
    "one-each": _Program(
        *("lets each worker leave after one item", "sharing-untried"),
        take=lambda items, workers: items[:workers],
    ),
    "none-ends": _Program(
        *("loses `None`", "false-untried"),
        take=lambda items, workers: [i for i in items if i is not None],
    ),
    "zero-ends": _Program(
        *("loses `0`", "false-untried"),
        take=lambda items, workers: [i for i in items if repr(i) != "0"],
    ),
    "nothing-ends": _Program(
        *('loses `""`', "false-untried"),
        take=lambda items, workers: [i for i in items if i != ""],
    ),
    "equals-merge": _Program(
        *("takes equal items for one", "equal-untried", _different),
    ),
    "in-turn": _Program(
        *("lets one worker work at a time", "time-unseen"), staff=1
    ),
    "all-at-once": _Program(
        *("has a worker for each item", "time-unseen"), staff=1_000
    ),
    "late": _Program(
        *("waits for two seconds before it begins", "time-unseen"), late=2.0
    ),
}
_PROGRAMS = {"good": _Program("works as promised"), **_BROKEN}
_MIXED = {
    "kind": "varied",
    "words": "a program that gives its results in another order",
}


_PLAIN = ("fails", "loses-last")  # who finds neither has no test


def _programs(dice: random.Random) -> Iterator[Case]:
    yield _program("plain", "good")
    for name in _PLAIN:
        yield _program("plain", name)
    for number in range(FAULTS):
        yield {**_program("varied", "good", number), **_MIXED}
    for name in _BROKEN:
        if name not in _PLAIN:
            yield _program("fault", name)
    for number in range(FAULTS):
        yield _program("fault", dice.choice([*_BROKEN]), number)


def _program(kind: str, name: str, seed: int | None = None) -> Case:
    words = f"a program that {_PROGRAMS[name].words}"
    return {"kind": kind, "words": words, "program": name, "seed": seed}


async def _play_test(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    program = _PROGRAMS[case["program"]]

    lost = False

    async def share(items: list[Any], workers: int) -> list[Any]:
        nonlocal lost
        await asyncio.sleep(program.late)
        taken = program.take(list(items), workers)
        lost = lost or len(taken) < len(items)
        staff = min(program.staff or workers, max(len(taken), 1))
        results = await _share(taken, staff, names["download"])
        if case["seed"] is not None:
            random.Random(case["seed"]).shuffle(results)
        return program.edit(results)

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


async def _share(items: list[Any], workers: int, work: Any) -> list[Any]:
    rest, results = iter(items), list[Any]()

    async def worker() -> None:
        for item in rest:  # which all of them share, as they would a queue
            results.append(await work(item))

    await asyncio.gather(*(worker() for _ in range(workers)))
    return results


# What errors mean elsewhere, and not in a test.
_OF_NO_TEST = ("", "timeout-escapes", "out-of-order")


def _judge_test(case: Case, seen: Seen) -> Finding | None:
    failed = seen.outcome == "raised" and seen.error.startswith("Assertion")
    if not failed:
        found = unfinished(seen)
        if found and seen.outcome == "raised":
            known = found.misconception not in _OF_NO_TEST
            key = found.misconception if known else "test-breaks"
            return Finding(f"your test ends with {seen.error}.", key)
        return found or unheard(seen) or _not_found(case, seen)
    if case["program"] in _BROKEN:
        return None
    words = f"your test shall pass, and it fails with {seen.error}."
    mixed = case["seed"] is not None
    return Finding(words, "order-promised" if mixed else "not-promised")


def _not_found(case: Case, seen: Seen) -> Finding | None:
    if case["program"] not in _BROKEN:
        return None
    belief = _PROGRAMS[case["program"]].belief
    if seen.value["told"] and belief != "error-swallowed":
        belief = "returns-no-error"
    elif seen.value["lost"] and belief.endswith("-untried"):
        belief = "loss-unseen"
    return Finding("your test shall fail, and it passes.", belief)


TEST = (_programs, _play_test, _judge_test)
