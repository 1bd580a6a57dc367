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
import contextvars
import ctypes
import functools
import heapq
import inspect
import itertools
import math
import random
import signal
import sys
import threading
import time
import types
from asyncio import events, futures
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from helpers import diagnosis
from helpers.naming import TaskNames
from helpers.scene import Ended, History, Scene, ended_now, scene_of

T = TypeVar("T")

MAX_ROUNDS = 200_000
MAX_MOVES = 3_000_000
LONG = 0.5  # seconds of real time after which a callback is named

_copy_context = contextvars.copy_context
_end_sleep = futures._set_result_unless_cancelled  # type: ignore[attr-defined]
_BuiltIn = types.BuiltinFunctionType


class Stuck(RuntimeError):
    """Nothing can happen any more, or time stands still, or never ends.

    Attributes:
        recording: what `record` had seen until then; None after `run`.
        time: the simulated time at which it was noticed, in seconds.
    """

    def __init__(self, report: str, time: float = 0.0) -> None:
        super().__init__(report)
        self.time = time
        self.recording: Any = None

    def _render_traceback_(self) -> list[str]:
        """Let a notebook show the report alone, without a traceback."""
        return str(self).splitlines()


class _TimeIsUp(Exception):
    """The simulated time has reached `until`."""


class _Handle(list[Any]):
    """A callback that waits for its turn: [callback, args, context].

    It is a list because that is the cheapest object that can be emptied,
    and an empty one has been cancelled.
    """

    __slots__ = ()
    __hash__ = object.__hash__  # type: ignore[assignment]
    cancel = list.clear

    def cancelled(self) -> bool:
        """Whether this callback will not run any more."""
        return not self

    done = cancelled  # so that a timer can hold a handle or a future


