"""03.1: how many sentinels send all workers home?"""

from __future__ import annotations

from helpers.exercises import Finding
from helpers.exercises.judging import predict_number

_WRONG: dict[float, Finding] = {
    1: Finding("One sentinel sends one worker home.", "one-sentinel"),
    3: Finding(
        "That is one for each producer; who takes them?", "each-producer"
    ),
    4: Finding("Who sends the fifth worker home?", "one-sentinel"),
    6: Finding("Who takes the sixth?", "each-producer"),
    8: Finding("Do producers take sentinels?", "each-producer"),
    15: Finding("How many sentinels does one worker take?", "each-producer"),
}


def _other(count: float) -> Finding:
    words = "How many workers are there to be sent home?"
    return Finding(words, "each-producer")


EXERCISE = predict_number(
    id="03.1",
    title="Count the sentinels",
    points=1,
    name="sentinels",
    words="3 producers and 5 workers",
    right=5,
    wrong=_WRONG,
    other=_other,
)
