"""The lines outside of the queues, on the stage of a recording.

outside = Outside(events, live=False)
outside.comes(queue=0, state=WAITS_TO_GET, task=2)
outside.woken(0, PUT, time=1.0, event=7)        # 2, or -1 for nobody
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from helpers.replaying.tracks import WAITING, WAKES

Event = tuple[float, int, int, int, float]


class Outside:
    """Who waits where, and who is woken.

    Args:
        events: all of the recording.
        live: whether it was made on the real clock.
    """

    def __init__(self, events: Iterable[Event], live: bool) -> None:
        self._live = live
        self._lines: dict[tuple[int, int], deque[int]] = {}
        self._next: dict[int, deque[tuple[int, float, int]]] = {}
        for number, (time, kind, _, task, _) in enumerate(events):
            coming = self._next.setdefault(task, deque())
            coming.append((number, time, kind))

    def comes(self, queue: int, state: int, task: int) -> None:
        """A task goes to the end of a line."""
        self._lines.setdefault((queue, state), deque()).append(task)

    def leaves(self, queue: int, task: int) -> None:
        """A task waits no more at this queue."""
        for state in WAITING.values():
            line = self._lines.get((queue, state))
            if line and task in line:
                line.remove(task)

    def woken(self, queue: int, kind: int, time: float, event: int) -> int:
        """Whom a put or a get wakes; -1 for nobody.

        As asyncio does: the first in line who still waits. What comes next
        tells whether somebody does.
        """
        state, then = WAKES[kind]
        line = self._lines.get((queue, state))
        while line:
            when, what = self._next_of(line[0], event)
            if what in then and (when == time or self._live):
                return line.popleft()
            if when != time:
                break  # it waits on, whatever this was
            line.popleft()  # it gives up in this very moment
        return -1

    def all_woken(self, queue: int, state: int) -> list[int]:
        """Whom it wakes when nobody has to wait there any more."""
        return list(self._lines.pop((queue, state), ()))

    def when(self, task: int, event: int) -> float:
        """When the next thing is seen of a task; -1.0 for never."""
        return self._next_of(task, event)[0]

    def _next_of(self, task: int, event: int) -> tuple[float, int]:
        coming = self._next.get(task, deque())
        while coming and coming[0][0] <= event:
            coming.popleft()
        return coming[0][1:] if coming else (-1.0, -1)
