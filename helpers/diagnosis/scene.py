"""What is known at the moment when a program is stuck.

scene = scene_of(asyncio.all_tasks(loop), ended, history)
scene.waiting("get", queue)      # the tasks that wait for an item
scene.past.takers(queue)         # the names of those who took items
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from helpers.diagnosis.waiting import (
    Place,
    Wait,
    place_of_error,
    wait_of,
    words_of,
)
from helpers.wording import error_text, natural_order

FOR_OTHERS = ("gather", "task", "group", "tasks", "join")


@dataclass(frozen=True)
class Ended:
    """A task that has ended.

    Attributes:
        name: the task's name.
        time: when it ended, in seconds.
        error: what it died of, as text; "" where it just ended. (The
            exception itself would keep alive all that its frames hold.)
        cancelled: whether it was cancelled.
        words: the names that its coroutine's code uses.
        place: the learner's line that raised the error.
    """

    name: str
    time: float
    error: str
    cancelled: bool
    words: frozenset[str]
    place: Place | None = None


def ended_now(task: asyncio.Task[Any], now: float) -> Ended:
    """Note how a task has just ended, without looking at its error.

    `task.exception()` would count as having looked, and asyncio would then
    not complain of an error that nobody saw.
    """
    error = None if task.cancelled() else getattr(task, "_exception", None)
    return Ended(
        task.get_name(),
        now,
        error_text(error) if error else "",
        task.cancelled(),
        words_of(task),
        place_of_error(error),
    )


class History(Protocol):
    """What a recording knows of a queue, by the names of the tasks."""

    def putters(self, queue: Any) -> set[str]:
        """Who has put items into it."""

    def takers(self, queue: Any) -> set[str]:
        """Who has taken items from it."""

    def markers(self, queue: Any) -> set[str]:
        """Who has called `task_done` on it."""

    def unmarked(self, queue: Any) -> dict[str, list[int]]:
        """Who took items without marking them: numbers from 1, by task."""

    def last_taken(self, queue: Any) -> dict[str, int]:
        """The number of the last item that each task took."""

    def marked_last(self, queue: Any) -> set[str]:
        """Who has marked an item after taking the last one."""

    def was_joined(self, queue: Any) -> bool:
        """Whether somebody waited in `join()`, and it returned."""

    def name(self, queue: Any) -> str:
        """What the program calls this queue."""


class CodeReader:
    """A History for a program that was not recorded.

    It guesses from the words in the tasks' code: whoever mentions `get`
    may take items. It knows nothing of single items.
    """

    def __init__(self, waits: list[Wait], ended: list[Ended]) -> None:
        self._words = {w.task.get_name(): w.words for w in waits}
        self._words |= {e.name: e.words for e in ended}

    def _who_says(self, *words: str) -> set[str]:
        return {name for name, said in self._words.items() if said & {*words}}

    def putters(self, queue: Any) -> set[str]:
        """Whose code puts into a queue."""
        return self._who_says("put", "put_nowait")

    def takers(self, queue: Any) -> set[str]:
        """Whose code takes from a queue."""
        return self._who_says("get", "get_nowait")

    def markers(self, queue: Any) -> set[str]:
        """Whose code marks items."""
        return self._who_says("task_done")

    def unmarked(self, queue: Any) -> dict[str, list[int]]:
        """Nothing is known of single items."""
        return {}

    def last_taken(self, queue: Any) -> dict[str, int]:
        """Nothing is known of single items."""
        return {}

    def marked_last(self, queue: Any) -> set[str]:
        """Not known."""
        return set()

    def was_joined(self, queue: Any) -> bool:
        """Not known."""
        return False

    def name(self, queue: Any) -> str:
        """No name is known."""
        return "the queue"


@dataclass
class Scene:
    """Everything that is known at the moment when nobody can go on.

    Attributes:
        waits: what each task that is still there waits for.
        ended: the tasks that have ended, in that order.
        history: what is known of the queues' past.
        ticking: whether time goes on all the same.
    """

    waits: list[Wait]
    ended: list[Ended] = field(default_factory=list)
    history: History | None = None
    ticking: bool = False

    def __post_init__(self) -> None:
        self.code = CodeReader(self.waits, self.ended)
        self.past: History = self.history or self.code

    @property
    def recorded(self) -> bool:
        """Whether the past is known from a recording, or guessed."""
        return self.history is not None

    def waiting(self, kind: str, queue: Any) -> list[Wait]:
        """The tasks that wait in this way at this queue."""
        return [w for w in self.waits if w.kind == kind and w.thing is queue]

    @property
    def died(self) -> list[Ended]:
        """The tasks that an error ended."""
        return [task for task in self.ended if task.error]

    @property
    def finished(self) -> list[Ended]:
        """The tasks that came to their end."""
        return [e for e in self.ended if not e.error and not e.cancelled]

    @property
    def alive(self) -> set[str]:
        """The names of the tasks that have not ended."""
        return {w.task.get_name() for w in self.waits}

    def is_fed(self, queue: Any) -> bool:
        """Whether somebody is left who puts into it and might do so again."""
        busy = {
            w.task.get_name()
            for w in self.waits
            if w.kind not in FOR_OTHERS
            and not (w.kind == "get" and w.thing is queue)
        }
        return bool(self.past.putters(queue) & busy)

    def queue_name(self, queue: Any) -> str:
        """What the program calls this queue."""
        for wait in self.waits:
            if wait.thing is queue and wait.name:
                return wait.name
        return self.past.name(queue)


def scene_of(
    tasks: Iterable[asyncio.Task[Any]],
    ended: Sequence[Ended] = (),
    history: History | None = None,
) -> Scene:
    """Look at all tasks that have not ended."""
    waits = [wait_of(task) for task in tasks if not task.done()]
    waits = [w for w in waits if w.place]
    waits.sort(key=lambda w: natural_order(w.task.get_name()))
    return Scene(waits, list(ended), history)
