"""What the exercises that ask for a value have in common.

    Exercise(
        *("01.1", "Slow reading", "predict", 1, "seconds", "value"),
        *prediction("ten orders", 10.4, {14.0: (question, key)}, other),
    )

One that asks for more than a number takes `one_case(words)` and `give`, and
has a judge of its own.
"""

from __future__ import annotations

import numbers
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from helpers.exercises import Case, Cases, Finding, Judge, Play, Seen


def prediction(
    words: str,
    right: float,
    wrong: Mapping[float, tuple[str, str]],
    other: Callable[[float], tuple[str, str]],
) -> tuple[Cases, Play, Judge]:
    """Make cases, play and judge of an exercise that asks for a number.

    Args:
        words: what the prediction is about, as in "12 parcels".
        right: the right number, at most 6 places after the point.
        wrong: wrong numbers, each with a question that leads on and the
            key of the belief behind it.
        other: gives the same for every other number.
    """

    def judge(case: Case, seen: Seen) -> Finding | None:
        value = seen.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return Finding(f"not {value!r:.40}. Give a number.")
        if round(value, 6) == right:
            return None
        more, key = wrong.get(round(value, 6)) or other(value)
        return Finding(f"not {value!r:.40}. {more}", key)

    return one_case(words), give, judge


def one_case(words: str) -> Cases:
    """Make the cases of a prediction: there is only what it is about."""

    def cases(dice: random.Random) -> Iterator[Case]:
        yield {"kind": "plain", "words": words}

    return cases


async def give(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    """Play a value: it is what it is."""
    return plain_number(answer)


def plain_number(value: Any) -> Any:
    """A number of any kind as a float, also in a list; all else as it is."""
    if isinstance(value, list | tuple):
        return [plain_number(part) for part in value]
    kind = type(value).__module__  # a number of Python's own is plain
    other = isinstance(value, numbers.Number) and kind != "builtins"
    return float(value) if other else value
