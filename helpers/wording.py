"""Times, names and errors as people write them.

Reports and summaries use them:

    seconds(5.0)                              # "5.0 s"
    counted(2, "item")                        # "2 items"
    names_of(["consumer-2", "consumer-1"])    # "consumer-1 and consumer-2"
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def seconds(time: float) -> str:
    """Write a time for people: 5.0 s, 0.25 s, 1,200.0 s."""
    text = f"{time:,.3f}".rstrip("0")
    return f"{text}0 s" if text.endswith(".") else f"{text} s"


def counted(number: int, word: str) -> str:
    """Write a number with its word: 1 item, 2 items, 1,200 items."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def error_text(error: BaseException | None) -> str:
    """Write an error for people: ValueError: bad line."""
    text = f"{type(error).__name__}: {error}"
    return text.rstrip(": ").splitlines()[0][:200]


def names_of(names: Iterable[str]) -> str:
    """Join names for people: a, b and c; a, b and 97 more."""
    words = sorted(names, key=natural_order)
    if len(words) > 4:
        words = [*words[:2], f"{len(words) - 2} more"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def natural_order(name: str) -> list[Any]:
    """A key that sorts worker-2 before worker-10."""
    parts = name.rsplit("-", 1)
    number = int(parts[1]) if parts[-1].isdecimal() and parts[1:] else 0
    return [parts[0] if number else name, number]
