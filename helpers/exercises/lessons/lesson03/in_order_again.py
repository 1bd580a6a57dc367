"""03.4: values in order again, while they come."""

from __future__ import annotations

import asyncio
import contextlib
import io
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import (
    SAME_TIME,
    each_once,
    now,
    odd_among,
    pauses,
    put_all,
    unfinished,
    why_other,
)
from helpers.wording import seconds

VARIED = 100
Emitted = list[list[Any]]  # the time and the value of each


class Pairs(Case):
    """Pairs of a number and a value, in the order in which they come.

    Attributes:
        pairs: the pairs.
        gaps: the seconds before each.
    """

    pairs: list[list[Any]]
    gaps: list[float]


def cases(dice: random.Random) -> Iterator[Pairs]:
    """Make the cases: a few pairs out of order, then any."""
    yield _order("plain", [[1, "d"], [2, "c"]], [1.0] * 2)
    yield _order("plain", [[2, "b"], [1, "a"], [3, "c"]], [1.0] * 3)
    yield _order("plain", [[3, "c"], [2, "b"], [1, "b"]], [1.0] * 3)
    for number in range(VARIED):
        pairs = [*enumerate(_values(dice, dice.choice([*range(9), 13])), 1)]
        dice.shuffle(pairs)
        gaps = pauses(dice, len(pairs))
        yield _order("varied", [[*pair] for pair in pairs], gaps, number)


def _order(
    kind: str,
    pairs: list[list[Any]],
    gaps: list[float],
    shuffle: int | None = None,
) -> Pairs:
    numbers = ", ".join(str(number) for number, _ in pairs)
    words = f"the numbers {numbers}" if numbers else "no pairs"
    return Pairs(
        kind=kind,
        words=words + odd_among([value for _, value in pairs]),
        shuffle=shuffle,
        pairs=pairs,
        gaps=gaps,
    )


def _values(dice: random.Random, how_many: int) -> list[Any]:
    odd: list[Any] = [0, None, "", "same"]
    return [
        dice.choice([f"value {n}", f"value {n}", dice.choice(odd)])
        for n in range(1, how_many + 1)
    ]


async def play(answer: Any, case: Pairs, names: dict[str, Any]) -> Any:
    """Let the answer take the pairs, and note what it emits, and when."""
    queue: asyncio.Queue[Any] = asyncio.Queue()
    put: list[float] = []
    emitted: list[tuple[float, Any]] = []

    def emit(value: Any) -> None:
        emitted.append((now(), value))

    async def producer() -> None:
        pairs = [(number, value) for number, value in case["pairs"]]
        await put_all(queue, pairs, case["gaps"], lambda: put.append(now()))
        await asyncio.sleep(1)
        await queue.put(names["DONE"])

    async def emitting() -> dict[str, Any]:
        with contextlib.redirect_stdout(io.StringIO()) as said:
            given = await answer(queue, emit)
        told = isinstance(given, list) or bool(said.getvalue())
        return {"emitted": list(emitted), "told": told}

    _, found = await asyncio.gather(producer(), emitting())
    return {**found, "put": put}


def judge(case: Pairs, seen: Seen) -> Finding | None:
    """Each value goes on as soon as it can, in order, once."""
    found = unfinished(seen)
    if found:
        return replace(found, misconception=_why_unfinished(seen, found))
    put, emitted = seen.value["put"], seen.value["emitted"]
    return (
        _not_emitted(case, seen)
        or _again(case, emitted)
        or _early(case, put, emitted)
        or _some_lost(case, seen)
        or _disordered(case, emitted)
        or _late(case, put, emitted)
    )


def _why_unfinished(seen: Seen, found: Finding) -> str:
    if seen.error.startswith("KeyError"):
        return "skips-gaps"
    all_taken = all(item["got_by"] for item in seen.items)
    if seen.outcome == "stuck" and seen.items and all_taken:
        return "missed-sentinel"
    return found.misconception


def _in_order(case: Pairs) -> list[Any]:
    return [value for _, value in sorted(case["pairs"], key=lambda p: p[0])]


