"""04.4: start the workers, put, join and watch, end them.

`finish` is the learner's; the workers are ours, and some of them die. What
is seen is who was started, what was done, what was raised and when.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import (
    CLOSE,
    each_once,
    first_error,
    least_time,
    make_error,
    now,
    pauses,
    unfinished,
)
from helpers.exercises.lessons.lesson04.pattern import (
    ERRORS,
    VARIED,
    draw_some,
    situation,
)
from helpers.exercises.lessons.lesson04.spy import Spy
from helpers.wording import counted, names_of, seconds


class Finishing(Case):
    """Items for workers of which some may die.

    Attributes:
        workers: how many.
        items: what is to be done.
        works: how long the work on each takes, in turn.
        bad: for each item that kills a worker, by its repr, whether it is
            marked before.
        leaving: how long a worker takes to end when it is cancelled.
        error: the kind of error of which a worker dies.
    """

    workers: int
    items: list[Any]
    works: list[float]
    bad: dict[str, bool]
    leaving: float
    error: str


def cases(dice: random.Random) -> Iterator[Finishing]:
    """Make the cases: all goes well, a worker dies, all kinds."""
    yield _finish("plain", 2, [1, 2, 3], [1.0] * 3, {})
    yield _finish("plain", 2, [1, 2, 3], [1.0] * 3, {"2": False})
    yield _finish("plain", 1, [1, 2, 3], [1.0] * 3, {"2": False})
    yield _finish("plain", 2, [1, 2, 3], [1.0] * 3, {"3": True})
    for number in range(VARIED):
        items = draw_some(dice)
        works = pauses(dice, len(items), longest=3)
        bad = {
            repr(item): dice.random() < 0.5
            for item in items
            if number % 2 and dice.random() < 0.4
        }
        case = _finish("varied", dice.randint(1, 5), items, works, bad)
        leaving, error = dice.choice([0.0, 1.0]), dice.choice(ERRORS)
        yield {
            **case,
            "leaving": leaving,
            "shuffle": number,
            "error": error,
        }


def _finish(
    kind: str,
    workers: int,
    items: list[Any],
    works: list[float],
    bad: dict[str, bool],
) -> Finishing:
    words = situation(workers, items)
    if bad:
        which = [item for item in items if repr(item) in bad]
        words += f", and a worker that takes one of {which} dies"
    return Finishing(
        kind=kind,
        words=words,
        shuffle=None,
        workers=workers,
        items=items,
        works=works,
        bad=bad,
        leaving=0.0,
        error="ValueError",
    )


class _Crew:
    """The workers that `finish` is given.

    Attributes:
        started: how many there were.
        done: the items that they have worked on.
        died: how many of them died.
        strange: how many were given another queue.
        tasks: those in which they run.
        moment: when the last of them was marked, or a worker died.
    """

    def __init__(self, case: Finishing, queue: asyncio.Queue[Any]) -> None:
        self.started = self.died = self.strange = 0
        self.done: list[Any] = []
        self.moment = 0.0
        self._case, self._works = case, iter(case["works"])
        self._queue = queue
        self.tasks: set[object] = set()

    async def worker(self, queue: asyncio.Queue[Any]) -> None:
        """Work for ever; at a bad item, die before or after the mark."""
        self.tasks.add(asyncio.current_task())
        self.started += 1
        self.strange += queue is not self._queue
        try:
            while True:
                item = await queue.get()
                await asyncio.sleep(next(self._works, 0.0))
                self._finish_one(queue, item)
        except asyncio.CancelledError:
            await asyncio.sleep(self._case["leaving"])
            raise

    def _finish_one(self, queue: asyncio.Queue[Any], item: Any) -> None:
        self.moment = now()
        marks_first = self._case["bad"].get(repr(item))
        if marks_first:
            queue.task_done()
        if marks_first is not None:
            self.died += 1
            raise make_error(self._case["error"], f"{item!r} is black")
        self.done.append(item)
        queue.task_done()


async def play(answer: Any, case: Finishing, names: dict[str, Any]) -> Any:
    """Give the answer a queue and a worker, and see how it ends."""
    queue: Any = asyncio.Queue()
    crew, spy, before = _Crew(case, queue), Spy(queue), asyncio.all_tasks()
    items, error = list(case["items"]), None

    async def worker(queue: asyncio.Queue[Any]) -> None:
        await crew.worker(queue)

    worker.__qualname__ = "worker"  # as a learner knows it
    try:
        await answer(queue, items, worker, case["workers"])
    except (BaseExceptionGroup, Exception, asyncio.CancelledError) as raised:
        error = first_error(raised)
    asked = bool(spy.askers - crew.tasks)
    left = asyncio.all_tasks() - before
    free = [task for task in left if not task.cancelling()]
    return {
        "error": error,
        "done": crew.done,
        "started": crew.started,
        "joins": spy.joins,
        "length": queue.qsize(),
        "left": len(left),
        "asked": asked,
        "moment": crew.moment,
        "free": sorted(getattr(t.get_coro(), "__name__", "") for t in free),
        "late": now() - crew.moment,
        "died": crew.died,
        "strange": crew.strange,
    }


def judge(case: Finishing, seen: Seen) -> Finding | None:
    """All is done, or the worker's error raised; nobody is left."""
    if seen.outcome != "returned":
        return _never_over(case, seen)
    return (
        _queue_used(seen)
        or (_died(case, seen) if case["bad"] else _all_done(case, seen))
        or _started(case, seen)
        or _nobody_left(case, seen)
        or _in_time(case, seen)
        or _side_by_side(case, seen)
    )


