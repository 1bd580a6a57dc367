"""What happened to each item and what each task did, from the columns.

    for item in recording.items:
        print(item.number, item.waited, item.service)
    for task in recording.tasks:
        print(task.name, task.worked, task.waited, task.slept)

All times are in seconds since the start of the run.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from helpers.recording.tracing import (
    DONE,
    DROPPED,
    ENDS,
    GET,
    GET_GAVE_UP,
    GET_WAITS,
    JOIN_ENDS,
    JOIN_WAITS,
    PUT,
    PUT_GAVE_UP,
    PUT_WAITS,
    SHUTDOWN,
    SLEEPS,
    STARTS,
)

NO_TASK = "a callback"  # the name where no task was running
WAITS = {
    GET_WAITS: "waits to get",
    PUT_WAITS: "waits to put",
    JOIN_WAITS: "waits to join",
}
_ENDS_WAIT = {GET, PUT, JOIN_ENDS, GET_GAVE_UP, PUT_GAVE_UP}


@dataclass(slots=True)
class Item:
    """One item on its way through one queue.

    Attributes:
        queue: the queue's name.
        number: 1 for the first item put into this queue, and so on.
        put_at, put_by: when it was put, and the name of the task.
        got_at, got_by: when it was taken and by whom; None while it waits.
        marked_at: when task_done was called for it; None if never.
        finished_at: marked_at; for an item never marked, when its taker
            asked for the next one or ended; None while it is being worked
            on, and for a dropped item.
        dropped: whether `shutdown(immediate=True)` threw it away.
    """

    queue: str
    number: int
    put_at: float
    put_by: str
    got_at: float | None = None
    got_by: str | None = None
    marked_at: float | None = None
    finished_at: float | None = None
    dropped: bool = False

    @property
    def waited(self) -> float | None:
        """Seconds between put and get; None if it was never taken."""
        return None if self.got_at is None else self.got_at - self.put_at

    @property
    def service(self) -> float | None:
        """Seconds between get and the end of the work on it."""
        if self.got_at is None or self.finished_at is None:
            return None
        return self.finished_at - self.got_at

    @property
    def latency(self) -> float | None:
        """Seconds between put and the end of the work on it."""
        if self.finished_at is None:
            return None
        return self.finished_at - self.put_at


@dataclass(frozen=True, slots=True)
class Span:
    """What a task did for a while: a state from start to end.

    The state is "works" (it has an item in hand), "waits to get", "waits
    to put", "waits to join", "sleeps", or "other": awaiting anything else.
    """

    state: str
    start: float
    end: float
    queue: str = ""


@dataclass(slots=True)
class TaskTrace:
    """What one task did.

    Attributes:
        name: the task's name.
        started, ended: when; `ended` is the recording's end for a task
            that was still there.
        outcome: "done", "died", "cancelled" or "left" (still there).
        error: what it died of, as text.
        left_in: for a task that was left while it waited in a queue: the
            state, as in a `Span`; else "".
        spans: what it did, in order, without gaps; the work on each item
            is a span of its own.
    """

    name: str
    started: float = 0.0
    ended: float = 0.0
    outcome: str = "left"
    error: str = ""
    left_in: str = ""
    spans: list[Span] = field(default_factory=list)

    def _total(self, word: str) -> float:
        return sum(s.end - s.start for s in self.spans if word in s.state)

    @property
    def worked(self) -> float:
        """Seconds with an item in hand."""
        return self._total("works")

    @property
    def waited(self) -> float:
        """Seconds in `get`, `put` and `join`."""
        return self._total("waits")

    @property
    def slept(self) -> float:
        """Seconds in `asyncio.sleep` with no item in hand."""
        return self._total("sleeps")


class Handling:
    """Follows the items of one queue on their way.

    Args:
        facts: what the recording keeps of the queue.
        names: of the tasks, by their numbers.

    Attributes:
        items: every item, in the order of the puts.
    """

    def __init__(self, facts: Any, names: Sequence[str]) -> None:
        self.facts, self.names = facts, names
        self.items: list[Item] = []
        self.inside: deque[Item] = deque()
        self.unmarked: dict[int, deque[Item]] = {}
        self.in_work: dict[int, list[Item]] = {}
        self._serials = iter(facts.serials)

    def put(self, time: float, task: int) -> Item:
        """An item goes in."""
        number = len(self.items) + 1
        item = Item(self.facts.name, number, time, self.names[task])
        self.items.append(item)
        self.inside.append(item)
        return item

    def drop(self) -> Item | None:
        """An item is thrown away by a shutdown."""
        item = self._next()
        if item:
            item.dropped = True
        return item

    def take(self, time: float, task: int) -> tuple[Item | None, list[Item]]:
        """An item comes out; and which its taker has finished with that."""
        finished = self.ask(time, task)
        item = self._next()
        if item is not None:
            item.got_at, item.got_by = time, self.names[task]
            self.unmarked.setdefault(task, deque()).append(item)
            self.in_work.setdefault(task, []).append(item)
        return item, finished

    def _next(self) -> Item | None:
        if self.facts.kind == "other":
            serial = next(self._serials, -1)
            return self.items[serial] if serial >= 0 else None
        if not self.inside:
            return None
        last = self.facts.kind == "lifo"
        return self.inside.pop() if last else self.inside.popleft()

    def holder(self, task: int) -> int:
        """Whose item task_done marks: one's own, or else the oldest."""
        if self.unmarked.get(task):
            return task
        held = {who: items for who, items in self.unmarked.items() if items}
        return min(
            held, key=lambda who: held[who][0].got_at or 0.0, default=task
        )

    def mark(self, time: float, holder: int) -> tuple[Item | None, list[Item]]:
        """The holder's oldest item is marked; and it, if it was in hand."""
        if not self.unmarked.get(holder):
            return None, []
        item = self.unmarked[holder].popleft()
        in_hand = [item] if item.finished_at is None else []
        item.marked_at = item.finished_at = time
        return item, in_hand

    def ask(self, time: float, task: int) -> list[Item]:
        """Who asks for the next has finished the last: which those are."""
        held = self.in_work.pop(task, ())
        finished = [item for item in held if item.finished_at is None]
        for item in finished:
            item.finished_at = time
        return finished


