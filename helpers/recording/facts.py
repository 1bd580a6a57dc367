"""What a recording keeps, and a file of it: plain columns and facts.

    kept = Kept()
    kept.rows                       # array("d"), all that happened

`helpers.recording.recorded` makes views of it, `saving` writes it to a file.
"""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass, field


@dataclass
class QueueFacts:
    """What a recording keeps of a queue beside its events.

    Attributes:
        name: what the program calls it.
        maxsize: its bound; 0 or less for none.
        kind: "fifo", "lifo" or "other": how items come out.
        serials: for "other": which item each get took, counted from 0.
        lengths: for "other": the length after each put and get.
    """

    name: str
    maxsize: int
    kind: str = "fifo"
    serials: array[int] = field(default_factory=lambda: array("q"))
    lengths: array[int] = field(default_factory=lambda: array("q"))


@dataclass
class TaskEnd:
    """How a task ended: "done", "died", "cancelled" or "left".

    `time` is None for a task that was still there at the end.
    """

    outcome: str = "left"
    error: str = ""
    time: float | None = None


class Kept:
    """What is kept of a program that was recorded.

    Attributes:
        rows: array("d"), all that happened, in order: a time, in seconds
            since the start, and after it the events of that time, each as
            -1 - code.
        queue_facts, task_names, task_ends: by the numbers in the codes.
        end: when the recording ended, in seconds.
        live: whether it was made on the real clock.
    """

    def __init__(self) -> None:
        self._rows: array[float] | list[float] = array("d")
        self.queue_facts: list[QueueFacts] = []
        self.task_names: list[str] = []
        self.task_ends: list[TaskEnd] = []
        self.end = 0.0
        self.live = False

    @property
    def rows(self) -> array[float]:
        """All that happened, as one column; see above."""
        if isinstance(self._rows, list):
            self._rows = packed(self._rows)  # when somebody first looks
        return self._rows


def packed(rows: list[float]) -> array[float]:
    """Turn a list of numbers into a column."""
    # By way of struct, which is twice as quick as array's own way.
    column = array("d")
    for start in range(0, len(rows), 10_000):
        part = rows[start : start + 10_000]
        column.frombytes(struct.pack(f"{len(part)}d", *part))
    return column
