"""What the exercises that ask for a value have in common.

    EXERCISE = predict_number(
        id="01.1",
        title="Slow reading",
        points=1,
        name="seconds",
        words="10 orders",
        right=10.4,
        wrong={14.0: Finding("How long without a queue?", "sum-of-waits")},
        other=_other,
    )

One that asks for more than a number takes `one_case(words)` and `give`, and
has a judge of its own.
"""

from __future__ import annotations

import numbers
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from helpers.exercises import Case, Cases, Exercise, Finding, Seen


def predict_number(
    *,
    id: str,
    title: str,
    points: int,
    name: str,
    words: str,
    right: float,
    wrong: Mapping[float, Finding],
    other: Callable[[float], Finding],
) -> Exercise:
    """Make an exercise that asks for a number.

    Args:
        id: as in "01.1".
        title: a few words.
        points: 1 to 3.
        name: the name that the answer's cell gives to the number.
        words: what the prediction is about, as in "12 parcels".
        right: the right number, at most 6 places after the point.
        wrong: what to ask of whoever gives this wrong number, a question
            that leads on, with the key of the belief behind it.
        other: gives the same for every other number.
    """

    def judge(case: Case, seen: Seen) -> Finding | None:
        value = seen.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return Finding(f"not {value!r:.40}. Give a number.")
        if round(value, 6) == right:
            return None
        found = wrong.get(round(value, 6)) or other(value)
        words = f"not {value!r:.40}. {found.words}"
        return Finding(words, found.misconception)

    return Exercise(
        id=id,
        title=title,
        kind="predict",
        points=points,
        name=name,
        form="value",
        cases=one_case(words),
        play=give,
        judge=judge,
    )


def one_case(words: str) -> Cases:
    """Make the cases of a prediction: there is only what it is about."""

    def cases(dice: random.Random) -> Iterator[Case]:
        yield Case(kind="plain", words=words)

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
