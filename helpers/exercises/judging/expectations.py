"""What most exercises expect, as findings.

A judge puts them together:

    return unfinished(seen) or each_once(case["items"], seen.value)
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from helpers.diagnosis import place_of_error
from helpers.exercises import Finding, Seen
from helpers.exercises.judging.asserting import CATCHES

CELL = "<your cell>"  # where a line of an answer stands
_NONE = "none-at-all"

# The belief behind an error, by the beginning of its text.
_CAUSE_OF_ERROR = {
    r"NotAwaitable": "no-async",
    r"QueueFull": "queue-full",
    r"QueueEmpty": "queue-empty",
    r"TimeoutError": "timeout-escapes",
    r"NameError": "name-from-elsewhere",
    r"RuntimeError: asyncio.run\(\) cannot": "loop-in-loop",
    r"RuntimeError: (This|Cannot run the) event loop": "loop-in-loop",
    r"RuntimeError: loop.run_in_executor": "needs-no-thread",
    r"RuntimeError: This \w*Queue was made before": "made-once",
    r"RuntimeError: .*is bound to a different event loop": "made-once",
    r"TypeError: object (list|tuple|set|generator) can't": "not-unpacked",
    r"TypeError: '(list|tuple|set|generator)' object can't": "not-unpacked",
    r"TypeError: (object Timeout|'Timeout' object) can't": "async-with",
    r"TypeError: object \w+ can't be used in 'await'": "awaits-plain",
    r"TypeError: '?\w+'? object can't be awaited": "awaits-plain",
    r"TypeError: '(int|float)' object is not iterable": "adds-a-list",
    r"ValueError: (Set of|.* (iterable argument|arg) is (an )?empty)": _NONE,
    r"TypeError: '(_GatheringFuture|[\w.]*Task|coroutine)' obj": "no-await",
    r"TypeError: cannot unpack non-iterable coroutine": "no-await",
    r"RuntimeError: await wasn't used with future": "no-await",
    r"TypeError: \w*Queue\.\w+\(\) missing .* 'self'": "class-not-object",
    r"TypeError: '<' not supported": "out-of-order",
    r"TypeError: 'async_generator' object is not": "not-looped",
    r"TypeError: 'async for' requires an object": "not-looped",
    r"TypeError: a coroutine was expected": "awaits-plain",
    r"LookupError: work\(DONE\)": "kept-sentinel",
    r"LookupError: work\(": "another-sentinel",
    r"TypeError: cannot unpack non-iterable object object": "kept-sentinel",
    r"TypeError: '\w+' object does not support the context": "async-with",
    r"TypeError: .*unhashable type: 'list'": "not-unpacked",
    r"TypeError: An asyncio.Future, a coroutine": "not-unpacked",
}


def first_error(error: BaseException) -> BaseException:
    """The error itself, or the first one in a group."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def line_of(error: BaseException) -> str:
    """In which line of the answer an error was raised; "" if in none."""
    place = place_of_error(first_error(error))
    return f" (line {place.line})" if place and place.file == CELL else ""


def unfinished(seen: Seen) -> Finding | None:
    """The program shall end by itself, without an error."""
    if seen.outcome == "stuck":
        return Finding(f"the program hangs.\n\n{seen.report}", seen.cause)
    if seen.outcome == "raised":
        words = f"the program ends with {seen.error.rstrip('.')}."
        return Finding(words, _cause_of(seen.error))
    if seen.left:
        return Finding(f"it ends too early. {seen.left[0]}", "left-over")
    return None


def unheard(seen: Seen) -> Finding | None:
    """A test shall hear of its own asserts."""
    if any("AssertionError" in died for died in seen.died):
        words = "an `assert` fails in a task that nobody awaits."
        return Finding(words, "assert-unheard")
    for said in seen.warned:
        if CATCHES in said:
            words = f"your test finds nothing wrong: in {said}."
            return Finding(words, "assert-caught")
    return None


def _cause_of(error: str) -> str:
    for begins, cause in _CAUSE_OF_ERROR.items():
        if re.match(begins, error):
            return cause
    return ""


