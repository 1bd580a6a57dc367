"""05.2: a policy that waits a while, played with whoever takes meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import math
import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import (
    CLOSE,
    SAME_TIME,
    draw_items,
    each_once,
    now,
    unfinished,
)

VARIED = 90


class Offer(Case):
    """Items that are offered to a queue under a policy.

    Attributes:
        maxsize: the queue's bound.
        filled: what is in the queue at first.
        items: for each producer, what it offers.
        gaps: for each producer, the seconds before each item.
        takes: the seconds between the takes of one item each.
        cancel: when the first producer is cancelled; None where it is not.
    """

    maxsize: int
    filled: list[Any]
    items: list[list[Any]]
    gaps: list[list[float]]
    takes: list[float]
    cancel: float | None


def cases(dice: random.Random) -> Iterator[Offer]:
    """Make the cases: room, no room, room in time and too late, any."""
    yield _offer("a queue that has room", filled=[])
    yield _offer("a full queue from which nobody takes")
    yield _offer("a full queue, and room after 0.1 seconds", takes=[0.1])
    yield _offer("a full queue, and room after 0.3 seconds", takes=[0.3])
    for number in range(VARIED):
        yield _varied_offer(dice, number)
    for time in (0.1, 0.15):
        words = f"a cancellation after {time} seconds, while it waits"
        yield _offer(words, kind="fault", cancel=time)


def _offer(
    words: str,
    *,
    kind: str = "plain",
    filled: Sequence[Any] = ("old",),
    takes: Sequence[float] = (),
    cancel: float | None = None,
) -> Offer:
    return Offer(
        kind=kind,
        words=words,
        shuffle=None,
        maxsize=1,
        filled=[*filled],
        items=[["new"]],
        gaps=[[0.0]],
        takes=[*takes],
        cancel=cancel,
    )


def _varied_offer(dice: random.Random, number: int) -> Offer:
    size, producers = dice.randint(1, 3), dice.choice([1, 1, 1, 2, 3])
    items = [draw_items(dice, dice.randrange(5)) for _ in range(producers)]
    takes = [_time(dice) for _ in range(dice.randrange(6))]
    offered = ", then ".join(str(some) for some in items)
    words = f"`maxsize={size}` and the items {offered}"
    if producers > 1:
        words = f"{producers} producers, {words}"
    return Offer(
        kind="varied",
        words=words,
        shuffle=number,
        maxsize=size,
        items=items,
        gaps=[[_time(dice) for _ in some] for some in items],
        filled=["old"] * dice.randint(0, size),
        takes=takes,
        cancel=None,
    )


def _time(dice: random.Random) -> float:
    return dice.choice([0.0, 0.0, 0.1, 0.2, 0.2, 0.3, dice.random() / 2])


class _Counter:
    """Offers items under a policy, takes some, and keeps account."""

    def __init__(self, policy: Callable[..., Any], case: Offer) -> None:
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
            puts, lost = self._puts(), list(self.lost)
            note: dict[str, Any] = {
                "item": item,
                "room": not self._queue.full(),
                "start": now(),
                "end": None,
                "takes": len(self.taken),
                "had": len(lost),
                "too_early": False,
            }
            self.notes.append(note)
            await self._policy(self._queue, item, self.lost)
            note["puts"] = self._puts() - puts
            note["end"] = now()
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
            waits = note["end"] is None and now() < note["start"] + 0.2 - CLOSE
            if waits and note["item"] in self.lost[note["had"] :]:
                note["too_early"] = True
        with contextlib.suppress(asyncio.QueueEmpty):
            self.taken.append(self._queue.get_nowait())
            self.taken_at.append(now())


async def play(answer: Any, case: Offer, names: dict[str, Any]) -> Any:
    """Offer items by the answer's policy, and take some meanwhile."""
    counter = _Counter(answer, case)
    pairs = zip(case["items"], case["gaps"], strict=True)
    offering = [asyncio.create_task(counter.offer(*pair)) for pair in pairs]
    taking = asyncio.create_task(counter.take(offering))
    if case["cancel"]:
        await asyncio.sleep(case["cancel"])
        offering[0].cancel()
    ended = await asyncio.gather(*offering, return_exceptions=True)
    for error in ended:
        asked = case["cancel"] and isinstance(error, asyncio.CancelledError)
        if isinstance(error, BaseException) and not asked:
            raise error
    await taking
    await counter.take_the_rest()
    return {
        "lost": counter.lost,
        "taken": counter.taken,
        "taken_at": counter.taken_at,
        "notes": counter.notes,
        "cancelled": offering[0].cancelled(),
    }


def judge(case: Offer, seen: Seen) -> Finding | None:
    """Each item is put as soon as there is room, or lost after 0.2 s."""
    return (
        _ends_well(seen)
        or _cancel_passes(case, seen.value)
        or _offered_in_time(seen.value["notes"])
        or _in_one_place(case, seen.value)
        or _lost_too_early(case, seen.value["notes"])
        or _offered_one_by_one(case, seen.value)
    )


def _ends_well(seen: Seen) -> Finding | None:
    finding = unfinished(seen)
    if finding and seen.error.startswith("AttributeError"):
        return Finding(finding.words, "wrong-tools")
    own = not re.match(
        "(Type|Attribute|Name|UnboundLocal|Cancelled)Error", seen.error
    )
    if finding and not finding.misconception and own:
        return Finding(finding.words, "refuses")
    return finding


def _cancel_passes(case: Offer, got: dict[str, Any]) -> Finding | None:
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


def _lost_too_early(
    case: Offer, notes: list[dict[str, Any]]
) -> Finding | None:
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


def _in_one_place(case: Offer, got: dict[str, Any]) -> Finding | None:
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


def _offered_one_by_one(case: Offer, got: dict[str, Any]) -> Finding | None:
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
    if _took(note) < room + SAME_TIME:
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


EXERCISE = Exercise(
    id="05.2",
    title="Wait a while",
    kind="write",
    points=2,
    name="wait_a_while",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