class _Life:
    """Follows one task and cuts its time into spans."""

    def __init__(self, trace: TaskTrace) -> None:
        self.trace = trace
        self.wait, self.queue = "", -1  # the wait it is in, and where
        self.since, self.sleeps_until = 0.0, 0.0
        self.in_hand, self.new_item = 0, False

    def begin(self, time: float) -> None:
        """The task is made."""
        self.trace.started = self.since = time

    def add(self, state: str, end: float, queue: str = "") -> None:
        """It has been in this state until now."""
        start, spans = self.since, self.trace.spans
        if end <= start:
            return
        self.since = end
        same = spans and (spans[-1].state, spans[-1].queue) == (state, queue)
        if same and not self.new_item:
            start = spans.pop().start
        spans.append(Span(state, start, end, queue))
        self.new_item = False


class Follower:
    """Goes through a recording once and follows items and tasks.

    Attributes:
        items: every item, queue by queue in the order of the puts.
        tasks: every task that belongs to the program.
    """

    def __init__(self, recording: Any) -> None:
        names = recording.task_names
        self._queues = [q.name for q in recording.queue_facts]
        self._handling = [Handling(q, names) for q in recording.queue_facts]
        self._lives = [_Life(TaskTrace(name)) for name in names]
        for time, kind, queue, task, until in recording.events():
            self._see(time, kind, queue, task)
            if kind == SLEEPS:
                self._lives[task].sleeps_until = until
        for number, until in enumerate(recording.task_ends):
            self._finish(number, until, recording.end)
        self.items = [item for h in self._handling for item in h.items]
        self.tasks = [
            life.trace for life in self._lives if life.trace.name != NO_TASK
        ]

    def _see(self, time: float, kind: int, queue: int, task: int) -> None:
        life = self._lives[task]
        if kind == STARTS:
            life.begin(time)
        self._cut(time, task)
        if kind in WAITS:
            life.wait, life.queue = WAITS[kind], queue
        elif kind in _ENDS_WAIT and life.queue == queue:
            life.wait = ""
        if kind <= SHUTDOWN:
            self._handle(time, kind, queue, task)
        elif kind == ENDS:
            self._end_work(time, task)

    def _handle(self, time: float, kind: int, queue: int, task: int) -> None:
        handling = self._handling[queue]
        if kind == PUT:
            handling.put(time, task)
        elif kind == GET:
            item, finished = handling.take(time, task)
            self._lives[task].in_hand += bool(item) - len(finished)
            self._lives[task].new_item = True
        elif kind == DONE:
            holder = handling.holder(task)
            self._cut(time, holder)
            _, finished = handling.mark(time, holder)
            self._lives[holder].in_hand -= len(finished)
        elif kind == GET_WAITS:
            self._lives[task].in_hand -= len(handling.ask(time, task))
        elif kind == DROPPED:
            handling.drop()
        elif kind == SHUTDOWN:
            self._end_waits(time, queue)

    def _cut(self, time: float, task: int) -> None:
        life = self._lives[task]
        if time <= life.since:
            return
        if life.wait:
            life.add(life.wait, time, self._queues[life.queue])
        elif life.in_hand:
            life.add("works", time)
        else:
            life.add("sleeps", min(time, life.sleeps_until))
            life.add("other", time)

    def _end_waits(self, time: float, queue: int) -> None:
        for task, life in enumerate(self._lives):
            if life.queue == queue and life.wait != WAITS[JOIN_WAITS]:
                self._cut(time, task)
                life.wait = ""

    def _end_work(self, time: float, task: int) -> None:
        for handling in self._handling:
            self._lives[task].in_hand -= len(handling.ask(time, task))

    def _finish(self, task: int, ended: Any, end: float) -> None:
        trace, wait = self._lives[task].trace, self._lives[task].wait
        trace.left_in = wait if ended.outcome == "left" else ""
        trace.outcome, trace.error = ended.outcome, ended.error
        trace.ended = end if ended.time is None else ended.time
        self._cut(trace.ended, task)
