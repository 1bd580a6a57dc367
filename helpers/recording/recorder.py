"""Record a program with asyncio queues: `record` and `record_live`.

    recording = record(main())          # the same program, unchanged
    recording.result                    # what main returned

`record` runs on the simulated clock, as `run` does. For real sockets,
files and threads, and to watch in real time, record on the real one:

    async with record_live() as recording:
        await main()

What a `Recording` holds stands in `helpers.recording.recorded`.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from helpers.clock import (
    MAX_MOVES,
    MAX_ROUNDS,
    SimulatedLoop,
    Stuck,
    check_program,
    run_on,
)
from helpers.recording.lines import MOST
from helpers.recording.live import LiveWatch
from helpers.recording.past import PastOfQueues
from helpers.recording.recorded import Recording
from helpers.recording.tracing import (
    SLEEPS,
    Log,
    running_tasks,
)

_last: list[Recording] = []


class RecordedLoop(SimulatedLoop):
    """A simulated loop that also keeps a log of its queues and tasks.

    It takes the arguments of `SimulatedLoop`, and `lines` as `Log` does.
    """

    def __init__(self, *limits: Any, lines: int = 0, **named: Any) -> None:
        super().__init__(*limits, **named)
        self.log = Log(self, timed=True, lines=lines)
        self.recording = Recording()
        self.history = PastOfQueues(self.log)
        self._on_move = self.log.rows.append
        self._sleeps = self.log.rows_of(SLEEPS)
        self._note_sleeps()
        self.log.on_quick.append(self._note_sleeps)

    def _note_sleeps(self) -> None:
        self._make_fast_paths(self.log.add, running_tasks, *self._sleeps)

    def create_task(
        self, coro: Any, *, name: str | None = None, **options: Any
    ) -> asyncio.Task[Any]:
        """Make a task, and note it."""
        task = super().create_task(coro, name=name, **options)
        self.log.note_start(task, _for_whom(coro, self))
        return task

    def _note_end(self, task: asyncio.Task[Any]) -> None:
        super()._note_end(task)
        self.log.note_end(task, self.ended[-1])

    def limit_the_end(self) -> None:
        """The program is over: what comes now is not recorded."""
        super().limit_the_end()
        self.recording.close(self.log)


def _for_whom(coro: Any, loop: asyncio.AbstractEventLoop) -> Any:
    # Up to Python 3.11 wait_for(queue.get(), 1) makes a task of its own:
    # what that does, its maker does.
    if sys.version_info >= (3, 12):
        return None
    if getattr(coro, "cr_code", None) not in _QUEUE_CODE:
        return None
    frame = sys._getframe(2)
    names = []
    for _ in range(4):
        names.append(frame.f_code.co_name)
        frame = frame.f_back or frame
    return asyncio.current_task(loop) if "wait_for" in names else None


_QUEUE_CODE = [
    method.__code__
    for method in (asyncio.Queue.get, asyncio.Queue.put, asyncio.Queue.join)
]


def record(
    main: Coroutine[Any, Any, Any],
    *,
    until: float | None = None,
    shuffle: int | None = None,
    max_rounds: int = MAX_ROUNDS,
    max_moves: int = MAX_MOVES,
) -> Recording:
    """Run a program on the simulated clock and record its queues.

    Args:
        main: the coroutine to run, as in `record(main())`.
        until: stop quietly at this simulated time, in seconds.
        shuffle: a seed; timers of one time then fire in a random order.
        max_rounds: see `helpers.clock.run`.
        max_moves: see `helpers.clock.run`.

    Returns:
        The recording; `recording.result` is what main returned.

    Raises:
        Stuck: as `run`; its `recording` is what happened until then.
        ValueError: the program made no queue.
        BaseException: whatever main raised. `last_recording()` then gives
            what was recorded before.
    """
    check_program(main, until=until, called="record")
    loop = RecordedLoop(until, shuffle, max_rounds, max_moves, lines=MOST)
    _last[:] = [loop.recording]
    return record_on(loop, main)


def record_on(loop: RecordedLoop, main: Coroutine[Any, Any, Any]) -> Recording:
    """Record a program on this loop; `last_recording` stays what it was.

    Raises:
        Stuck, ValueError, BaseException: as `record`.
    """
    try:
        with loop.log.opened():
            loop.recording.result = run_on(loop, main)
    except Stuck as stuck:
        stuck.recording = loop.recording
        loop.recording.stuck = str(stuck).partition("\n")[0]
        raise
    return _with_queues(loop.recording, "record")


def last_recording() -> Recording:
    """Return the newest recording, also that of a program that failed.

    Raises:
        LookupError: nothing was recorded yet.
    """
    if not _last:
        raise LookupError(
            "Nothing was recorded yet. Run record(main()) first."
        )
    return _last[0]


def _with_queues(recording: Recording, called: str) -> Recording:
    if not recording.queue_facts:
        raise ValueError(
            f"{called}() expects a program that makes a queue while it runs, "
            "and this one made none, so there is nothing to show. Make the "
            "queue inside main(), with `queue = asyncio.Queue()`; to run a "
            "program without a queue, use run(main())."
        )
    return recording


@contextlib.asynccontextmanager
async def record_live() -> AsyncIterator[Recording]:
    """Record what runs inside the `async with`, on the real clock.

    A program that is stopped (the interrupt button, Ctrl-C) gets the
    report of who waits for what, as a stuck one does on the simulated
    clock. A live recording does not know when a task sleeps.

    Yields:
        The recording, which is whole when the `async with` has ended.

    Raises:
        RuntimeError: inside a program that runs on the simulated clock.
        ValueError: no queue was made inside.
    """
    loop = asyncio.get_running_loop()
    if isinstance(loop, SimulatedLoop):
        raise RuntimeError(
            "record_live() records on the real clock, and this program runs "
            "on the simulated one. Outside, write record(main()) in place "
            "of run(main())."
        )
    log, recording = Log(loop, lines=MOST), Recording()
    recording.live = True
    _last[:] = [recording]
    watch = LiveWatch(log, PastOfQueues(log))
    try:
        with log.opened(), watch.watching():
            yield recording
    except (asyncio.CancelledError, KeyboardInterrupt):
        print(watch.report, file=sys.stderr)
        raise
    finally:
        await watch.stop()
        recording.close(log)
        watch.give_name_back()
    _with_queues(recording, "record_live")
