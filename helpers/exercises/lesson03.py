"""The exercises of lesson 03: several share the work, and all go home."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

from helpers.exercises.exercise import Case, Exercise, Finding, Seen
from helpers.exercises.expectations import each_once, unfinished
from helpers.exercises.lesson03_programs import TEST
from helpers.exercises.predictions import prediction
from helpers.wording import counted, seconds

VARIED = 100
FAULTS = 30
SAME_TIME = 1e-6  # sums of the same pauses may differ by so much


# ---- 03.1 how many sentinels


_COUNTS: dict[float, tuple[str, str]] = {
    1: ("One sentinel sends one worker home.", "one-sentinel"),
    3: ("That is one for each producer; who takes them?", "each-producer"),
    4: ("Who sends the fifth worker home?", "one-sentinel"),
    6: ("Who takes the sixth?", "each-producer"),
    8: ("Do producers take sentinels?", "each-producer"),
    15: ("How many sentinels does one worker take?", "each-producer"),
}


def _other_count(count: float) -> tuple[str, str]:
    return "How many workers are there to be sent home?", "each-producer"


# ---- 03.2 hand it on


def _crowds(dice: random.Random) -> Iterator[Case]:
    yield _crowd("plain", 2, [1, 2, 3], [1.0] * 3, [1.0] * 3, None)
    yield _crowd("plain", 1, [1, 2], [1.0] * 2, [1.0] * 2, None)
    for number in range(VARIED):
        items = _items(dice, dice.randrange(9))
        gaps, works = _pauses(dice, items), _pauses(dice, items, 3)
        yield _crowd("varied", dice.randint(1, 5), items, gaps, works, number)


def _items(dice: random.Random, how_many: int) -> list[Any]:
    return [
        dice.choice([number, 0, None, ""]) for number in range(1, how_many + 1)
    ]


def _pauses(
    dice: random.Random, items: list[Any], longest: int = 1
) -> list[float]:
    return [dice.choice([0.0, 1.0, longest * dice.random()]) for _ in items]


def _crowd(
    kind: str,
    workers: int,
    items: list[Any],
    gaps: list[float],
    works: list[float],
    shuffle: int | None,
) -> Case:
    words = f"{counted(workers, 'worker')} and {counted(len(items), 'item')}"
    return {
        **{"kind": kind, "words": words + _some_false(items)},
        **{"workers": workers, "items": items},
        **{"gaps": gaps, "works": works, "shuffle": shuffle},
    }


def _some_false(items: list[Any]) -> str:
    false = list(dict.fromkeys(repr(item) for item in items if not item))
    return f" (among them {' and '.join(false)})" if false else ""


async def _play_crowd(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    queue: asyncio.Queue[Any] = asyncio.Queue()
    results: list[Any] = []
    works = iter(case["works"])

    async def work(item: Any) -> Any:
        await asyncio.sleep(next(works, 0.0))
        return item

    async def producer() -> None:
        await _put_all(queue, case["items"], case["gaps"])
        await queue.put(names["DONE"])

    workers = (answer(queue, results, work) for _ in range(case["workers"]))
    await asyncio.gather(producer(), *workers)
    return results


async def _put_all(
    queue: asyncio.Queue[Any],
    items: list[Any],
    gaps: list[float],
    note: Callable[[], None] = lambda: None,
) -> None:
    for item, gap in zip(items, gaps, strict=True):
        await asyncio.sleep(gap)
        await queue.put(item)
        note()


def _judge_crowd(case: Case, seen: Seen) -> Finding | None:
    return unfinished(seen) or each_once(
        case["items"], seen.value, "result", seen
    )


# ---- 03.3 the coordinator


def _teams(dice: random.Random) -> Iterator[Case]:
    three = [_part([n, n + 1], [gap] * 2) for n, gap in _QUICK_TO_SLOW]
    yield _team("plain", 2, three, [1.0] * 6)
    yield _team("plain", 3, [_part([1, 2, 3, 4], [0.5] * 4)], [2.0] * 4)
    yield _team("plain", 1, three[:2], [1.0] * 4)
    for number in range(VARIED):
        yield _some_team(dice, "varied", _parts(dice, 0), number)
    yield from _failing_teams(dice)


def _failing_teams(dice: random.Random) -> Iterator[Case]:
    fails = _part([1], [1.0], "the first site is down")
    yield _team("fault", 2, [fails, _part([2, 3, 4], [2.0] * 3)], [1.0] * 4)
    yield _team("fault", 2, [fails], [1.0])
    for number in range(FAULTS):
        parts = _parts(dice, 1)
        dice.choice(parts)["error"] = "a site is down"
        yield _some_team(dice, "fault", parts, number)


_QUICK_TO_SLOW = [(1, 1.0), (3, 2.0), (5, 3.0)]


def _part(items: list[Any], gaps: list[float], error: str = "") -> Case:
    return {"items": items, "gaps": gaps, "error": error}


def _parts(dice: random.Random, fewest: int) -> list[Case]:
    lists = [
        _items(dice, dice.randrange(5)) for _ in range(dice.randint(fewest, 3))
    ]
    return [_part(items, _pauses(dice, items)) for items in lists]


def _some_team(
    dice: random.Random, kind: str, parts: list[Case], number: int
) -> Case:
    works = _pauses(dice, _all_items(parts), 3)
    return _team(kind, dice.randint(1, 5), parts, works, number)


def _team(
    kind: str,
    workers: int,
    parts: list[Case],
    works: list[float],
    shuffle: int | None = None,
) -> Case:
    items = _all_items(parts)
    words = (
        f"{counted(len(parts), 'producer')}, {counted(workers, 'worker')} and "
        f"{counted(len(items), 'item')}{_some_false(items)}"
        f"{', where a producer fails' if kind == 'fault' else ''}"
    )
    return {
        **{"kind": kind, "words": words, "workers": workers, "parts": parts},
        **{"works": works, "shuffle": shuffle},
    }


def _all_items(parts: list[Case]) -> list[Any]:
    return [item for part in parts for item in part["items"]]


def _errors(case: Case) -> list[str]:
    errors = (part["error"] for part in case["parts"])
    return [f"ValueError: {error}" for error in errors if error]


class _Watched:
    """Producers and work for an answer, and what it does with them.

    Attributes:
        log: "began": when each producer began; "put": when each item was
            put; "spans": item, begin and end of each piece of work, the
            end None if it was cut off; "results" and "error" of it all.
    """

    def __init__(self, case: Case, done: object) -> None:
        self._works, self._done = iter(case["works"]), done
        self.log: dict[str, Any] = {
            **{"began": [], "put": [], "spans": []},
            **{"results": None, "error": ""},
        }

    def producer(self, part: Case) -> Callable[[Any], Awaitable[None]]:
        async def producer(queue: asyncio.Queue[Any]) -> None:
            self.log["began"].append(_now())
            await _put_all(queue, part["items"], part["gaps"], self._note_put)
            if part["error"]:
                raise ValueError(part["error"])

        return producer

    def _note_put(self) -> None:
        self.log["put"].append(_now())

    async def work(self, item: Any) -> Any:
        shown = "DONE" if item is self._done else item
        span = [shown, _now(), None]
        self.log["spans"].append(span)
        await asyncio.sleep(next(self._works, 0.0))
        span[2] = _now()
        return _result(shown)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _result(item: Any) -> Any:
    return f"page {item}" if item else item


async def _play_team(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    watched = _Watched(case, names["DONE"])
    producers = [watched.producer(part) for part in case["parts"]]
    promised: tuple[type[Exception], ...] = (Exception,)
    if not _errors(case):
        promised = ()
    try:
        watched.log["results"] = await answer(
            producers, case["workers"], watched.work
        )
    except promised as error:
        watched.log["error"] = error
    return watched.log


def _judge_team(case: Case, seen: Seen) -> Finding | None:
    if seen.outcome != "returned":
        return unfinished(seen)
    return (
        _not_worked_on(case, seen)
        or _still_there(case, seen)
        or _not_reported(case, seen.value)
        or _not_together(case, seen)
    )


def _not_worked_on(case: Case, seen: Seen) -> Finding | None:
    whole = [span[0] for span in seen.value["spans"] if span[2] is not None]
    found = each_once(_all_items(case["parts"]), whole, "item")
    if not found or found.misconception == "extra-items":
        return found
    return replace(found, misconception=_why_not_worked_on(case, seen, whole))


def _why_not_worked_on(case: Case, seen: Seen, whole: list[Any]) -> str:
    items = _all_items(case["parts"])
    if _errors(case):
        if _sentinels(seen):
            return "sentinel-overtakes"
        return "died-feeding" if seen.left else "put-is-not-done"
    if len(whole) < len(seen.value["spans"]):
        return "put-is-not-done"
    if len(seen.value["put"]) < len(items):
        return "lost-items"
    if not _sentinels(seen):
        return "left-early"
    false = [item for item in items if not item]
    lost_false = each_once(false, [i for i in whole if not i], "item")
    return "data-as-sentinel" if lost_false else "each-producer"


def _sentinels(seen: Seen) -> bool:
    # What was put into the queue beyond the items must be sentinels.
    return len(seen.items) > len(seen.value["put"])


def _still_there(case: Case, seen: Seen) -> Finding | None:
    found = unfinished(seen)
    if found and _errors(case):
        return replace(found, misconception="died-feeding")
    return found


def _not_reported(case: Case, log: dict[str, Any]) -> Finding | None:
    errors = _errors(case)
    if errors:
        return None if log["error"] in errors else _other_error(errors, log)
    if isinstance(log["results"], list) and any(
        isinstance(result, list) for result in log["results"]
    ):
        return Finding("expected one list of results, and got lists in it.")
    expected = [_result(item) for item in _all_items(case["parts"])]
    found = each_once(expected, log["results"], "result")
    if found and found.misconception == "data-as-sentinel":
        return replace(found, misconception="false-is-a-value")
    return found


def _other_error(errors: list[str], log: dict[str, Any]) -> Finding:
    expected = f"expected the error of the producer, {errors[0]!r}"
    if log["error"]:
        return Finding(f"{expected}, and got {log['error']!r}.")
    words = f"{expected}, and `run_all` raises none."
    return Finding(words, "error-dropped")


def _not_together(case: Case, seen: Seen) -> Finding | None:
    log = seen.value
    late = max(log["began"], default=0.0)
    if late > SAME_TIME:
        words = f"all producers begin at 0 s, but one at {seconds(late)}."
        return Finding(words, "one-after-other")
    begins = sorted(begin for _, begin, _ in log["spans"])
    return _too_many(case, log, begins) or _idle(case, seen, begins)


def _too_many(
    case: Case, log: dict[str, Any], begins: list[float]
) -> Finding | None:
    most = max((_busy(log, begin) for begin in begins), default=0)
    if most <= case["workers"]:
        return None
    words = f"{most} items are worked on at the same time."
    return Finding(words, "too-many-workers")


def _idle(case: Case, seen: Seen, begins: list[float]) -> Finding | None:
    # Items need not be worked on in the order in which they were put, but
    # while any of them waits, everybody shall work.
    log = seen.value
    for put, begin in zip(sorted(log["put"]), begins, strict=False):
        busy = _busy(log, put)
        if begin > put + SAME_TIME and busy < case["workers"]:
            words = (
                f"at {seconds(put)} an item waits in the queue, and "
                f"{busy} of {counted(case['workers'], 'worker')} "
                f"work{'s' if busy == 1 else ''}."
            )
            return Finding(words, _why_idle(seen, begins))
    return None


def _why_idle(seen: Seen, begins: list[float]) -> str:
    if begins[0] >= max(seen.value["put"]):
        return "producers-first"
    return "one-after-other" if _sentinels(seen) else "left-early"


def _busy(log: dict[str, Any], time: float) -> int:
    return sum(
        begin <= time + SAME_TIME < end for _, begin, end in log["spans"]
    )


# ---- 03.4 put them in order again


def _orders(dice: random.Random) -> Iterator[Case]:
    yield _order("plain", [[2, "b"], [1, "a"], [3, "c"]], [1.0] * 3)
    yield _order("plain", [[1, "d"], [2, "c"]], [1.0] * 2)
    yield _order("plain", [[3, "c"], [2, "b"], [1, "a"]], [1.0] * 3)
    for number in range(VARIED):
        pairs = [*enumerate(_items(dice, dice.randrange(9)), 1)]
        dice.shuffle(pairs)
        gaps = _pauses(dice, pairs)
        yield _order("varied", [[*pair] for pair in pairs], gaps, number)


def _order(
    kind: str,
    pairs: list[list[Any]],
    gaps: list[float],
    shuffle: int | None = None,
) -> Case:
    numbers = ", ".join(str(number) for number, _ in pairs)
    words = f"the numbers {numbers}" if numbers else "no pairs"
    return {
        **{"kind": kind, "pairs": pairs, "gaps": gaps, "shuffle": shuffle},
        "words": words + _some_false([value for _, value in pairs]),
    }


async def _play_order(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    queue: asyncio.Queue[Any] = asyncio.Queue()
    put: list[float] = []
    emitted: list[tuple[float, Any]] = []

    def emit(value: Any) -> None:
        emitted.append((_now(), value))

    async def producer() -> None:
        pairs = [(number, value) for number, value in case["pairs"]]
        await _put_all(queue, pairs, case["gaps"], lambda: put.append(_now()))
        await asyncio.sleep(1)
        await queue.put(names["DONE"])

    async def emitting() -> int:
        await answer(queue, emit)
        return len(emitted)

    _, count = await asyncio.gather(producer(), emitting())
    return put, emitted[:count]


def _judge_order(case: Case, seen: Seen) -> Finding | None:
    found = unfinished(seen)
    if found:
        return found
    put, emitted = seen.value
    values = [value for _, value in emitted]
    found = each_once(_in_order(case), values, "value")
    if found:
        return replace(found, misconception=_why_kept(case, values, found))
    return _disordered(case, values) or _late(case, put, emitted)


def _in_order(case: Case) -> list[Any]:
    return [value for _, value in sorted(case["pairs"], key=lambda p: p[0])]


def _why_kept(case: Case, values: list[Any], found: Finding) -> str:
    if found.misconception == "extra-items":
        return found.misconception
    expected = _in_order(case)
    if values != expected[: len(values)]:
        came = _as_they_came(case, values)
        return "order-promised" if came else "lost-items"
    if not expected[len(values)]:
        return "false-is-a-value"
    return "one-for-one" if values else "lost-items"


def _as_they_came(case: Case, values: list[Any]) -> bool:
    return values == [value for _, value in case["pairs"]][: len(values)]


def _disordered(case: Case, values: list[Any]) -> Finding | None:
    expected = _in_order(case)
    if values == expected:
        return None
    words = f"expected the order {expected}, and got {values}."
    came = _as_they_came(case, values)
    return Finding(words, "order-promised" if came else "")


def _late(
    case: Case, put: list[float], emitted: list[list[Any]]
) -> Finding | None:
    for number, (time, value) in enumerate(emitted, 1):
        due = _due(case, put, number)
        if time > due + SAME_TIME:
            words = (
                f"number {number}, {value!r}, can go on at {seconds(due)}, "
                f"and goes on at {seconds(time)}."
            )
            at_end = emitted[0][0] > max(put) + SAME_TIME
            return Finding(words, "sorts-at-end" if at_end else "one-for-one")
    return None


def _due(case: Case, put: list[float], number: int) -> float:
    came = zip(case["pairs"], put, strict=True)
    return max(time for pair, time in came if pair[0] <= number)


EXERCISES: list[Exercise] = [
    Exercise(
        *("03.1", "Count the sentinels", "predict", 1, "sentinels", "value"),
        *prediction("3 producers and 5 workers", 5, _COUNTS, _other_count),
    ),
    Exercise(
        *("03.2", "Hand it on", "repair", 2, "worker", "async"),
        *(_crowds, _play_crowd, _judge_crowd),
    ),
    Exercise(
        *("03.3", "Run them all", "write", 3, "run_all", "async"),
        *(_teams, _play_team, _judge_team),
    ),
    Exercise(
        *("03.4", "In order again", "write", 2, "emit_in_order", "async"),
        *(_orders, _play_order, _judge_order),
    ),
    Exercise(
        *("03.5", "Test the sharing", "test", 3, "check_workers", "async"),
        *TEST,
    ),
]
