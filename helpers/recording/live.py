"""Watching a program on the real clock while it is recorded."""

from __future__ import annotations

import asyncio
import contextlib
import weakref
from collections.abc import Iterator
from typing import Any

from helpers import diagnosis
from helpers.clock import TaskNames
from helpers.diagnosis import Ended, History, ended_now, scene_of
from helpers.recording.tracing import Log, log_here

TICK = 0.1  # seconds between two looks
RUNNING = "Stopped. The program was running."


class LiveWatch:
    """Names the tasks of a program and looks how they are.

    Its ticking task also keeps the interrupt button alive: an interrupt
    cannot reach a kernel in which nothing happens at all.

    Attributes:
        report: who waits for what, when the program last stood still.
    """

    def __init__(self, log: Log, history: History) -> None:
        self.report = RUNNING
        self._log, self._history = log, history
        self._names = TaskNames()
        self._tasks: weakref.WeakSet[asyncio.Task[Any]] = weakref.WeakSet()
        self._ended: list[Ended] = []
        self._loop = asyncio.get_running_loop()
        self._main = asyncio.current_task()
        self._old_name = self._main.get_name() if self._main else ""
        self._ticker = self._loop.create_task(self._tick())

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Notice every task that is made in here."""
        if self._main:
            self._main.set_name("main")
        self._log.note_start(self._main)
        factory = self._loop.get_task_factory()
        if not isinstance(factory, _WatchedFactory):
            factory = _WatchedFactory(factory)
            self._loop.set_task_factory(factory)
        factory.watches.append(self)
        try:
            yield
        finally:
            factory.watches.remove(self)
            if not factory.watches:
                self._loop.set_task_factory(factory.before)

    def welcomes(self, task: Any, coro: Any) -> None:
        """A task was made; look whether it belongs to this program."""
        if log_here() is self._log:
            self._welcome(task, coro)

    def _welcome(self, task: Any, coro: Any) -> None:
        # Python 3.13 names the task after this, so ours comes later still.
        self._loop.call_soon(self._name, task, coro)
        self._tasks.add(task)
        self._log.note_start(task)
        task.add_done_callback(self._note_end)

    def _name(self, task: asyncio.Task[Any], coro: Any) -> None:
        if task.get_name() == "None" or task.get_name().startswith("Task-"):
            task.set_name(self._names.name(coro))

    def _note_end(self, task: asyncio.Task[Any]) -> None:
        ended = ended_now(task, self._log.time())
        self._ended.append(ended)
        self._log.note_end(task, ended)

    async def _tick(self) -> None:
        # To look costs time, so only look when nothing has happened since
        # the tick before, and once.
        looked_at = before = -1
        while True:
            await asyncio.sleep(TICK)
            now = len(self._log.rows)
            if now != before:
                self.report = RUNNING
            elif now != looked_at:
                looked_at = now
                self._look()
            before = now

    def _look(self) -> None:
        tasks = [self._main, *self._tasks] if self._main else [*self._tasks]
        scene = scene_of(tasks, self._ended, self._history)
        report = diagnosis.explain("Stopped while it waited.", scene)
        self.report = report.text

    async def stop(self) -> None:
        """End the ticking."""
        self._ticker.cancel()
        await asyncio.gather(self._ticker, return_exceptions=True)

    def give_name_back(self) -> None:
        """Call the program's main task what it was called before."""
        if self._main:
            self._main.set_name(self._old_name)


class _WatchedFactory:
    """A loop's task factory while programs on it are recorded.

    Attributes:
        before: the loop's own factory; None for asyncio's.
        watches: the watches of those programs.
    """

    def __init__(self, before: Any) -> None:
        self.before = before
        self.watches: list[LiveWatch] = []

    def __call__(self, loop: Any, coro: Any, **options: Any) -> Any:
        """Make a task as ever, and tell those who watch."""
        task = (self.before or _plain_task)(loop, coro, **options)
        for watch in self.watches:
            watch.welcomes(task, coro)
        return task


def _plain_task(loop: Any, coro: Any, **options: Any) -> asyncio.Task[Any]:
    return asyncio.Task(coro, loop=loop, **options)
