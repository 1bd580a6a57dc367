"""What 01.2 and 01.4 share: steps side by side, and how they end."""

from __future__ import annotations

import random
from typing import Any

from helpers.exercises import Finding, Seen
from helpers.exercises.judging import SAME_TIME, same, unfinished

READ = "all orders are read"  # what the producer of 01.2 returns


def earliest(steps: list[list[float]]) -> list[list[float]]:
    """Tell when each step can be done with each item.

    Args:
        steps: for each step, how long it takes for each item.
    """
    ready, found = [0.0] * len(steps[0]), []
    for takes in steps:
        now, done = 0.0, []
        for start, time in zip(ready, takes, strict=True):
            now = max(now, start) + time
            done.append(now)
        ready = done
        found.append(done)
    return found


def draw_takes(dice: random.Random, count: int) -> list[float]:
    """Draw how long a step takes for each item; often the same."""
    scale = dice.choice([0.0, 1.0, 3.0])
    often = [dice.choice([0.0, 1.0]), scale, scale * dice.random()]
    return [dice.choice(often) for _ in range(count)]


def stopped(seen: Seen, nothing: bool = False) -> Finding | None:
    """Say why a program did not come to its end.

    Args:
        seen: what was seen of it.
        nothing: whether there was nothing to do in this case.
    """
    return _hangs(seen, nothing) or _errs(seen) or unfinished(seen)


# Causes of a hang in which somebody waits for an item. Their advice speaks
# of sentinels and `join`, which come later in the course.
_WANTS_AN_ITEM = {"no-await", "no-ending", "one-sentinel", "all-wait"}
_MORE = "asks-for-more"


def _hangs(seen: Seen, nothing: bool) -> Finding | None:
    """Say why a program hangs, in the words of this lesson."""
    if seen.cause not in _WANTS_AN_ITEM:
        return None
    report = seen.report.partition("Most likely")[0].strip()
    words, key = _why_none_comes(seen.items)
    if "run_in_executor" in seen.report:
        words, key = "a thread has no place here", "needs-no-thread"
    if nothing:
        words, key = "somebody waits for an item, and none comes", _MORE
    return Finding(f"the program hangs: {words}.\n\n{report}", key)


def _why_none_comes(items: list[dict[str, Any]]) -> tuple[str, str]:
    if not items:
        words = "somebody waits for an item before anybody puts one"
        return words, "sequential-await"
    if all(item["got_by"] for item in items):
        words = "all items were taken, and somebody waits for one more"
        return words, _MORE
    words = "somebody waits for an item, and nobody takes those that were put"
    return words, "own-queue"


_ERRORS = {
    "awaitable is required": "sequential-await",  # gather(await this(), ...)
    "InvalidStateError": "left-over",
}


def _errs(seen: Seen) -> Finding | None:
    """Say what some errors of asyncio mean here."""
    for sign, key in _ERRORS.items():
        if sign in seen.error:
            words = f"the program ends with {seen.error.rstrip('.')}."
            began = seen.end > 0 or seen.items
            late = began or "awaitable" not in sign
            return Finding(words, key if late else "not-called")
    return None


def wrong_list(expected: list[Any], got: Any, what: str) -> Finding | None:
    """Say what is wrong with a list; it may be one of `gather`."""
    inside = isinstance(got, list) and READ in got
    if inside or (isinstance(got, list) and expected in got):
        words = f"what is returned should be {expected!r:.60} alone, and is"
        return Finding(f"{words} {got!r:.80}.", "gather-results")
    return same(expected, got, what)


def ends_late(enough: float, seen: Seen) -> Finding | None:
    """Say that a program could have ended earlier.

    Args:
        enough: when it could, in seconds.
        seen: what was seen of it.
    """
    if seen.end < enough + SAME_TIME:
        return None
    words = f"it ends at {seen.end:.4g} s; {enough:.4g} s are enough."
    return Finding(words, "looks-now-and-then")
