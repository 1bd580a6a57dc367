"""Items that are easily taken for a sentinel, and are none.

A case is plain data, so that something stands for them there:

    queue.put_nowait(real(LIKE_ALL, DONE))
"""

from __future__ import annotations

from typing import Any


class LikeAll:
    """An item that is equal to everything, and looks like the sentinel."""

    def __init__(self, done: object) -> None:
        self._done = done

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash(self._done)

    def __repr__(self) -> str:
        return repr(self._done)


# What stands for them in a case, and what a learner reads.
LIKE_ALL = "<equal to everything>"
ANOTHER = "another object"


def real(item: Any, done: object) -> Any:
    """Turn an item of a case into what is put."""
    if item == ANOTHER:
        return object()
    return LikeAll(done) if item == LIKE_ALL else item


def word_of(item: Any, done: Any = None) -> str:
    """Say what an item is, to a learner."""
    if type(item) is LikeAll:
        return LIKE_ALL
    if type(item) is object:
        return "DONE" if item is done else ANOTHER
    return "DONE" if item is done and done else repr(item)
