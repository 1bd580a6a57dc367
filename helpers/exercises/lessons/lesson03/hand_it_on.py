"""03.2: a worker that takes the only sentinel home."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from helpers.exercises import Exercise, Finding, Seen
from helpers.exercises.judging import (
    LIKE_ALL,
    SAME_TIME,
    each_once,
    now,
    odd_among,
    pauses,
    unfinished,
    why_missing,
)
from helpers.exercises.lessons.lesson03.crews import (
    VARIED,
    Crew,
    WatchedCrew,
    all_items,
    begins,
    draw_jobs,
    idle,
    page_of,
    part_of,
    too_late,
    too_many,
    worked_on,
)
from helpers.wording import counted

LONG = 600.0  # seconds


def cases(dice: random.Random) -> Iterator[Crew]:
    """Make the cases: a crowd, a single worker and rare items, all kinds."""
    yield _crowd("plain", 3, [1, 2, 3, 4], [0.0] * 4, [1.0] * 4)
    rare = _crowd("plain", 1, [2, 2], [LONG] * 2, [1.0] * 2)
    yield {**rare, "words": f"{rare['words']}, one every ten minutes"}
    for number in range(VARIED):
        items = draw_jobs(dice, dice.randrange(9))
        gaps = pauses(dice, len(items))
        works = pauses(dice, len(items), longest=3)
        yield _crowd("varied", dice.randint(1, 5), items, gaps, works, number)


def _crowd(
    kind: str,
    workers: int,
    items: list[Any],
    gaps: list[float],
    works: list[float],
    shuffle: int | None = None,
) -> Crew:
    words = f"{counted(workers, 'worker')} and {counted(len(items), 'item')}"
    return Crew(
        kind=kind,
        words=words + odd_among(items),
        shuffle=shuffle,
        workers=workers,
        parts=[part_of(items, gaps)],
        works=works,
    )


async def play(answer: Any, case: Crew, names: dict[str, Any]) -> Any:
    """Let workers, of which each runs the answer, share what is put."""
    queue: asyncio.Queue[Any] = asyncio.Queue()
    watched = WatchedCrew(case, names["DONE"])
    putting = watched.producer(case["parts"][0])
    results: list[Any] = []
    left: list[tuple[float, int]] = []

    async def producer() -> None:
        await putting(queue)
        await queue.put(names["DONE"])

    async def worker() -> None:
        await answer(queue, results, watched.work)
        left.append((now(), queue.qsize()))

    workers = (worker() for _ in range(case["workers"]))
    await asyncio.gather(producer(), *workers)
    return {**watched.log, "results": results, "left": left}


def judge(case: Crew, seen: Seen) -> Finding | None:
    """All items are worked on, at the same time, and all workers leave."""
    return (
        _never_leaves(case, seen)
        or _not_taken_up(case, seen)
        or too_many(case, seen.value)
        or _other_results(case, seen.value)
        or _held_up(case, seen)
        or too_late(seen)
    )


def _never_leaves(case: Crew, seen: Seen) -> Finding | None:
    found = unfinished(seen)
    rounds = found and found.misconception == "spins"
    if found and rounds and len(_handed_on(seen)) > 2 * case["workers"]:
        return replace(found, misconception="goes-round")
    if found and seen.error.startswith("CancelledError"):
        return replace(found, misconception="put-is-not-done")
    return found


def _held_up(case: Crew, seen: Seen) -> Finding | None:
    found = idle(case, seen)
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
        for begin in begins(log)
    )


def _takes_ahead(case: Crew, seen: Seen) -> bool:
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


def _not_taken_up(case: Crew, seen: Seen) -> Finding | None:
    items, worked = all_items(case["parts"]), worked_on(seen.value)
    found = each_once(items, worked, "item")
    if not found or found.misconception == "extra-items":
        return found
    return replace(found, misconception=_why_left_there(case, worked, seen))


def _why_left_there(case: Crew, worked: list[Any], seen: Seen) -> str:
    items = all_items(case["parts"])
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


def _other_results(case: Crew, log: dict[str, Any]) -> Finding | None:
    items, results = all_items(case["parts"]), log["results"]
    expected = [page_of(item) for item in items]
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


EXERCISE = Exercise(
    id="03.2",
    title="Hand it on",
    kind="repair",
    points=2,
    name="worker",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
