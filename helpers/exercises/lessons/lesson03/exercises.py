"""The exercises of lesson 03: several share the work, and all go home."""

from __future__ import annotations

import asyncio
import builtins
import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import (
    LIKE_ALL,
    LikeAll,
    each_once,
    prediction,
    real,
    unfinished,
    why_missing,
    word_of,
)
from helpers.exercises.lessons.lesson03.items import (
    SAME_TIME,
    now,
    pauses,
    put_all,
    some_items,
    some_odd,
)
from helpers.exercises.lessons.lesson03.order import ORDER
from helpers.exercises.lessons.lesson03.programs import TEST
from helpers.wording import counted, seconds

VARIED = 100
FAULTS = 30
LONG = 600.0


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
    yield _crowd("plain", 3, [1, 2, 3, 4], [0.0] * 4, [1.0] * 4, None)
    rare = _crowd("plain", 1, [2, 2], [LONG] * 2, [1.0] * 2, None)
    yield {**rare, "words": f"{rare['words']}, one every ten minutes"}
    for number in range(VARIED):
        items = some_items(dice, dice.randrange(9))
        gaps, works = pauses(dice, items), pauses(dice, items, 3)
        yield _crowd("varied", dice.randint(1, 5), items, gaps, works, number)


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
        **{"kind": kind, "words": words + some_odd(items)},
        **{"workers": workers, "parts": [_part(items, gaps)]},
        **{"works": works, "shuffle": shuffle},
    }


