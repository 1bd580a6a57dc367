"""The items of a case: plain ones, and odd ones that mislead an answer.

    draw_items(dice, 3)             # [0, None, 2]
    pauses(dice, 3)                 # [0.0, 1.0, 0.4]: seconds before each
    queue.put_nowait(real(LIKE_ALL, DONE))

A case is plain data, so that something stands there for an item that is
easily taken for a sentinel, and is none.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Any


class LikeAll:
    """An item that is equal to everything, and looks like the sentinel."""

    def __init__(self, done: object) -> None:
        self._done = done

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash(self._done)

    def __repr__(self) -> str:
        return repr(self._done)


# What stands for them in a case, and what a learner reads.
LIKE_ALL = "<equal to everything>"
ANOTHER = "another object"


def real(item: Any, done: object) -> Any:
    """Turn an item of a case into what is put."""
    if item == ANOTHER:
        return object()
    return LikeAll(done) if item == LIKE_ALL else item


def word_of(item: Any, done: Any = None) -> str:
    """Say what an item is, to a learner."""
    if type(item) is LikeAll:
        return LIKE_ALL
    if type(item) is object:
        return "DONE" if item is done else ANOTHER
    return "DONE" if item is done and done else repr(item)


def numbers(count: int) -> list[Any]:
    """The items 1, 2, 3, ..."""
    return list(range(1, count + 1))


FALSE: tuple[Any, ...] = (0, None, "")


def draw_items(
    dice: random.Random, count: int, odd: Sequence[Any] = FALSE
) -> list[Any]:
    """Draw items from 0 on: a number or, as likely, one of the odd ones."""
    return [dice.choice([number, *odd]) for number in range(count)]


def draw_mostly_plain(
    dice: random.Random,
    numbers: Iterable[int],
    odd: Sequence[Any],
    plain: Sequence[Any] = (),
) -> list[Any]:
    """Draw an item for each number, mostly the number itself.

    Args:
        dice: the source of chance.
        numbers: what an item is called where it is not odd.
        odd: the odd ones.
        plain: others that are not odd.
    """
    return [
        dice.choice([number, number, *plain, dice.choice(odd)])
        for number in numbers
    ]


def pauses(dice: random.Random, count: int, longest: float = 1) -> list[float]:
    """Draw so many times, in seconds; some are 0, and some are alike."""
    return [
        dice.choice([0.0, 1.0, longest * dice.random()]) for _ in range(count)
    ]


def odd_among(items: list[Any]) -> str:
    """Say to a learner which odd items are among these, in parentheses."""
    odd = [repr(item) for item in items if not item]
    odd += [item for item in items if item == LIKE_ALL]
    return f" (among them {' and '.join(dict.fromkeys(odd))})" if odd else ""
