"""What a recorded program left behind: a `Recording`.

It holds columns, and makes simple views of them:

    recording = record(main())
    recording.queues[0].peak        # the longest that the queue was
    recording.items[0].waited       # seconds between put and get
    recording.tasks[1].worked       # seconds with an item in hand
    recording.save("monday.rec")    # and Recording.load("monday.rec")
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.diagnosis import Ended
from helpers.recording import saving
from helpers.recording.columns import Floats, Ints, QueueTrace, decoded
from helpers.recording.facts import Kept, QueueFacts, TaskEnd, packed
from helpers.recording.lines import CodeLine, Lines
from helpers.recording.tracing import (
    KIND_MASK,
    QUEUE_MASK,
    QUEUE_SHIFT,
    SLEEPS,
    TASK_SHIFT,
    Log,
    code_of,
)
from helpers.recording.views import Follower, Item, TaskTrace
from helpers.wording import counted


class Recording(Kept):
    """What happened to the queues of a program, as columns.

    Attributes:
        rows, queue_facts, task_names, task_ends, end, live: see `Kept`. A
            code is the event's kind (lowest 4 bits), queue (16 bits above)
            and task (the rest); see `helpers.recording.tracing`.
        result: what main returned; None where it did not.
        stuck: for a program that could not go on, what was said of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.result: Any = None
        self.stuck = ""
        self._lines = Lines(0)

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def times(self) -> Floats:
        """When each event happened, in seconds."""
        return self._columns[0]

    @property
    def codes(self) -> Ints:
        """What each event was: kind, queue and task; see the tracing."""
        return self._columns[1]

    @functools.cached_property
    def _columns(self) -> tuple[Floats, Ints]:
        return decoded(self.rows)

    def __repr__(self) -> str:
        counts = [
            counted(len(self.queue_facts), "queue"),
            counted(len(self.task_names), "task"),
            counted(len(self), "event"),
        ]
        return f"<Recording of {self.end:.10g} s: {', '.join(counts)}>"

    def events(self) -> Iterator[tuple[float, int, int, int, float]]:
        """Yield each event: time, kind, queue's and task's number, until.

        The last is the time until which an event of kind SLEEPS sleeps.
        """
        time, rows = 0.0, iter(self.rows)
        for row in rows:
            if row >= 0:
                time = row
                continue
            code = code_of(row)
            kind, queue = code & KIND_MASK, code >> QUEUE_SHIFT & QUEUE_MASK
            until = next(rows) if kind == SLEEPS else 0.0
            yield time, kind, queue, code >> TASK_SHIFT, until

    @functools.cached_property
    def _followed(self) -> Follower:
        return Follower(self)

    def line(self, event: int) -> CodeLine | None:
        """The line of the program behind an event; None where unknown."""
        noted = self._lines.noted
        known = event < len(noted) and noted[event] >= 0
        return self._lines.known[noted[event]] if known else None

    def value(self, event: int) -> str:
        """What this event put into a queue, in words; "" where unknown."""
        return self._lines.values.get(event, "")

    @property
    def items(self) -> list[Item]:
        """Every item, queue by queue, in the order of the puts."""
        return self._followed.items

    @property
    def tasks(self) -> list[TaskTrace]:
        """Every task, in the order in which they were made."""
        return self._followed.tasks

    @functools.cached_property
    def queues(self) -> list[QueueTrace]:
        """Every queue, in the order in which they were made."""
        return [QueueTrace(self, n) for n in range(len(self.queue_facts))]

    def read(self, log: Log) -> None:
        """Take over what a log has noted so far."""
        for view in ("_columns", "_followed", "queues"):
            vars(self).pop(view, None)  # somebody looked before the end
        self._rows = packed(log.rows) if self.live else log.rows[:]
        self.queue_facts = [
            QueueFacts(p.name, p.maxsize, p.kind, p.serials, p.lengths)
            for p in log.queues
        ]
        self.task_names = log.task_names()
        self.task_ends = [TaskEnd() for _ in self.task_names]
        for number, ended in log.ends.items():
            self.task_ends[number] = _task_end(ended)
        self.end = log.time()
        self._lines = log.lines

    def close(self, log: Log) -> None:
        """Take over from the log of a run that is over."""
        log.close()
        self.read(log)
        log.rows.clear()  # the loop may outlive its run

    def save(self, path: str | Path) -> Path:
        """Save to a file, without `result` and lines.

        It refuses to overwrite anything else.

        Raises:
            FileExistsError: the file exists and is no saved recording.
        """
        return saving.save(self, Path(path))

    @classmethod
    def load(cls, path: str | Path) -> Recording:
        """Load what `save` has saved.

        Raises:
            ValueError: the file is no saved recording, or is cut off.
            FileNotFoundError: there is no such file.
        """
        return saving.load(cls(), Path(path))


def _task_end(ended: Ended) -> TaskEnd:
    if ended.error:
        return TaskEnd("died", ended.error, ended.time)
    return TaskEnd("cancelled" if ended.cancelled else "done", "", ended.time)
