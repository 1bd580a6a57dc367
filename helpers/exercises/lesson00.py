"""The exercises of lesson 00: a first prediction, and a first check."""

from __future__ import annotations

import random
from collections.abc import Callable, Coroutine, Iterator, Mapping
from typing import Any

from helpers.exercises.exercise import Case, Exercise, Finding, Seen
from helpers.exercises.misconceptions import Belief

BELIEFS = {
    "grows-on": Belief(
        "While the producer is faster, the queue grows from parcel to parcel.",
        *("00", "The first picture"),
    ),
    "in-hand": Belief(
        "A parcel that somebody works on has left the queue.",
        *("00", "The first picture"),
    ),
    "put-less-taken": Belief(
        "The queue holds what was put, less what was taken.",
        *("00", "The first picture"),
    ),
    "seconds-as-items": Belief(
        "A delay in seconds is no number of parcels: one takes 1.5 seconds.",
        *("00", "The first picture"),
    ),
}

_Cases = Callable[[random.Random], Iterator[Case]]
_Play = Callable[[Any, Case, dict[str, Any]], Coroutine[Any, Any, Any]]
_Judge = Callable[[Case, Seen], Finding | None]


def prediction(
    words: str, right: float, wrong: Mapping[float, tuple[str, str]]
) -> tuple[_Cases, _Play, _Judge]:
    """Make cases, play and judge of an exercise that asks for a number.

    Args:
        words: what the prediction is about, as in "12 parcels".
        right: the right number, at most 6 places after the point.
        wrong: wrong numbers, each with a question that leads on and the
            key of the belief behind it.
    """

    def cases(dice: random.Random) -> Iterator[Case]:
        yield {"kind": "plain", "words": words}

    def judge(case: Case, seen: Seen) -> Finding | None:
        value = seen.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return Finding(f"not {value!r:.40}. Give a number.")
        if round(value, 6) == right:
            return None
        more, key = wrong.get(round(value, 6), ("", ""))
        return Finding(f"not {value!r:.40}. {more}".strip(), key)

    return cases, _give, judge


async def _give(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    return answer


# ---- 00.1 how long the queue becomes

_LENGTHS: dict[float, tuple[str, str]] = {
    2: ("That is so with 6 parcels; does it stay so?", "grows-on"),
    5: ("One of these is in the consumer's hands already.", "in-hand"),
    6: ("How many parcels does the consumer lag behind?", "seconds-as-items"),
    8: ("So many were taken; how many were put?", "put-less-taken"),
    12: ("So many were put; how many were taken by then?", "put-less-taken"),
}

EXERCISES: list[Exercise] = [
    Exercise(
        *("00.1", "Twelve parcels", "predict", 1, "longest", "value"),
        *prediction("12 parcels", 4, _LENGTHS),
    ),
]
