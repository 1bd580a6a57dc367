"""The exercises of lesson 04: done is more than handed out."""

from __future__ import annotations

import asyncio
import heapq
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from helpers.exercises.exercise import Case, Exercise, Finding, Seen
from helpers.exercises.expectations import (
    each_once,
    first_error,
    unfinished,
)
from helpers.exercises.lesson04_pattern import (
    Spy,
    Tally,
    draw_items,
    draw_works,
    judge_pattern,
    make_error,
    play_pattern,
    result_of,
    who_ended_badly,
    who_left,
    work_of,
)
from helpers.exercises.lesson04_programs import TEST
from helpers.exercises.predictions import give, one_case
from helpers.wording import counted, names_of, seconds

VARIED = 90
CLOSE = 0.015  # seconds; times nearer than that count as one time


# ---- 04.1 empty, and finished


def _judge_moments(case: Case, seen: Seen) -> Finding | None:
    got = seen.value
    if not isinstance(got, list) or len(got) != 2:
        return Finding(f"expected a pair `(empty, joined)`, not {got!r:.40}.")
    if got == [2, 4]:
        return None
    if not all(isinstance(one, int | float) for one in got):
        return Finding(f"not {tuple(got)!r:.40}. Give two numbers.")
    words, key = _wrong_moments(*got)
    return Finding(f"not {tuple(got)!r:.40}. {words}", key)


def _wrong_moments(empty: float, joined: float) -> tuple[str, str]:
    if empty >= 8 or joined >= 8:
        return "That is one worker alone.", "works-alone"
    if empty > joined:
        return "Which of the two comes first?", "empty-is-finished"
    if empty == joined == 4:
        return "When is the last photo *taken*?", "empty-is-finished"
    if empty == joined:
        return "Who holds photos 4 and 5 then?", "empty-is-finished"
    if empty == 0:
        return "Can three workers take five photos at once?", "one-in-hand"
    return "When does each worker take its photos?", "one-in-hand"


# ---- 04.2 every way through the loop


def _skips(dice: random.Random) -> Iterator[Case]:
    yield _skip("plain", 1, [1, None, 2], [1.0] * 3, None)
    yield _skip("plain", 2, [1, 2, 3, 4], [2.0, 3.0] * 2, None)
    yield _skip("plain", 1, [1, None], [1.0] * 2, None)
    yield _sent_home(_skip("plain", 1, [1, 2], [1.0] * 2, None))
    for number in range(VARIED):
        items = draw_items(dice)
        works = draw_works(dice, items)
        gaps = [dice.choice([0.0, 0.0, 1.0, dice.random()]) for _ in items]
        case = _skip("varied", dice.randint(1, 5), items, works, number)
        case["gaps"] = gaps
        yield _sent_home(case) if number % 2 else case


def _skip(
    kind: str,
    workers: int,
    items: list[Any],
    works: list[float],
    shuffle: int | None,
) -> Case:
    return {
        **{"kind": kind, "words": _words(workers, items), "workers": workers},
        **{"items": items, "works": works, "gaps": [0.0] * len(items)},
        **{"shuffle": shuffle, "sentinels": False, "work_on_none": False},
        "results": [result_of(item) for item in items if item is not None],
    }


def _sent_home(case: Case) -> Case:
    words = f"{case['words']}, and a `DONE` for each worker"
    return {**case, "words": words, "sentinels": True}


def _words(workers: int, items: list[Any]) -> str:
    what = f"the items {items}" if items else "no items"
    return f"{counted(workers, 'worker')} and {what}"


