"""01.1: slow reading, fast packing: how long does it take?"""

from __future__ import annotations

from helpers.exercises import Finding
from helpers.exercises.judging import predict_number

_READING = Finding("How long does the reading alone take?", "slower-side")
_WITHOUT_QUEUE = Finding(
    "How long would it take without a queue?", "sum-of-waits"
)
_WRONG = {
    14.0: _WITHOUT_QUEUE,
    10.0: Finding("Is the last order packed by then?", "faster-side-once"),
    11.0: Finding("Of which side is one order added?", "faster-side-once"),
    5.0: _READING,
    4.0: _READING,
    1.4: Finding("Are all orders read at once?", "all-at-once"),
}


def _other(value: float) -> Finding:
    if value < 10:
        return _READING
    if value < 14:
        words = "What comes after the last reading?"
        return Finding(words, "faster-side-once")
    return _WITHOUT_QUEUE


EXERCISE = predict_number(
    id="01.1",
    title="Slow reading",
    points=1,
    name="seconds",
    words="10 orders",
    right=10.4,
    wrong=_WRONG,
    other=_other,
)
