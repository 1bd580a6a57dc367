"""What makes items and works on them, and counts those that exist.

05.3 and 05.4 are judged by it: how many exist, how many are worked on, and
whether all is there in the end.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from dataclasses import replace
from typing import Any, NotRequired

from helpers.exercises import Case, Finding, Seen
from helpers.exercises.judging import (
    CLOSE,
    Moments,
    WatchedWork,
    draw_items,
    each_once,
    numbers,
    pauses,
    result_of,
    unfinished,
)
from helpers.wording import seconds

VARIED = 90
MOST_DONE = 50  # who asks for more items after that never looks at DONE


class Making(Case):
    """Items that are made, and worked on.

    Attributes:
        items: what is made, in turn; after them comes DONE.
        makes: how long it takes to make each.
        works: how long the work on each takes, in turn.
        steady: whether it is certain how long it all takes.
        first: whether it is the first case of all.
        maxsize, workers, limit: what the answer is told, if it is.
    """

    items: list[Any]
    makes: list[float]
    works: list[float]
    steady: bool
    first: bool
    maxsize: NotRequired[int]
    workers: NotRequired[int]
    limit: NotRequired[int]


class Works:
    """Makes items and works on them, and counts those that exist.

    Attributes:
        makers, peak: how many items were at most made, and existed, at once.
        made: the items that were made.
    """

    def __init__(self, case: Making, done: object) -> None:
        self._items, self._done = iter(case["items"]), done
        self._makes = iter(case["makes"])
        self._moments = Moments()
        self._watch = WatchedWork(case["works"], moments=self._moments)
        self._making = self._exist = self._over = self._late = 0
        self.makers = self.peak = 0
        self.made: list[Any] = []

    async def make(self) -> Any:
        """Make an item, as the learner's program asks for it."""
        self._late += not self._moments.happens()
        self._making += 1
        self.makers = max(self.makers, self._making)
        await asyncio.sleep(next(self._makes, 0.0))
        self._moments.note()
        self._making -= 1
        item = next(self._items, self._done)
        self._over += item is self._done
        if self._over > MOST_DONE:
            raise LookupError(f"make() has given DONE {MOST_DONE} times")
        if item is not self._done:
            self._exist += 1
            self.made.append(item)
        self.peak = max(self.peak, self._exist)
        return item

    async def work(self, item: Any) -> Any:
        """Work on an item, or store it."""
        if asyncio.iscoroutine(item):
            raise TypeError("a coroutine is no item")
        result = await self._watch.work(item)
        self._exist -= 1
        return result

    make.__qualname__ = "make"  # as a learner knows them
    work.__qualname__ = "work"

    def account(self) -> dict[str, Any]:
        """What was seen in the end, as plain data."""
        to_return_is_late = not self._moments.happens()
        work = self._watch.account()
        return {
            "makers": self.makers,
            "peak": self.peak,
            "made": self.made,
            "busiest": work["busiest"],
            "cut": work["cut"],
            "finished": work["finished"],
            "late": self._late + len(work["late"]) + to_return_is_late,
        }


def making(
    words: str,
    items: list[Any],
    *,
    makes: list[float] | None = None,
    steady: bool = False,
    first: bool = False,
) -> Making:
    """Make a plain case of these items; each takes a second."""
    return Making(
        kind="plain",
        words=words,
        shuffle=None,
        items=items,
        makes=[1.0] * len(items) if makes is None else makes,
        works=[1.0] * len(items),
        steady=steady,
        first=first,
    )


def varied_making(dice: random.Random, number: int, words: str) -> Making:
    """Draw a case: which items, and how long each takes."""
    few = number % 20 != 0
    items = draw_items(dice, dice.randrange(8)) if few else numbers(15)
    return Making(
        kind="varied",
        words=f"{words} and the items {items}",
        shuffle=number,
        items=items,
        # To find that there are no more may take time, too.
        makes=pauses(dice, len(items) + 1),
        # Who leaves at a false item is told from who leaves after its work.
        works=[
            dice.choice([0.0 if item else 0.5, 1.0, 3 * dice.random()])
            for item in items
        ],
        steady=False,
        first=False,
    )


def not_over(case: Making, seen: Seen) -> Finding | None:
    """The program shall end by itself, and if it does not: why?"""
    finding = unfinished(seen)
    if finding and (key := _why_stuck(case, seen)):
        return Finding(finding.words, key)
    return finding