async def _play_skip(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    queue: asyncio.Queue[Any] = asyncio.Queue()
    results, tally = list[Any](), Tally()
    work = work_of(case, tally)

    def start() -> Any:
        return answer(queue, results, work)

    def look() -> dict[str, Any]:
        return {"results": list(results)}

    done = names["DONE"]
    return await play_pattern(queue, case, start, tally, look, done)


def _judge_skip(case: Case, seen: Seen) -> Finding | None:
    return (
        judge_pattern(case, seen)
        or _worked_once(case, seen)
        or who_ended_badly(case, seen)
    )


def _worked_once(case: Case, seen: Seen) -> Finding | None:
    """Each item that is not skipped shall be worked on, once."""
    wanted = [
        i for i in case["items"] if case["work_on_none"] or i is not None
    ]
    extra = Counter(map(repr, seen.value["begun"]))
    extra -= Counter(map(repr, wanted))
    if not extra:
        return None
    what = next(iter(extra))
    if what == "None" and not case["work_on_none"]:
        return Finding("the worker works on None.", "skipped-item")
    return Finding(f"the item {what} is worked on twice.", "works-twice")


# ---- 04.3 survive

ERRORS = ("ValueError", "KeyError", "OSError", "RuntimeError", "TimeoutError")


def _failing(dice: random.Random) -> Iterator[Case]:
    one = {"2": ("ValueError", "2 is black")}
    yield _fail("plain", 1, [1, 2, 3], one, [1.0] * 3, None)
    yield _fail("plain", 1, [1, 2, 3], {}, [1.0] * 3, None)
    yield _fail("plain", 1, [1, 2], one, [1.0] * 2, None)
    for number in range(VARIED):
        items = draw_items(dice)
        errors = {
            repr(item): (dice.choice(ERRORS), dice.choice(["", f"no {item}"]))
            for item in items
            if dice.random() < 0.4
        }
        works = draw_works(dice, items)
        workers = dice.randint(1, 4)
        yield _fail("varied", workers, items, errors, works, number)
    yield from _cancelled()


def _cancelled() -> Iterator[Case]:
    for done in (0, 1, 2):
        works = [1.0] * done + [9.0] * (3 - done)
        case = _fail("fault", 1, [1, 2, 3], {}, works, None)
        words = f"{case['words']}, cancelled while it works on {done + 1}"
        yield {
            **{**case, "words": words, "cancelled_at": done + 0.5},
            "results": case["results"][:done],
        }


def _fail(
    kind: str,
    workers: int,
    items: list[Any],
    errors: dict[str, tuple[str, str]],
    works: list[float],
    shuffle: int | None,
) -> Case:
    case = _skip(kind, workers, items, works, shuffle)
    bad = [item for item in items if repr(item) in errors]
    if bad:
        kinds = sorted({errors[repr(item)][0] for item in bad})
        case["words"] += f", where {bad} fail with {' or '.join(kinds)}"
    return {
        **{**case, "errors": errors, "work_on_none": True},
        "results": [result_of(item) for item in items if item not in bad],
        "failures": [[i, str(make_error(*errors[repr(i)]))] for i in bad],
    }


async def _play_fail(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    queue, failures = asyncio.Queue[Any](), asyncio.Queue[Any]()
    results, failed = list[Any](), list[Any]()
    tally = Tally()
    work = work_of(case, tally)

    def start() -> Any:
        return answer(queue, results, failures, work)

    def look() -> dict[str, Any]:
        while not failures.empty():
            failed.append(failures.get_nowait())
        return {"results": list(results), "failures": list(failed)}

    return await play_pattern(queue, case, start, tally, look)


def _judge_fail(case: Case, seen: Seen) -> Finding | None:
    if "cancelled_at" in case:
        return unfinished(seen) or who_left(seen) or _went_home(case, seen)
    return (
        _good_as_failed(case, judge_pattern(case, seen), seen)
        or _failures(case, seen)
        or _worked_once(case, seen)
        or who_ended_badly(case, seen)
    )


def _good_as_failed(
    case: Case, finding: Finding | None, seen: Seen
) -> Finding | None:
    # Is a result missing because its item was taken for a failed one?
    if not finding or finding.misconception not in _LOST:
        return finding
    bad = [repr(one[0]) for one in case["failures"]]
    kept = [one for one in seen.value["failures"] if isinstance(one, list)]
    if all(repr(one[0]) in bad for one in kept if one):
        return finding
    words = f"{finding.words} In `failures` is {_pairs(kept)}."
    return Finding(words, "not-failed")


_LOST = ("lost-items", "false-result", "not-kept", "equal-results")


def _failures(case: Case, seen: Seen) -> Finding | None:
    got, wanted = seen.value["failures"], case["failures"]
    finding = each_once(wanted, got, "failure")
    if not finding:
        return None
    words = f"expected {_pairs(wanted)} in `failures`, and got {_pairs(got)}."
    if len(got) < len(wanted):
        late = len(seen.value["later"]["failures"]) == len(wanted)
        key = "marked-early" if late else "marked-not-done"
        if late:
            words += " The rest comes after the mark."
        return Finding(words, key)
    firsts = [one[0] for one in got if isinstance(one, list) and len(one) == 2]
    if len(firsts) == len(got) > len(wanted):
        return Finding(words, "kept-twice")
    texts = sorted(map(repr, firsts)) == sorted(repr(one[0]) for one in wanted)
    return Finding(words, "not-its-text" if texts else "not-the-pair")


def _pairs(failures: list[Any]) -> str:
    pairs = [tuple(one) if isinstance(one, list) else one for one in failures]
    return f"{pairs!r:.120}"


def _went_home(case: Case, seen: Seen) -> Finding | None:
    after = seen.value["after"]
    if after["failures"]:
        words = "the cancelled item was kept as a failure."
        return Finding(words, "ignores-cancel")
    return who_ended_badly(case, seen)


# ---- 04.4 the whole pattern


def _finishing(dice: random.Random) -> Iterator[Case]:
    yield _finish("plain", 2, [1, 2, 3], [1.0] * 3, {})
    yield _finish("plain", 1, [1, 2, 3], [1.0] * 3, {"2": False})
    yield _finish("plain", 2, [1, 2, 3], [1.0] * 3, {"2": False})
    yield _finish("plain", 2, [1, 2, 3], [1.0] * 3, {"3": True})
    for number in range(VARIED):
        items = draw_items(dice)
        works = draw_works(dice, items)
        bad = {
            repr(item): dice.random() < 0.5
            for item in items
            if number % 2 and dice.random() < 0.4
        }
        case = _finish("varied", dice.randint(1, 5), items, works, bad)
        leaving, error = dice.choice([0.0, 1.0]), dice.choice(ERRORS)
        more = {"leaving": leaving, "shuffle": number, "error": error}
        yield {**case, **more}


def _finish(
    kind: str,
    workers: int,
    items: list[Any],
    works: list[float],
    bad: dict[str, bool],
) -> Case:
    words = _words(workers, items)
    if bad:
        which = [item for item in items if repr(item) in bad]
        words += f", and a worker that takes one of {which} dies"
    return {
        **{"kind": kind, "words": words, "workers": workers, "items": items},
        **{"works": works, "bad": bad, "leaving": 0.0, "shuffle": None},
        "error": "ValueError",
    }


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

    def __init__(self, case: Case, queue: asyncio.Queue[Any]) -> None:
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
        self.moment = asyncio.get_running_loop().time()
        marks_first = self._case["bad"].get(repr(item))
        if marks_first:
            queue.task_done()
        if marks_first is not None:
            self.died += 1
            raise make_error(self._case["error"], f"{item!r} is black")
        self.done.append(item)
        queue.task_done()


async def _play_finish(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    queue: Any = asyncio.Queue()
    crew, spy, before = _Crew(case, queue), Spy(queue), asyncio.all_tasks()
    items, error = list(case["items"]), None
    try:
        await answer(queue, items, crew.worker, case["workers"])
    except (BaseExceptionGroup, Exception, asyncio.CancelledError) as raised:
        error = first_error(raised)
    asked = bool(spy.askers - crew.tasks)
    left = asyncio.all_tasks() - before
    free = [task for task in left if not task.cancelling()]
    return {
        **{"error": error, "done": crew.done, "started": crew.started},
        **{"joins": spy.joins, "length": queue.qsize(), "left": len(left)},
        **{"asked": asked, "moment": crew.moment},
        "free": sorted(getattr(t.get_coro(), "__name__", "") for t in free),
        "late": asyncio.get_running_loop().time() - crew.moment,
        "died": crew.died,
        "strange": crew.strange,
    }


def _judge_finish(case: Case, seen: Seen) -> Finding | None:
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


def _side_by_side(case: Case, seen: Seen) -> Finding | None:
    """The workers shall work at the same time."""
    if case["bad"]:
        return None
    free = [0.0] * case["workers"]
    for work in case["works"]:
        heapq.heapreplace(free, free[0] + work)
    if seen.value["moment"] < max(free) + CLOSE:
        return None
    words = f"the last item is marked at {seconds(seen.value['moment'])}"
    words += f"; {seconds(max(free))} is enough."
    return Finding(words, "works-alone")


def _in_time(case: Case, seen: Seen) -> Finding | None:
    late = seen.value["late"]
    # A worker that is cancelled may take its time, and one after the other.
    leaving = (case["workers"] + 1) * case["leaving"]
    if late < leaving + CLOSE or not seen.items:
        return None
    what = "a worker died" if case["bad"] else "the last item was marked"
    words = f"`finish` ends {seconds(late)} after {what}."
    return Finding(words, "ends-late")


def _never_over(case: Case, seen: Seen) -> Finding | None:
    taken = [move for move in seen.items if move["got_by"]]
    if seen.outcome != "stuck":
        return unfinished(seen)
    if all(move["marked_at"] is not None for move in seen.items):
        words = "hangs: all items are marked, and the workers wait for more."
        waits = "main waits for one of" in seen.report
        key = "waits-for-all" if waits else "joined-and-forgot"
        return Finding(f"`finish` {words}", key)
    if taken and case["bad"]:
        words = "hangs: a worker died before its mark, and nobody sees it."
        return Finding(f"`finish` {words}", "died-holding")
    return unfinished(seen)


def _started(case: Case, seen: Seen) -> Finding | None:
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


def _died(case: Case, seen: Seen) -> Finding | None:
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


def _all_done(case: Case, seen: Seen) -> Finding | None:
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


def _why(case: Case, seen: Seen) -> str:
    """Say why `finish` did not wait until all was done."""
    if len(seen.items) != len(case["items"]) and _joined(seen):
        return "not-put"
    if seen.value["joins"]:
        return "" if _joined(seen) else "join-before-put"
    handed_out = seen.value["asked"] and not seen.value["length"]
    return "empty-is-finished" if handed_out else "not-joined"


def _nobody_left(case: Case, seen: Seen) -> Finding | None:
    if not seen.value["left"]:
        return None
    if free := seen.value["free"]:
        names = names_of(free)
        words = f"`finish` is over, and nobody has cancelled {names}."
        if "worker" not in free:
            return Finding(words, "left-over")
        key = "left-at-error" if case["bad"] else "joined-and-forgot"
        return Finding(words, key)
    words = "cancels tasks, and does not wait until they have ended."
    return Finding(f"`finish` {words}", "cancel-only-asks")


EXERCISES: list[Exercise] = [
    Exercise(
        *("04.1", "Empty, and finished", "predict", 1, "moments", "value"),
        *(one_case("five photos and three workers"), give, _judge_moments),
    ),
    Exercise(
        *("04.2", "Mark what you skip", "repair", 2, "worker", "async"),
        *(_skips, _play_skip, _judge_skip),
    ),
    Exercise(
        *("04.3", "Keep what failed", "write", 2, "worker", "async"),
        *(_failing, _play_fail, _judge_fail),
    ),
    Exercise(
        *("04.4", "The whole pattern", "write", 3, "finish", "async"),
        *(_finishing, _play_finish, _judge_finish),
    ),
    Exercise(
        *("04.5", "Test the marks", "test", 3, "check_marks", "async"),
        *TEST,
    ),
]
