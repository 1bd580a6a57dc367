"""00.1: how long does the queue become with twelve parcels?"""

from __future__ import annotations

from helpers.exercises import Finding
from helpers.exercises.judging import predict_number

_WRONG: dict[float, Finding] = {
    2: Finding("That is so with 6 parcels; does it stay so?", "grows-on"),
    5: Finding("One of these is in the consumer's hands already.", "in-hand"),
    6: Finding(
        "How many parcels does the consumer lag behind?", "seconds-as-items"
    ),
    8: Finding("So many were taken; how many were put?", "put-less-taken"),
    3: Finding(
        "And when the last parcel has been put, at 12 seconds?", "grows-on"
    ),
    18: Finding("That is a time, and not how many wait.", "put-less-taken"),
    19: Finding("That is a time, and not how many wait.", "put-less-taken"),
    12: Finding(
        "So many were put; how many were taken by then?", "put-less-taken"
    ),
}


def _other(length: float) -> Finding:
    words = "How many are put by 12 seconds, and how many taken?"
    return Finding(words, "put-less-taken")


EXERCISE = predict_number(
    id="00.1",
    title="Twelve parcels",
    points=1,
    name="longest",
    words="12 parcels",
    right=4,
    wrong=_WRONG,
    other=_other,
)
