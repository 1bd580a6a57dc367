"""Producers and workers at one queue, and what is seen of them.

    watched = WatchedCrew(case, DONE)
    await answer([watched.producer(part) for part in case["parts"]], ...)
    watched.log                     # who began, put, worked and ended, when

The answers to 03.2 and 03.3 are judged by it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any, TypedDict

from helpers.exercises import Case, Finding, Seen
from helpers.exercises.judging import (
    LIKE_ALL,
    SAME_TIME,
    LikeAll,
    draw_mostly_plain,
    make_error,
    now,
    put_all,
    real,
    word_of,
)
from helpers.wording import counted, seconds

VARIED = 100
_ODD: list[Any] = [0, None, "", LIKE_ALL]


class Part(TypedDict):
    """What one producer puts.

    Attributes:
        items: the items.
        gaps: the seconds before each.
        error: kind and text of the error with which it ends, or "".
    """

    items: list[Any]
    gaps: list[float]
    error: str


class Crew(Case):
    """Producers and workers at one queue.

    Attributes:
        workers: how many.
        parts: what each producer puts.
        works: how long the work on each item takes, in turn.
    """

    workers: int
    parts: list[Part]
    works: list[float]


def part_of(items: list[Any], gaps: list[float], error: str = "") -> Part:
    """Make what one producer puts."""
    return Part(items=items, gaps=gaps, error=error)


def draw_jobs(dice: random.Random, count: int) -> list[Any]:
    """Draw items from 1 on, odd ones among them."""
    return draw_mostly_plain(dice, range(1, count + 1), odd=_ODD)


def all_items(parts: list[Part]) -> list[Any]:
    """The items of all producers."""
    return [item for part in parts for item in part["items"]]


class WatchedCrew:
    """Producers and work for an answer, and what it does with them.

    Attributes:
        log: "began", "ended": when each producer did; "put": when each
            item was put; "spans": item, begin and end of each piece of
            work, the end None if it was cut off; "results" and "error" of
            it all.
    """

    def __init__(self, case: Crew, done: object) -> None:
        self._works, self._done = iter(case["works"]), done
        self._known = [repr(item) for item in all_items(case["parts"])]
        self.log: dict[str, Any] = {
            "began": [],
            "ended": [],
            "put": [],
            "spans": [],
            "results": None,
            "error": "",
        }

    def producer(self, part: Part) -> Callable[[Any], Awaitable[None]]:
        """Make the producer of a part."""

        async def producer(queue: asyncio.Queue[Any]) -> None:
            self.log["began"].append(now())
            items = (real(item, self._done) for item in part["items"])
            await put_all(queue, items, part["gaps"], self._note_put)
            self.log["ended"].append(now())
            if part["error"]:
                kind, _, words = part["error"].partition(": ")
                raise make_error(kind, words)

        return producer

    def _note_put(self) -> None:
        self.log["put"].append(now())

    async def work(self, item: Any) -> Any:
        """Work on an item, and return the page that comes of it."""
        shown = LIKE_ALL if type(item) is LikeAll else item
        if item is self._done or repr(shown) not in self._known:
            word = word_of(item, self._done)
            raise LookupError(f"work({word}): there is no such item")
        span = [shown, now(), None]
        self.log["spans"].append(span)
        await asyncio.sleep(next(self._works, 0.0))
        span[2] = now()
        return page_of(shown)

    work.__qualname__ = "work"  # as a learner knows it


def page_of(item: Any) -> Any:
    """What the work on an item returns; of a false one it is false, too."""
    return f"page {item}" if item else item


def worked_on(log: dict[str, Any]) -> list[Any]:
    """The items whose work was not cut off."""
    return [item for item, _, end in log["spans"] if end is not None]


def begins(log: dict[str, Any]) -> list[float]:
    """When each piece of work began, the earliest first."""
    return sorted(begin for _, begin, _ in log["spans"])


def too_many(case: Crew, log: dict[str, Any]) -> Finding | None:
    """No more items than workers shall be worked on at once."""
    most = max((busy_at(log, begin) for begin in begins(log)), default=0)
    if most <= case["workers"]:
        return None
    words = f"{most} items are worked on at the same time."
    return Finding(words, "too-many-workers")


def idle(case: Crew, seen: Seen) -> Finding | None:
    """While any item waits, everybody shall work, in whatever order."""
    log = seen.value
    for put, begin in zip(sorted(log["put"]), begins(log), strict=False):
        busy = busy_at(log, put)
        if begin > put + SAME_TIME and busy < case["workers"]:
            words = (
                f"at {seconds(put)} an item waits in the queue, and "
                f"{busy} of {counted(case['workers'], 'worker')} "
                f"work{'s' if busy == 1 else ''}."
            )
            return Finding(words, _why_idle(seen))
    return None


def _why_idle(seen: Seen) -> str:
    log = seen.value
    most = max(busy_at(log, begin) for begin in begins(log))
    if begins(log)[0] > max(log["put"]) - SAME_TIME > min(log["put"]):
        return "producers-first"
    if not sentinels_put(seen):
        return "left-early"
    if most > 1:
        return "as-many-as-told"
    takers = {item["got_by"] for item in seen.items}
    one = len(seen.items) - len(log["put"]) == 1  # sentinel
    alone = "as-many-as-told" if one else "one-after-other"
    return "work-overlaps" if len(takers) > 1 else alone


def busy_at(log: dict[str, Any], time: float) -> int:
    """How many items are worked on at this time."""
    return sum(
        begin <= time + SAME_TIME < end for _, begin, end in log["spans"]
    )


def sentinels_put(seen: Seen) -> bool:
    """Whether more than the items was put, which must be sentinels."""
    return len(seen.items) > len(seen.value["put"])


def too_late(seen: Seen) -> Finding | None:
    """It shall end when all is done."""
    ends = [end for _, _, end in seen.value["spans"]]
    enough = max([0.0, *ends, *seen.value["ended"]])
    if seen.end < enough + SAME_TIME:
        return None
    words = f"all is done at {seconds(enough)}, and it ends at"
    return Finding(f"{words} {seconds(seen.end)}.", "guesses-the-time")
