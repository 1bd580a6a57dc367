"""What the exercises of lesson 03 put into a queue, and when."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable
from typing import Any

from helpers.exercises.judging import LIKE_ALL

SAME_TIME = 1e-6  # seconds; sums of the same pauses may differ by so much


def some_items(dice: random.Random, how_many: int) -> list[Any]:
    """Draw items: numbers, and some that are odd."""
    odd: list[Any] = [0, None, "", LIKE_ALL]
    return [
        dice.choice([number, number, dice.choice(odd)])
        for number in range(1, how_many + 1)
    ]


def pauses(
    dice: random.Random, items: list[Any], longest: int = 1
) -> list[float]:
    """Draw a pause for each item, in seconds; some are 0, some are alike."""
    return [dice.choice([0.0, 1.0, longest * dice.random()]) for _ in items]


def some_odd(items: list[Any]) -> str:
    """Say to a learner which odd items are among these."""
    odd = [repr(item) for item in items if not item]
    odd += [item for item in items if item == LIKE_ALL]
    return f" (among them {' and '.join(dict.fromkeys(odd))})" if odd else ""


async def put_all(
    queue: asyncio.Queue[Any],
    items: Iterable[Any],
    gaps: list[float],
    note: Callable[[], None],
) -> None:
    """Put each item after its gap, and call `note` then."""
    for item, gap in zip(items, gaps, strict=True):
        await asyncio.sleep(gap)
        await queue.put(item)
        note()


def now() -> float:
    """The simulated time, in seconds."""
    return asyncio.get_running_loop().time()