async def _play_crowd(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    queue: asyncio.Queue[Any] = asyncio.Queue()
    watched = _Watched(case, names["DONE"])
    put_all = watched.producer(case["parts"][0])
    results: list[Any] = []
    left: list[tuple[float, int]] = []

    async def producer() -> None:
        await put_all(queue)
        await queue.put(names["DONE"])

    async def worker() -> None:
        await answer(queue, results, watched.work)
        left.append((now(), queue.qsize()))

    workers = (worker() for _ in range(case["workers"]))
    await asyncio.gather(producer(), *workers)
    return {**watched.log, "results": results, "left": left}


def _judge_crowd(case: Case, seen: Seen) -> Finding | None:
    return (
        _never_leaves(case, seen)
        or _not_taken_up(case, seen)
        or _too_many(case, seen.value, _begins(seen.value))
        or _other_results(case, seen.value)
        or _held_up(case, seen)
        or _too_late(case, seen)
    )


def _never_leaves(case: Case, seen: Seen) -> Finding | None:
    found = unfinished(seen)
    rounds = found and found.misconception == "spins"
    if found and rounds and len(_handed_on(seen)) > 2 * case["workers"]:
        return replace(found, misconception="goes-round")
    if found and seen.error.startswith("CancelledError"):
        return replace(found, misconception="put-is-not-done")
    return found


def _held_up(case: Case, seen: Seen) -> Finding | None:
    found = _idle(case, seen, _begins(seen.value))
    if not found:
        return None
    if _too_soon(seen):
        return replace(found, misconception="sentinel-early")
    key = "takes-ahead" if _takes_ahead(case, seen) else "work-overlaps"
    key = "guesses-the-time" if _sleeps(seen.value) else key
    return replace(found, misconception=key)


def _sleeps(log: dict[str, Any]) -> bool:
    # Whether work begins when nothing has come and none has ended.
    moments = [*log["put"], *(end for _, _, end in log["spans"])]
    return any(
        all(abs(begin - at) > SAME_TIME for at in moments)
        for begin in _begins(log)
    )


def _takes_ahead(case: Case, seen: Seen) -> bool:
    # Whether the workers ever have more items in hand than one each.
    fed = [i for i in seen.items if i not in _handed_on(seen)][:-1]
    ends = [end for _, _, end in seen.value["spans"]]
    return any(
        sum(other["got_at"] <= move["got_at"] for other in fed)
        - sum(end <= move["got_at"] + SAME_TIME for end in ends)
        > case["workers"]
        for move in fed
    )


def _handed_on(seen: Seen) -> list[dict[str, Any]]:
    # What workers put into the queue.
    return [i for i in seen.items if not i["put_by"].startswith("producer")]


def _not_taken_up(case: Case, seen: Seen) -> Finding | None:
    items, worked = _all_items(case["parts"]), _worked_on(seen.value)
    found = each_once(items, worked, "item")
    if not found or found.misconception == "extra-items":
        return found
    return replace(found, misconception=_why_left_there(case, worked, seen))


def _why_left_there(case: Case, worked: list[Any], seen: Seen) -> str:
    items = _all_items(case["parts"])
    fed = [i for i in seen.items if i["put_by"].startswith("producer")]
    got = [
        item for item, move in zip(items, fed, strict=False) if move["got_by"]
    ]
    all_taken = len(got) == len(items)
    lost = [item for item in got if repr(item) not in map(repr, worked)]
    if LIKE_ALL in lost:
        return "equal-not-same"
    if not all_taken and not all(lost):
        return "data-as-sentinel"
    if all_taken and len(_handed_on(seen)) > case["workers"]:
        return "goes-round"
    if all_taken:
        return why_missing(items, worked)
    if _too_soon(seen):
        return "sentinel-early"
    # Who looks whether the queue is empty fails before, where items are there
    # at once. Who leaves here at once has kept something from that time.
    at_once = not got and seen.value["left"][0][0] == 0.0
    rare = case["parts"][0]["gaps"][0] == LONG
    return "made-once" if at_once and rare else _why_gone_home(seen.value)


def _too_soon(seen: Seen) -> bool:
    # Whether a worker put a sentinel in front of items.
    handed = [move["number"] for move in _handed_on(seen)]
    fed = [i["number"] for i in seen.items if i not in _handed_on(seen)]
    return bool(handed) and handed[0] < fed[-1]


def _why_gone_home(log: dict[str, Any]) -> str:
    ends = [0.0, *(span[2] for span in log["spans"])]
    for time, behind in log["left"]:
        if all(abs(time - end) > SAME_TIME for end in ends):
            return "gave-up-waiting"
        if behind and time:
            return "ends-in-the-loop"
    return "left-early"


def _other_results(case: Case, log: dict[str, Any]) -> Finding | None:
    items, results = _all_items(case["parts"]), log["results"]
    expected = [_result(item) for item in items]
    found = each_once(expected, results, "result")
    if not found:
        return None
    if not results and any(expected):
        words = "all items were worked on, and `results` holds nothing."
        return Finding(words, "another-list")
    other = [result for result in results if result not in expected]
    if other and {*map(str, other)} == {"an object"}:
        words = f"DONE stands in `results`: {results!r:.80}."
        return Finding(words, "kept-sentinel")
    if not each_once(items, results, "item") or any(other):
        words = f"expected {expected!r:.60} in `results`, and it holds"
        return Finding(f"{words} {results!r:.60}.", "item-is-no-result")
    if found.misconception == "extra-items":
        return found
    why = why_missing(expected, results)
    shared = why == "lost-items" and case["workers"] > 1
    return replace(found, misconception="shared-list" if shared else why)


# ---- 03.3 the coordinator


def _teams(dice: random.Random) -> Iterator[Case]:
    three = [_part([n, n + 1], [gap] * 2) for n, gap in _QUICK_TO_SLOW]
    yield _team("plain", 2, three, [1.0] * 6)
    two = [_part([1, 2], [0.5] * 2), _part([3, 4], [0.5] * 2)]
    yield _team("plain", 3, two, [2.0, 2.0, 2.0, 60.0])
    yield _team("plain", 1, three[:2], [1.0] * 4)
    for number in range(VARIED):
        yield _some_team(dice, "varied", _parts(dice, 0), number)
    yield from _failing_teams(dice)


def _failing_teams(dice: random.Random) -> Iterator[Case]:
    fails = _part([1], [1.0], "ValueError: the first site is down")
    yield _team("fault", 2, [fails, _part([2, 3, 4], [2.0] * 3)], [1.0] * 4)
    yield _team("fault", 2, [fails], [1.0])
    for number in range(FAULTS):
        parts = _parts(dice, 1)
        error = dice.choice(["ValueError", "OSError", "EOFError"])
        dice.choice(parts)["error"] = f"{error}: a site is down"
        yield _some_team(dice, "fault", parts, number)


_QUICK_TO_SLOW = [(1, 1.0), (3, 2.0), (5, 3.0)]


def _part(items: list[Any], gaps: list[float], error: str = "") -> Case:
    return {"items": items, "gaps": gaps, "error": error}


def _parts(dice: random.Random, fewest: int) -> list[Case]:
    lists = [
        some_items(dice, dice.randrange(5))
        for _ in range(dice.randint(fewest, 3))
    ]
    return [_part(items, pauses(dice, items)) for items in lists]


def _some_team(
    dice: random.Random, kind: str, parts: list[Case], number: int
) -> Case:
    works = pauses(dice, _all_items(parts), 3)
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
        f"{counted(len(items), 'item')}{some_odd(items)}"
        f"{', where a producer fails' if kind == 'fault' else ''}"
    )
    return {
        **{"kind": kind, "words": words, "workers": workers, "parts": parts},
        **{"works": works, "shuffle": shuffle},
    }


