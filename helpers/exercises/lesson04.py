"""The exercises of lesson 04: done is more than handed out."""

from __future__ import annotations

import asyncio
import builtins
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import replace
from typing import Any

from helpers.exercises.exercise import Case, Exercise, Finding, Seen
from helpers.exercises.expectations import each_once, unfinished
from helpers.exercises.misconceptions import Belief
from helpers.exercises.predictions import give, one_case
from helpers.wording import counted

VARIED = 90
TOO_OFTEN = "called too many times"
COUNTED = ("04", "What is counted")

BELIEFS = {
    "empty-is-finished": Belief(
        "An empty queue says that all was handed out, not that it is done.",
        *("04", "Empty is not finished"),
    ),
    "works-alone": Belief(
        "Several workers share the items, and work at the same time.",
        *("03", "One worker is too slow"),
    ),
    "marked-early": Belief(
        "`task_done` says that the work on an item is over: mark after it.",
        *COUNTED,
    ),
    "cancel-only-asks": Belief(
        "`cancel` only asks: a task has ended when `gather` returns.",
        *COUNTED,
    ),
    "cancelled-is-no-error": Belief(
        "A task that you cancelled ends with a CancelledError: gather with "
        "`return_exceptions=True`.",
        *COUNTED,
    ),
    "error-unseen": Belief(
        "`return_exceptions=True` gathers errors too: look for them, and "
        "raise them.",
        *COUNTED,
    ),
    "worker-died": Belief(
        "An error that nobody catches inside the loop ends the worker.",
        *("04", "2. The worker died"),
    ),
    "nobody-takes": Belief(
        "`join` waits for items that nobody takes: start the workers first, "
        "and keep them alive.",
        *COUNTED,
    ),
    "worker-left": Belief(
        "A worker that leaves its loop takes no more items, and `join` does "
        "not tell you.",
        *("04", "2. The worker died"),
    ),
    "get-in-try": Belief(
        "First `get`, then `try`: or `finally` marks what was never taken.",
        *("04", "3. `get` inside the `try`"),
    ),
    "join-before-put": Belief(
        "`join` looks only at the count: before the first `put`, that is 0.",
        *("04", "4. `join` before anything was put"),
    ),
    "marked-not-done": Belief(
        "`join` counts marks and knows nothing of results: keep what failed.",
        *("04", "6. Marked, and yet not done"),
    ),
    "marks-twice": Belief(
        "One mark for each item taken: a second one counts for an item of "
        "somebody else.",
        *("04", "In practice"),
    ),
    "ignores-cancel": Belief(
        "A CancelledError ends a task. It is no `Exception`: let it pass.",
        *COUNTED,
    ),
    "test-hangs": Belief(
        "Give what may wait for ever a time limit: `asyncio.timeout`.",
        *("00", "A cell that waits for ever"),
    ),
    "no-verdict": Belief(
        "A test says no with an AssertionError: catch the TimeoutError, "
        "gather the errors of workers, and `assert`.",
        *("00", "A cell that waits for ever"),
    ),
    "fails-on-good": Belief(
        "A test may want only what was promised: results come in any order.",
        *("03", "In which order do results come?"),
    ),
}

# ---- 04.1 empty, and finished


_WRONG_MOMENTS: dict[tuple[Any, ...], tuple[str, str]] = {
    (2, 2): ("Who holds photos 4 and 5 then?", "empty-is-finished"),
    (4, 4): ("When is the last photo *taken*?", "empty-is-finished"),
    (8, 10): ("That is one worker alone.", "works-alone"),
    (10, 10): ("That is one worker alone.", "works-alone"),
    (0, 2): ("Can three workers take five photos at once?", ""),
    (0, 4): ("Can three workers take five photos at once?", ""),
    (4, 2): ("Which of the two comes first?", ""),
}


def _judge_moments(case: Case, seen: Seen) -> Finding | None:
    got = seen.value
    if not isinstance(got, list) or len(got) != 2:
        return Finding(f"expected a pair `(empty, joined)`, not {got!r:.40}.")
    if got == [2, 4]:
        return None
    words, key = _WRONG_MOMENTS.get(tuple(map(_number, got)), ("", ""))
    return Finding(f"not {tuple(got)!r:.40}. {words}".strip(), key)


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) else None


