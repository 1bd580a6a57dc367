"""The exercises of lesson 05: a bound, and what to do when it is reached."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import math
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from helpers.exercises.exercise import Case, Exercise, Finding, Seen
from helpers.exercises.expectations import each_once, unfinished
from helpers.exercises.lesson05_programs import TEST
from helpers.exercises.predictions import give, one_case
from helpers.wording import seconds

VARIED = 90
CLOSE = 0.015  # seconds; times nearer than that count as one time
EXACT = 1e-6  # seconds; for what happens as soon as something else does


# ---- 05.1 the last put


_WRONG_TIMES: dict[float, tuple[str, str]] = {
    0: ("What does `put` do when the queue is full?", "put-never-waits"),
    4: ("Are all the items that were put in the queue?", "in-hand"),
    5: ("That is when the last item is taken.", "put-until-done"),
    6: ("That is when the last item is done.", "put-until-done"),
}


def _judge_time(case: Case, seen: Seen) -> Finding | None:
    value = seen.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Finding(f"expected a number of seconds, not {value!r:.40}.")
    if value == 3:
        return None
    other = ("Who makes room, and when?", "one-room-each")
    words, key = _WRONG_TIMES.get(value, other)
    return Finding(f"not {value} seconds. {words}", key)


# ---- 05.2 wait a while


def _offers(dice: random.Random) -> Iterator[Case]:
    yield _offer("a queue that has room", filled=[])
    yield _offer("a full queue from which nobody takes")
    yield _offer("a full queue, and room after 0.1 seconds", takes=[0.1])
    yield _offer("a full queue, and room after 0.3 seconds", takes=[0.3])
    for number in range(VARIED):
        yield _varied_offer(dice, number)
    for time in (0.1, 0.15):
        words = f"a cancellation after {time} seconds, while it waits"
        yield _offer(words, kind="fault", cancel=time)


def _offer(words: str, **more: Any) -> Case:
    return {
        **{"kind": "plain", "words": words, "maxsize": 1, "cancel": None},
        **{"items": [["new"]], "gaps": [[0.0]]},
        **{"filled": ["old"], "takes": [], "shuffle": None},
        **more,
    }


def _varied_offer(dice: random.Random, number: int) -> Case:
    size, producers = dice.randint(1, 3), dice.choice([1, 1, 1, 2, 3])
    items = [_some_items(dice, 5) for _ in range(producers)]
    takes = [_time(dice) for _ in range(dice.randrange(6))]
    offered = ", then ".join(str(some) for some in items)
    words = f"`maxsize={size}` and the items {offered}"
    return _offer(
        words if producers == 1 else f"{producers} producers, {words}",
        **{"kind": "varied", "maxsize": size, "shuffle": number},
        **{"items": items, "takes": takes},
        gaps=[[_time(dice) for _ in some] for some in items],
        filled=["old"] * dice.randint(0, size),
    )


def _some_items(dice: random.Random, limit: int) -> list[Any]:
    count = dice.randrange(limit)
    return [dice.choice([number, 0, None, ""]) for number in range(count)]


def _time(dice: random.Random) -> float:
    return dice.choice([0.0, 0.0, 0.1, 0.2, 0.2, 0.3, dice.random() / 2])


class _Counter:
    """Offers items under a policy, takes some, and keeps account."""

    def __init__(self, policy: Callable[..., Any], case: Case) -> None:
        self._policy, self._takes = policy, case["takes"]
        self._size = case["maxsize"]
        self._queue: asyncio.Queue[Any] = asyncio.Queue(self._size)
        for item in case["filled"]:
            self._queue.put_nowait(item)
        self.lost: list[Any] = []
        self.taken: list[Any] = []
        self.taken_at: list[float] = []
        self.notes: list[dict[str, Any]] = []

    async def offer(self, items: list[Any], gaps: list[float]) -> None:
        for item, gap in zip(items, gaps, strict=True):
            await asyncio.sleep(gap)
            note = {"item": item, "room": not self._queue.full()}
            note |= {"start": _now(), "end": None, "takes": len(self.taken)}
            note["too_early"] = False
            self.notes.append(note)
            puts, lost = self._puts(), list(self.lost)
            note["had"] = len(lost)
            await self._policy(self._queue, item, self.lost)
            note |= {"puts": self._puts() - puts, "end": _now()}
            note["lost"] = self.lost[len(lost) :]
            note["in_front"] = self.lost[: len(lost)] != lost
            note["over"] = self._queue.qsize() > self._size

    def _puts(self) -> int:
        return len(self.taken) + self._queue.qsize()

    async def take(self, offering: list[asyncio.Task[None]]) -> None:
        for gap in self._takes:
            await asyncio.sleep(gap)
            self._take_one()
        while not all(task.done() for task in offering):
            await asyncio.sleep(1.0)
            self._take_one()

    async def take_the_rest(self) -> None:
        await asyncio.sleep(1.0)
        while not self._queue.empty():
            self._take_one()
            await asyncio.sleep(0.1)

    def _take_one(self) -> None:
        for note in self.notes:
            waits = (
                note["end"] is None and _now() < note["start"] + 0.2 - CLOSE
            )
            if waits and note["item"] in self.lost[note["had"] :]:
                note["too_early"] = True
        with contextlib.suppress(asyncio.QueueEmpty):
            self.taken.append(self._queue.get_nowait())
            self.taken_at.append(_now())


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _play_offers(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    counter = _Counter(answer, case)
    pairs = zip(case["items"], case["gaps"], strict=True)
    offering = [asyncio.create_task(counter.offer(*pair)) for pair in pairs]
    taking = asyncio.create_task(counter.take(offering))
    if case["cancel"]:
        await asyncio.sleep(case["cancel"])
        offering[0].cancel()
    ended = await asyncio.gather(*offering, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error
    await taking
    await counter.take_the_rest()
    kept = {k: v for k, v in vars(counter).items() if k[0] != "_"}
    return {**kept, "cancelled": offering[0].cancelled()}


def _judge_offers(case: Case, seen: Seen) -> Finding | None:
    return (
        unfinished(seen)
        or _cancel_passes(case, seen.value)
        or _offered_in_time(seen.value["notes"])
        or _in_one_place(case, seen.value)
        or _lost_too_early(case, seen.value["notes"])
        or _offered_one_by_one(case, seen.value)
    )


def _cancel_passes(case: Case, got: dict[str, Any]) -> Finding | None:
    if not case["cancel"] or got["cancelled"]:
        return None
    words = "the cancelled task goes on all the same."
    return Finding(words, "ignores-cancel")


def _offered_in_time(notes: list[dict[str, Any]]) -> Finding | None:
    for note in notes:
        if note["end"] is not None and _took(note) > 0.2 + CLOSE:
            words = f"it takes {_took(note):.3g} seconds with item"
            return Finding(
                f"{words} {note['item']!r}, and 0.2 are allowed.",
                "policy-waits",
            )
    return None


def _took(note: dict[str, Any]) -> float:
    took: float = note["end"] - note["start"]
    return took


def _lost_too_early(case: Case, notes: list[dict[str, Any]]) -> Finding | None:
    for note in notes:
        if note.get("in_front"):
            return Finding("`lost` is changed at its front.", "lost-order")
        if note.get("over"):
            words = "there are more items in the queue than it may hold."
            return Finding(words, "over-bound")
    for note in notes if len(case["items"]) == 1 else []:
        if note["too_early"]:
            words = f"item {note['item']!r} stands in `lost` while it waits."
            return Finding(words, "in-both")
    return None


def _in_one_place(case: Case, got: dict[str, Any]) -> Finding | None:
    # Where an item is whose put was cancelled is left open: the caller
    # still has it, and may have been told of it in `lost`.
    items = [
        note["item"]
        for note in got["notes"]
        if note["end"] is not None or note["item"] in got["lost"]
    ]
    out = got["taken"] + got["lost"]
    finding = each_once(case["filled"] + items, out, "item")
    if not finding:
        return None
    if finding.misconception == "extra-items":
        words = "an item is in the queue and also in `lost`, or there twice"
        return Finding(f"{words}: {finding.words}", "in-both")
    words = "an item is neither in the queue nor in `lost`"
    return Finding(f"{words}: {finding.words}", "drops-uncounted")


def _offered_one_by_one(case: Case, got: dict[str, Any]) -> Finding | None:
    if len(case["items"]) > 1 or case["cancel"]:
        return None  # who else put in between is not known
    for note in got["notes"]:
        finding = _offered_well(note, _room_at(note, got["taken_at"]))
        if finding:
            words = f"item {note['item']!r}: {finding.words}"
            return Finding(words, finding.misconception)
    put = [note["item"] for note in got["notes"] if note["puts"]]
    if got["taken"] == case["filled"] + put:
        return None
    return Finding("the items come out in another order.", "order-lost")


def _room_at(note: dict[str, Any], taken_at: list[float]) -> float:
    # Seconds after the offer: with one producer, the next take makes room.
    if note["room"]:
        return 0.0
    later = taken_at[note["takes"] :]
    return later[0] - note["start"] if later else math.inf


def _offered_well(note: dict[str, Any], room: float) -> Finding | None:
    if note["lost"]:
        return _dropped_well(note, room)
    if not note["puts"]:
        words = "the policy returns before the item is put or lost."
        return Finding(words, "task-for-each-put")
    if _took(note) < room + EXACT:
        return None
    words = f"there is room after {room:.3g} seconds, and the policy"
    return Finding(f"{words} returns after {_took(note):.3g}.", "late-put")


def _dropped_well(note: dict[str, Any], room: float) -> Finding | None:
    took = _took(note)
    if note["lost"] != [note["item"]]:
        words = f"{note['lost']} was lost in its place."
        return Finding(words, "wrong-victim")
    if room < 0.2 - CLOSE:
        words = f"it is lost, and there is room after {room:.3g} seconds."
        return Finding(words, "drops-too-early")
    if took < 0.2 - CLOSE:
        words = f"it is lost after {took:.3g} seconds, not after 0.2."
        return Finding(words, "drops-too-early")
    return None


# ---- 05.3 and 05.4: how many items exist


class _Works:
    """Makes items and works on them, and counts those that exist."""

    def __init__(self, case: Case, done: object) -> None:
        self._items, self._done = iter(case["items"]), done
        self._makes, self._works = iter(case["makes"]), iter(case["works"])
        self._making = self._busy = self._exist = 0
        self._events = {_now()}
        self.makers = self.peak = self.busiest = self.late = 0
        self.made: list[Any] = []
        self.cut: list[Any] = []
        self.finished: list[Any] = []

    async def make(self) -> Any:
        self._begins()
        self._making += 1
        self.makers = max(self.makers, self._making)
        await asyncio.sleep(next(self._makes, 0.0))
        self._ends()
        self._making -= 1
        item = next(self._items, self._done)
        if item is not self._done:
            self._exist += 1
            self.made.append(item)
        self.peak = max(self.peak, self._exist)
        return item

    async def work(self, item: Any) -> Any:
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

    def _begins(self) -> None:
        # Whoever waits for something goes on when something has ended.
        self.late += not any(abs(_now() - one) < EXACT for one in self._events)

    def _ends(self) -> None:
        self._events.add(_now())

    def account(self) -> dict[str, Any]:
        self._begins()  # to return is the last thing that begins
        return {k: v for k, v in vars(self).items() if k[0] != "_"}


def _result_of(item: Any) -> Any:
    # Of an item that is false, the result is false, too.
    return f"result of {item!r}" if item else item


def _making(words: str, items: list[Any], **more: Any) -> Case:
    return {
        **{"kind": "plain", "words": words, "items": items, "steady": False},
        **{"makes": [1.0] * len(items), "works": [1.0] * len(items)},
        **{"shuffle": None, "first": False},
        **more,
    }


def _varied_making(dice: random.Random, number: int, words: str) -> Case:
    items = _some_items(dice, 8) if number % 20 else _numbers(15)
    return _making(
        f"{words} and the items {items}",
        items,
        **{"kind": "varied", "shuffle": number},
        makes=[dice.choice([0.0, 1.0, dice.random()]) for _ in items],
        works=[dice.choice([0.0, 1.0, 3 * dice.random()]) for _ in items],
    )


def _numbers(count: int) -> list[Any]:
    return list(range(1, count + 1))


def _unfinished(case: Case, seen: Seen) -> Finding | None:
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
    if seen.outcome != "stuck":
        return ""
    if not seen.items and "queue.get()" in seen.report:
        return "not-together"
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


def _all_there(case: Case, seen: Seen, got: Any, what: str) -> Finding | None:
    """Each item shall be there once, and if one is not: why?"""
    if got is None:
        return Finding(f"expected a list of {what}s: got None.", "no-return")
    results = what == "result"
    items = [_result_of(i) if results else i for i in case["items"]]
    finding = each_once(items, got, what)
    if finding and finding.misconception in _LOST:
        key = _why_missing(items, got, seen)
        if results and key not in ("cut-off", "equal-results", "false-result"):
            key = "not-the-result"
        return replace(finding, misconception=key)
    if finding and finding.misconception == "extra-items" and results:
        return replace(finding, misconception=_why_extra(case, items, got))
    return finding


def _why_extra(case: Case, items: list[Any], got: list[Any]) -> str:
    if len(got) == len(items) + 1 and {*map(repr, got)} - {*map(repr, items)}:
        return "not-the-result"
    # Who has some too often from the first situation on appends twice.
    return "extra-items" if case["first"] else "old-results"


_LOST = ("data-as-sentinel", "left-early", "lost-items")


def _why_missing(items: list[Any], got: list[Any], seen: Seen) -> str:
    made, finished = seen.value["made"], seen.value["finished"]
    missing = Counter(map(repr, items)) - Counter(map(repr, got))
    if seen.value["cut"]:
        return "cut-off"
    if len(finished) == len(items) and not missing.keys() - {*map(repr, got)}:
        return "equal-results"
    false = {repr(item) for item in items if not item}
    if missing.keys() <= false - {*map(repr, got)}:
        all_done = len(finished) == len(items)
        return "false-result" if all_done else "data-as-sentinel"
    if len(made) < len(items):
        return "left-early" if not made or made[-1] else "data-as-sentinel"
    there = any(not move["got_by"] for move in seen.items)
    return "left-early" if there else "drops-items"


def _in_time(seen: Seen) -> Finding | None:
    if not seen.value["late"]:
        return None
    words = "something begins or ends late: when nothing else has ended."
    return Finding(words, "polls")


def _few_enough(limit: int, seen: Seen, case: Case) -> Finding | None:
    peak = seen.value["peak"] if seen.outcome == "returned" else 0
    if peak <= limit:
        return None
    words = f"{peak} items exist at once, and {limit} are allowed."
    many = peak > limit + case.get("workers", 1) + 1
    return Finding(words, _why_too_many(many, seen))


def _why_too_many(many: bool, seen: Seen) -> str:
    putters = {item["put_by"] for item in seen.items}
    if 2 * len(putters) > len(seen.items) > 3:
        return "task-for-each-put"
    return "no-bound" if many else "in-hand"


# ---- 05.3 the bound that does not hold


def _transfers(dice: random.Random) -> Iterator[Case]:
    yield _making("1 item and `maxsize=1`", [1], maxsize=1)
    words = "10 items, `maxsize=1`, a fast `make` and a slow `store`"
    yield _making(words, _numbers(10), maxsize=1, makes=[0.1] * 10)
    words = "4 items, `maxsize=2`, 1 second to make and 1 to store each"
    yield _making(words, _numbers(4), maxsize=2, steady=True)
    for number in range(VARIED):
        size = dice.randint(1, 4)
        case = _varied_making(dice, number, f"`maxsize={size}`")
        yield {**case, "maxsize": size}


async def _play_transfer(
    answer: Any, case: Case, names: dict[str, Any]
) -> Any:
    works = _Works(case, names["DONE"])
    await answer(works.make, works.work, case["maxsize"])
    return works.account()


def _judge_transfer(case: Case, seen: Seen) -> Finding | None:
    limit = case["maxsize"] + 2
    return (
        (_few_enough(limit, seen, case) if seen.left else None)
        or _unfinished(case, seen)
        or _too_many_makers(seen.value)
        or _all_there(case, seen, seen.value["finished"], "item")
        or _in_order(case, seen.value)
        or _few_enough(limit, seen, case)
        or _in_time(seen)
        or _overlapping(case, seen, len(case["items"]) + 1)
    )


def _in_order(case: Case, got: dict[str, Any]) -> Finding | None:
    if got["busiest"] > 1:
        words = f"{got['busiest']} items are being stored at the same time."
        return Finding(words, "many-stores")
    if got["finished"] == case["items"]:
        return None
    words = f"stored in the order {got['finished']}, made in {case['items']}."
    return Finding(words, "order-lost")


def _too_many_makers(got: dict[str, Any]) -> Finding | None:
    words = "`make` is called again before it has returned."
    return Finding(words, "many-makers") if got["makers"] > 1 else None


def _overlapping(case: Case, seen: Seen, expected: float) -> Finding | None:
    return _wasted(seen, expected) if case["steady"] else None


def _wasted(seen: Seen, expected: float) -> Finding | None:
    if seen.end < 1.1 * expected + CLOSE:
        return None
    words = f"it takes {seen.end:.4g} seconds; {expected:.4g} are enough."
    return Finding(words, "one-at-a-time")


# ---- 05.4 a limit on all


def _limits(dice: random.Random) -> Iterator[Case]:
    for workers, limit in [(4, 3), (2, 6), (2, 3), (3, 1)]:
        items, makes = _numbers(12), [0.0] * 12
        words = f"12 items, workers={workers} and limit={limit}"
        case = _making(words, items, makes=makes, first=workers == 4)
        yield {**case, "workers": workers, "limit": limit}
    for workers, limit, makes in _SLOW_TO_MAKE:
        words = f"workers={workers}, limit={limit}, and {makes} to make"
        case = _making(words, _numbers(len(makes)), makes=makes)
        yield {**case, "kind": "varied", "workers": workers, "limit": limit}
    for number in range(VARIED):
        workers, limit = dice.randint(1, 5), dice.randint(1, 8)
        words = f"workers={workers}, limit={limit}"
        case = _varied_making(dice, number, words)
        yield {**case, "workers": workers, "limit": limit}


async def _play_limited(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    works = _Works(case, names["DONE"])
    returned = await answer(
        works.make, works.work, case["workers"], case["limit"]
    )
    return {**works.account(), "returned": returned}


def _wasted_workers(case: Case, seen: Seen) -> Finding | None:
    finding = _wasted(seen, _least_time(case))
    busiest = seen.value["busiest"]
    if finding and 1 < busiest < min(case["workers"], case["limit"]):
        words = f"{finding.words} Only {busiest} are worked on at once."
        return Finding(words, "many-workers")
    return finding


def _judge_limited(case: Case, seen: Seen) -> Finding | None:
    workers, limit = case["workers"], case["limit"]
    return (
        _unfinished(case, seen)
        or _too_many_makers(seen.value)
        or _all_there(case, seen, seen.value["finished"], "item")
        or _all_there(case, seen, seen.value["returned"], "result")
        or _few_enough(limit, seen, case)
        or _few_workers(workers, seen.value["busiest"])
        or _in_time(seen)
        or _wasted_workers(case, seen)
    )


_SLOW_TO_MAKE = [
    (1, 3, [1.0] * 6),
    (2, 6, [0.5] * 12),
    (1, 4, [0.0, 0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0]),
]


def _least_time(case: Case) -> float:
    """When all is done, if nobody waits for more than there is need to."""
    makes, works = [*case["makes"], 0.0], case["works"]
    free, ends, time = [0.0] * case["workers"], list[float](), 0.0
    for number, make in enumerate(makes):
        if number >= case["limit"]:
            time = max(time, sorted(ends)[number - case["limit"]])
        time += make
        if number < len(works):
            end = max(time, heapq.heappop(free)) + works[number]
            heapq.heappush(free, end)
            ends.append(end)
    return max(time, *ends, 0.0)


def _few_workers(workers: int, busiest: int) -> Finding | None:
    if busiest <= workers:
        return None
    words = f"{busiest} items are worked on at once, with {workers} workers."
    return Finding(words, "many-workers")


EXERCISES: list[Exercise] = [
    Exercise(
        *("05.1", "The last put", "predict", 1, "last_put", "value"),
        *(one_case("6 items and `maxsize=2`"), give, _judge_time),
    ),
    Exercise(
        *("05.2", "Wait a while", "write", 2, "wait_a_while", "async"),
        *(_offers, _play_offers, _judge_offers),
    ),
    Exercise(
        *("05.3", "A bound that holds", "repair", 2, "transfer", "async"),
        *(_transfers, _play_transfer, _judge_transfer),
    ),
    Exercise(
        *("05.4", "A limit on all", "write", 3, "limited", "async"),
        *(_limits, _play_limited, _judge_limited),
    ),
    Exercise(
        *("05.5", "Test a policy", "test", 3, "check_policy", "async"),
        *TEST,
    ),
]
