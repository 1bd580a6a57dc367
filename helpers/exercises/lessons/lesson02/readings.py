"""What the exercises of lesson 02 share: readings, and how they get lost.

A producer puts readings, odd ones among them, and DONE; an answer takes
them. `hangs`, `why_left` and `compared` say which belief is behind an answer
that waits for ever, leaves too early, or gives something else.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterable
from typing import Any

from helpers.exercises import Finding, Seen
from helpers.exercises.judging import (
    ANOTHER,
    LIKE_ALL,
    SAME_TIME,
    draw_mostly_plain,
    put_all,
    real,
    unfinished,
    why_other,
    word_of,
)

VARIED = 90
LONG = 600.0  # seconds
FALSE_WORDS = ("0", "''", "[]", "False")
_ODD: list[Any] = [0, None, "", "DONE", [], False, LIKE_ALL, ANOTHER]


def words_of(batch: Any, done: Any) -> Any:
    """Say what an item is, or each one of a list."""
    if not isinstance(batch, list):
        return word_of(batch, done)
    return [word_of(item, done) for item in batch]


def told(items: Iterable[Any]) -> list[str]:
    """Say of each item of a case what it is."""
    return [word_of(real(item, None)) for item in items]


def readings(items: list[Any]) -> str:
    """Say to a learner which readings these are."""
    kind = "reading" if len(items) == 1 else "readings"
    return f"the {kind} {', '.join(told(items))}" if items else "no reading"


def draw_readings(dice: random.Random, most: int) -> list[Any]:
    """Draw fewer readings than so many, odd ones among them."""
    count = range(dice.randrange(most))
    return draw_mostly_plain(dice, count, odd=_ODD, plain=[7])


def draw_gaps(dice: random.Random, number: int) -> list[float]:
    """Draw the seconds before each reading."""
    times = [0.0, 1.0, 60.0, dice.random()]
    return [dice.choice(times) for _ in range(number)]


async def producer(
    queue: asyncio.Queue[Any],
    items: Iterable[Any],
    gaps: Iterable[float],
    done: object,
) -> None:
    """Put items; reports call its task by this name."""
    await put_all(queue, (real(item, done) for item in items), gaps)


def hangs(seen: Seen) -> Finding | None:
    """Say why a program does not end by itself."""
    # Whoever took all and still waits has not known the sentinel.
    finding = unfinished(seen)
    all_taken = seen.items and all(item["got_by"] for item in seen.items)
    if finding and seen.outcome == "stuck" and all_taken:
        where = seen.report.partition("Most likely:")[0].rstrip()
        words = f"it has taken DONE, and still waits.\n\n{where}"
        return Finding(words, "missed-sentinel")
    return finding


def why_left(
    line: list[str], taken: int, value: dict[str, Any], waited: bool
) -> str:
    """Say why somebody left before DONE.

    Args:
        line: what was put.
        taken: how much of it was taken.
        value: what was seen: "got", and "behind", what was in the queue then.
        waited: whether nothing happened for a while before.
    """
    if waited:
        return "gave-up-waiting"
    if taken and len(value["got"]) < taken:
        return TAKEN_FOR_DONE.get(line[taken - 1], "data-as-sentinel")
    return "ends-in-the-loop" if taken and value["behind"] else "left-early"


TAKEN_FOR_DONE = {
    **dict.fromkeys(FALSE_WORDS, "truth-not-identity"),
    LIKE_ALL: "equal-not-same",
}


def why_gone(
    items: list[Any], gaps: list[float], late: float, value: dict[str, Any]
) -> str:
    """Say why somebody left before DONE, of whom more is known.

    Args:
        items: what was put before DONE.
        gaps: the seconds before each, and before DONE.
        late: when the consumer began.
        value: as above; and "at", when it left, "taken", how much it took.
    """
    taken = value["taken"]
    put_at = sum(gaps[:taken]) if taken else 0.0
    waited = value["at"] > max(put_at, late) + SAME_TIME
    return why_left(told(items), taken, value, waited)


def compared(
    expected: list[str], got: list[str], words: str
) -> Finding | None:
    """Say why what came out is not what was put, both in words."""
    if got == expected:
        return None
    missing = Counter(expected) - Counter(got)
    stopped = got == expected[: len(got)] and expected[len(got) :]
    if stopped and stopped[0] in TAKEN_FOR_DONE:
        return Finding(words, TAKEN_FOR_DONE[stopped[0]])
    if got and {*got} <= {"True", "False"}:
        return Finding(words, "no-parentheses")
    if missing:
        return Finding(words, why_dropped(missing, expected, got))
    return Finding(words, why_other(expected, got))


def why_dropped(
    missing: Counter[str], expected: list[str], got: list[str]
) -> str:
    """Say why some are missing: the key of a belief."""
    if missing.keys() <= {*got}:
        return "equal-are-two"
    if all(map(is_odd, missing)):
        return "dropped-data"
    return "changed-items" if len(got) == len(expected) else "lost-items"


def is_odd(word: str) -> bool:
    """Whether an item is easily taken for a sentinel."""
    return word in {*FALSE_WORDS, "None", LIKE_ALL}


def in_line(words: Iterable[Any]) -> str:
    """Write one after the other."""
    return ", ".join(map(str, words)) or "nothing"
