"""02.3: a producer that says DONE whatever happens."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import (
    ANOTHER,
    SAME_TIME,
    make_error,
    now,
    real,
    unfinished,
    word_of,
)
from helpers.exercises.lessons.lesson02.readings import (
    TAKEN_FOR_DONE,
    VARIED,
    compared,
    draw_gaps,
    draw_readings,
    in_line,
    readings,
    told,
)


class Promise(Case):
    """Readings that a producer reads and puts; it may fail at one.

    Attributes:
        items: the readings.
        gaps: how long it takes to read each.
        fails: the number of the one at which it fails, from 1; 0 for none.
        error: the kind of the error; "" where there is none.
        cancel_at: when it is cancelled; None where it is not.
    """

    items: list[Any]
    gaps: list[float]
    fails: int
    error: str
    cancel_at: float | None


def cases(dice: random.Random) -> Iterator[Promise]:
    """Make the cases: all goes well, then errors and cancellations."""
    yield _promise("plain", [21, 19, 22], [1.0] * 3)
    yield _promise("plain", [21, 0, None, 22], [1.0] * 4)
    yield _promise("plain", [], [])
    for _ in range(VARIED // 3):
        items = draw_readings(dice, 6)
        yield _promise("varied", items, draw_gaps(dice, len(items)))
    yield from _faults(dice)


def _faults(dice: random.Random) -> Iterator[Promise]:
    for error in ("ValueError", "OSError", "RuntimeError", "cancelled"):
        for number in range(1, 4):
            yield _broken([21, 19, 22], [1.0] * 3, number, error)
    for _ in range(VARIED // 2):
        items = [*draw_readings(dice, 6), 5]
        gaps = [gap + 0.5 for gap in draw_gaps(dice, len(items))]
        number = dice.randint(1, len(items))
        error = dice.choice(["ValueError", "EOFError", "cancelled"])
        yield _broken(items, gaps, number, error)


def _promise(kind: str, items: list[Any], gaps: list[float]) -> Promise:
    return Promise(
        kind=kind,
        words=readings(items),
        items=items,
        gaps=gaps,
        fails=0,
        error="",
        cancel_at=None,
    )


def _broken(
    items: list[Any], gaps: list[float], number: int, error: str
) -> Promise:
    case = _promise("fault", items, gaps)
    if error == "cancelled":
        at = sum(gaps[: number - 1]) + gaps[number - 1] / 2
        words = f"{case['words']}, cancelled at {at:.1f} s"
        return {**case, "words": words, "cancel_at": at, "fails": number}
    words = f"{case['words']}, where number {number} raises {error}"
    return {**case, "words": words, "error": error, "fails": number}


async def play(answer: Any, case: Promise, names: dict[str, Any]) -> Any:
    """Let the answer read and put, while a consumer takes all."""
    queue: asyncio.Queue[Any] = asyncio.Queue()
    took: list[tuple[float, str]] = []
    taking = _take_all(queue, took, names["DONE"])
    takes = asyncio.create_task(taking, name="consumer")
    asked: list[Any] = []
    ended: list[int] = []
    read = _reader(case, asked, names["DONE"])

    async def produce() -> None:
        try:
            await answer(queue, read, len(case["items"]))
        finally:
            ended.append(queue.qsize() + len(took))

    error = await _ending(produce(), case["cancel_at"])
    await asyncio.sleep(1)  # so that all that was put is taken
    takes.cancel()
    await asyncio.wait([takes])
    if isinstance(error, BaseException) and not case["fails"]:
        raise error
    late = ended < [len(took)]
    return {"took": took, "error": error, "asked": asked, "late": late}


async def _ending(
    made: Coroutine[Any, Any, Any], cancel_at: float | None
) -> BaseException | str | None:
    task = asyncio.create_task(made, name="produce")
    if cancel_at is not None:
        await asyncio.sleep(cancel_at)
        task.cancel()
    await asyncio.wait([task])
    return "cancelled" if task.cancelled() else task.exception()


async def _take_all(
    queue: asyncio.Queue[Any], took: list[tuple[float, str]], done: Any
) -> None:
    while True:
        word = word_of(await queue.get(), done)
        took.append((now(), word))


def _reader(case: Promise, asked: list[Any], done: object) -> Any:
    async def read(number: int) -> Any:
        asked.append(number)
        if number not in range(1, len(case["items"]) + 1):
            raise LookupError(f"read({number!r}): there is no such reading")
        await asyncio.sleep(case["gaps"][number - 1])
        again = asked.count(number) > 1
        if case["error"] and number == case["fails"] and not again:
            raise make_error(case["error"], "no answer")
        return real(case["items"][number - 1], done)

    read.__qualname__ = "read"  # what a learner is told of
    return read


def judge(case: Promise, seen: Seen) -> Finding | None:
    """DONE must be the last, once, also where the reading fails."""
    finding = unfinished(seen)
    if finding and "there is no such reading" in seen.error:
        return replace(finding, misconception="off-by-one")
    if finding and finding.misconception == "timeout-escapes":
        return replace(finding, misconception="gave-up-waiting")
    if finding:
        return finding
    took = [word for _, word in seen.value["took"]]
    asked = seen.value["asked"]
    again = len({*map(repr, asked)}) < len(asked)
    return (
        _one_sentinel(case, took)
        or (_asked_on(case, asked) if again else None)
        or _error_told(case, seen.value["error"])
        or _asked_on(case, asked)
        or _all_put(case, seen.value["took"], asked)
        or _at_once(case, seen)
        or _late(seen)
    )


def _asked_on(case: Promise, asked: list[Any]) -> Finding | None:
    if not case["fails"] or len(asked) <= case["fails"]:
        return None
    words = f"it reads {asked}, and shall read no more after an error."
    return Finding(words, "reads-on")


def _late(seen: Seen) -> Finding | None:
    if not seen.value["late"]:
        return None
    words = "it is over before its DONE is in the queue."
    return Finding(words, "left-over")


def _one_sentinel(case: Promise, took: list[str]) -> Finding | None:
    words = f"it put {in_line(took)}"
    if "DONE" not in took:
        words += ", and no DONE: a consumer would wait for ever."
        return Finding(words, _why_no_sentinel(case, took))
    if {*took[took.index("DONE") :]} != {"DONE"}:
        return Finding(f"{words}. DONE must be the last.", "not-the-last")
    if took.count("DONE") > 1:
        words += f". Expected one DONE, not {took.count('DONE')}."
        return Finding(words, "sentinel-twice")
    return None


def _why_no_sentinel(case: Promise, took: list[str]) -> str:
    if not case["fails"]:
        others = len(took) > len(case["items"])
        another = others and took[-1] == ANOTHER  # made anew, in the answer
        data = "missed-sentinel" if another else "data-as-sentinel"
        return data if others else "no-ending"
    first = case["error"] == "ValueError"
    return "died-feeding" if first else "except-not-finally"


def _error_told(case: Promise, error: str | None) -> Finding | None:
    wanted = f"{case['error']}: no answer" if case["error"] else "cancelled"
    if not case["fails"] or error == wanted:
        return None
    if error:
        words = f"expected {wanted}, and it ends with {error}."
        return Finding(words, "another-error")
    words = "it ends as if all were well: whoever awaits it hears of no error."
    return Finding(words, "swallowed-error")


def _all_put(
    case: Promise, took: list[list[Any]], asked: list[Any]
) -> Finding | None:
    number = case["fails"] - 1 if case["fails"] else len(case["items"])
    expected = told(case["items"][:number])
    got = [word for _, word in took[:-1]]
    words = f"expected {in_line([*expected, 'DONE'])}, and it put "
    words = f"{words}{in_line([*got, 'DONE'])}."
    if got == expected:
        return None
    why = _why_not_put(case, expected, got, asked)
    early = took[-1][0] < sum(case["gaps"][:number]) - SAME_TIME
    at_once = why == "out-of-order" and early
    return Finding(words, "reads-at-once" if at_once else why)


def _why_not_put(
    case: Promise, expected: list[str], got: list[str], asked: list[Any]
) -> str:
    if asked and asked[0] != 1:
        return "off-by-one"
    error = case["error"]
    if error and any(word.startswith(f"{error}(") for word in got):
        return "error-as-item"
    if got != expected[: len(got)] or len(got) == len(expected):
        finding = compared(expected, got, "")
        return finding.misconception if finding else ""
    if len(asked) == len(got):
        return "off-by-one"
    odd = {**TAKEN_FOR_DONE, "None": "data-as-sentinel"}
    return odd.get(expected[len(got)], "lost-rest")


def _at_once(case: Promise, seen: Seen) -> Finding | None:
    ready, took = itertools.accumulate(case["gaps"]), seen.value["took"]
    for (at, word), expected in zip(took[:-1], ready, strict=False):
        if abs(at - expected) > SAME_TIME:
            words = f"{word} was put at {at:.1f} s. Expected: one read after "
            words += f"the other, and {word} put at {expected:.1f} s, at once."
            longer = seen.end > sum(case["gaps"]) + 1 + SAME_TIME
            sleeps = longer and not case["fails"] and at > expected
            why = _why_not_then(case, at, expected)
            return Finding(words, "sleeps-itself" if sleeps else why)
    return None


def _why_not_then(case: Promise, at: float, expected: float) -> str:
    if at < expected:
        return "reads-at-once"
    ready = itertools.accumulate(case["gaps"])
    later = any(abs(at - moment) < SAME_TIME for moment in ready)
    return "collected-first" if later else "sleeps-itself"


EXERCISE = Exercise(
    id="02.3",
    title="Keep the promise",
    kind="write",
    points=2,
    name="produce",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
