"""The pattern around the workers of 04.2 and 04.3, and what it shows."""

from __future__ import annotations

import asyncio
import builtins
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any

from helpers.exercises.exercise import Case, Finding, Seen
from helpers.exercises.expectations import each_once, unfinished
from helpers.wording import counted

TOO_OFTEN = "called too many times"
EXACT = 1e-6  # seconds; for what happens as soon as something else does

Work = Callable[[Any], Awaitable[Any]]
Start = Callable[[], Coroutine[Any, Any, Any]]
Look = Callable[[], dict[str, Any]]


class Spy:
    """What is done to a queue, beside what its recording tells.

    Attributes:
        twice: whether a task made more marks than it had taken items.
        over: whether more marks were made, or tried, than items taken.
        taken: what each task has taken.
        askers: the tasks that asked how long it is.
        joins: how many items were unfinished at each call of join.
    """

    def __init__(self, queue: asyncio.Queue[Any]) -> None:
        self.twice = self.over = False
        self.taken: dict[object, list[Any]] = {}
        self.askers: set[object] = set()
        self._free = 0
        self.joins: list[int] = []
        self._held: Counter[object] = Counter()
        self._queue: Any = queue
        self._get, self._mark = self._queue._get, queue.task_done
        self._join, self._empty = queue.join, queue.empty
        self._qsize = queue.qsize
        vars(queue).update(
            **{"_get": self._taken, "task_done": self._marked},
            **{"join": self._joined, "empty": self._asked},
            qsize=self._counted,
        )

    def _asked(self) -> bool:
        self.askers.add(asyncio.current_task())
        return self._empty()

    def _counted(self) -> int:
        self.askers.add(asyncio.current_task())
        return self._qsize()

    def _taken(self) -> Any:
        task, item = asyncio.current_task(), self._get()
        self._held[task] += 1
        self._free += 1
        self.taken.setdefault(task, []).append(item)
        return item

    def _marked(self) -> None:
        task = asyncio.current_task()
        self._held[task] -= 1
        self._free -= 1
        self.twice |= self._held[task] < 0
        self.over |= self._free < 0
        self._mark()

    def _joined(self) -> Coroutine[Any, Any, None]:
        self.joins.append(self._queue._unfinished_tasks)
        return self._join()


class Tally:
    """What is seen of the work.

    Attributes:
        busy: the items that are in work.
        begun: those that ever were.
        cut: those whose work was cut off.
        late: those whose work began when nothing else had happened.
        moments: when something was put, or a work ended.
    """

    def __init__(self) -> None:
        self.busy: list[Any] = []
        self.begun: list[Any] = []
        self.cut: list[Any] = []
        self.late: list[Any] = []
        self.moments = {0.0}

    def begin(self, item: Any) -> None:
        """Note that the work on an item begins."""
        now = asyncio.get_running_loop().time()
        if min(abs(now - moment) for moment in self.moments) > EXACT:
            self.late.append(item)
        self.begun.append(item)
        self.busy.append(item)

    def end(self, item: Any) -> None:
        """Note that the work on an item is over."""
        self.busy.remove(item)
        self.note()

    def note(self) -> None:
        """Note that something happens now."""
        self.moments.add(asyncio.get_running_loop().time())

    def lists(self) -> dict[str, Any]:
        """What is seen, as copies."""
        lists = {k: v for k, v in vars(self).items() if k != "moments"}
        return {name: list(one) for name, one in lists.items()}


def work_of(case: Case, tally: Tally) -> Work:
    """Make the `work` of a case, which is noted in a tally."""
    works, errors = iter(case["works"]), case.get("errors", {})

    async def work(item: Any) -> Any:
        tally.begin(item)
        try:
            await asyncio.sleep(next(works, 0.0))
        except asyncio.CancelledError:
            tally.cut.append(item)
            raise
        finally:
            tally.end(item)
        if repr(item) in errors:
            raise make_error(*errors[repr(item)])
        return result_of(item)

    return work


def draw_items(dice: random.Random) -> list[Any]:
    """Draw up to eight items, some of them false."""
    odd = [None, 0, "", 7]
    return [dice.choice([n, *odd]) for n in range(dice.randrange(9))]


