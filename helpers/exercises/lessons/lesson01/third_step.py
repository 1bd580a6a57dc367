"""01.4: three steps side by side, with a queue between each two."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import SAME_TIME, draw_items, why_other
from helpers.exercises.lessons.lesson01.steps import (
    draw_takes,
    earliest,
    ends_late,
    stopped,
    wrong_list,
)
from helpers.wording import counted

VARIED = 100

_STEPS = ("read", "pack", "send")
_MADE = ("page", "parcel", "receipt")


class Chain(Case):
    """Orders that go through three steps.

    Attributes:
        orders: what the first step is given.
        made: for each step, what it makes of each order.
        takes: for each step, how long it takes for each order.
    """

    orders: list[Any]
    made: list[list[Any]]
    takes: list[list[float]]


def cases(dice: random.Random) -> Iterator[Chain]:
    """Make the cases: three orders, one, then varied ones."""
    made = [[f"{what} {n}" for n in (1, 2, 3)] for what in _MADE]
    takes = [[1.0] * 3, [0.4] * 3, [0.7] * 3]
    yield _chain("plain", [1, 2, 3], made, takes)
    yield _chain("plain", [1], [m[:1] for m in made], [[1.0]] * 3)
    for number in range(VARIED):
        orders = draw_items(dice, dice.randrange(9))
        made = [draw_items(dice, len(orders)) for _ in _STEPS]
        takes = [draw_takes(dice, len(orders)) for _ in _STEPS]
        yield _chain("varied", orders, made, takes, number)


def _chain(
    kind: str,
    orders: list[Any],
    made: list[list[Any]],
    takes: list[list[float]],
    shuffle: int | None = None,
) -> Chain:
    sums = ", ".join(
        f"{sum(times):.4g} s to {step}"
        for step, times in zip(_STEPS, takes, strict=True)
    )
    return Chain(
        kind=kind,
        words=f"{counted(len(orders), 'order')} ({sums} in all)",
        shuffle=shuffle,
        orders=orders,
        made=made,
        takes=takes,
    )


@dataclass
class _Step:
    """One kind of work, and what was seen of it."""

    made: list[Any]
    takes: list[float]
    got: list[Any] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    busy: int = 0
    most: int = 0

    async def work(self, item: Any) -> Any:
        """Work on an item, and give what comes of it."""
        number = len(self.got)
        self.got.append(item)
        self.starts.append(asyncio.get_running_loop().time())
        self.busy += 1
        self.most = max(self.most, self.busy)
        known = number < len(self.takes)
        await asyncio.sleep(self.takes[number] if known else 0)
        self.busy -= 1
        self.ends.append(asyncio.get_running_loop().time())
        return self.made[number] if known else None

    work.__qualname__ = "work"  # as a learner knows it


async def play(answer: Any, case: Chain, names: dict[str, Any]) -> Any:
    """Give the answer three kinds of work, and watch each."""
    steps = [
        _Step(made, takes)
        for made, takes in zip(case["made"], case["takes"], strict=True)
    ]
    receipts = await answer(case["orders"], *(step.work for step in steps))
    return {"receipts": receipts, "steps": [vars(step) for step in steps]}


def judge(case: Chain, seen: Seen) -> Finding | None:
    """Each step must do all orders, one by one, as early as it can."""
    found = stopped(seen, nothing=not case["orders"])
    if found:
        return found
    steps = seen.value["steps"]
    return (
        _crowded(steps)
        or _wrong_inputs([case["orders"], *case["made"]], steps)
        or _wrong_receipts(case, seen.value["receipts"])
        or _started_late(case["takes"], steps, seen)
        or ends_late(max(earliest(case["takes"])[-1], default=0.0), seen)
    )


def _wrong_receipts(case: Chain, got: Any) -> Finding | None:
    found = wrong_list(case["made"][-1], got, "the list")
    if found and got == case["made"][-2]:
        return replace(found, misconception="hands-on-the-old")
    if found and got in (_BOTH, _ALL_THREE):
        return replace(found, misconception="gather-results")
    kept = zip(map(repr, case["orders"]), case["made"][-1], strict=True)
    if found and got == [*dict(kept).values()]:  # by order, in a dict
        return replace(found, misconception="equal-are-two")
    return found


# What steps give that return nothing.
_BOTH, _ALL_THREE = [None] * 2, [None] * 3


def _crowded(steps: list[dict[str, Any]]) -> Finding | None:
    for name, step in zip(_STEPS, steps, strict=True):
        if step["most"] > 1:
            words = f"`{name}` works on {step['most']} orders at once."
            return Finding(words, "all-at-once")
    return None


def _wrong_inputs(
    values: list[list[Any]], steps: list[dict[str, Any]]
) -> Finding | None:
    for number, (name, step) in enumerate(zip(_STEPS, steps, strict=True)):
        expected, got = values[number], step["got"]
        if got != expected:
            words = (
                f"`{name}` should be called with {expected!r:.80}, one after "
                f"the other, and is called with {got!r:.80}."
            )
            return Finding(words, _why_wrong(number, values, got))
    return None


def _why_wrong(number: int, values: list[list[Any]], got: list[Any]) -> str:
    expected = values[number]
    if not got and number and expected[0]:
        return "left-early"
    if got == expected[: len(got)] and (got or number):
        return "stops-short" if expected[len(got)] else "data-as-sentinel"
    if len(got) == len(expected) and got in values[:number]:
        return "hands-on-the-old"
    why = why_other(expected, got)
    known = values[number] + values[number + 1]
    mixed = number == 1 and all(item in known for item in got)
    others = any(got.count(item) > expected.count(item) for item in got)
    return "one-queue-for-two" if mixed and others else why


def _started_late(
    takes: list[list[float]], steps: list[dict[str, Any]], seen: Seen
) -> Finding | None:
    for name, times, done, step in zip(
        _STEPS, takes, earliest(takes), steps, strict=True
    ):
        for number, start in enumerate(step["starts"]):
            could = done[number] - times[number]
            if start > could + SAME_TIME:
                words = (
                    f"`{name}` takes up item {number + 1} at {start:.4g} s; "
                    f"it could at {could:.4g} s."
                )
                return Finding(words, _why_late(step, number, steps, seen))
    return None


def _why_late(
    step: dict[str, Any], number: int, steps: list[dict[str, Any]], seen: Seen
) -> str:
    if any(bound > 0 for bound in seen.bounds):
        return "bound-holds-back"
    start, place = step["starts"][number], steps.index(step)
    before = [at for other in steps[:place] for at in other["ends"]]
    later = [at for o in steps[place + 1 :] for at in o["ends"][:number]]
    if all(abs(start - at) > SAME_TIME for at in [*before, *later]):
        return "looks-now-and-then"
    phases = before and min(step["starts"]) > max(before) - SAME_TIME
    serial = later and all(
        begin > end - SAME_TIME
        for begin, end in zip(
            steps[0]["starts"][1:], steps[-1]["ends"], strict=False
        )
    )
    return "sequential-await" if phases or serial else "waits-for-another"


EXERCISE = Exercise(
    id="01.4",
    title="A third step",
    kind="write",
    points=3,
    name="three_steps",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
