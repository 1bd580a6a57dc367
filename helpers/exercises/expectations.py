"""What most exercises expect, as findings.

A judge puts them together:

    return unfinished(seen) or each_once(case["items"], seen.value)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from helpers.exercises.exercise import Finding, Seen
from helpers.waiting import place_of_error

CELL = "<your cell>"  # where a line of an answer stands
# The belief behind an error, by the beginning of its text.
_CAUSE_OF_ERROR = {
    r"NotAwaitable": "no-async",
    r"QueueFull": "queue-full",
    r"QueueEmpty": "queue-empty",
    r"TimeoutError": "timeout-escapes",
    r"NameError": "name-from-elsewhere",
    r"TypeError: object \w+ can't be used in 'await'": "not-unpacked",
    r"TypeError: '?\w+'? object can't be awaited": "not-unpacked",
    r"RuntimeError: asyncio.run\(\) cannot": "run-inside",
    r"RuntimeError: .*is bound to a different event loop": "other-loop",
    r"TypeError: '\w+' object does not support the context": "async-with",
    r"RuntimeError: This Queue was made before": "other-loop",
    r"TypeError: unhashable type: 'list'": "not-unpacked",
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


def disguised(
    program: Callable[..., Awaitable[Any]], name: str
) -> Callable[..., Awaitable[Any]]:
    """The same program under a name that does not tell what is wrong."""

    async def made(*args: Any, **named: Any) -> Any:
        return await program(*args, **named)

    made.__name__ = made.__qualname__ = name
    return made


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
    if not any("AssertionError" in died for died in seen.died):
        return None
    words = "an `assert` fails in a task that nobody awaits."
    return Finding(words, "assert-unheard")


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
    if got and all(isinstance(one, bool) for one in got) and expected != got:
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
    """A value shall be this one."""
    if got == expected and isinstance(got, bool) == isinstance(expected, bool):
        return None
    return Finding(f"{what} should be {expected!r}, and is {got!r:.80}.")


def _some(counts: Counter[str]) -> str:
    names = list(counts)
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
