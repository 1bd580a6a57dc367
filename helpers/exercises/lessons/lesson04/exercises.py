"""The exercises of lesson 04: done is more than handed out."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import each_once, give, one_case, unfinished
from helpers.exercises.lessons.lesson04.finish import FINISH
from helpers.exercises.lessons.lesson04.marks import (
    judge_pattern,
    who_ended_badly,
    who_left,
)
from helpers.exercises.lessons.lesson04.pattern import (
    ERRORS,
    VARIED,
    draw_items,
    draw_works,
    make_error,
    play_pattern,
    result_of,
    situation,
    work_of,
)
from helpers.exercises.lessons.lesson04.programs import TEST
from helpers.exercises.lessons.lesson04.spy import Tally

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
        **{
            "kind": kind,
            "words": situation(workers, items),
            "workers": workers,
        },
        **{"items": items, "works": works, "gaps": [0.0] * len(items)},
        **{"shuffle": shuffle, "sentinels": False, "work_on_none": False},
        "results": [result_of(item) for item in items if item is not None],
    }


def _sent_home(case: Case) -> Case:
    words = f"{case['words']}, and a `DONE` for each worker"
    return {**case, "words": words, "sentinels": True}


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
    putters = list[str]()
    _note_putters(queue, failures, putters)

    def start() -> Any:
        return answer(queue, results, failures, work)

    def look() -> dict[str, Any]:
        while not failures.empty():
            failed.append(failures.get_nowait())
        return {"results": list(results), "failures": list(failed)}

    seen = await play_pattern(queue, case, start, tally, look)
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


def _judge_fail(case: Case, seen: Seen) -> Finding | None:
    if "cancelled_at" in case:
        return unfinished(seen) or who_left(seen) or _went_home(case, seen)
    return (
        _own_error(seen)
        or _good_as_failed(case, judge_pattern(case, seen), seen)
        or _failures(case, seen)
        or _put_unawaited(seen)
        or _worked_once(case, seen)
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


def _went_home(case: Case, seen: Seen) -> Finding | None:
    after = seen.value["after"]
    if after["failures"]:
        words = "the cancelled item was kept as a failure."
        return Finding(words, "ignores-cancel")
    return who_ended_badly(case, seen)


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
        *FINISH,
    ),
    Exercise(
        *("04.5", "Test the marks", "test", 3, "check_marks", "async"),
        *TEST,
    ),
]
