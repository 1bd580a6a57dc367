"""02.2: a consumer that takes a reading for its sentinel."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import LIKE_ALL
from helpers.exercises.lessons.lesson02.readings import (
    LONG,
    VARIED,
    compared,
    draw_gaps,
    draw_readings,
    hangs,
    in_line,
    producer,
    readings,
    told,
    why_gone,
    words_of,
)


class Stream(Case):
    """Readings, and DONE behind them.

    Attributes:
        items: the readings.
        gaps: the seconds before each, and before DONE.
        late: when the consumer begins.
    """

    items: list[Any]
    gaps: list[float]
    late: float


def cases(dice: random.Random) -> Iterator[Stream]:
    """Make the cases: all there at once, odd ones, a long silence."""
    at_once = _stream("plain", [21, 19, 22], [0.0] * 4, ", all there at once")
    yield {**at_once, "late": 1.0}
    odd: list[Any] = [21, 0, None, LIKE_ALL]
    plain = [[23, 24, 25], *([21, item, 22] for item in odd), []]
    for items in plain:
        yield _stream("plain", items, [1.0] * len(items) + [0.0])
    yield _stream("plain", [21, 19], [1.0, LONG, 0.0], ", ten minutes apart")
    for number in range(VARIED):
        items = draw_readings(dice, 8)
        case = _stream("varied", items, draw_gaps(dice, len(items) + 1))
        yield {**case, "late": dice.choice([0.0, LONG]), "shuffle": number}


def _stream(
    kind: str, items: list[Any], gaps: list[float], more: str = ""
) -> Stream:
    return Stream(
        kind=kind,
        words=readings(items) + more,
        items=items,
        gaps=gaps,
        late=0.0,
    )


async def play(answer: Any, case: Stream, names: dict[str, Any]) -> Any:
    """Let the answer take what a producer puts."""
    queue: asyncio.Queue[Any] = asyncio.Queue()
    done, clock = names["DONE"], asyncio.get_running_loop().time

    async def consumer() -> dict[str, Any]:
        await asyncio.sleep(case["late"])
        got = await answer(queue)
        found = {"got": words_of(got, done), "at": clock()}
        return {**found, "behind": queue.qsize()}

    items = [*case["items"], done]
    feeding = producer(queue, items, case["gaps"], done)
    _, found = await asyncio.gather(feeding, consumer())
    return {**found, "taken": len(case["gaps"]) - queue.qsize()}


def judge(case: Stream, seen: Seen) -> Finding | None:
    """It must return all the readings, in a list, and leave at DONE."""
    return hangs(seen) or _as_put(case, seen.value)


def _as_put(case: Stream, value: dict[str, Any]) -> Finding | None:
    got, expected = value["got"], told(case["items"])
    if not isinstance(got, list):
        words = f"it returns {got:.60}, and should return a list."
        return Finding(words, "no-return" if got == "None" else "no-list")
    if got == expected:
        return None
    words = f"expected {in_line(expected)}, and got {in_line(got)}."
    if "DONE" in got:
        other = LIKE_ALL in expected and LIKE_ALL not in got
        return Finding(words, "equal-not-same" if other else "kept-sentinel")
    if value["taken"] <= len(expected):
        key = why_gone(case["items"], case["gaps"], case["late"], value)
        return Finding(f"{words} It left too early.", key)
    return compared(expected, got, words)


EXERCISE = Exercise(
    id="02.2",
    title="Every reading counts",
    kind="repair",
    points=2,
    name="collect",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