# ---- the pattern around the workers of 04.2 and 04.3

Work = Callable[[Any], Awaitable[str]]
Start = Callable[[], Coroutine[Any, Any, Any]]
Look = Callable[[], dict[str, Any]]


class _Spy:
    """What is done to a queue, beside what its recording tells.

    Attributes:
        twice: whether a task made more marks than it had taken items.
        joins: how many items were unfinished at each call of join.
    """

    def __init__(self, queue: asyncio.Queue[Any]) -> None:
        self.twice = False
        self.joins: list[int] = []
        self._held: Counter[object] = Counter()
        self._queue: Any = queue
        self._get, self._mark = self._queue._get, queue.task_done
        self._join = queue.join
        vars(queue).update(
            _get=self._taken, task_done=self._marked, join=self._joined
        )

    def _taken(self) -> Any:
        self._held[asyncio.current_task()] += 1
        return self._get()

    def _marked(self) -> None:
        task = asyncio.current_task()
        self._held[task] -= 1
        self.twice |= self._held[task] < 0
        self._mark()

    def _joined(self) -> Coroutine[Any, Any, None]:
        self.joins.append(self._queue._unfinished_tasks)
        return self._join()


def _work_of(case: Case, under_way: list[Any]) -> Work:
    works, errors = iter(case["works"]), case.get("errors", {})

    async def work(item: Any) -> str:
        under_way.append(item)
        await asyncio.sleep(next(works, 0.0))
        under_way.remove(item)
        if repr(item) in errors:
            raise _error(*errors[repr(item)])
        return _result(item)

    return work


def _items(dice: random.Random) -> list[Any]:
    odd = [None, 0, "", 7]
    return [dice.choice([n, *odd]) for n in range(dice.randrange(9))]


def _works(dice: random.Random, items: list[Any]) -> list[float]:
    return [dice.choice([0.0, 1.0, 3 * dice.random()]) for _ in items]


def _result(item: Any) -> str:
    return f"result of {item!r}"


def _error(kind: str, text: str) -> Exception:
    made: Exception = getattr(builtins, kind)(text)
    return made


async def _pattern(
    queue: asyncio.Queue[Any],
    case: Case,
    start: Start,
    look: Look,
    done: object = None,
) -> dict[str, Any]:
    """Start the workers, put, join and watch, cancel, gather."""
    spy = _Spy(queue)
    tasks = [asyncio.create_task(start()) for _ in range(case["workers"])]

    async def joining() -> dict[str, Any]:
        await _put_and_join(queue, case, done)
        return {**look(), "twice": spy.twice}

    both = [*tasks, asyncio.create_task(joining())]
    gone = await _watch(both, may_leave=case["sentinels"])
    *ends, joined = await _cancel(both)
    seen = joined if isinstance(joined, dict) else {}
    return {**seen, "gone": gone, "ends": ends, "after": look()}


async def _put_and_join(
    queue: asyncio.Queue[Any], case: Case, done: object
) -> None:
    for item, gap in zip(case["items"], case["gaps"], strict=True):
        await asyncio.sleep(gap)
        await queue.put(item)
    if case["sentinels"]:
        for _ in range(case["workers"]):
            await queue.put(done)
    if "cancelled_at" in case:
        await asyncio.sleep(case["cancelled_at"])
    else:
        await queue.join()


async def _watch(both: list[asyncio.Task[Any]], may_leave: bool) -> list[int]:
    """Wait for the join, or a worker that ends; say who ended too early."""
    when = asyncio.FIRST_EXCEPTION if may_leave else asyncio.FIRST_COMPLETED
    await asyncio.wait(both, return_when=when)
    return [
        number
        for number, task in enumerate(both[:-1])
        if task.done() and not (may_leave and _left_well(task))
    ]


def _left_well(task: asyncio.Task[Any]) -> bool:
    return not task.cancelled() and not task.exception()


async def _cancel(tasks: list[asyncio.Task[Any]]) -> list[Any]:
    for task in tasks:
        task.cancel()
    return await asyncio.gather(*tasks, return_exceptions=True)


