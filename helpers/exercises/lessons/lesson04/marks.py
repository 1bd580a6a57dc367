"""How the workers of 04.2 and 04.3 have worked and marked, as findings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

from helpers.exercises import Finding, Seen
from helpers.exercises.judging import each_once, unfinished
from helpers.exercises.lessons.lesson04.pattern import Marking
from helpers.wording import counted

TOO_OFTEN = "called too many times"


def who_left(seen: Seen) -> Finding | None:
    """No worker shall end before it is cancelled."""
    for number in seen.value["gone"]:
        error = seen.value["ends"][number]
        if not error:
            return _why_left(seen, number)
        words = f"a worker dies of {error}."
        return Finding(words, _why_died(error))
    return None


def _why_left(seen: Seen, number: int) -> Finding:
    taken = seen.value["taken"][number]
    words = "a worker leaves before it is cancelled"
    begun = seen.value["after"]["begun"]
    if taken and not taken[-1] and repr(taken[-1]) not in map(repr, begun):
        words += f", when it has taken {taken[-1]!r}."
        return Finding(words, "data-as-sentinel")
    if seen.value["quiet"]:
        return Finding(f"{words}, when nothing happens.", "gave-up-waiting")
    if seen.value["saw_empty"][number]:
        return Finding(f"{words}, when the queue is empty.", "left-early")
    return Finding(f"{words}.", "worker-left")


def _why_died(error: str) -> str:
    if error.startswith("NotAwaitable"):
        return "no-async"
    if error.startswith("AttributeError"):
        return "wrong-tools"
    if re.search("different event loop|made before the recording", error):
        return "made-once"
    if re.search(r"can't be (used in|awaited)|task_done\(\) takes", error):
        return "awaits-a-call"
    return "marks-twice" if TOO_OFTEN in error else "worker-died"


def who_ended_badly(case: Marking, seen: Seen) -> Finding | None:
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


def _results(case: Marking, seen: Seen) -> Finding | None:
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
    strange = {*map(repr, got)} - {*map(repr, wanted)}
    return "not-the-result" if strange else "lost-items"


def _all_begun(case: Marking, seen: Seen) -> Finding | None:
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


def _why_extra(case: Marking, got: list[Any]) -> str:
    if not case["work_on_none"]:
        return "skipped-item" if None in got else "extra-items"
    extra = Counter(map(repr, got)) - Counter(map(repr, case["results"]))
    known = {*map(repr, case["results"])}
    # One more for each that failed: is the result before it kept again?
    again = len(got) == len(case["items"]) and len(case["failures"])
    twice = extra.keys() <= known and not again
    return "extra-items" if twice else "failure-as-result"


def _why_early(seen: Seen) -> str:
    if seen.value["twice"]:
        return "marks-twice"
    return "marked-early" if seen.value["busy"] else ""


def _hangs(case: Marking, seen: Seen) -> Finding | None:
    """Join shall not wait for a mark that nobody makes."""
    if seen.outcome == "returned":
        return None
    main = seen.items[0]["queue"] if seen.items else ""
    own = [move for move in seen.items if move["queue"] == main]
    if any(move["put_by"].startswith("worker") for move in own):
        words = "the program hangs: a worker puts something into the queue."
        return Finding(words, "puts-back")
    if seen.outcome != "stuck" or seen.cause == "ignores-cancel":
        return unfinished(seen)
    if joins := re.search(r"worker-\S+ waits in \w+\.join\(\)", seen.report):
        return Finding(f"the program hangs: {joins[0]}.", "joins-itself")
    taken = [move for move in own if move["got_by"]]
    held = [move for move in taken if move["marked_at"] is None]
    if held:
        words = f"`join` hangs: {len(taken)} items were taken"
        words += f", and {len(taken) - len(held)} of them marked."
        return Finding(words, _why_held(case, taken, seen.end))
    if case["sentinels"] and len(taken) == len(own) and own:
        words = "all is marked, and a worker still waits in `get`."
        return Finding(words, "one-done-each")
    return unfinished(seen)


def _why_held(case: Marking, taken: list[dict[str, Any]], end: float) -> str:
    items = case["items"]
    held = [move for move in taken if move["marked_at"] is None]
    if all(move["number"] > len(items) for move in held):
        return "last-not-marked"
    made = [move["marked_at"] for move in taken if move not in held]
    if not made:
        return "nobody-marks"
    # One worker, whose last work ended without a mark, of all that it did?
    failed = repr(items[-1]) in case.get("errors", {})
    worked = items[-1] is not None and not failed and case["workers"] == 1
    late = worked and len(held) == 1 and max(made) < end
    return "marked-late" if late else "some-not-marked"


def _in_time(seen: Seen) -> Finding | None:
    """Work begins as soon as its item is there, and the worker free."""
    if not seen.value["late"]:
        return None
    words = f"the work on {seen.value['late'][0]!r} begins late."
    return Finding(words, "polls")


def worked_once(case: Marking, seen: Seen) -> Finding | None:
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


def judge_pattern(case: Marking, seen: Seen) -> Finding | None:
    """Judge what `play_pattern` has shown, but for how the workers end."""
    return (
        _hangs(case, seen)
        or who_left(seen)
        or _all_begun(case, seen)
        or _results(case, seen)
        or unfinished(seen)
        or _in_time(seen)
    )
