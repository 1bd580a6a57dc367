"""03.3: a coordinator of producers and workers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from helpers.exercises import Exercise, Finding, Seen
from helpers.exercises.judging import (
    LIKE_ALL,
    SAME_TIME,
    each_once,
    odd_among,
    pauses,
    results_once,
    unfinished,
)
from helpers.exercises.lessons.lesson03.crews import (
    VARIED,
    Crew,
    Part,
    WatchedCrew,
    all_items,
    draw_jobs,
    idle,
    page_of,
    part_of,
    sentinels_put,
    too_late,
    too_many,
    worked_on,
)
from helpers.wording import counted, seconds

FAULTS = 30


def cases(dice: random.Random) -> Iterator[Crew]:
    """Make the cases: slow and quick producers, then some that fail."""
    three = [part_of([n, n + 1], [gap] * 2) for n, gap in _QUICK_TO_SLOW]
    yield _team("plain", 2, three, [1.0] * 6)
    two = [part_of([1, 2], [0.5] * 2), part_of([3, 4], [0.5] * 2)]
    yield _team("plain", 3, two, [2.0, 2.0, 2.0, 60.0])
    yield _team("plain", 1, three[:2], [1.0] * 4)
    for number in range(VARIED):
        yield _some_team(dice, "varied", _parts(dice, 0), number)
    yield from _failing_teams(dice)


def _failing_teams(dice: random.Random) -> Iterator[Crew]:
    fails = part_of([1], [1.0], "ValueError: the first site is down")
    yield _team("fault", 2, [fails, part_of([2, 3, 4], [2.0] * 3)], [1.0] * 4)
    yield _team("fault", 2, [fails], [1.0])
    for number in range(FAULTS):
        parts = _parts(dice, 1)
        error = dice.choice(["ValueError", "OSError", "EOFError"])
        dice.choice(parts)["error"] = f"{error}: a site is down"
        yield _some_team(dice, "fault", parts, number)


_QUICK_TO_SLOW = [(1, 1.0), (3, 2.0), (5, 3.0)]


def _parts(dice: random.Random, fewest: int) -> list[Part]:
    lists = [
        draw_jobs(dice, dice.randrange(5))
        for _ in range(dice.randint(fewest, 3))
    ]
    return [part_of(items, pauses(dice, len(items))) for items in lists]


def _some_team(
    dice: random.Random, kind: str, parts: list[Part], number: int
) -> Crew:
    works = pauses(dice, len(all_items(parts)), longest=3)
    return _team(kind, dice.randint(1, 5), parts, works, number)


def _team(
    kind: str,
    workers: int,
    parts: list[Part],
    works: list[float],
    shuffle: int | None = None,
) -> Crew:
    items = all_items(parts)
    words = (
        f"{counted(len(parts), 'producer')}, {counted(workers, 'worker')} and "
        f"{counted(len(items), 'item')}{odd_among(items)}"
        f"{', where a producer fails' if kind == 'fault' else ''}"
    )
    return Crew(
        kind=kind,
        words=words,
        shuffle=shuffle,
        workers=workers,
        parts=parts,
        works=works,
    )


def _errors(case: Crew) -> list[str]:
    return [part["error"] for part in case["parts"] if part["error"]]


async def play(answer: Any, case: Crew, names: dict[str, Any]) -> Any:
    """Give the answer producers, some of which may fail, and work."""
    watched = WatchedCrew(case, names["DONE"])
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


def judge(case: Crew, seen: Seen) -> Finding | None:
    """All results, or the error; nobody is left, and all work at once."""
    if seen.outcome != "returned":
        return _team_stops(case, seen)
    return (
        _not_worked_on(case, seen)
        or _still_there(case, seen)
        or _not_reported(case, seen.value)
        or _not_together(case, seen)
        or too_late(seen)
    )


def _team_stops(case: Crew, seen: Seen) -> Finding | None:
    found, parts = unfinished(seen), case["parts"]
    sentinels = len(seen.items) - len(all_items(parts))
    each = sentinels == len(parts) > 1
    if found and each and found.misconception in ("one-sentinel", "no-ending"):
        return replace(found, misconception="each-producer")
    return found


def _not_worked_on(case: Crew, seen: Seen) -> Finding | None:
    whole = worked_on(seen.value)
    found = each_once(all_items(case["parts"]), whole, "item")
    if not found or found.misconception == "extra-items":
        return found
    return replace(found, misconception=_why_not_worked_on(case, seen, whole))


def _why_not_worked_on(case: Crew, seen: Seen, whole: list[Any]) -> str:
    items = all_items(case["parts"])
    if _errors(case):
        if sentinels_put(seen) and not _put_in_the_end(items, seen):
            return "sentinel-overtakes"
        return "raised-too-early" if seen.left else "put-is-not-done"
    if len(whole) < len(seen.value["spans"]):
        return "put-is-not-done"
    if len(seen.value["put"]) < len(items):
        return "lost-items"
    if not sentinels_put(seen):
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


def _still_there(case: Crew, seen: Seen) -> Finding | None:
    found = unfinished(seen)
    if found and _errors(case):
        return replace(found, misconception="raised-too-early")
    return found


def _not_reported(case: Crew, log: dict[str, Any]) -> Finding | None:
    errors = _errors(case)
    if errors:
        return None if log["error"] in errors else _other_error(errors, log)
    items = all_items(case["parts"])
    return results_once(items, [*map(page_of, items)], log["results"])


def _other_error(errors: list[str], log: dict[str, Any]) -> Finding:
    expected = f"expected the error of the producer, {errors[0]!r}"
    if log["error"]:
        words = f"{expected}, and got {log['error']!r}."
        return Finding(words, "another-error")
    words = f"{expected}, and `run_all` raises none."
    return Finding(words, "error-dropped")


def _not_together(case: Crew, seen: Seen) -> Finding | None:
    log = seen.value
    late = max(log["began"], default=0.0)
    if late > SAME_TIME:
        words = f"all producers begin at 0 s, but one at {seconds(late)}."
        return Finding(words, "one-after-other")
    return too_many(case, log) or idle(case, seen)


EXERCISE = Exercise(
    id="03.3",
    title="Run them all",
    kind="write",
    points=3,
    name="run_all",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