def draw_works(dice: random.Random, items: list[Any]) -> list[float]:
    """Draw how long the work on each item takes."""
    return [dice.choice([0.0, 1.0, 3 * dice.random()]) for _ in items]


def result_of(item: Any) -> Any:
    """What `work` returns for an item: of a false one it is false, too."""
    return f"result of {item!r}" if item else item


def make_error(kind: str, text: str) -> Exception:
    """Make an error of this kind."""
    made: Exception = getattr(builtins, kind)(text)
    return made


async def play_pattern(
    queue: asyncio.Queue[Any],
    case: Case,
    start: Start,
    tally: Tally,
    look: Look,
    done: object = None,
) -> dict[str, Any]:
    """Start the workers, put, join and watch, cancel, gather."""

    def see() -> dict[str, Any]:
        return {**tally.lists(), **look()}

    spy = Spy(queue)
    tasks = [asyncio.create_task(start()) for _ in range(case["workers"])]

    async def joining() -> dict[str, Any]:
        await _put_and_join(queue, case, tally, done)
        seen = {**see(), "twice": spy.twice}
        await asyncio.sleep(1.0)
        return {**seen, "later": look()}

    both = [*tasks, asyncio.create_task(joining())]
    gone = await _watch(both, may_leave=case["sentinels"])
    *ends, _ = await _cancel(both)
    seen = both[-1].result() if _left_well(both[-1]) else {}
    taken = [spy.taken.get(task, []) for task in tasks]
    left = {"gone": gone, "ends": ends, "over": spy.over, "taken": taken}
    return {**seen, **left, "after": see()}


async def _put_and_join(
    queue: asyncio.Queue[Any], case: Case, tally: Tally, done: object
) -> None:
    for item, gap in zip(case["items"], case["gaps"], strict=True):
        await asyncio.sleep(gap)
        tally.note()
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
    await asyncio.gather(*tasks, return_exceptions=True)
    return [_end_of(task) for task in tasks]


def _end_of(task: asyncio.Task[Any]) -> BaseException | None:
    # What a task returns is not how it ends, even if that is an error.
    return asyncio.CancelledError() if task.cancelled() else task.exception()


def who_left(seen: Seen) -> Finding | None:
    """No worker shall end before it is cancelled."""
    for number in seen.value["gone"]:
        error = seen.value["ends"][number]
        if not error:
            return _why_left(seen, seen.value["taken"][number])
        words = f"a worker dies of {error}."
        return Finding(words, _why_died(error))
    return None


def _why_left(seen: Seen, taken: list[Any]) -> Finding:
    words = "a worker leaves before it is cancelled"
    begun = seen.value["after"]["begun"]
    if taken and not taken[-1] and repr(taken[-1]) not in map(repr, begun):
        words += f", when it has taken {taken[-1]!r}."
        return Finding(words, "data-as-sentinel")
    return Finding(f"{words}.", "worker-left")


def _why_died(error: str) -> str:
    if error.startswith("NotAwaitable"):
        return "no-async"
    if re.search("can't be (used in 'await'|awaited)", error):
        return "awaits-a-call"
    return "marks-twice" if TOO_OFTEN in error else "worker-died"


def who_ended_badly(case: Case, seen: Seen) -> Finding | None:
    """A worker that is cancelled shall mark nothing, and end as cancelled."""
    for error in seen.value["ends"]:
        if not error and not case["sentinels"]:
            words = "a worker that is cancelled ends as if nothing had been."
            return Finding(words, "ignores-cancel")
        if error and not error.startswith("CancelledError"):
            key = "get-in-try" if TOO_OFTEN in error else "ignores-cancel"
            words = f"a worker that is cancelled ends with {error}."
            return Finding(words, key)
    if not seen.value["over"]:
        return None
    words = "a worker that is cancelled makes one mark too many."
    at_work = "cancelled_at" in case
    return Finding(words, "marks-twice" if at_work else "get-in-try")


