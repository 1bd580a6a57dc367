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
from typing import Any

from helpers.exercises import Case, Finding, Seen
from helpers.exercises.judging import each_once, unfinished
from helpers.wording import seconds

VARIED = 90
CLOSE = 0.015  # seconds; times nearer than that count as one time
EXACT = 1e-6  # seconds; for what happens as soon as something else does
MOST_DONE = 50  # who asks for more items after that never looks at DONE


def now() -> float:
    """The simulated time."""
    return asyncio.get_running_loop().time()


def some_items(dice: random.Random, limit: int) -> list[Any]:
    """Draw fewer items than the limit, some of them false."""
    count = dice.randrange(limit)
    return [dice.choice([number, 0, None, ""]) for number in range(count)]


class Works:
    """Makes items and works on them, and counts those that exist.

    Attributes:
        makers, peak, busiest: how many items were at most made, existed and
            were worked on at once.
        late: how often something began when nothing else had ended.
        made, cut, finished: the items that were made, those whose work was
            cut off, and those whose work was finished.
    """

    def __init__(self, case: Case, done: object) -> None:
        self._items, self._done = iter(case["items"]), done
        self._makes, self._works = iter(case["makes"]), iter(case["works"])
        self._making = self._busy = self._exist = self._over = 0
        self._events = {now()}
        self.makers = self.peak = self.busiest = self.late = 0
        self.made: list[Any] = []
        self.cut: list[Any] = []
        self.finished: list[Any] = []

    async def make(self) -> Any:
        """Make an item, as the learner's program asks for it."""
        self._begins()
        self._making += 1
        self.makers = max(self.makers, self._making)
        await asyncio.sleep(next(self._makes, 0.0))
        self._ends()
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
        self._begins()
        self._busy += 1
        self.busiest = max(self.busiest, self._busy)
        try:
            await asyncio.sleep(next(self._works, 0.0))
        except asyncio.CancelledError:
            self.cut.append(item)
            raise
        self._ends()
        self._busy -= 1
        self._exist -= 1
        self.finished.append(item)
        return _result_of(item)

    make.__qualname__ = "make"  # as a learner knows them
    work.__qualname__ = "work"

    def _begins(self) -> None:
        # Whoever waits for something goes on when something has ended.
        self.late += not any(abs(now() - one) < EXACT for one in self._events)

    def _ends(self) -> None:
        self._events.add(now())

    def account(self) -> dict[str, Any]:
        """What was seen in the end."""
        self._begins()  # to return is the last thing that begins
        return {k: v for k, v in vars(self).items() if k[0] != "_"}


def _result_of(item: Any) -> Any:
    # Of an item that is false, the result is false, too.
    return f"result of {item!r}" if item else item


def making(words: str, items: list[Any], **more: Any) -> Case:
    """Make a case of these items, plain unless more is said."""
    return {
        **{"kind": "plain", "words": words, "items": items, "steady": False},
        **{"makes": [1.0] * len(items), "works": [1.0] * len(items)},
        **{"shuffle": None, "first": False},
        **more,
    }


def varied_making(dice: random.Random, number: int, words: str) -> Case:
    """Draw a case: which items, and how long each takes."""
    items = some_items(dice, 8) if number % 20 else numbers(15)
    return making(
        f"{words} and the items {items}",
        items,
        **{"kind": "varied", "shuffle": number},
        # To find that there are no more may take time, too.
        makes=[dice.choice([0.0, 1.0, dice.random()]) for _ in [*items, 0]],
        # Who leaves at a false item is told from who leaves after its work.
        works=[
            dice.choice([0.0 if item else 0.5, 1.0, 3 * dice.random()])
            for item in items
        ],
    )


def numbers(count: int) -> list[Any]:
    """The items 1, 2, 3, ..."""
    return list(range(1, count + 1))


def not_over(case: Case, seen: Seen) -> Finding | None:
    """The program shall end by itself, and if it does not: why?"""
    finding = unfinished(seen)
    if finding and (key := _why_stuck(case, seen)):
        return Finding(finding.words, key)
    return finding


def _why_stuck(case: Case, seen: Seen) -> str:
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


def all_there(case: Case, seen: Seen, got: Any, what: str) -> Finding | None:
    """Each item shall be there once, and if one is not: why?"""
    if got is None:
        return Finding(f"expected a list of {what}s: got None.", "no-return")
    results = what == "result"
    items = [_result_of(i) if results else i for i in case["items"]]
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


def _why_extra(case: Case, items: list[Any], got: list[Any]) -> str:
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


def few_enough(limit: int, seen: Seen, case: Case) -> Finding | None:
    """No more items than allowed shall exist at once."""
    peak = seen.value["peak"] if seen.outcome == "returned" else 0
    if peak <= limit:
        return None
    words = f"{peak} items exist at once, and {limit} are allowed."
    many = peak > limit + case.get("workers", 1) + 1
    return Finding(words, _why_too_many(many, seen, case))


def _why_too_many(many: bool, seen: Seen, case: Case) -> str:
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
