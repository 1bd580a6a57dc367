"""Queues that note what happens to them, and the log they write to.

A traced queue behaves exactly as the plain one does; each event adds a row
to the `Log` that is open where the queue was made:

    with Log(loop).opened() as log:     # record() and record_live() do this
        queue = asyncio.Queue()         # a plain queue, and traced
    log.rows                            # what happened, number by number

While a log is open, `asyncio.Queue.__init__` also attaches to the log each
queue that is made on the log's loop. Class, order, ties and repr of a queue
stay what they were, so a program needs no change, however it names them.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
import sys
import threading
import types
from array import array
from asyncio import tasks
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from helpers.clock import frame_of_maker, name_given
from helpers.diagnosis import Ended
from helpers.recording.lines import Lines

# What can happen: the lowest four bits of an event's code. Above them are
# 16 bits for the queue's number, and above those the task's number. A row
# is one number: -1 - code for an event, or else the time from here on; the
# row after an event of kind SLEEPS says until when.
PUT, GET, DONE, PUT_WAITS, GET_WAITS, JOIN_WAITS = range(6)
PUT_GAVE_UP, GET_GAVE_UP, JOIN_ENDS, DROPPED, SHUTDOWN = range(6, 11)
SLEEPS, STARTS, ENDS = range(11, 14)
QUEUE_SHIFT, TASK_SHIFT = 4, 20
KIND_MASK, QUEUE_MASK = 0xF, 0xFFFF

_open_log: contextvars.ContextVar[Log | None] = contextvars.ContextVar(
    "open_log", default=None
)


class _RunningTasks:
    """The task that runs on a loop, as `running_tasks[loop]`."""

    def __getitem__(self, loop: Any) -> Any:
        return asyncio.current_task(loop)


# Until 3.13 asyncio itself keeps a dict, which is quicker to ask.
running_tasks: Any = (
    tasks._current_tasks  # type: ignore[attr-defined]
    if sys.version_info < (3, 14)
    else _RunningTasks()
)


def row_of(code: int) -> float:
    """Turn an event's code into its row."""
    return -1.0 - code


def code_of(row: float) -> int:
    """Turn an event's row into its code."""
    return int(-1 - row)


class TaskNumbers(dict[Any, int]):
    """From a task to its number, shifted to its place in a code.

    Attributes:
        owners: the task of each number; once it has ended, its name.
        rows: the rows that were made of these numbers, by their tasks.
    """

    def __init__(self) -> None:
        super().__init__()
        self.owners: list[Any] = []
        self.rows: list[dict[Any, float]] = []

    def __missing__(self, task: Any) -> int:
        self[task] = len(self.owners) << TASK_SHIFT
        self.owners.append(task)
        return self[task]

    def forget(self, task: Any) -> None:
        """Let go of a task that has ended, and of all that it holds."""
        number = self.pop(task) >> TASK_SHIFT
        if self.owners[number] is task:
            self.owners[number] = task.get_name()
        for rows in self.rows:
            rows.pop(task, None)


