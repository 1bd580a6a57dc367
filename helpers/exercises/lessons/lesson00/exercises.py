"""The exercises of lesson 00: a first prediction, and a first check."""

from __future__ import annotations

from helpers.exercises import Exercise
from helpers.exercises.judging import prediction

# ---- 00.1 how long the queue becomes

_LENGTHS: dict[float, tuple[str, str]] = {
    2: ("That is so with 6 parcels; does it stay so?", "grows-on"),
    5: ("One of these is in the consumer's hands already.", "in-hand"),
    6: ("How many parcels does the consumer lag behind?", "seconds-as-items"),
    8: ("So many were taken; how many were put?", "put-less-taken"),
    3: ("And when the last parcel has been put, at 12 seconds?", "grows-on"),
    18: ("That is a time, and not how many wait.", "put-less-taken"),
    19: ("That is a time, and not how many wait.", "put-less-taken"),
    12: ("So many were put; how many were taken by then?", "put-less-taken"),
}


def _other_length(length: float) -> tuple[str, str]:
    return "How many are put by 12 seconds, and how many taken?", (
        "put-less-taken"
    )


EXERCISES: list[Exercise] = [
    Exercise(
        *("00.1", "Twelve parcels", "predict", 1, "longest", "value"),
        *prediction("12 parcels", 4, _LENGTHS, _other_length),
    ),
]