def _why_stuck(case: Making, seen: Seen) -> str:
    # A task that dies of QueueFull leaves others waiting: tell its cause.
    if "QueueFull" in seen.report + seen.error:
        return "queue-full"
    if "Set of Tasks/Futures is empty" in seen.error:
        return "no-items"
    if "has given DONE" in seen.error + "".join(seen.died):
        return "missed-sentinel"
    if seen.outcome != "stuck":
        return ""
    if not seen.items and "queue.get()" in seen.report:
        return "not-together" if case["items"] else "no-ending"
    taken = [move for move in seen.items if move["got_by"]]
    queues = {move["queue"] for move in seen.items}
    full = " is full (" in seen.report and len(queues) > 1
    if "all its places are taken" in seen.report or (taken and full):
        return "place-kept"
    if len(queues) > 1 or not 0 < len(taken) < len(seen.items):
        return ""
    # Who left: did it so at an item, or later?
    at_once = seconds(taken[-1]["got_at"]) in _ended(seen.report)
    items = case["items"][: len(taken)]
    false = at_once and items and not items[-1]
    return "data-as-sentinel" if false else "left-early"


def _ended(report: str) -> list[str]:
    return re.findall(r"ended at ([\d.,]+ s)", report)


def all_there(case: Making, seen: Seen, got: Any, what: str) -> Finding | None:
    """Each item shall be there once, and if one is not: why?"""
    if got is None:
        return Finding(f"expected a list of {what}s: got None.", "no-return")
    results = what == "result"
    items = [result_of(i) if results else i for i in case["items"]]
    finding = each_once(items, got, what)
    if finding and finding.misconception in _LOST:
        key = _why_missing(items, got, seen)
        if results and key not in _OF_RESULTS:
            strange = Counter(map(repr, got)) - Counter(map(repr, items))
            key = "not-the-result" if strange else "lost-results"
        return replace(finding, misconception=key)
    if finding and finding.misconception == "extra-items" and results:
        return replace(finding, misconception=_why_extra(case, items, got))
    return finding


def _why_extra(case: Making, items: list[Any], got: list[Any]) -> str:
    if len(got) == len(items) + 1 and {*map(repr, got)} - {*map(repr, items)}:
        return "not-the-result"
    # Who has some too often from the first situation on appends twice.
    return "extra-items" if case["first"] else "old-results"


_OF_RESULTS = ("cut-off", "marked-early", "equal-results", "false-result")
_LOST = ("data-as-sentinel", "left-early", "lost-items")


def _why_missing(items: list[Any], got: list[Any], seen: Seen) -> str:
    made, finished = seen.value["made"], seen.value["finished"]
    missing = Counter(map(repr, items)) - Counter(map(repr, got))
    if seen.value["cut"]:
        marks = [m for m in seen.items if m["marked_at"] is not None]
        early = any(mark["marked_at"] == mark["got_at"] for mark in marks)
        return "marked-early" if early else "cut-off"
    if len(finished) == len(items) and not missing.keys() - {*map(repr, got)}:
        return "equal-results"
    false = {repr(item) for item in items if not item}
    if missing.keys() <= false - {*map(repr, got)}:
        all_done = len(finished) == len(items)
        return "false-result" if all_done else "data-as-sentinel"
    if len(made) < len(items):
        return "left-early" if not made or made[-1] else "data-as-sentinel"
    if any(not move["got_by"] for move in seen.items):
        kinds = {kind for _, kind, _ in seen.trace.get("queues", ())}
        return "order-lost" if kinds - {"fifo"} else "left-early"
    # There is room for the first one.
    return "lost-items" if repr(items[0]) in missing else "drops-items"


def in_time(seen: Seen) -> Finding | None:
    """Whatever begins shall begin when something else has ended."""
    if not seen.value["late"]:
        return None
    words = "something begins or ends late: when nothing else has ended."
    return Finding(words, "polls")


def few_enough(limit: int, seen: Seen, case: Making) -> Finding | None:
    """No more items than allowed shall exist at once."""
    peak = seen.value["peak"] if seen.outcome == "returned" else 0
    if peak <= limit:
        return None
    words = f"{peak} items exist at once, and {limit} are allowed."
    many = peak > limit + case.get("workers", 1) + 1
    return Finding(words, _why_too_many(many, seen, case))


def _why_too_many(many: bool, seen: Seen, case: Making) -> str:
    putters = {item["put_by"] for item in seen.items}
    if 2 * len(putters) > len(seen.items) > 3:
        return "task-for-each-put"
    # Is there something beside the queue of items that holds places?
    alone = len(seen.bounds) == 1
    if "workers" in case and not (alone and seen.bounds != [0]):
        return "place-early"
    if alone and seen.bounds[0] > case.get("maxsize", seen.bounds[0]):
        return "other-bound"
    return "no-bound" if many else "in-hand"


def too_many_makers(got: dict[str, Any]) -> Finding | None:
    """No item shall be made before the one before it is there."""
    words = "`make` is called again before it has returned."
    return Finding(words, "many-makers") if got["makers"] > 1 else None


def wasted(seen: Seen, expected: float) -> Finding | None:
    """It shall take no longer than it must, by a tenth."""
    if seen.end < 1.1 * expected + CLOSE:
        return None
    words = f"it takes {seen.end:.4g} seconds; {expected:.4g} are enough."
    return Finding(words, "one-at-a-time")