def _ended(seen: Seen) -> Finding | None:
    """No worker shall end before it is cancelled."""
    for number in seen.value["gone"]:
        error = seen.value["ends"][number]
        if not error:
            words = "leaves before it is cancelled"
            return Finding(f"a worker {words}.", "worker-left")
        words = f"a worker dies of {error}."
        return Finding(words, _why_died(error))
    return None


def _why_died(error: str) -> str:
    if error.startswith("NotAwaitable"):
        return "no-async"
    return "marks-twice" if TOO_OFTEN in error else "worker-died"


def _ended_badly(seen: Seen) -> Finding | None:
    """A worker that is cancelled shall end without an error."""
    for error in seen.value["ends"]:
        if error and not error.startswith("CancelledError"):
            key = "get-in-try" if TOO_OFTEN in error else ""
            words = f"a worker that is cancelled ends with {error}."
            return Finding(words, key)
    return None


def _results(case: Case, seen: Seen) -> Finding | None:
    """When join returns, all the results shall be there."""
    finding = each_once(case["results"], seen.value["results"], "result")
    if not finding or finding.misconception == "extra-items":
        return finding
    if key := _why_early(seen):
        busy = len(seen.value["busy"])
        words = f"`join` returns while {busy} of the items are in work."
        return Finding(words, key)
    lost = {_result(item) for item in case["items"]} - {*seen.value["results"]}
    false = {_result(item) for item in case["items"] if not item}
    return replace(
        finding,
        misconception="data-as-sentinel" if lost <= false else "lost-items",
    )


def _why_early(seen: Seen) -> str:
    if seen.value["twice"]:
        return "marks-twice"
    return "marked-early" if seen.value["busy"] else ""


def _hangs(case: Case, seen: Seen) -> Finding | None:
    """Join shall not wait for a mark that nobody makes."""
    taken = [move for move in seen.items if move["got_by"]]
    held = [move for move in taken if move["marked_at"] is None]
    if seen.outcome != "stuck" or not held or seen.cause == "ignores-cancel":
        return unfinished(seen)
    words = f"`join` hangs: {len(taken)} items were taken"
    words += f", and {len(taken) - len(held)} of them marked."
    if held == taken:
        return Finding(words, "nobody-marks")
    sentinels = all(move["number"] > len(case["items"]) for move in held)
    key = "last-not-marked" if sentinels else "some-not-marked"
    return Finding(words, key)


def _judge_pattern(case: Case, seen: Seen) -> Finding | None:
    return _hangs(case, seen) or _ended(seen) or _results(case, seen)


# ---- 04.2 every way through the loop


def _skips(dice: random.Random) -> Iterator[Case]:
    yield _skip("plain", 1, [1, None, 2], [1.0] * 3, None)
    yield _skip("plain", 2, [1, 2, 3, 4], [2.0, 3.0] * 2, None)
    yield _sent_home(_skip("plain", 1, [1, 2], [1.0] * 2, None))
    for number in range(VARIED):
        items = _items(dice)
        works = _works(dice, items)
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
        **{"shuffle": shuffle, "sentinels": False},
        "results": [_result(item) for item in items if item is not None],
    }


def _sent_home(case: Case) -> Case:
    words = f"{case['words']}, and a `DONE` for each worker"
    return {**case, "words": words, "sentinels": True}


def _words(workers: int, items: list[Any]) -> str:
    what = f"the items {items}" if items else "no items"
    return f"{counted(workers, 'worker')} and {what}"


async def _play_skip(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    queue: asyncio.Queue[Any] = asyncio.Queue()
    results: list[Any] = []
    busy: list[Any] = []
    work = _work_of(case, busy)

    def start() -> Any:
        return answer(queue, results, work)

    def look() -> dict[str, Any]:
        return {"results": list(results), "busy": list(busy)}

    return await _pattern(queue, case, start, look, names["DONE"])


def _judge_skip(case: Case, seen: Seen) -> Finding | None:
    return _judge_pattern(case, seen) or _ended_badly(seen)


# ---- 04.3 survive

ERRORS = ("ValueError", "KeyError", "OSError", "RuntimeError", "TimeoutError")


def _failing(dice: random.Random) -> Iterator[Case]:
    one = {"2": ("ValueError", "2 is black")}
    yield _fail("plain", 1, [1, 2, 3], one, [1.0] * 3, None)
    yield _fail("plain", 1, [1, 2, 3], {}, [1.0] * 3, None)
    for number in range(VARIED):
        items = _items(dice)
        errors = {
            repr(item): (dice.choice(ERRORS), f"no {item}")
            for item in items
            if dice.random() < 0.4
        }
        works = _works(dice, items)
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
        **{**case, "errors": errors},
        "results": [_result(item) for item in items if item not in bad],
        "failures": [[i, str(_error(*errors[repr(i)]))] for i in bad],
    }


