"""What a log knows of its queues' past, for the report of a stuck program."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helpers.recording.recorded import Recording
from helpers.recording.tracing import DONE, GET, JOIN_ENDS, QUEUE_SHIFT, Log
from helpers.recording.views import Item


class PastOfQueues:
    """A `scene.History` read from a log."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._read = Recording()  # what it held when it was last asked

    @property
    def _recording(self) -> Recording:
        if len(self._read.rows) != len(self._log.rows):
            self._read = Recording()
            self._read.read(self._log)
        return self._read

    def _parts(self, queue: Any) -> Any:
        found = (p for p in self._log.queues if p.queue is queue)
        return next(found, None)

    def _items(self, queue: Any) -> Iterable[Item]:
        parts = self._parts(queue)
        name = parts.name if parts else None
        return (i for i in self._recording.items if i.queue == name)

    def _who(self, queue: Any, wanted: int) -> set[str]:
        parts, names = self._parts(queue), self._recording.task_names
        number = parts.mark >> QUEUE_SHIFT if parts else -1
        return {
            names[task]
            for _, kind, where, task, _ in self._recording.events()
            if kind == wanted and where == number
        }

    def putters(self, queue: Any) -> set[str]:
        """Who has put items into it."""
        return {item.put_by for item in self._items(queue)}

    def takers(self, queue: Any) -> set[str]:
        """Who has taken items from it."""
        return {i.got_by for i in self._items(queue) if i.got_by}

    def markers(self, queue: Any) -> set[str]:
        """Who has called `task_done` on it."""
        return self._who(queue, DONE)

    def unmarked(self, queue: Any) -> dict[str, list[int]]:
        """Who took items without marking them: numbers from 1, by task."""
        found: dict[str, list[int]] = {}
        for item in self._items(queue):
            if item.got_by and item.marked_at is None:
                found.setdefault(item.got_by, []).append(item.number)
        return found

    def last_taken(self, queue: Any) -> dict[str, int]:
        """The number of the last item that each task took."""
        taken = [i for i in self._items(queue) if i.got_by]
        taken.sort(key=lambda item: item.got_at or 0.0)
        return {str(item.got_by): item.number for item in taken}

    def marked_last(self, queue: Any) -> set[str]:
        """Who has marked an item after taking the last one."""
        parts, marked = self._parts(queue), set[int]()
        number = parts.mark >> QUEUE_SHIFT if parts else -1
        for _, kind, where, task, _ in self._recording.events():
            if where == number and kind == DONE:
                marked.add(task)
            elif where == number and kind == GET:
                marked.discard(task)
        return {self._recording.task_names[task] for task in marked}

    def was_joined(self, queue: Any) -> bool:
        """Whether somebody waited in `join()`, and it returned."""
        return bool(self._who(queue, JOIN_ENDS))

    def name(self, queue: Any) -> str:
        """What the program calls this queue."""
        parts = self._parts(queue)
        return parts.name if parts else "the queue"