def _not_emitted(case: Pairs, seen: Seen) -> Finding | None:
    values = [value for _, value in seen.value["emitted"]]
    numbers = all(type(value) is int and value for value in values)
    if values and (values[0] in case["pairs"] or numbers):
        words = f"expected values, and got {values!r:.60}."
        return Finding(words, "emits-the-pair")
    if values and isinstance(values[0], list):
        words = f"expected values, and got {values!r:.60}."
        return Finding(words, "emits-a-list")
    if case["pairs"] and not values and seen.value["told"]:
        words = "it returns or prints values, and calls `emit` for none."
        return Finding(words, "returned-not-emitted")
    return None


def _again(case: Pairs, emitted: Emitted) -> Finding | None:
    expected, values = _in_order(case), [value for _, value in emitted]
    for value in values:
        if values.count(value) > expected.count(value) > 0:
            words = f"{value!r} was emitted too often: {values!r:.80}."
            return Finding(words, "extra-items")
    return None


def _early(case: Pairs, put: list[float], emitted: Emitted) -> Finding | None:
    for number, (time, value) in enumerate(emitted[: len(put)], 1):
        if time < _due(case, put, number) - SAME_TIME:
            words = (
                f"{value!r} goes on at {seconds(time)}, and number {number} "
                f"can go on at {seconds(_due(case, put, number))}."
            )
            came = _as_they_came(case, [value for _, value in emitted])
            return Finding(words, "order-promised" if came else "skips-gaps")
    return None


def _some_lost(case: Pairs, seen: Seen) -> Finding | None:
    expected = _in_order(case)
    values = [value for _, value in seen.value["emitted"]]
    found = each_once(expected, values, "value")
    if not found or found.misconception == "extra-items":
        return found
    if not all(item["got_by"] for item in seen.items):
        return Finding(f"{found.words} It left before DONE.", "left-early")
    if values == expected[:1] and case["pairs"][:2] == [[1, "d"], [2, "c"]]:
        return replace(found, misconception="first-is-one")
    first_is_last = case["pairs"][-1][0] == 1
    if values == expected[:1] and expected[1] and not first_is_last:
        return replace(found, misconception="lost-items")
    return replace(found, misconception=_why_kept(expected, values))


def _why_kept(expected: list[Any], values: list[Any]) -> str:
    if not values and expected[0]:
        return "first-is-one"
    if values == expected[: len(values)]:
        kept = expected[len(values)]
        if kept and expected.count(kept) > 1:
            return "equal-are-two"
        return "one-for-one" if kept else "false-is-a-value"
    return why_other(expected, values)


def _as_they_came(case: Pairs, values: list[Any]) -> bool:
    return values == [value for _, value in case["pairs"]][: len(values)]


def _disordered(case: Pairs, emitted: Emitted) -> Finding | None:
    expected, values = _in_order(case), [value for _, value in emitted]
    if values == expected:
        return None
    words = f"expected the order {expected}, and got {values}."
    if _as_they_came(case, values):
        return Finding(words, "order-promised")
    return Finding(words, "first-is-one")


def _late(case: Pairs, put: list[float], emitted: Emitted) -> Finding | None:
    for number, (time, value) in enumerate(emitted, 1):
        due = _due(case, put, number)
        if time > due + SAME_TIME:
            words = (
                f"number {number}, {value!r}, can go on at {seconds(due)}, "
                f"and goes on at {seconds(time)}."
            )
            return Finding(words, _why_late(case, put, number, emitted))
    return None


def _why_late(
    case: Pairs, put: list[float], number: int, emitted: Emitted
) -> str:
    last, time = max(put), emitted[number - 1][0]
    if emitted[0][0] > last + SAME_TIME:
        return "sorts-at-end"
    moments = [*put, last + 1]  # DONE comes a second after the last
    if all(abs(time - moment) > SAME_TIME for moment in moments):
        return "emits-later"
    came = [pair[0] for pair in case["pairs"]].index(number)
    due = _due(case, put, number)
    following = min(at for at in moments if at > due)
    behind = put[came] == due and abs(time - following) < SAME_TIME
    return "looks-too-soon" if behind else "one-for-one"


def _due(case: Pairs, put: list[float], number: int) -> float:
    came = zip(case["pairs"], put, strict=True)
    return max(time for pair, time in came if pair[0] <= number)


EXERCISE = Exercise(
    id="03.4",
    title="In order again",
    kind="write",
    points=2,
    name="emit_in_order",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