def each_once(
    expected: list[Any], got: Any, what: str, seen: Seen | None = None
) -> Finding | None:
    """Each of these shall be there once, in any order.

    Args:
        expected: the items, in the order in which they were put.
        got: what came out.
        what: what to call one of them.
        seen: what was seen, where the items went through one queue; then
            it is looked up why some are missing.
    """
    if not isinstance(got, list):
        return Finding(f"expected a list of {what}s, and got {got!r:.60}.")
    other = [*map(repr, expected)] != [*map(repr, got)]  # for True is 1
    if got and all(isinstance(one, bool) for one in got) and other:
        words = f"expected {expected!r:.60}, and got {got!r:.60}."
        return Finding(words, "no-parentheses")
    for made, why in _UNFINISHED.items():
        if made in got:
            return Finding(f"{made} stands where a {what} was expected.", why)
    missing = Counter(map(repr, expected))
    extra = Counter(map(repr, got))
    missing, extra = missing - extra, extra - missing
    if missing:
        words = f"{_some(missing)} never came out: {what}s are lost."
        return Finding(words, _why_lost(expected, missing, seen))
    if extra:
        words = f"{_some(extra)} came out too often, or should not be there"
        return Finding(f"{words}.", "extra-items")
    return None


def results_once(
    items: list[Any], expected: list[Any], got: Any
) -> Finding | None:
    """The result of each item shall be there once, in any order.

    Args:
        items: the items.
        expected: the result of each.
        got: what came out.
    """
    if isinstance(got, list) and any(isinstance(one, list) for one in got):
        words = "expected one list of results, and got lists in it."
        return Finding(words, "gather-results")
    found = each_once(expected, got, "result")
    if not found or found.misconception == "extra-items":
        return found
    if not isinstance(got, list):
        why = "no-return" if got is None else ""
    elif not each_once(items, got, "item"):
        why = "item-is-no-result"
    else:
        why = why_missing(expected, got)
    return Finding(found.words, why)


# What stands for a result that nobody has waited for, and why.
_UNFINISHED = {"a coroutine": "no-await", "a Task": "left-over"}


def _why_lost(
    items: list[Any], missing: Counter[str], seen: Seen | None
) -> str:
    # Was an item that counts as false taken for the sentinel? Or did
    # somebody leave while items were still to come?
    moves = seen.items[: len(items)] if seen else []
    falsy = {
        repr(items[move["number"] - 1])
        for move in moves
        if move["got_by"] and not items[move["number"] - 1]
    }
    if falsy & {*missing}:
        return "data-as-sentinel"
    if all(move["got_by"] for move in moves):
        return "lost-items"
    return "left-early"


def same(expected: Any, got: Any, what: str) -> Finding | None:
    """A value shall be this one; of a list it is said why it is not."""
    if got == expected and isinstance(got, bool) == isinstance(expected, bool):
        return None
    words = f"{what} should be {expected!r:.200}, and is {got!r:.80}."
    return Finding(words, why_other(expected, got))


def why_other(expected: Any, got: Any) -> str:
    """Say why a list is not the one expected: the key of a belief, or ""."""
    if got is None:
        return "no-return"
    if not isinstance(expected, list) or not isinstance(got, list):
        return ""
    wanted, found = Counter(map(repr, expected)), Counter(map(repr, got))
    missing, extra = wanted - found, found - wanted
    if got and expected and got == [expected]:
        return "list-as-item"
    if missing and wanted.keys() == found.keys():
        return "equal-are-two"
    if missing and extra and len(got) == len(expected):
        return "changed-items"
    if missing and got in (expected[1:], expected[:-1]):
        ends = {repr(expected[0]), repr(expected[-1])}
        return "false-is-a-value" if ends & _FALSE else "off-by-one"
    if missing and got == expected[: len(got)]:
        stopped = repr(expected[len(got)]) in _FALSE
        lost = "ends-in-the-loop" if len(got) == 1 else "lost-items"
        return "false-is-a-value" if stopped else lost
    if missing:
        return why_missing(expected, got)
    if not extra:
        return "out-of-order"
    before = len(got) - len(expected)
    left = before and got[before:] == expected and extra.keys() - wanted.keys()
    return "made-once" if left else "extra-items"


_FALSE = {"0", "0.0", "None", "''", "[]", "False"}


def why_missing(expected: list[Any], got: list[Any]) -> str:
    """Say why some are missing, whatever the order: the key of a belief."""
    wanted, found = Counter(map(repr, expected)), Counter(map(repr, got))
    missing = {*(wanted - found)}
    if missing <= _FALSE and not missing & {*found}:
        return "false-is-a-value"
    if all(wanted[one] > 1 for one in missing):
        return "equal-are-two"
    return "lost-items"


def _some(counts: Counter[str]) -> str:
    names = list(counts)
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
