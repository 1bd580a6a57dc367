"""One queue of a recording as columns: lengths, counts, waits.

Each is worked out when it is first asked for:

    queue = recording.queues[0]
    queue.times, queue.lengths      # numpy arrays, a row a moment
    queue.peak, queue.peak_at, queue.mean
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeAlias

from helpers.recording.tracing import (
    DONE,
    DROPPED,
    GET,
    GET_GAVE_UP,
    GET_WAITS,
    KIND_MASK,
    PUT,
    PUT_GAVE_UP,
    PUT_WAITS,
    QUEUE_MASK,
    QUEUE_SHIFT,
    SHUTDOWN,
    SLEEPS,
    TASK_SHIFT,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"
Ints: TypeAlias = "NDArray[np.int64]"

_LENGTH = {PUT: 1, GET: -1, DROPPED: -1}
_UNFINISHED = {PUT: 1, DONE: -1, DROPPED: -1}


def decoded(rows: Any) -> tuple[Floats, Ints]:
    """Split a recording's rows into the time and the code of each event."""
    import numpy as np

    values = np.frombuffer(rows, dtype=np.float64)
    events = np.flatnonzero(values < 0)
    codes = (-1 - values[events]).astype(np.int64)
    clock = values >= 0
    sleeps = events[(codes & KIND_MASK) == SLEEPS]
    clock[sleeps + 1] = False  # until when, which is not the time now
    which = np.cumsum(clock)[events]
    return np.append(0.0, values[clock])[which], codes


class QueueTrace:
    """One queue of a recording.

    Events of the same moment count as one: what is there after the last
    of them. An item that is handed to a waiting consumer at once makes the
    queue long for no time, which is no length.

    Attributes:
        name: what the program calls it.
        maxsize: its bound; 0 or less for none.
    """

    def __init__(self, recording: Any, number: int) -> None:
        facts = recording.queue_facts[number]
        self.name: str = facts.name
        self.maxsize: int = facts.maxsize
        self._recording, self._facts, self._number = recording, facts, number

    @functools.cached_property
    def _rows(self) -> tuple[Floats, Ints, Ints]:
        # time, kind and task of this queue's events
        import numpy as np

        times, codes = self._recording.times, self._recording.codes
        kinds = (codes & KIND_MASK).astype(np.uint8)  # small is quick
        mine = (codes >> QUEUE_SHIFT & QUEUE_MASK) == self._number
        mine &= kinds <= SHUTDOWN
        tasks = (codes[mine] >> TASK_SHIFT).astype(np.uint32)
        return times[mine], kinds[mine], tasks

    @functools.cached_property
    def _moments(self) -> Ints:
        # the last row of each moment
        import numpy as np

        times = self._rows[0]
        last = np.append(np.diff(times) > 0, True)[: len(times)]
        return np.flatnonzero(last)

    def _sum(self, changes: dict[int, int]) -> Ints:
        import numpy as np

        table = np.zeros(KIND_MASK + 1, dtype=np.int64)
        for kind, change in changes.items():
            table[kind] = change
        return np.cumsum(table[self._rows[1]])

    @functools.cached_property
    def times(self) -> Floats:
        """The moments at which something happened, in seconds."""
        return self._rows[0][self._moments]

    @functools.cached_property
    def lengths(self) -> Ints:
        """How many items are in the queue from each moment on."""
        return self._all_lengths()[self._moments]

    def _all_lengths(self) -> Ints:
        import numpy as np

        if self._facts.kind != "other":
            return self._sum(_LENGTH)
        # This queue's own class may do what it likes: use what it said.
        steps = np.isin(self._rows[1], [PUT, GET, DROPPED])
        said = np.append(0, np.frombuffer(self._facts.lengths, np.int64))
        return said[np.minimum(np.cumsum(steps), len(said) - 1)]

    @functools.cached_property
    def unfinished(self) -> Ints:
        """How many items are not marked done, from each moment on."""
        return self._sum(_UNFINISHED)[self._moments]

    @functools.cached_property
    def peak(self) -> int:
        """The longest that the queue was."""
        return int(self.lengths.max(initial=0))

    @functools.cached_property
    def peak_at(self) -> float:
        """When it first was that long, in seconds."""
        return float(self.times[self.lengths.argmax()])

    @functools.cached_property
    def mean(self) -> float:
        """The mean length over the time from 0 to the recording's end."""
        import numpy as np

        end = self._recording.end
        if not end or not len(self.times):
            return 0.0
        lasted = np.diff(self.times, append=max(end, self.times[-1]))
        return float(self.lengths.astype(np.float64) @ lasted / end)

    def waits_to_put(self) -> tuple[Floats, Floats]:
        """When producers waited for room: the starts and the ends."""
        return self._waits(PUT_WAITS, (PUT, PUT_GAVE_UP))

    def waits_to_get(self) -> tuple[Floats, Floats]:
        """When consumers waited for an item: the starts and the ends."""
        return self._waits(GET_WAITS, (GET, GET_GAVE_UP))

    def _waits(
        self, waits: int, enough: tuple[int, int]
    ) -> tuple[Floats, Floats]:
        import numpy as np

        times, kinds, tasks = self._rows
        begins = kinds == waits
        if not begins.any():
            return times[:0], times[:0]
        ended = (kinds == enough[0]) | (kinds == enough[1])
        wanted = np.flatnonzero(begins | ended)
        tasks = tasks[wanted]
        if tasks.max() < 1 << 16:
            tasks = tasks.astype(np.uint16)  # which numpy sorts quickly
        along = np.argsort(tasks, kind="stable")
        tasks, order = tasks[along], wanted[along]
        begins = kinds[order] == waits
        same = np.append(False, tasks[1:] == tasks[:-1])
        goes_on = same & np.append(False, begins[:-1])  # was waiting before
        fresh = begins & ~goes_on
        starts = order[fresh]
        # A wait ends with the task's first row after it that is no wait.
        ends = np.full(len(starts), self._recording.end)
        over = np.flatnonzero(goes_on & ~begins)
        which = np.searchsorted(np.flatnonzero(fresh), over) - 1
        ends[which] = times[order[over]]
        return times[starts], self._ended_by_shutdown(starts, ends)

    def _ended_by_shutdown(self, starts: Ints, ends: Floats) -> Floats:
        import numpy as np

        times, kinds, _ = self._rows
        shut = np.flatnonzero(kinds == SHUTDOWN)
        if len(shut):
            before = starts < shut[0]
            ends[before] = np.minimum(ends[before], times[shut[0]])
        return ends