async def _play_fail(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    queue, failures = asyncio.Queue[Any](), asyncio.Queue[Any]()
    results, failed, busy = list[Any](), list[Any](), list[Any]()
    work = _work_of(case, busy)

    def start() -> Any:
        return answer(queue, results, failures, work)

    def look() -> dict[str, Any]:
        while not failures.empty():
            failed.append(failures.get_nowait())
        there = {"results": list(results), "failures": list(failed)}
        return {**there, "busy": list(busy)}

    return await _pattern(queue, case, start, look)


def _judge_fail(case: Case, seen: Seen) -> Finding | None:
    if "cancelled_at" in case:
        return unfinished(seen) or _ended(seen) or _went_home(case, seen)
    return (
        _judge_pattern(case, seen)
        or _failures(case, seen)
        or _ended_badly(seen)
    )


def _failures(case: Case, seen: Seen) -> Finding | None:
    got = seen.value["failures"]
    finding = each_once(case["failures"], got, "failure")
    if finding:
        lost = len(got) < len(case["failures"])
        words = f"{finding.words} In `failures`: {got!r:.80}."
        return Finding(words, "marked-not-done" if lost else "")
    return None


def _went_home(case: Case, seen: Seen) -> Finding | None:
    after = seen.value["after"]
    if after["failures"] or len(after["results"]) > len(case["results"]):
        words = "the cancelled item was kept as a failure or a result."
        return Finding(words, "ignores-cancel")
    return _ended_badly(seen)


# ---- 04.4 the whole pattern


def _finishing(dice: random.Random) -> Iterator[Case]:
    yield _finish("plain", 2, [1, 2, 3], [1.0] * 3, {})
    yield _finish("plain", 1, [1, 2, 3], [1.0] * 3, {"2": False})
    yield _finish("plain", 2, [1, 2, 3], [1.0] * 3, {"2": False})
    for number in range(VARIED):
        items = _items(dice)
        works = _works(dice, items)
        bad = {
            repr(item): dice.random() < 0.5
            for item in items
            if number % 2 and dice.random() < 0.4
        }
        case = _finish("varied", dice.randint(1, 5), items, works, bad)
        leaving = dice.choice([0.0, 1.0])
        yield {**case, "leaving": leaving, "shuffle": number}


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
    }


class _Crew:
    """The workers that `finish` is given.

    Attributes:
        started: how many there were.
        done: the items that they have worked on.
    """

    def __init__(self, case: Case) -> None:
        self.started = 0
        self.done: list[Any] = []
        self._case, self._works = case, iter(case["works"])

    async def worker(self, queue: asyncio.Queue[Any]) -> None:
        """Work for ever; at a bad item, die before or after the mark."""
        self.started += 1
        try:
            while True:
                item = await queue.get()
                await asyncio.sleep(next(self._works, 0.0))
                self._finish_one(queue, item)
        except asyncio.CancelledError:
            await asyncio.sleep(self._case["leaving"])
            raise

    def _finish_one(self, queue: asyncio.Queue[Any], item: Any) -> None:
        marks_first = self._case["bad"].get(repr(item))
        if marks_first:
            queue.task_done()
        if marks_first is not None:
            raise RuntimeError(f"item {item!r} is black")
        self.done.append(item)
        queue.task_done()


