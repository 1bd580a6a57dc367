"""01.3: put all items, and give all others a turn after each."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import draw_items, same, unfinished

VARIED = 100


class Crowd(Case):
    """Items to be put, and other tasks that want a turn.

    Attributes:
        items: what is to be put.
        others: how many other tasks there are.
    """

    items: list[Any]
    others: int


def cases(dice: random.Random) -> Iterator[Crowd]:
    """Make the cases: a few items, odd ones among them, then many."""
    yield _crowd("plain", ["a", "b", "c"], 1)
    yield _crowd("plain", ["a", 0, None, "a", "b"], 2)
    for number in range(VARIED):
        items = draw_items(dice, dice.choice([*range(9), 40]))
        yield _crowd("varied", items, dice.randint(1, 4), number)


def _crowd(
    kind: str, items: list[Any], others: int, shuffle: int | None = None
) -> Crowd:
    plural = "" if len(items) == 1 else "s"
    words = f"{len(items)} item{plural} and {others} other"
    return Crowd(
        kind=kind,
        words=f"{words} task{'s' * (others > 1)}",
        shuffle=shuffle,
        items=items,
        others=others,
    )


async def play(answer: Any, case: Crowd, names: dict[str, Any]) -> Any:
    """Let others look at the queue's length whenever they have a turn."""
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


def judge(case: Crowd, seen: Seen) -> Finding | None:
    """All items must be there, in no time, with a turn after each."""
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


EXERCISE = Exercise(
    id="01.3",
    title="A turn for everybody",
    kind="write",
    points=2,
    name="put_all",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