def _results(case: Case, seen: Seen) -> Finding | None:
    """When join returns, all the results shall be there."""
    wanted, got = case["results"], seen.value["results"]
    finding = each_once(wanted, got, "result")
    if seen.value["cut"]:
        words = f"the work on {seen.value['cut'][0]!r} is cut off."
        return Finding(words, "cuts-work")
    if not finding or finding.misconception in ("no-await", "left-over"):
        return finding
    if finding.misconception == "extra-items":
        return replace(finding, misconception=_why_extra(case, got))
    if key := _why_early(seen):
        busy = counted(len(seen.value["busy"]), "item")
        words = f"`join` returns with {busy} still in work."
        return Finding(words, key)
    return replace(finding, misconception=_why_lost(wanted, got))


def _why_lost(wanted: list[Any], got: list[Any]) -> str:
    lost = Counter(map(repr, wanted)) - Counter(map(repr, got))
    if lost.keys() <= {*map(repr, got)}:
        return "equal-results"
    if lost.keys() <= {repr(one) for one in wanted if not one}:
        return "false-result"
    if not got:
        return "not-kept"
    return "not-the-result" if len(got) == len(wanted) else "lost-items"


def _all_begun(case: Case, seen: Seen) -> Finding | None:
    """When join returns, the work on all items shall have begun."""
    skips = not case["work_on_none"]
    items = [i for i in case["items"] if i is not None or not skips]
    missing = Counter(map(repr, items))
    missing -= Counter(map(repr, seen.value["begun"]))
    if not missing or seen.value["busy"]:
        return None
    if {*map(type, seen.value["begun"])} == {bool}:
        words = "`work` is called with True, and not with an item."
        return Finding(words, "no-parentheses")
    what = next(iter(missing))
    words = f"`join` returns, and the work on {what} has not begun."
    if missing.keys() <= {*map(repr, seen.value["begun"])}:
        return Finding(words, "equal-items")
    false = missing.keys() <= {repr(item) for item in items if not item}
    return Finding(words, "false-item" if false else "marked-early")


def _why_extra(case: Case, got: list[Any]) -> str:
    if not case["work_on_none"]:
        return "skipped-item" if None in got else "extra-items"
    extra = Counter(map(repr, got)) - Counter(map(repr, case["results"]))
    known = {*map(repr, case["results"])}
    return "extra-items" if extra.keys() <= known else "failure-as-result"


def _why_early(seen: Seen) -> str:
    if seen.value["twice"]:
        return "marks-twice"
    return "marked-early" if seen.value["busy"] else ""


def _hangs(case: Case, seen: Seen) -> Finding | None:
    """Join shall not wait for a mark that nobody makes."""
    if seen.outcome == "returned":
        return None
    main = seen.items[0]["queue"] if seen.items else ""
    own = [move for move in seen.items if move["queue"] == main]
    if any(move["put_by"].startswith("worker") for move in own):
        words = "the program hangs: a worker puts something into the queue."
        return Finding(words, "puts-back")
    taken = [move for move in seen.items if move["got_by"]]
    held = [move for move in taken if move["marked_at"] is None]
    if seen.outcome != "stuck" or not held or seen.cause == "ignores-cancel":
        return unfinished(seen)
    words = f"`join` hangs: {len(taken)} items were taken"
    words += f", and {len(taken) - len(held)} of them marked."
    if all(move["number"] > len(case["items"]) for move in held):
        return Finding(words, "last-not-marked")
    key = "nobody-marks" if held == taken else "some-not-marked"
    return Finding(words, key)


def _in_time(seen: Seen) -> Finding | None:
    """Work begins as soon as its item is there, and the worker free."""
    if not seen.value["late"]:
        return None
    words = f"the work on {seen.value['late'][0]!r} begins late."
    return Finding(words, "polls")


def judge_pattern(case: Case, seen: Seen) -> Finding | None:
    """Judge what `play_pattern` has shown, but for how the workers end."""
    return (
        _hangs(case, seen)
        or who_left(seen)
        or _all_begun(case, seen)
        or _results(case, seen)
        or unfinished(seen)
        or _in_time(seen)
    )