class SimulatedLoop(asyncio.BaseEventLoop):
    """An event loop whose clock jumps to the next timer.

    Callbacks run in the order in which asyncio's own loop runs them.
    Timers of one time fire in the order in which they were set, which
    asyncio does not promise. May be a `loop_factory` of `asyncio.Runner`.

    Args:
        until: stop quietly at this simulated time, in seconds.
        shuffle: a seed; timers of one time then fire in a random order.
        max_rounds: rounds of callbacks without the time moving, after
            which the program counts as stuck.
        max_moves: moves of the clock after which it counts as endless.
    """

    def __init__(
        self,
        until: float | None = None,
        shuffle: int | None = None,
        max_rounds: int = MAX_ROUNDS,
        max_moves: int = MAX_MOVES,
    ) -> None:
        super().__init__()
        self._now = 0.0
        self._until = until
        self._dice = None if shuffle is None else random.Random(shuffle)
        self._max_rounds = max_rounds
        self._max_moves = max_moves
        self._ready: deque[list[Any]] = deque()
        self._timers: list[tuple[float, int, Any, Any]] = []
        self._order = itertools.count().__next__
        self._names = TaskNames()
        self.ended: deque[Ended] = deque(maxlen=1000)
        self.died: dict[Any, Ended] = {}
        self.slow: dict[str, None] = {}
        self.history: History | None = None
        self._make_fast_paths()

    def _make_fast_paths(
        self, on_sleep: Callable[[float], None] | None = None
    ) -> None:
        # What every await of a queue or a sleep goes through, as closures
        # and built-ins: together they make the loop about twice as fast.
        ready, timers, order = self._ready.append, self._timers, self._order

        def call_soon(
            callback: Callable[..., object],
            *args: Any,
            context: contextvars.Context | None = None,
        ) -> Any:
            if type(callback) is _BuiltIn:
                # A task's own wake-up, whose handle nobody ever sees.
                if callback.__name__ == "task_wakeup":
                    ready([callback, args, context])
                    return None
            handle = _Handle((callback, args, context or _copy_context()))
            ready(handle)
            return handle

        def call_later(
            delay: float,
            callback: Callable[..., object],
            *args: Any,
            context: contextvars.Context | None = None,
        ) -> Any:
            if callback is _end_sleep:
                # asyncio.sleep: its future can stand for the handle, since
                # to cancel the one is to cancel the other.
                future, result = args
                when = self._now + delay
                heapq.heappush(timers, (when, order(), future, result))
                if on_sleep:
                    on_sleep(when)
                return future
            return self.call_at(
                self._now + delay, callback, *args, context=context
            )

        self.call_soon = call_soon  # type: ignore[method-assign]
        self.call_later = call_later  # type: ignore[method-assign]
        self.create_future = functools.partial(  # type: ignore[method-assign]
            asyncio.Future, loop=self
        )

    def set_debug(self, enabled: bool) -> None:
        """Switch asyncio's debug mode on or off."""
        super().set_debug(enabled)
        # Every new future asks for it: answer without a Python frame.
        self.get_debug = bool(enabled).__bool__  # type: ignore[method-assign]

    def time(self) -> float:
        """Return the simulated time in seconds; a run begins at 0."""
        return self._now

    def call_at(
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,
        context: contextvars.Context | None = None,
    ) -> Any:
        """Call back at a simulated time; return a handle with `cancel()`."""
        self._check_closed()
        handle = _Handle((callback, args, context or _copy_context()))
        heapq.heappush(self._timers, (when, self._order(), handle, _Handle))
        return handle

    def create_task(
        self, coro: Any, *, name: str | None = None, **options: Any
    ) -> asyncio.Task[Any]:
        """Make a task; without a name it is called after its coroutine."""
        task = super().create_task(
            coro, name=name or self._names.name(coro), **options
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

    def run_forever(self) -> None:
        """Run until `stop()`, moving the clock whenever all have waited."""
        self._check_closed()
        self._check_running()
        hooks = sys.get_asyncgen_hooks()
        self._thread_id = threading.get_ident()
        sys.set_asyncgen_hooks(
            firstiter=self._asyncgen_firstiter_hook,
            finalizer=self._asyncgen_finalizer_hook,
        )
        events._set_running_loop(self)
        try:
            self._run_and_move()
        finally:
            self._stopping = False
            self._thread_id = None
            events._set_running_loop(None)
            sys.set_asyncgen_hooks(*hooks)

    def _run_and_move(self) -> None:
        # The heart: rounds of callbacks until nobody is ready, then a move
        # of the clock. A round is what was ready at its start, as in
        # asyncio, so the order is asyncio's own. Written out in one piece,
        # since each call here is paid for several times an item.
        ready, timers, clock = self._ready, self._timers, time.perf_counter
        take, pop = ready.popleft, heapq.heappop
        now, until = self._now, self._end_of_time()
        began = clock()
        for _ in range(self._max_moves):
            for _ in range(self._max_rounds):
                if timers and timers[0][0] <= now:
                    self._add_due_timers()
                if not ready:
                    break
                for _ in range(len(ready)):
                    handle = take()
                    if handle:
                        callback, args, context = handle
                        try:
                            context.run(callback, *args)
                        except (SystemExit, KeyboardInterrupt):
                            raise
                        except BaseException as error:
                            self._callback_failed(callback, handle, error)
                        ended = clock()
                        if ended - began > LONG:
                            self._name_slow(callback)
                        began = ended
                if self._stopping:
                    return
            else:
                raise self._stuck(diagnosis.livelock(now, self._max_rounds))
            if self._stopping:
                return
            while timers:
                now, order, waiter, result = pop(timers)
                if not waiter.done():
                    break
            else:
                now = math.inf
            if not now < until:
                raise self._no_more_time()
            self._now = now
            if result is not _Handle and (not timers or timers[0][0] > now):
                waiter.set_result(result)  # one sleeper alone: most moves
            else:
                heapq.heappush(timers, (now, order, waiter, result))
        headline = diagnosis.endless(now, self._max_moves)
        raise self._stuck(headline, ticking=True)

    def _end_of_time(self) -> float:
        return math.inf if self._until is None else self._until

    def _no_more_time(self) -> Exception:
        if self._until is None:
            return self._stuck(diagnosis.deadlock(self._now))
        self._now = self._until
        return _TimeIsUp()

    def _add_due_timers(self) -> None:
        due = []
        while self._timers and self._timers[0][0] <= self._now:
            _, _, waiter, result = heapq.heappop(self._timers)
            if result is not _Handle:
                fire = (waiter, result)
                waiter = [_end_sleep, fire, _copy_context()]
            due.append(waiter)
        if self._dice:
            self._dice.shuffle(due)
        self._ready.extend(due)

    def _callback_failed(
        self, callback: object, handle: object, error: BaseException
    ) -> None:
        name = getattr(callback, "__name__", repr(callback))
        message = f"Exception in callback {name}()"
        self.call_exception_handler(
            {"message": message, "exception": error, "handle": handle}
        )

    def _name_slow(self, callback: Any) -> None:
        owner = getattr(callback, "__self__", None)
        if isinstance(owner, asyncio.Task):
            self.slow[owner.get_name()] = None
        else:
            self.slow[getattr(callback, "__name__", "a callback")] = None

    def scene(self) -> Scene:
        """What is known now of all tasks on this loop."""
        return scene_of(asyncio.all_tasks(self), self.ended, self.history)

    def _stuck(self, headline: str, ticking: bool = False) -> Stuck:
        scene = replace(self.scene(), ticking=ticking)
        report = diagnosis.explain(headline, scene)
        return Stuck(report, self._now)

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

    def call_soon_threadsafe(
        self,
        callback: Callable[..., object],
        *args: Any,
        context: contextvars.Context | None = None,
    ) -> Any:
        """As `call_soon`; another thread gets a RuntimeError."""
        if self._thread_id not in (None, threading.get_ident()):
            raise RuntimeError(_no_such_thing("A call from another thread"))
        return self.call_soon(callback, *args, context=context)

    def _timer_handle_cancelled(self, handle: object) -> None:
        """BaseEventLoop's hook; a cancelled timer is skipped in `_move`."""

    def _write_to_self(self) -> None:
        """BaseEventLoop's hook; there is no selector to wake."""

    def _process_events(self, event_list: object) -> None:
        """BaseEventLoop's hook; there are no file descriptors."""


def _no_such_thing(what: str) -> str:
    return (
        f"{what} cannot work on the simulated clock, which has no threads, "
        "sockets or processes. Run this program on the real clock: "
        "`await main()` in a cell, `asyncio.run(main())` in a script; "
        "`async with record_live() as recording:` records it there."
    )


def _refuse(name: str) -> Callable[..., Any]:
    def method(self: SimulatedLoop, *args: Any, **options: Any) -> Any:
        raise RuntimeError(_no_such_thing(f"loop.{name}()"))

    method.__name__ = name
    return method


_OUTSIDE_WORLD = """run_in_executor getaddrinfo getnameinfo start_tls sendfile
create_connection create_server create_datagram_endpoint subprocess_exec
create_unix_connection create_unix_server connect_accepted_socket
connect_read_pipe connect_write_pipe subprocess_shell add_signal_handler
remove_signal_handler add_reader remove_reader add_writer remove_writer
sock_accept sock_connect sock_recv sock_recv_into sock_recvfrom
sock_recvfrom_into sock_sendall sock_sendto sock_sendfile"""

for _name in _OUTSIDE_WORLD.split():
    setattr(SimulatedLoop, _name, _refuse(_name))


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
            return loop.run_until_complete(task)
        except _TimeIsUp:
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
            raise
        finally:
            _end_all(loop, quiet)


def check_program(main: object, *, until: float | None, called: str) -> None:
    """Refuse, with a sentence, what `run` and `record` cannot run."""
    try:
        _check_coroutine(main, called)
        _check_until(until)
        if isinstance(events._get_running_loop(), SimulatedLoop):
            raise RuntimeError(
                f"{called}() was called inside a program that already runs "
                "on the simulated clock. In there, write `await other()` "
                "where you would write `run(other())` outside."
            )
    except BaseException:
        if inspect.iscoroutine(main):
            main.close()  # or Python warns that it was never awaited
        raise


def _check_coroutine(main: object, called: str) -> None:
    if not inspect.iscoroutine(main):
        raise TypeError(
            f"{called}() expects a coroutine, as in {called}(main()), and "
            f"got {_describe(main)}."
        )
    if inspect.getcoroutinestate(main) != inspect.CORO_CREATED:
        raise RuntimeError(
            f"{called}() got a coroutine that has run before. Call the "
            f"function again: {called}({main.__name__}())."
        )


def _describe(main: object) -> str:
    name = getattr(main, "__name__", "main")
    if inspect.iscoroutinefunction(main):
        return f"the function {name} itself: call it, {name}()"
    if inspect.isasyncgen(main):
        return f"the async generator {name}: loop over it in an async def"
    if inspect.isawaitable(main):
        return f"a {type(main).__name__}: write an async def that awaits it"
    if callable(main):
        return f"{name}, which is no async def function"
    return f"{main!r:.60} (is `async` missing before its def?)"


def _check_until(until: object) -> None:
    if until is None:
        return
    if isinstance(until, bool) or not isinstance(until, int | float):
        raise TypeError(
            "until= expects a number of simulated seconds, as in until=60, "
            f"and got {until!r:.60}."
        )
    if not until > 0:
        raise ValueError(
            "until= expects simulated seconds above 0, since a run begins "
            f"at 0, and got {until!r}."
        )


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
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
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
        loop.run_until_complete(loop.shutdown_asyncgens())
    except Stuck:
        for task in asyncio.all_tasks(loop):
            _abandon(task)
    loop.forgive()


def _abandon(task: asyncio.Task[Any]) -> None:
    # It refuses to end. To be thrown away would wake it once more, and
    # `while True` with a bare `except` would then run for ever; so we see
    # to it that Python never throws it away.
    task._log_destroy_pending = False  # type: ignore[attr-defined]
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(task.get_coro()))


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
