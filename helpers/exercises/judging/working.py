"""The work that an answer is given, and what is seen of it.

    watch = WatchedWork(takes=[1.0, 0.5])
    await answer(queue, results, watch.work)
    watch.account()                 # plain data, for the judge

A judge also wants to know whether an answer waits as it should: work begins
when an item has come or other work has ended (`Moments`), and not when a
clock of its own has.
"""

from __future__ import annotations

import asyncio
import builtins
import heapq
from collections.abc import Callable, Iterable, Mapping
from typing import Any

SAME_TIME = 1e-6  # seconds; sums of the same pauses may differ by so much
CLOSE = 0.015  # seconds; where an answer may take a moment of its own


def now() -> float:
    """The simulated time, in seconds."""
    return asyncio.get_running_loop().time()


def result_of(item: Any) -> Any:
    """What work returns for an item: of a false one it is false, too."""
    return f"result of {item!r}" if item else item


def make_error(kind: str, text: str) -> Exception:
    """Make an error of Python's own, by its name."""
    made: Exception = getattr(builtins, kind)(text)
    return made


def least_time(takes: Iterable[float], workers: int) -> float:
    """When so many workers can have done all this work, in turn.

    Args:
        takes: how long each piece takes, in seconds.
        workers: how many there are; each begins the next when it is free.
    """
    free = [0.0] * workers
    for one in takes:
        heapq.heapreplace(free, free[0] + one)
    return max(free)


async def put_all(
    queue: asyncio.Queue[Any],
    items: Iterable[Any],
    gaps: Iterable[float],
    note: Callable[[], None] = lambda: None,
) -> None:
    """Put each item after its gap, and call `note` then."""
    for item, gap in zip(items, gaps, strict=True):
        await asyncio.sleep(gap)
        await queue.put(item)
        note()


class Moments:
    """When something happened that others may wait for."""

    def __init__(self) -> None:
        self._moments = {0.0}

    def note(self) -> None:
        """Note that something happens now."""
        self._moments.add(now())

    def happens(self) -> bool:
        """Whether something happens just now."""
        return any(abs(now() - at) < SAME_TIME for at in self._moments)


class WatchedWork:
    """Work that takes some time, and what is seen of it.

    Args:
        takes: how long each piece of work takes, in seconds.
        errors: kind and text of the error that an item's work ends with, by
            the item's repr.
        moments: when something happens; its own, if it is given none.

    Attributes:
        begun: the items whose work has begun, in that order.
        busy: those that are in work.
        cut: those whose work was cut off.
        late: those whose work began when nothing else had happened.
        finished: those whose work was not cut off.
        busiest: how many were in work at once, at most; one that was cut off
            counts on, since it was not finished.
    """

    def __init__(
        self,
        takes: Iterable[float],
        errors: Mapping[str, tuple[str, str]] | None = None,
        moments: Moments | None = None,
    ) -> None:
        self._takes, self._errors = iter(takes), errors or {}
        self.moments = moments or Moments()
        self.begun: list[Any] = []
        self.busy: list[Any] = []
        self.cut: list[Any] = []
        self.late: list[Any] = []
        self.finished: list[Any] = []
        self.busiest = 0

    async def work(self, item: Any) -> Any:
        """Work on an item, and return its result."""
        if not self.moments.happens():
            self.late.append(item)
        self.begun.append(item)
        self.busy.append(item)
        self.busiest = max(self.busiest, len(self.busy) + len(self.cut))
        try:
            await asyncio.sleep(next(self._takes, 0.0))
        except asyncio.CancelledError:
            self.cut.append(item)
            raise
        finally:
            self.busy.remove(item)
            self.moments.note()
        self.finished.append(item)
        if repr(item) in self._errors:
            raise make_error(*self._errors[repr(item)])
        return result_of(item)

    work.__qualname__ = "work"  # as a learner knows it

    def account(self) -> dict[str, Any]:
        """What is seen so far, as copies."""
        return {
            "begun": [*self.begun],
            "busy": [*self.busy],
            "cut": [*self.cut],
            "late": [*self.late],
            "finished": [*self.finished],
            "busiest": self.busiest,
        }