class QueueNames:
    """The names of a log's queues: jobs, then jobs-2, jobs-3."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def choose(self, name: str) -> str:
        """Take this name, with a number where it is taken already."""
        chosen, count = name, self._counts.get(name, 1)
        while chosen in self._taken:
            count += 1
            chosen = f"{name}-{count}"
        self._counts[name] = count
        self._taken.add(chosen)
        return chosen

    def free(self, name: str) -> None:
        """Give a name back."""
        self._taken.discard(name)


class Log:
    """What traced queues write to.

    Args:
        loop: the loop on which they are.
        timed: whether the loop itself adds a row when its clock moves.
        lines: for how many events to note the line of the program.

    Attributes:
        rows: what happened, a number each (see above). A list, which is
            quicker to append to than an array is; a `Recording` packs it.
        add: adds an event's row; another function from `on_quick` on.
        lines: on which lines the program was.
        on_quick: what to call when no more lines are noted.
        queues: what is known of each traced queue.
        names: their names.
        tasks: the tasks met so far; None stands for "no task".
        ends: how they ended, by their numbers.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        timed: bool = False,
        lines: int = 0,
    ) -> None:
        self.loop = loop
        self.rows: list[float] = []
        self._add_quickly = self.rows.append if timed else self._add_with_time
        self.lines = Lines(lines)
        self.on_quick: list[Callable[[], None]] = []
        self.add = self._add_with_line if lines else self._add_quickly
        self.queues: list[TracedParts] = []
        self.names = QueueNames()
        self.tasks = TaskNumbers()
        self.ends: dict[int, Ended] = {}
        self.closed = False
        self._began = 0.0 if hasattr(loop, "_now") else loop.time()

    def time(self) -> float:
        """Seconds since the log was made, or the simulated time."""
        return self.loop.time() - self._began

    def _add_with_time(self, row: float) -> None:
        self.rows.append(self.time())
        self.rows.append(row)

    def _add_with_line(self, row: float) -> None:
        self._add_quickly(row)
        if row >= 0:
            return
        if not self.lines.full:
            return self.lines.note()
        self.add = self._add_quickly
        while self.on_quick:
            self.on_quick.pop()()

    @contextlib.contextmanager
    def opened(self) -> Iterator[Log]:
        """Trace every queue that is made in this context on this loop."""
        token = _open_log.set(self)
        _begin_tracing(self)
        try:
            yield self
        finally:
            _end_tracing(self)
            _open_log.reset(token)

    def noter(self, event: int) -> Callable[[], None]:
        """Make a function that notes this event, now, in this task."""
        running, loop = running_tasks, self.loop
        rows, new_row = self.rows_of(event)

        def note() -> None:
            try:
                self.add(rows[running[loop]])
            except KeyError:
                self.add(new_row())

        return note

    def rows_of(
        self, event: int
    ) -> tuple[dict[Any, float], Callable[[], float]]:
        """Give this event's rows by the task that runs, and how to make one.

        Each is made once, so that an event costs no more than a pointer.
        """
        rows: dict[Any, float] = {}
        self.tasks.rows.append(rows)

        def new_row() -> float:
            task = asyncio.current_task(self.loop)
            row = rows[task] = row_of(self.tasks[task] | event)
            return row

        return rows, new_row

    def name(self, task: Any) -> str:
        """The name of a task; work in no task is done by "a callback"."""
        if task is None:
            return "a callback"
        return task if isinstance(task, str) else str(task.get_name())

    def task_names(self) -> list[str]:
        """The names of all tasks, by their numbers."""
        return [self.name(task) for task in self.tasks.owners]

    def note_start(self, task: Any, for_whom: Any = None) -> None:
        """A task was made; what it does may count as another's doing."""
        if for_whom is not None:
            self.tasks[task] = self.tasks[for_whom]
        elif not self.closed:
            self.add(row_of(self.tasks[task] | STARTS))

    def note_end(self, task: Any, ended: Ended) -> None:
        """A task has ended."""
        number = self.tasks[task] >> TASK_SHIFT
        if self.tasks.owners[number] is task and not self.closed:
            self.ends[number] = ended
            self.add(row_of(self.tasks[task] | ENDS))
        self.tasks.forget(task)

    def close(self) -> None:
        """Note nothing more: what comes now is only cleaning up."""
        self.closed = True
        for parts in self.queues:
            parts.detach()


_opened: list[Log] = []
_plain_init = asyncio.Queue.__init__
_plain_parts: list[tuple[type, str, Any]] = []  # what the guards stand for
_changing = threading.Lock()  # a widget may record in a thread of its own


def _begin_tracing(log: Log) -> None:
    with _changing:
        _opened.append(log)
        if not _plain_parts:
            _put_into_asyncio()


def _end_tracing(log: Log) -> None:
    with _changing:
        _opened.remove(log)
        if not _opened:
            _take_out_of_asyncio()


def _put_into_asyncio() -> None:
    asyncio.Queue.__init__ = _traced_init  # type: ignore[assignment]
    for kind in _kinds_of_queue():
        for name in {"_put", "_get"} & vars(kind).keys():
            plain = vars(kind)[name]
            _plain_parts.append((kind, name, plain))
            setattr(kind, name, _guarded(plain))


def _take_out_of_asyncio() -> None:
    asyncio.Queue.__init__ = _plain_init  # type: ignore[method-assign]
    while _plain_parts:
        kind, name, plain = _plain_parts.pop()
        setattr(kind, name, plain)


def _kinds_of_queue() -> Iterable[type]:
    kinds: list[type] = [asyncio.Queue]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    return dict.fromkeys(kinds)