def _all_items(parts: list[Case]) -> list[Any]:
    return [item for part in parts for item in part["items"]]


def _errors(case: Case) -> list[str]:
    return [part["error"] for part in case["parts"] if part["error"]]


class _Watched:
    """Producers and work for an answer, and what it does with them.

    Attributes:
        log: "began", "ended": when each producer did; "put": when each
            item was put; "spans": item, begin and end of each piece of
            work, the end None if it was cut off; "results" and "error" of
            it all.
    """

    def __init__(self, case: Case, done: object) -> None:
        self._works, self._done = iter(case["works"]), done
        self._known = [repr(item) for item in _all_items(case["parts"])]
        self.log: dict[str, Any] = {
            **{"began": [], "ended": [], "put": [], "spans": []},
            **{"results": None, "error": ""},
        }

    def producer(self, part: Case) -> Callable[[Any], Awaitable[None]]:
        async def producer(queue: asyncio.Queue[Any]) -> None:
            self.log["began"].append(now())
            items = (real(item, self._done) for item in part["items"])
            await put_all(queue, items, part["gaps"], self._note_put)
            self.log["ended"].append(now())
            if part["error"]:
                kind, _, words = part["error"].partition(": ")
                raise getattr(builtins, kind)(words)

        return producer

    def _note_put(self) -> None:
        self.log["put"].append(now())

    async def work(self, item: Any) -> Any:
        shown = LIKE_ALL if type(item) is LikeAll else item
        if item is self._done or repr(shown) not in self._known:
            word = word_of(item, self._done)
            raise LookupError(f"work({word}): there is no such item")
        span = [shown, now(), None]
        self.log["spans"].append(span)
        await asyncio.sleep(next(self._works, 0.0))
        span[2] = now()
        return _result(shown)


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
        return _team_stops(case, seen)
    return (
        _not_worked_on(case, seen)
        or _still_there(case, seen)
        or _not_reported(case, seen.value)
        or _not_together(case, seen)
        or _too_late(case, seen)
    )


def _too_late(case: Case, seen: Seen) -> Finding | None:
    ends = [end for _, _, end in seen.value["spans"]]
    enough = max([0.0, *ends, *seen.value["ended"]])
    if seen.end < enough + SAME_TIME:
        return None
    words = f"all is done at {seconds(enough)}, and it ends at"
    return Finding(f"{words} {seconds(seen.end)}.", "guesses-the-time")


def _team_stops(case: Case, seen: Seen) -> Finding | None:
    found, parts = unfinished(seen), case["parts"]
    sentinels = len(seen.items) - len(_all_items(parts))
    each = sentinels == len(parts) > 1
    if found and each and found.misconception in ("one-sentinel", "no-ending"):
        return replace(found, misconception="each-producer")
    return found


def _not_worked_on(case: Case, seen: Seen) -> Finding | None:
    whole = _worked_on(seen.value)
    found = each_once(_all_items(case["parts"]), whole, "item")
    if not found or found.misconception == "extra-items":
        return found
    return replace(found, misconception=_why_not_worked_on(case, seen, whole))


def _worked_on(log: dict[str, Any]) -> list[Any]:
    return [item for item, _, end in log["spans"] if end is not None]


