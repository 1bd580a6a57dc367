"""04.3: a worker that survives an item that fails, and keeps it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from typing import Any

from helpers.exercises import Exercise, Finding, Seen
from helpers.exercises.judging import (
    WatchedWork,
    each_once,
    make_error,
    pauses,
    result_of,
    unfinished,
)
from helpers.exercises.lessons.lesson04.marks import (
    judge_pattern,
    who_ended_badly,
    who_left,
    worked_once,
)
from helpers.exercises.lessons.lesson04.pattern import (
    ERRORS,
    VARIED,
    Marking,
    draw_some,
    marking,
    play_pattern,
)


def cases(dice: random.Random) -> Iterator[Marking]:
    """Make the cases: one item fails, none, any, then a cancellation."""
    one = {"2": ("ValueError", "2 is black")}
    yield _fail("plain", 1, [1, 2, 3], one, [1.0] * 3)
    yield _fail("plain", 1, [1, 2, 3], {}, [1.0] * 3)
    yield _fail("plain", 1, [1, 2], one, [1.0] * 2)
    for number in range(VARIED):
        items = draw_some(dice)
        errors = {
            repr(item): (dice.choice(ERRORS), dice.choice(["", f"no {item}"]))
            for item in items
            if dice.random() < 0.4
        }
        works = pauses(dice, len(items), longest=3)
        workers = dice.randint(1, 4)
        yield _fail("varied", workers, items, errors, works, number)
    yield from _cancelled()


def _cancelled() -> Iterator[Marking]:
    for done in (0, 1, 2):
        works = [1.0] * done + [9.0] * (3 - done)
        case = _fail("fault", 1, [1, 2, 3], {}, works)
        words = f"{case['words']}, cancelled while it works on {done + 1}"
        yield {
            **case,
            "words": words,
            "cancelled_at": done + 0.5,
            "results": case["results"][:done],
        }


def _fail(
    kind: str,
    workers: int,
    items: list[Any],
    errors: dict[str, tuple[str, str]],
    works: list[float],
    shuffle: int | None = None,
) -> Marking:
    case = marking(kind, workers, items, works, shuffle)
    bad = [item for item in items if repr(item) in errors]
    if bad:
        kinds = sorted({errors[repr(item)][0] for item in bad})
        case["words"] += f", where {bad} fail with {' or '.join(kinds)}"
    return {
        **case,
        "errors": errors,
        "work_on_none": True,
        "results": [result_of(item) for item in items if item not in bad],
        "failures": [[i, str(make_error(*errors[repr(i)]))] for i in bad],
    }


async def play(answer: Any, case: Marking, names: dict[str, Any]) -> Any:
    """Let workers run the answer, where the work on some items fails."""
    queue, failures = asyncio.Queue[Any](), asyncio.Queue[Any]()
    results, failed = list[Any](), list[Any]()
    watch = WatchedWork(case["works"], case.get("errors"))
    putters = list[str]()
    _note_putters(queue, failures, putters)

    def start() -> Any:
        return answer(queue, results, failures, watch.work)

    def look() -> dict[str, Any]:
        while not failures.empty():
            failed.append(failures.get_nowait())
        return {"results": list(results), "failures": list(failed)}

    seen = await play_pattern(queue, case, start, watch, look)
    return {**seen, "unawaited": "put" in putters}


def _note_putters(queue: Any, failures: Any, putters: list[str]) -> None:
    # Who puts a failure when all is marked: a task for the put alone?
    put = failures._put

    def noted(item: Any) -> None:
        task = asyncio.current_task()
        if task and not queue._unfinished_tasks:
            putters.append(getattr(task.get_coro(), "__name__", ""))
        put(item)

    failures._put = noted


def judge(case: Marking, seen: Seen) -> Finding | None:
    """All results and all failures are kept, and each item is marked."""
    if "cancelled_at" in case:
        return unfinished(seen) or who_left(seen) or _went_home(case, seen)
    return (
        _own_error(seen)
        or _good_as_failed(case, judge_pattern(case, seen), seen)
        or _failures(case, seen)
        or _put_unawaited(seen)
        or worked_once(case, seen)
        or who_ended_badly(case, seen)
    )


def _own_error(seen: Seen) -> Finding | None:
    """An error of the worker's own lines shall not be kept as a failure."""
    failures = (seen.value or {}).get("failures", [])
    if not any(_NO_ATTRIBUTE in repr(one) for one in failures):
        return None
    words = f"in `failures` is {_pairs(failures)}."
    return Finding(words, "wrong-tools")


_NO_ATTRIBUTE = "object has no attribute"


def _good_as_failed(
    case: Marking, finding: Finding | None, seen: Seen
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


def _failures(case: Marking, seen: Seen) -> Finding | None:
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
        bad = {repr(one[0]) for one in wanted}
        known = {*map(repr, firsts)} <= bad
        return Finding(words, "kept-twice" if known else "not-failed")
    texts = sorted(map(repr, firsts)) == sorted(repr(one[0]) for one in wanted)
    return Finding(words, "not-its-text" if texts else "not-the-pair")


def _put_unawaited(seen: Seen) -> Finding | None:
    if not seen.value["unawaited"]:
        return None
    words = "`failures.put` runs in a task that nobody waits for."
    return Finding(f"{words} It puts after the mark.", "marked-early")


def _pairs(failures: list[Any]) -> str:
    pairs = [tuple(one) if isinstance(one, list) else one for one in failures]
    return f"{pairs!r:.120}"


def _went_home(case: Marking, seen: Seen) -> Finding | None:
    after = seen.value["after"]
    if after["failures"]:
        words = "the cancelled item was kept as a failure."
        return Finding(words, "ignores-cancel")
    return who_ended_badly(case, seen)


EXERCISE = Exercise(
    id="04.3",
    title="Keep what failed",
    kind="write",
    points=2,
    name="worker",
    form="async",
    cases=cases,
    play=play,
    judge=judge,
)