@functools.cache
def _guarded(plain: Any) -> Any:
    # A traced queue has a part of its own and comes here only by super().
    @functools.wraps(plain)
    def part(queue: Any, *args: Any) -> Any:
        _refuse_old_queue(queue)
        return plain(queue, *args)

    return part


def log_here() -> Log | None:
    """The log that is open here, where its own loop runs."""
    log = _open_log.get()
    here = log is not None and asyncio._get_running_loop() is log.loop
    return log if here else None


@functools.wraps(_plain_init)
def _traced_init(queue: Any, *args: Any, **named: Any) -> None:
    _plain_init(queue, *args, **named)
    log = log_here()
    if log is not None:
        if len(log.queues) > QUEUE_MASK:
            raise RuntimeError(
                f"A recording has room for {QUEUE_MASK + 1:,} queues, and "
                "this program makes more. Use run(main()) instead."
            )
        log.queues.append(TracedParts(queue, log))


def _refuse_old_queue(queue: Any) -> None:
    log = log_here()
    if log is not None and "_put" not in vars(queue) and not log.closed:
        raise RuntimeError(
            f"This {type(queue).__name__} was made before the recording "
            "began, so it cannot be recorded. Make the queue inside the "
            "program: `queue = asyncio.Queue()` in main()."
        )


_OWN = ("_put", "_get", "task_done", "shutdown")


class TracedParts:
    """The parts of a queue that note what happens, put into its place.

    Attributes:
        queue: the queue, of whatever class.
        name: what the program calls it.
        maxsize: its bound.
        kind: "fifo", "lifo" or "other": how items come out.
        serials: for "other" queues the number of the item of each get.
        lengths: for "other" queues the length after each put and get.
    """

    def __init__(self, queue: Any, log: Log) -> None:
        self.queue = queue
        self.name = log.names.choose(f"queue-{len(log.queues) + 1}")
        self.mark = len(log.queues) << QUEUE_SHIFT
        self.maxsize = queue.maxsize
        self.kind = _kind_of(type(queue))
        self.serials = array("q")
        self.lengths = array("q")
        self._attach(queue, log)
        # Its variable has it only when the statement that makes it is over.
        log.loop.call_soon(self._find_name, frame_of_maker(queue), log)

    def _find_name(self, maker: types.FrameType | None, log: Log) -> None:
        name = name_given(self.queue, maker)
        if name and not log.closed:
            log.names.free(self.name)
            self.name = log.names.choose(name)

    def _attach(self, queue: Any, log: Log) -> None:
        plain = (*self._plain_ways(queue), queue.task_done)
        self._trace(queue, log, *plain)
        if self.kind == "other":
            self._number_items(queue)
        elif not log.lines.full:
            log.on_quick.append(lambda: self._trace(queue, log, *plain))
        if hasattr(queue, "shutdown"):
            queue.shutdown = self._traced_shutdown(queue, log)
        queue._putters = self._waiters(log, PUT_WAITS, PUT_GAVE_UP)
        queue._getters = self._waiters(log, GET_WAITS, GET_GAVE_UP)
        queue._finished._waiters = self._waiters(log, JOIN_WAITS, JOIN_ENDS)

    def _waiters(self, log: Log, waits: int, ends: int) -> _Waiters:
        mark = self.mark
        return _Waiters(log.noter(mark | waits), log.noter(mark | ends))

    def detach(self) -> None:
        """Leave the queue as a plain one."""
        for name in _OWN:
            vars(self.queue).pop(name, None)
        for waiters in (
            self.queue._putters,
            self.queue._getters,
            self.queue._finished._waiters,
        ):
            waiters.detach()

    def _trace(
        self,
        queue: Any,
        log: Log,
        plain_put: Callable[[Any], object],
        plain_get: Callable[[], Any],
        plain_done: Callable[[], None],
    ) -> None:
        # As Log.noter does, written out: this is paid for with every item.
        add, running, loop = log.add, running_tasks, log.loop
        put_by, new_put = log.rows_of(self.mark | PUT)
        got_by, new_get = log.rows_of(self.mark | GET)
        done_by, new_done = log.rows_of(self.mark | DONE)
        if not log.lines.full:
            plain_put = log.lines.seeing(plain_put)

        def traced_put(item: Any) -> None:
            plain_put(item)
            try:
                add(put_by[running[loop]])
            except KeyError:
                add(new_put())

        def traced_get() -> Any:
            item = plain_get()
            try:
                add(got_by[running[loop]])
            except KeyError:
                add(new_get())
            return item

        def traced_done() -> None:
            plain_done()
            try:
                add(done_by[running[loop]])
            except KeyError:
                add(new_done())

        queue._put, queue._get = traced_put, traced_get
        queue.task_done = traced_done

    @staticmethod
    def _plain_ways(queue: Any) -> tuple[Any, Any]:
        # What _put and _get of asyncio's own classes call in their turn.
        kind, held = type(queue), queue._queue
        if kind is asyncio.Queue:
            return held.append, held.popleft
        if kind is asyncio.LifoQueue:
            return held.append, held.pop
        return queue._put, queue._get

    def _number_items(self, queue: Any) -> None:
        # Which item comes out is not known beforehand: recognize it.
        put, get, count = queue._put, queue._get, 0
        waiting: dict[int, deque[int]] = {}

        def numbered_put(item: Any) -> None:
            nonlocal count
            put(item)
            waiting.setdefault(id(item), deque()).append(count)
            self.lengths.append(queue.qsize())
            count += 1

        def numbered_get() -> Any:
            item = get()
            self.serials.append(_forget(waiting, item))
            self.lengths.append(queue.qsize())
            return item

        queue._put, queue._get = numbered_put, numbered_get

    def _traced_shutdown(self, queue: Any, log: Log) -> Any:
        # From Python 3.13 on. With immediate=True the queue drops what it
        # holds, and does so through _get.
        plain, note = queue.shutdown, log.noter(self.mark | SHUTDOWN)

        def traced(immediate: bool = False) -> None:
            note()
            begin, rows = len(log.rows), log.rows
            plain(immediate)
            for n in range(begin, len(rows)):
                if rows[n] < 0 and code_of(rows[n]) & KIND_MASK == GET:
                    rows[n] -= DROPPED - GET

        return traced