def _why_not_worked_on(case: Case, seen: Seen, whole: list[Any]) -> str:
    items = _all_items(case["parts"])
    if _errors(case):
        if _sentinels(seen) and not _put_in_the_end(items, seen):
            return "sentinel-overtakes"
        return "raised-too-early" if seen.left else "put-is-not-done"
    if len(whole) < len(seen.value["spans"]):
        return "put-is-not-done"
    if len(seen.value["put"]) < len(items):
        return "lost-items"
    if not _sentinels(seen):
        return "left-early"
    taken = sum(bool(item["got_by"]) for item in seen.items)
    if taken == len(whole):
        return "ends-in-the-loop"
    if LIKE_ALL in items and LIKE_ALL not in whole:
        return "equal-not-same"
    false = [item for item in items if not item]
    lost_false = each_once(false, [i for i in whole if not i], "item")
    return "data-as-sentinel" if lost_false else "each-producer"


def _put_in_the_end(items: list[Any], seen: Seen) -> bool:
    # Whether all sentinels stand behind all the items.
    times = [move["put_at"] for move in seen.items[: len(items)]]
    return times == sorted(seen.value["put"])


def _sentinels(seen: Seen) -> bool:
    # What was put into the queue beyond the items must be sentinels.
    return len(seen.items) > len(seen.value["put"])


def _still_there(case: Case, seen: Seen) -> Finding | None:
    found = unfinished(seen)
    if found and _errors(case):
        return replace(found, misconception="raised-too-early")
    return found


def _not_reported(case: Case, log: dict[str, Any]) -> Finding | None:
    errors = _errors(case)
    if errors:
        return None if log["error"] in errors else _other_error(errors, log)
    if isinstance(log["results"], list) and any(
        isinstance(result, list) for result in log["results"]
    ):
        words = "expected one list of results, and got lists in it."
        return Finding(words, "gather-results")
    expected = [_result(item) for item in _all_items(case["parts"])]
    found = each_once(expected, log["results"], "result")
    if found and found.misconception == "extra-items":
        return found
    if found:
        why = _why_no_results(case, expected, log["results"])
        return replace(found, misconception=why)
    return None


def _why_no_results(case: Case, expected: list[Any], results: Any) -> str:
    if not isinstance(results, list):
        return "no-return" if results is None else ""
    if not each_once(_all_items(case["parts"]), results, "item"):
        return "item-is-no-result"
    return why_missing(expected, results)


def _other_error(errors: list[str], log: dict[str, Any]) -> Finding:
    expected = f"expected the error of the producer, {errors[0]!r}"
    if log["error"]:
        words = f"{expected}, and got {log['error']!r}."
        return Finding(words, "another-error")
    words = f"{expected}, and `run_all` raises none."
    return Finding(words, "error-dropped")


def _not_together(case: Case, seen: Seen) -> Finding | None:
    log = seen.value
    late = max(log["began"], default=0.0)
    if late > SAME_TIME:
        words = f"all producers begin at 0 s, but one at {seconds(late)}."
        return Finding(words, "one-after-other")
    begins = _begins(log)
    return _too_many(case, log, begins) or _idle(case, seen, begins)


def _begins(log: dict[str, Any]) -> list[float]:
    return sorted(begin for _, begin, _ in log["spans"])


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
            most: int = max(_busy(log, begin) for begin in begins)
            return Finding(words, _why_idle(seen, begins, most))
    return None


def _why_idle(seen: Seen, begins: list[float], most: int) -> str:
    log = seen.value
    if begins[0] > max(log["put"]) - SAME_TIME > min(log["put"]):
        return "producers-first"
    if not _sentinels(seen):
        return "left-early"
    if most > 1:
        return "as-many-as-told"
    takers = {item["got_by"] for item in seen.items}
    one = len(seen.items) - len(log["put"]) == 1  # sentinel
    alone = "as-many-as-told" if one else "one-after-other"
    return "work-overlaps" if len(takers) > 1 else alone


def _busy(log: dict[str, Any], time: float) -> int:
    return sum(
        begin <= time + SAME_TIME < end for _, begin, end in log["spans"]
    )


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
        *ORDER,
    ),
    Exercise(
        *("03.5", "Test the sharing", "test", 3, "check_workers", "async"),
        *TEST,
    ),
]
