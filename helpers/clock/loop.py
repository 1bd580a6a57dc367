"""An event loop whose clock jumps: the heart of the simulated clock.

`JumpingLoop` is a whole asyncio event loop without a selector. It runs what
is ready, round by round as asyncio does, and when nobody is ready it moves
its clock to the next timer. `helpers.clock` makes it speak to people.

    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        runner.run(main())

It leans on these parts of asyncio that have no public name, and the tests
hold it to CPython's own on each Python: `BaseEventLoop._check_closed`,
`_check_running`, `_stopping`, `_thread_id`, the two asyncgen hooks,
`events._set_running_loop` and `futures._set_result_unless_cancelled`.
"""

from __future__ import annotations

import asyncio
import contextvars
import functools
import heapq
import itertools
import math
import random
import sys
import threading
import types
from asyncio import events, futures
from collections import deque
from collections.abc import Callable
from time import perf_counter
from typing import Any

from helpers import diagnosis

MAX_ROUNDS = 200_000
MAX_MOVES = 3_000_000
LONG = 0.5  # seconds of real time after which a callback is named

_copy_context = contextvars.copy_context
_end_sleep = futures._set_result_unless_cancelled  # type: ignore[attr-defined]
_BuiltIn = types.BuiltinFunctionType
WAKE_UP = "task_wakeup"  # the name of what wakes a task
# The stubs of typeshed leave out what asyncio does not name in public.
_BaseEventLoop: Any = asyncio.BaseEventLoop


class TimeIsUp(Exception):
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


def _handle(
    callback: Callable[..., object],
    args: tuple[Any, ...],
    context: contextvars.Context | None,
) -> _Handle:
    if context is None:  # an empty context is false, and yet a context
        context = _copy_context()
    return _Handle((callback, args, context))


def _moment(when: float) -> float:
    # What compares as it likes would move the clock back.
    moment = float(when)
    if moment != moment:
        raise ValueError("a delay that is not a number (nan)")
    return moment


class JumpingLoop(_BaseEventLoop):  # type: ignore[misc]
    """An event loop whose clock jumps to the next timer.

    Callbacks run in the order in which asyncio's own loop runs them.
    Timers of one time fire in the order in which they were set, which
    asyncio does not promise.

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
        self._until = None if until == math.inf else until
        self._dice = None if shuffle is None else random.Random(shuffle)
        self._max_rounds = max_rounds
        self._max_moves = max_moves
        self._ready: deque[list[Any]] = deque()
        self._timers: list[tuple[float, int, Any, Any]] = []
        self._order = itertools.count().__next__
        self.slow: dict[str, None] = {}
        self._thread_id: int | None = None
        self._on_move: Callable[[float], None] | None = None
        self._make_fast_paths()

    def _make_fast_paths(
        self,
        add: Callable[[float], None] | None = None,
        running: Any = None,
        sleeps: Any = None,
        new_sleep: Any = None,
    ) -> None:
        # What every await of a queue or a sleep goes through, as closures
        # and built-ins: together they make the loop about twice as fast.
        ready, timers, order = self._ready.append, self._timers, self._order
        push, end_sleep, builtin = heapq.heappush, _end_sleep, _BuiltIn

        def call_soon(
            callback: Callable[..., object],
            *args: Any,
            context: contextvars.Context | None = None,
        ) -> Any:
            if type(callback) is builtin and callback.__name__ == WAKE_UP:
                ready([callback, args, context])
                return None  # nobody ever sees the handle of a wake-up
            handle = _handle(callback, args, context)
            ready(handle)
            return handle

        def call_later(
            delay: float,
            callback: Callable[..., object],
            *args: Any,
            context: contextvars.Context | None = None,
        ) -> Any:
            if callback is end_sleep:
                # asyncio.sleep: its future can stand for the handle, since
                # to cancel the one is to cancel the other.
                future, result = args
                when = self._now + delay
                if type(when) is not float or when != when:
                    when = _moment(when)
                push(timers, (when, order(), future, result))
                if add:
                    try:
                        add(sleeps[running[self]])
                    except KeyError:
                        add(new_sleep())
                    add(when)
                return future
            return self.call_at(
                self._now + delay, callback, *args, context=context
            )

        self.call_soon = call_soon
        self.call_later = call_later
        self.create_future = functools.partial(asyncio.Future, loop=self)

    def set_debug(self, enabled: bool) -> None:
        """Switch asyncio's debug mode on or off."""
        super().set_debug(enabled)
        # Every new future asks for it: answer without a Python frame.
        self.get_debug = bool(enabled).__bool__

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
        handle = _handle(callback, args, context)
        timer = (_moment(when), self._order(), handle, _Handle)
        heapq.heappush(self._timers, timer)
        return handle

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
        ready, timers, clock = self._ready, self._timers, perf_counter
        take, pop = ready.popleft, heapq.heappop
        now, until, long = self._now, self._end_of_time(), LONG
        on_move = self._on_move
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
                        if ended - began > long:
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
            if on_move:
                on_move(now)
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
        return TimeIsUp()

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

    def _stuck(self, headline: str, ticking: bool = False) -> Exception:
        raise NotImplementedError("which error it is, a subclass knows")

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
        """BaseEventLoop's hook; a cancelled timer is skipped when due."""

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
    def method(self: JumpingLoop, *args: Any, **options: Any) -> Any:
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
    setattr(JumpingLoop, _name, _refuse(_name))
