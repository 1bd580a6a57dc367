"""Programs for exercises of kind "test": good ones, and broken ones.

    PROGRAMS = {
        "good": Program(words="a good worker", run=_good),
        "twice": Program(
            words="a worker that marks twice",
            run=_marks_twice,
            belief="marks-twice",
            how="Look at how the worker ends.",
        ),
    }

An answer is a test. It must pass each good program, and fail each broken one
with an AssertionError.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Program:
    """A program for a learner's test.

    Attributes:
        words: what it is, for the learner.
        run: the program itself.
        belief: for a broken one, the key of the belief behind a test that
            finds nothing wrong with it; "" for a good one.
        how: how a test finds out.
    """

    words: str
    run: Any
    belief: str = ""
    how: str = ""

    @property
    def good(self) -> bool:
        """Whether a test must pass it."""
        return not self.belief


def disguised(
    program: Callable[..., Awaitable[Any]], name: str
) -> Callable[..., Awaitable[Any]]:
    """The same program under a name that does not tell what is wrong."""

    async def made(*args: Any, **named: Any) -> Any:
        return await program(*args, **named)

    made.__name__ = made.__qualname__ = name
    return made
