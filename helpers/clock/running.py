"""A clock that does not wait: asyncio programs in simulated time.

`run(main())` is `asyncio.run(main())` on a clock that jumps to the next
moment at which something happens, so ten minutes of queueing take
milliseconds and come out the same on every machine:

    async def main():
        await asyncio.sleep(600)
        return asyncio.get_running_loop().time()

    run(main())      # 600.0, at once

It needs no `await`, in a notebook's cell as in a script. A program that
can never go on ends as `Stuck`, with a report of who waits for what.
Two things differ from a real clock: computing and `time.sleep` cost no
simulated time, and there are no threads, sockets or processes on it.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import signal
import sys
import threading
import types
from asyncio import events
from collections import deque
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from helpers import diagnosis
from helpers.clock.loop import (
    LONG,
    MAX_MOVES,
    MAX_ROUNDS,
    JumpingLoop,
    TimeIsUp,
)
from helpers.clock.naming import TaskNames, name_to_come
from helpers.clock.program import check_program
from helpers.diagnosis import Ended, History, Scene, ended_now, scene_of

T = TypeVar("T")


class Stuck(RuntimeError):
    """Nothing can happen any more, or time stands still, or never ends.

    Attributes:
        recording: what `record` had seen until then; None after `run`.
        time: the simulated time at which it was noticed, in seconds.
        cause: the key of the most likely cause, as in "one-sentinel".
    """

    def __init__(
        self, report: str, time: float = 0.0, cause: str = ""
    ) -> None:
        super().__init__(report)
        self.time = time
        self.cause = cause
        self.recording: Any = None

    def _render_traceback_(self) -> list[str]:
        """Let a notebook show the report alone, without a traceback."""
        return str(self).splitlines()


class SimulatedLoop(JumpingLoop):
    """A loop on the simulated clock that can say how its tasks are.

    May be a `loop_factory` of `asyncio.Runner`; see `JumpingLoop` for the
    arguments.

    Attributes:
        ended: the tasks that have ended, the newest thousand.
        died: the tasks that an error ended and that nobody has awaited.
        history: what is known of the queues' past, where it is recorded.
    """

    def __init__(
        self,
        until: float | None = None,
        shuffle: int | None = None,
        max_rounds: int = MAX_ROUNDS,
        max_moves: int = MAX_MOVES,
    ) -> None:
        super().__init__(until, shuffle, max_rounds, max_moves)
        self._names = TaskNames()
        self.ended: deque[Ended] = deque(maxlen=1000)
        self.died: dict[Any, Ended] = {}
        self.history: History | None = None

    def create_task(
        self, coro: Any, *, name: str | None = None, **options: Any
    ) -> asyncio.Task[Any]:
        """Make a task; without a name it is called after its coroutine."""
        name = name or name_to_come() or self._names.name(coro)
        task: asyncio.Task[Any] = super().create_task(
            coro, name=name, **options
        )
        task.add_done_callback(self._note_end)
        return task

    def _note_end(self, task: asyncio.Task[Any]) -> None:
        ended = ended_now(task, self._now)
        self.ended.append(ended)
        if ended.error:
            self.died[task] = ended
            self.call_soon(self._forget_if_seen, task)

    def _forget_if_seen(self, task: Any) -> None:
        # Who awaits it has looked at its error by now.
        if not task._log_traceback:
            del self.died[task]

    def scene(self) -> Scene:
        """What is known now of all tasks on this loop."""
        return scene_of(asyncio.all_tasks(self), self.ended, self.history)

    def _stuck(self, headline: str, ticking: bool = False) -> Stuck:
        scene = replace(self.scene(), ticking=ticking)
        report = diagnosis.explain(headline, scene)
        return Stuck(report.text, self._now, report.cause)

    def remarks(self) -> list[str]:
        """What a learner should hear of this run, a line each."""
        unseen = [e for t, e in self.died.items() if t._log_traceback]
        return [
            *map(diagnosis.died_unseen, unseen),
            *(diagnosis.kept_the_thread(name, LONG) for name in self.slow),
        ]

    def forgive(self) -> None:
        """Keep asyncio from telling later of errors that nobody saw."""
        for task in self.died:
            task._log_traceback = False

    def limit_the_end(self) -> None:
        """Let the last tasks clean up, but not for ever."""
        self._until, self._dice = None, None
        self._max_rounds = self._max_moves = 10_000

    def default_exception_handler(self, context: dict[str, Any]) -> None:
        """Say in one line on stderr what asyncio would log at length."""
        print(diagnosis.failed_callback(context), file=sys.stderr)


def run(
    main: Coroutine[Any, Any, T],
    *,
    until: float | None = None,
    shuffle: int | None = None,
    max_rounds: int = MAX_ROUNDS,
    max_moves: int = MAX_MOVES,
) -> T | None:
    """Run a program on the simulated clock, as `asyncio.run` would.

    Args:
        main: the coroutine to run, as in `run(main())`.
        until: stop quietly when the simulated time reaches this many
            seconds, before anything that would happen at that time.
        shuffle: a seed; timers of one time then fire in a random order.
        max_rounds: rounds of callbacks without the time moving, after
            which the program counts as stuck.
        max_moves: moves of the clock after which it counts as endless.

    Returns:
        What main returned; None where `until` came first.

    Raises:
        Stuck: nobody can go on, or time stands still, or never ends.
        TypeError, ValueError, RuntimeError: a wrong argument, or a run
            inside a run; the message says what to do.
        BaseException: whatever main raised.
    """
    check_program(main, until=until, called="run")
    loop = SimulatedLoop(until, shuffle, max_rounds, max_moves)
    return run_on(loop, main)


def run_on(loop: SimulatedLoop, main: Coroutine[Any, Any, T]) -> T | None:
    """Run a program on this loop to its end, then close the loop.

    Tasks that are left over are cancelled and named on stderr, and so are
    tasks that died without anybody awaiting them.
    """
    with _alone_in_this_thread(), contextlib.closing(loop):
        task = loop.create_task(main, name=getattr(main, "__name__", None))
        quiet = False
        try:
            result: T = loop.run_until_complete(task)
            return result
        except TimeIsUp:
            quiet = True
            return None
        except Stuck:
            quiet = True
            loop.forgive()
            raise
        except KeyboardInterrupt as stop:
            quiet = True
            print(
                diagnosis.interrupted(loop.time(), loop.scene(), stop),
                file=sys.stderr,
            )
            stop.__traceback__ = _with_lines(stop.__traceback__)
            task._log_traceback = False  # it is told of here
            raise
        finally:
            _end_all(loop, quiet)


def _with_lines(
    trace: types.TracebackType | None,
) -> types.TracebackType | None:
    # Python may stop a program at an instruction that has no line, and
    # IPython then fails to show where it was.
    parts = []
    while trace:
        parts.append(trace)
        trace = trace.tb_next
    made = None
    for part in reversed(parts):
        line: int | None = part.tb_lineno
        if line is None:
            line = part.tb_frame.f_code.co_firstlineno
        made = types.TracebackType(made, part.tb_frame, part.tb_lasti, line)
    return made


@contextlib.contextmanager
def _alone_in_this_thread() -> Iterator[None]:
    # Hide the loop and the task that are running here (a notebook's), and
    # give Ctrl-C and the interrupt button their plain meaning.
    outer = events._get_running_loop()
    task = asyncio.current_task() if outer else None
    swap = getattr(asyncio.tasks, "_swap_current_task", None)
    with _plain_interrupt():
        if task and swap:
            swap(outer, None)
        events._set_running_loop(None)
        try:
            yield
        finally:
            events._set_running_loop(outer)
            if task and swap:
                swap(outer, task)


@contextlib.contextmanager
def _plain_interrupt() -> Iterator[None]:
    # Where a cell also awaits, the kernel's own handler would only cancel
    # the cell's task, which cannot happen before we return.
    before = signal.getsignal(signal.SIGINT)
    elsewhere = threading.current_thread() is not threading.main_thread()
    if elsewhere or before is signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end_all(loop: SimulatedLoop, quiet: bool) -> None:
    # As asyncio.run does at its end, and say who was still there.
    left = asyncio.all_tasks(loop)
    forgotten = [task for task in left if not task.cancelling()]
    if forgotten and not quiet:
        scene = scene_of(forgotten, loop.ended, loop.history)
        print(diagnosis.left_over(scene), file=sys.stderr)
    for line in loop.remarks():
        print(line, file=sys.stderr)
    loop.limit_the_end()
    try:
        _cancel(loop, left)
        if loop._asyncgens:
            loop.run_until_complete(loop.shutdown_asyncgens())
    except Stuck:
        for task in asyncio.all_tasks(loop):
            _abandon(task)
    loop.forgive()


# Looked up here: where an answer is played, ctypes is refused later on.
_keep_for_ever = ctypes.pythonapi.Py_IncRef


def _abandon(task: asyncio.Task[Any]) -> None:
    # It refuses to end. To be thrown away would wake it once more, and
    # `while True` with a bare `except` would then run for ever; so we see
    # to it that Python never throws it away.
    task._log_destroy_pending = False  # type: ignore[attr-defined]
    _keep_for_ever(ctypes.py_object(task.get_coro()))


def _cancel(loop: SimulatedLoop, tasks: set[asyncio.Task[Any]]) -> None:
    willing = [task for task in tasks if _accepts_cancel(task)]
    if willing:
        ended = asyncio.gather(*willing, return_exceptions=True)
        loop.run_until_complete(ended)


def _accepts_cancel(task: asyncio.Task[Any]) -> bool:
    try:
        task.cancel()
    except RecursionError:  # tasks that await each other, round and round
        _abandon(task)
        return False
    return True