class _Waiters(deque[Any]):
    """The line of those who wait; asyncio removes whoever gives up."""

    __slots__ = ("_ends", "_waits")

    def __init__(
        self, waits: Callable[[], None], ends: Callable[[], None]
    ) -> None:
        super().__init__()
        self._waits, self._ends = waits, ends

    def append(self, waiter: Any) -> None:
        """Somebody begins to wait."""
        self._waits()
        _plain_append(self, waiter)

    def remove(self, waiter: Any) -> None:
        """Somebody does not wait any more."""
        self._ends()
        super().remove(waiter)

    def detach(self) -> None:
        """Note nothing more."""
        self._waits = self._ends = _nothing


_plain_append = deque.append


def _nothing() -> None:
    pass


def _kind_of(kind: type) -> str:
    parts = (kind._put, kind._get, kind._init)  # type: ignore[attr-defined]
    for known, word in ((asyncio.Queue, "fifo"), (asyncio.LifoQueue, "lifo")):
        if parts == (known._put, known._get, known._init):
            return word
    return "other"


def _forget(numbers: dict[int, deque[int]], item: Any) -> int:
    # Equal items may be one object; then any of its numbers will do. An
    # item that never went in (a queue may make its own) has none: -1.
    waiting = numbers.get(id(item))
    if not waiting:
        return -1
    number = waiting.popleft()
    if not waiting:
        del numbers[id(item)]
    return number


class _Always:
    """A mixin: where no log is open, a log of the queue's own is."""

    def __init__(self, maxsize: int = 0) -> None:
        super().__init__(maxsize)  # type: ignore[call-arg]
        loop = asyncio._get_running_loop()
        if loop is not None and log_here() is None:
            self.log = Log(loop)
            self.log.queues.append(TracedParts(self, self.log))

    def __init_subclass__(cls) -> None:
        # A traced queue prints as the plain one does.
        cls.__name__ = cls.__qualname__ = cls.__name__.removeprefix("Traced")


class TracedQueue(_Always, asyncio.Queue[Any]):
    """An `asyncio.Queue` that is traced everywhere, to `self.log`."""


class TracedLifoQueue(_Always, asyncio.LifoQueue[Any]):
    """An `asyncio.LifoQueue` that is traced everywhere, to `self.log`."""


class TracedPriorityQueue(_Always, asyncio.PriorityQueue[Any]):
    """An `asyncio.PriorityQueue` traced everywhere, to `self.log`."""
