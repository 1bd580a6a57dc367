"""The exercises of lesson 01: one producer and one consumer, side by side."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import prediction, same, unfinished, why_other
from helpers.wording import counted

VARIED = 100
_TINY = 1e-6  # seconds; times are sums of floats


# ---- 01.1 slow reading, fast packing

_SECONDS = {
    14.0: ("How long would it take without a queue?", "sum-of-waits"),
    10.0: ("Is the last order packed by then?", "faster-side-once"),
    11.0: ("Of which side is one order added?", "faster-side-once"),
    5.0: ("How long does the reading alone take?", "slower-side"),
    4.0: ("How long does the reading alone take?", "slower-side"),
    1.4: ("Are all orders read at once?", "all-at-once"),
}


def _other_seconds(value: float) -> tuple[str, str]:
    if value < 10:
        return "How long does the reading alone take?", "slower-side"
    if value < 14:
        return "What comes after the last reading?", "faster-side-once"
    return "How long would it take without a queue?", "sum-of-waits"


# ---- when everything can happen at the earliest, step after step


def _earliest(steps: list[list[float]]) -> list[list[float]]:
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


def _takes(dice: random.Random, number: int) -> list[float]:
    scale = dice.choice([0.0, 1.0, 3.0])
    often = [dice.choice([0.0, 1.0]), scale, scale * dice.random()]
    return [dice.choice(often) for _ in range(number)]


def _values(dice: random.Random, number: int) -> list[Any]:
    return [dice.choice([count, 0, None, ""]) for count in range(number)]


# Causes of a hang in which somebody waits for an item. Their advice speaks
# of sentinels and `join`, which come later in the course.
_WANTS_AN_ITEM = {"no-await", "no-ending", "one-sentinel", "all-wait"}


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


_MORE = "asks-for-more"


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


def _stopped(seen: Seen, nothing: bool = False) -> Finding | None:
    """Say why a program did not come to its end.

    Args:
        seen: what was seen of it.
        nothing: whether there was nothing to do in this case.
    """
    return _hangs(seen, nothing) or _errs(seen) or unfinished(seen)


def _wrong_list(expected: list[Any], got: Any, what: str) -> Finding | None:
    inside = isinstance(got, list) and _READ in got
    if inside or (isinstance(got, list) and expected in got):
        words = f"what is returned should be {expected!r:.60} alone, and is"
        return Finding(f"{words} {got!r:.80}.", "gather-results")
    return same(expected, got, what)


# ---- 01.2 open the shop


def _shops(dice: random.Random) -> Iterator[Case]:
    yield _shop("plain", [1, 2, 3], [[0.4] * 3, [1.0] * 3], 0.0, None)
    yield _shop("plain", [1], [[0.4], [1.0]], 0.0, None)
    yield _shop("plain", [1, 2], [[0.4] * 2, [1.0] * 2], 5.0, None)
    for number in range(VARIED):
        items = _values(dice, dice.randrange(9))
        steps = [_takes(dice, len(items)) for _ in range(2)]
        closing = dice.choice([0.0, 0.0, 10 * dice.random()])
        case = _shop("varied", items, steps, closing, number)
        yield _with_result(case, dice.choice([items, items, 0, None, ""]))


def _shop(
    kind: str,
    items: list[Any],
    steps: list[list[float]],
    closing: float,
    shuffle: int | None,
) -> Case:
    words = (
        f"{counted(len(items), 'order')}, {sum(steps[0]):.4g} s for the "
        f"producer and {sum(steps[1]):.4g} s for the consumer in all"
    )
    if closing:
        words += f" ({closing:.4g} s more for the producer after its last put)"
    return {
        **{"kind": kind, "words": words, "items": items, "steps": steps},
        **{"closing": closing, "shuffle": shuffle, "result": items},
    }


def _with_result(case: Case, result: Any) -> Case:
    if result == case["items"]:
        return case
    words = f"{case['words']}, where the consumer returns {result!r}"
    return {**case, "words": words, "result": result}


_READ = "all orders are read"  # what the producer returns


async def _play_shop(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    ended: list[str] = []
    producer, consumer = _producer_of(case, ended), _consumer_of(case, ended)
    result = await answer(producer, consumer)
    return {"result": result, "ended": list(ended)}


def _producer_of(case: Case, ended: list[str]) -> Any:
    async def producer(queue: asyncio.Queue[Any]) -> str:
        for item, time in zip(case["items"], case["steps"][0], strict=True):
            await asyncio.sleep(time)
            await queue.put(item)
        await asyncio.sleep(case["closing"])
        ended.append("producer")
        return _READ

    return producer


def _consumer_of(case: Case, ended: list[str]) -> Any:
    async def consumer(queue: asyncio.Queue[Any]) -> Any:
        packed = []
        for time in case["steps"][1]:
            item = await queue.get()
            await asyncio.sleep(time)
            packed.append(item)
        ended.append("consumer")
        return packed if case["result"] == case["items"] else case["result"]

    return consumer


def _judge_shop(case: Case, seen: Seen) -> Finding | None:
    if seen.outcome != "returned":
        return _stopped(seen)
    result, ended = seen.value["result"], seen.value["ended"]
    # Its tasks are the play's own: no line of the learner's names them.
    for name in ("producer", "consumer"):
        if name not in ended:
            words = f"it returns before the {name} has ended."
            return Finding(words, "left-over")
    if result == _READ:
        words = f"it returns what the producer returns, {_READ!r}."
        return Finding(words, "gather-results")
    return _wrong_result(case["result"], result) or _too_long(case, seen)


def _wrong_result(expected: Any, got: Any) -> Finding | None:
    found = _wrong_list(expected, got, "what it returns")
    if not found:
        return None
    if got == [1, 2, 3]:
        return replace(found, misconception="only-the-example")
    if not expected and not got:
        return replace(found, misconception="false-is-a-value")
    known = found.misconception in _TOLD_OF_RESULTS
    return found if known else replace(found, misconception="own-result")


_TOLD_OF_RESULTS = ("gather-results", "no-return", "out-of-order")


def _too_long(case: Case, seen: Seen) -> Finding | None:
    packed = _earliest(case["steps"])[-1]
    enough = max([sum(case["steps"][0]) + case["closing"], *packed])
    late = _ends_late(enough, seen)
    total = case["closing"] + sum(map(sum, case["steps"]))
    if late and abs(seen.end - total) < _TINY:
        words = f"{late.words} All waits are added up."
        return Finding(words, "sequential-await")
    return late


def _ends_late(enough: float, seen: Seen) -> Finding | None:
    if seen.end < enough + _TINY:
        return None
    words = f"it ends at {seen.end:.4g} s; {enough:.4g} s are enough."
    return Finding(words, "looks-now-and-then")


# ---- 01.3 a turn for everybody


def _crowds(dice: random.Random) -> Iterator[Case]:
    yield _crowd("plain", ["a", "b", "c"], 1, None)
    yield _crowd("plain", ["a", 0, None, "a", "b"], 2, None)
    for number in range(VARIED):
        items = _values(dice, dice.choice([*range(9), 40]))
        yield _crowd("varied", items, dice.randint(1, 4), number)


def _crowd(
    kind: str, items: list[Any], others: int, shuffle: int | None
) -> Case:
    plural = "" if len(items) == 1 else "s"
    words = f"{len(items)} item{plural} and {others} other"
    return {
        **{"kind": kind, "words": f"{words} task{'s' * (others > 1)}"},
        **{"items": items, "others": others, "shuffle": shuffle},
    }


async def _play_turns(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    queue: asyncio.Queue[Any] = asyncio.Queue()
    turns = 500 + 20 * len(case["items"])  # so that nobody looks for ever
    watched: list[list[int]] = [[] for _ in range(case["others"])]
    looking = [
        asyncio.create_task(_look(queue, lengths, turns))
        for lengths in watched
    ]
    await answer(queue, case["items"])
    at_end = queue.qsize()
    for task in looking:
        task.cancel()
    await asyncio.gather(*looking, return_exceptions=True)
    queued = [queue.get_nowait() for _ in range(queue.qsize())]
    return {"lengths": watched, "queued": queued, "at end": at_end}


async def _look(
    queue: asyncio.Queue[Any], lengths: list[int], turns: int
) -> None:
    for _ in range(turns):
        lengths.append(queue.qsize())
        await asyncio.sleep(0)


def _judge_turns(case: Case, seen: Seen) -> Finding | None:
    found = unfinished(seen)
    if seen.outcome == "stuck":
        report = seen.report.partition("Most likely")[0].strip()
        return Finding(f"the program hangs.\n\n{report}", "turn-is-no-wait")
    if found:
        return found
    if seen.end > 0:
        words = f"it ends at {seen.end:.4g} s, and should take no time."
        return Finding(words, "letting-go-is-free")
    queued = same(case["items"], seen.value["queued"], "the queue's content")
    if seen.value["at end"] < len(seen.value["queued"]):
        words = "it is over before all its items are in the queue."
        return Finding(words, "left-over")
    return queued or _turns_missed(len(case["items"]), seen.value["lengths"])


def _turns_missed(number: int, watched: list[list[int]]) -> Finding | None:
    for lengths in watched:
        steps = pairwise([0, *lengths, number])
        jump = next((step for step in steps if step[1] > step[0] + 1), None)
        if jump and not lengths:
            words = "another task did not get a single turn meanwhile."
            return Finding(words, "await-lets-go")
        if jump:
            words = "another task saw the queue's length jump from"
            words = f"{words} {jump[0]} to {jump[1]}: no turn in between."
            return Finding(words, "turn-for-each")
    return None


# ---- 01.4 three steps

_STEPS = ("read", "pack", "send")
_MADE = ("page", "parcel", "receipt")


def _chains(dice: random.Random) -> Iterator[Case]:
    made = [[f"{what} {n}" for n in (1, 2, 3)] for what in _MADE]
    takes = [[1.0] * 3, [0.4] * 3, [0.7] * 3]
    yield _chain("plain", [1, 2, 3], made, takes, None)
    yield _chain("plain", [1], [m[:1] for m in made], [[1.0]] * 3, None)
    for number in range(VARIED):
        orders = _values(dice, dice.randrange(9))
        made = [_values(dice, len(orders)) for _ in _STEPS]
        takes = [_takes(dice, len(orders)) for _ in _STEPS]
        yield _chain("varied", orders, made, takes, number)


def _chain(
    kind: str,
    orders: list[Any],
    made: list[list[Any]],
    takes: list[list[float]],
    shuffle: int | None,
) -> Case:
    sums = ", ".join(
        f"{sum(times):.4g} s to {step}"
        for step, times in zip(_STEPS, takes, strict=True)
    )
    return {
        "kind": kind,
        "words": f"{counted(len(orders), 'order')} ({sums} in all)",
        **{"orders": orders, "made": made, "takes": takes},
        "shuffle": shuffle,
    }


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


async def _play_chain(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    steps = [
        _Step(made, takes)
        for made, takes in zip(case["made"], case["takes"], strict=True)
    ]
    receipts = await answer(case["orders"], *(step.work for step in steps))
    return {"receipts": receipts, "steps": [vars(step) for step in steps]}


def _judge_chain(case: Case, seen: Seen) -> Finding | None:
    found = _stopped(seen, nothing=not case["orders"])
    if found:
        return found
    steps = seen.value["steps"]
    return (
        _crowded(steps)
        or _wrong_inputs([case["orders"], *case["made"]], steps)
        or _wrong_receipts(case, seen.value["receipts"])
        or _started_late(case["takes"], steps, seen)
        or _ends_late(max(_earliest(case["takes"])[-1], default=0.0), seen)
    )


def _wrong_receipts(case: Case, got: Any) -> Finding | None:
    found = _wrong_list(case["made"][-1], got, "the list")
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
        _STEPS, takes, _earliest(takes), steps, strict=True
    ):
        for number, start in enumerate(step["starts"]):
            could = done[number] - times[number]
            if start > could + _TINY:
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
    if all(abs(start - at) > _TINY for at in [*before, *later]):
        return "looks-now-and-then"
    phases = before and min(step["starts"]) > max(before) - _TINY
    serial = later and all(
        begin > end - _TINY
        for begin, end in zip(
            steps[0]["starts"][1:], steps[-1]["ends"], strict=False
        )
    )
    return "sequential-await" if phases or serial else "waits-for-another"


EXERCISES: list[Exercise] = [
    Exercise(
        *("01.1", "Slow reading", "predict", 1, "seconds", "value"),
        *prediction("10 orders", 10.4, _SECONDS, _other_seconds),
    ),
    Exercise(
        *("01.2", "Side by side", "repair", 2, "open_shop", "async"),
        *(_shops, _play_shop, _judge_shop),
    ),
    Exercise(
        *("01.3", "A turn for everybody", "write", 2, "put_all", "async"),
        *(_crowds, _play_turns, _judge_turns),
    ),
    Exercise(
        *("01.4", "A third step", "write", 3, "three_steps", "async"),
        *(_chains, _play_chain, _judge_chain),
    ),
]