async def _play_finish(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    queue: Any = asyncio.Queue()
    crew, spy, before = _Crew(case), _Spy(queue), asyncio.all_tasks()
    items, error = list(case["items"]), None
    try:
        await answer(queue, items, crew.worker, case["workers"])
    except (Exception, asyncio.CancelledError) as raised:
        error = _first(raised)
    left = asyncio.all_tasks() - before
    return {
        **{"error": error, "done": crew.done, "started": crew.started},
        **{"joins": spy.joins, "length": queue.qsize(), "left": len(left)},
        "free": sum(not task.cancelling() for task in left),
        "unmarked": queue._unfinished_tasks,
    }


def _first(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _judge_finish(case: Case, seen: Seen) -> Finding | None:
    if seen.outcome != "returned":
        return _never_over(case, seen)
    return (
        (_died(case, seen) if case["bad"] else _all_done(case, seen))
        or _started(case, seen)
        or _nobody_left(seen)
    )


def _never_over(case: Case, seen: Seen) -> Finding | None:
    taken = [move for move in seen.items if move["got_by"]]
    if seen.outcome != "stuck":
        return unfinished(seen)
    if all(move["marked_at"] is not None for move in seen.items):
        words = "hangs: all items are marked, and the workers wait for more."
        return Finding(f"`finish` {words}", "joined-and-forgot")
    if taken and case["bad"]:
        words = "hangs: a worker died before its mark, and nobody sees it."
        return Finding(f"`finish` {words}", "died-holding")
    return unfinished(seen)


def _started(case: Case, seen: Seen) -> Finding | None:
    if seen.value["started"] in (case["workers"], 0):
        return None  # a worker that is cancelled at once never starts
    words = f"{seen.value['started']} workers were started."
    return Finding(words)


def _died(case: Case, seen: Seen) -> Finding | None:
    error = seen.value["error"] or ""
    if error.startswith("RuntimeError: item "):
        return None
    if error:
        return _strange(error)
    if not seen.value["unmarked"]:
        return None  # it died after its mark: all may be over by then
    words = "a worker died, and `finish` raises nothing."
    return Finding(words, "error-unseen" if _joined(seen) else _why(seen))


def _all_done(case: Case, seen: Seen) -> Finding | None:
    if seen.value["error"]:
        return _strange(seen.value["error"])
    lost = each_once(case["items"], seen.value["done"], "item")
    if lost and lost.misconception != "extra-items":
        words = f"`finish` is over too early. {lost.words}"
        return Finding(words, _why(seen))
    return lost


def _strange(error: str) -> Finding:
    keys = {
        "NotAwaitable": "no-async",
        "CancelledError": "cancelled-is-no-error",
    }
    kind = error.partition(":")[0]
    return Finding(f"`finish` raises {error}.", keys.get(kind, ""))


def _joined(seen: Seen) -> bool:
    return any(seen.value["joins"])


def _why(seen: Seen) -> str:
    """Say why `finish` did not wait until all was done."""
    if seen.value["joins"]:
        return "" if _joined(seen) else "join-before-put"
    handed_out = seen.items and not seen.value["length"]
    return "empty-is-finished" if handed_out else ""


def _nobody_left(seen: Seen) -> Finding | None:
    if not seen.value["left"]:
        return None
    if seen.value["free"]:
        words = "is over, and tasks go on that nobody has cancelled."
        return Finding(f"`finish` {words}", "joined-and-forgot")
    words = "cancels tasks, and does not wait until they have ended."
    return Finding(f"`finish` {words}", "cancel-only-asks")


# ---- 04.5 a test of workers

Queue = asyncio.Queue[Any]


async def _sturdy(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
        finally:
            queue.task_done()


async def _plain_style(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        item = await queue.get()
        try:
            result = await work(item)
        except Exception as error:
            failures.put_nowait((item, str(error)))
        else:
            results.append(result)
        queue.task_done()


async def _two_at_once(*tools: Any) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(_sturdy(*tools))
        group.create_task(_plain_style(*tools))


async def _newest_first(queue: Queue, *tools: Any) -> None:
    while True:
        items = [await queue.get()]
        while not queue.empty():
            items.append(queue.get_nowait())
        for item in reversed(items):
            await _try_one(item, *tools)
            queue.task_done()


async def _never_marks(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        await _try_one(await queue.get(), results, failures, work)


async def _try_one(
    item: Any, results: list[Any], failures: Queue, work: Work
) -> None:
    try:
        results.append(await work(item))
    except Exception as error:
        await failures.put((item, str(error)))


async def _marks_twice(queue: Queue, *tools: Any) -> None:
    while True:
        item = await queue.get()
        try:
            await _try_one(item, *tools)
            queue.task_done()
        finally:
            queue.task_done()


async def _marks_failures_twice(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
            queue.task_done()
        finally:
            queue.task_done()


async def _marks_first(queue: Queue, *tools: Any) -> None:
    while True:
        item = await queue.get()
        queue.task_done()
        await _try_one(item, *tools)


async def _forgets_failures(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
            continue
        queue.task_done()


async def _hides_failures(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        hidden: Queue = asyncio.Queue()
        await _try_one(await queue.get(), results, hidden, work)
        queue.task_done()


async def _loses_every_second(queue: Queue, *tools: Any) -> None:
    while True:
        await _try_one(await queue.get(), *tools)
        queue.task_done()
        await queue.get()
        queue.task_done()


async def _repeats(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        await _try_one(await queue.get(), results, failures, work)
        results[:] = [results[0] for _ in results]
        queue.task_done()


async def _dies(
    queue: Queue, results: list[Any], failures: Queue, work: Work
) -> None:
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
            raise
        finally:
            queue.task_done()


async def _gets_in_try(queue: Queue, *tools: Any) -> None:
    while True:
        try:
            await _try_one(await queue.get(), *tools)
        finally:
            queue.task_done()


# name: (program, what it does, the belief behind it; "" where it is good)
_PROGRAMS = {
    "sturdy": (_sturdy, "a good worker", ""),
    "never": (_never_marks, "a worker that never marks", "nobody-marks"),
    "early": (
        *(_marks_first, "a worker that marks before the work"),
        "marked-early",
    ),
    "twice": (_marks_twice, "a worker that marks twice", "marks-twice"),
    "forgets": (
        *(_forgets_failures, "a worker that does not mark a failed item"),
        "some-not-marked",
    ),
    "hides": (
        *(_hides_failures, "a worker that loses a failed item"),
        "marked-not-done",
    ),
    "second": (
        *(_loses_every_second, "a worker that loses every second item"),
        "marked-not-done",
    ),
    "repeats": (
        *(_repeats, "a worker that gives the first result for every item"),
        "marked-not-done",
    ),
    "dies": (_dies, "a worker that dies of a failed item", "worker-died"),
    "failures twice": (
        *(_marks_failures_twice, "a worker that marks a failed item twice"),
        "marks-twice",
    ),
    "in try": (
        *(_gets_in_try, "a worker that has `get` inside its `try`"),
        "get-in-try",
    ),
    "plain": (_plain_style, "a good worker without `finally`", ""),
    "newest": (_newest_first, "a good worker, the newest item first", ""),
    "two": (_two_at_once, "a good worker that does two items at once", ""),
}


def _programs(dice: random.Random) -> Iterator[Case]:
    for shuffle in (None, *(dice.randrange(1000) for _ in range(3))):
        for name, (_, words, _) in _PROGRAMS.items():
            kind = "plain" if shuffle is None else "varied"
            case = {"kind": kind, "words": words, "program": name}
            yield {**case, "shuffle": shuffle}


async def _play_test(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    try:
        await answer(_PROGRAMS[case["program"]][0])
    except (Exception, asyncio.CancelledError) as error:
        return _first(error)
    return "passed"


def _judge_test(case: Case, seen: Seen) -> Finding | None:
    belief = _PROGRAMS[case["program"]][2]
    if seen.outcome == "stuck":
        words = f"your test hangs.\n\n{seen.report}"
        return Finding(words, "test-hangs")
    if seen.outcome == "raised":
        return unfinished(seen)
    if seen.value == "passed":
        missed = Finding("your test finds nothing wrong.", belief)
        return missed if belief else None
    return _judge_no(seen.value, good=not belief)


def _judge_no(error: str, good: bool) -> Finding | None:
    kind = error.partition(":")[0]
    if kind == "AssertionError" and not good:
        return None
    if kind == "NotAwaitable":
        return Finding(f"{error}.", "no-async")
    if good:
        return Finding(f"your test fails with {error}.", "fails-on-good")
    words = f"your test ends with {error}, not with an AssertionError."
    return Finding(words, "no-verdict")


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
        *(_programs, _play_test, _judge_test),
    ),
]