def _side_by_side(case: Finishing, seen: Seen) -> Finding | None:
    """The workers shall work at the same time."""
    if case["bad"]:
        return None
    enough = least_time(case["works"], case["workers"])
    if seen.value["moment"] < enough + CLOSE:
        return None
    words = f"the last item is marked at {seconds(seen.value['moment'])}"
    words += f"; {seconds(enough)} is enough."
    return Finding(words, "works-alone")


def _in_time(case: Finishing, seen: Seen) -> Finding | None:
    late = seen.value["late"]
    # A worker that is cancelled may take its time, and one after the other.
    leaving = (case["workers"] + 1) * case["leaving"]
    if late < leaving + CLOSE or not seen.items:
        return None
    what = "a worker died" if case["bad"] else "the last item was marked"
    words = f"`finish` ends {seconds(late)} after {what}."
    return Finding(words, "ends-late")


def _never_over(case: Finishing, seen: Seen) -> Finding | None:
    if seen.outcome != "stuck":
        return unfinished(seen)
    taken = [move for move in seen.items if move["got_by"]]
    open_ones = [move for move in taken if move["marked_at"] is None]
    if any(move["got_by"] == "main" for move in taken):
        words = "hangs: it awaits a worker itself, and that never ends."
        return Finding(f"`finish` {words}", "awaits-worker")
    if len(seen.items) > len(case["items"]):
        words = "hangs: it puts more than the items, and no worker leaves."
        return Finding(f"`finish` {words}", "no-sentinel-here")
    if len(taken) == len(seen.items) and not open_ones:
        words = "hangs: all items are marked, and the workers wait for more."
        return Finding(f"`finish` {words}", _why_waiting(seen))
    if open_ones and case["bad"]:
        words = "hangs: a worker died before its mark, and nobody sees it."
        return Finding(f"`finish` {words}", "died-holding")
    finding = unfinished(seen)
    if finding and seen.cause == "all-wait":
        return replace(finding, misconception="nobody-takes")
    return finding


def _why_waiting(seen: Seen) -> str:
    if "main waits for one of" in seen.report:
        return "waits-for-all"
    joined = seen.cause == "joined-and-forgot"
    return "joined-and-forgot" if joined else "awaits-worker"


def _started(case: Finishing, seen: Seen) -> Finding | None:
    if seen.value["started"] in (case["workers"], 0):
        return None  # a worker that is cancelled at once never starts
    started = counted(seen.value["started"], "worker")
    words = f"{started} started, where {case['workers']} shall be."
    return Finding(words, "worker-count")


def _queue_used(seen: Seen) -> Finding | None:
    if not seen.value["strange"]:
        return None
    words = "the workers are given another queue than `finish` was given."
    return Finding(words, "other-queue")


def _died(case: Finishing, seen: Seen) -> Finding | None:
    error = seen.value["error"] or ""
    if error.startswith(case["error"]) and "is black" in error:
        return None
    if error:
        finding = _strange(error)
        words = f"{finding.words} The error of the worker was expected."
        key = finding.misconception or "other-error"
        return replace(finding, words=words, misconception=key)
    if not seen.value["died"]:
        return _all_done(case, seen)
    words = "a worker died, and `finish` raises nothing."
    return Finding(
        words, "error-unseen" if _joined(seen) else _why(case, seen)
    )


def _all_done(case: Finishing, seen: Seen) -> Finding | None:
    if seen.value["error"]:
        return _strange(seen.value["error"])
    done = seen.value["done"]
    lost = each_once(case["items"], done, "item")
    if lost and lost.misconception != "extra-items":
        words = f"`finish` is over too early. {lost.words}"
        false = {repr(item) for item in case["items"] if not item}
        kept = Counter(map(repr, case["items"])) - Counter(map(repr, done))
        if kept.keys() <= false - {*map(repr, done)}:
            return Finding(lost.words, "false-item")
        return Finding(words, _why(case, seen))
    if lost and lost.misconception and "an object" in done:
        return Finding(lost.words, "no-sentinel-here")
    return lost


# The belief behind an error of `finish`, by what is in its text.
_STRANGE = {
    "NotAwaitable": "no-async",
    "TimeoutError": "ends-late",
    "CancelledError": "cancelled-is-no-error",
    "Passing coroutines is forbidden": "wait-takes-tasks",
    "cannot reuse already awaited": "one-coroutine",
    "coroutine is being awaited already": "one-coroutine",
    "a coroutine was expected": "one-coroutine",
}


def _strange(error: str) -> Finding:
    keys = (key for text, key in _STRANGE.items() if text in error)
    return Finding(f"`finish` raises {error.rstrip('.')}.", next(keys, ""))


def _joined(seen: Seen) -> bool:
    return any(seen.value["joins"])


def _why(case: Finishing, seen: Seen) -> str:
    """Say why `finish` did not wait until all was done."""
    if any(move["got_by"] == "main" for move in seen.items):
        return "takes-itself"
    if len(seen.items) != len(case["items"]) and _joined(seen):
        return "not-put"
    if seen.value["joins"]:
        return "" if _joined(seen) else "join-before-put"
    handed_out = seen.value["asked"] and not seen.value["length"]
    return "empty-is-finished" if handed_out else "not-joined"


def _nobody_left(case: Finishing, seen: Seen) -> Finding | None:
    if not seen.value["left"]:
        return None
    if free := seen.value["free"]:
        names = names_of(free)
        words = f"`finish` is over, and nobody has cancelled {names}."
        if "worker" not in free and len(free) == seen.value["left"]:
            return Finding(words, "left-over")
        key = "left-at-error" if case["bad"] else "joined-and-forgot"
        return Finding(words, key)
    words = "cancels tasks, and does not wait until they have ended."
    return Finding(f"`finish` {words}", "cancel-only-asks")


EXERCISE = Exercise(
    id="04.4",
    title="The whole pattern",
    kind="write",
    points=3,
    name="finish",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
