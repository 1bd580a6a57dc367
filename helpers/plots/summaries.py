"""Numbers and lists as a plot's summary and title write them.

For example:

number(2.3499999)                   # "2.35"
duration(12.5)                      # "12.5 s"
parts([("jobs", "peak 5"), ("results", "peak 1")])
                                    # "jobs peak 5; results peak 1"
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.wording import seconds

MOST_PARTS = 6


def number(value: float) -> str:
    """Write a number for people, with three digits that count."""
    value = round(float(value), 9)  # or the last bit decides on a tie
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def duration(time: float) -> str:
    """Write seconds for people: 0.125 s, 1.25 s, 12.5 s."""
    time = round(float(time), 9)
    return seconds(round(time, 3 if time < 1 else 2 if time < 10 else 1))


def parts(named: Sequence[tuple[str, str]]) -> str:
    """Join what is said of one, or by name what is said of several."""
    if len(named) == 1:
        return named[0][1]
    said = [f"{name} {what.replace(';', ',')}" for name, what in named]
    return shortened(said, MOST_PARTS, "; ")


def shortened(said: Sequence[str], most: int, between: str = ", ") -> str:
    """Join texts; of too many, say how many more there are."""
    more = len(said) - most
    rest = [f"{more} more"] if more > 0 else []
    return between.join([*said[:most], *rest])


def short(name: str, letters: int = 20) -> str:
    """Shorten a long name for a label."""
    name = " ".join(name.split())
    return name if len(name) <= letters else f"{name[: letters - 1]}…"
