"""Turns a recording into the steps and changes of a stage.

`helpers.replaying.stage` uses it:

    director = Director(recording, most=200_000)
    director.book.words[12], director.book.time[12]

The rules of who holds which item are those of `helpers.recording.views`.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

from helpers.recording import (
    DONE,
    DROPPED,
    ENDS,
    GET,
    GET_WAITS,
    JOIN_WAITS,
    NO_TASK,
    PUT,
    PUT_GAVE_UP,
    PUT_WAITS,
    SHUTDOWN,
    SLEEPS,
    STARTS,
    Handling,
    Recording,
)
from helpers.replaying import telling
from helpers.replaying.casting import cast
from helpers.replaying.outside import Event, Outside
from helpers.replaying.playbook import Playbook
from helpers.replaying.tracks import (
    ABSENT,
    ELSEWHERE,
    LETS_GO,
    NOWHERE,
    OUTCOMES,
    READY,
    RUNS,
    SLEEPING,
    STUCK,
    WAITING,
    WAITS_TO_GET,
    WAITS_TO_JOIN,
    WAITS_TO_PUT,
    WORKS,
)


class Director:
    """Goes through a recording once and writes down each step.

    Args:
        recording: what to stage.
        most: how many events at most.

    Attributes:
        book: the steps, and what changes at each.
        hidden: how many events are left out.
    """

    def __init__(self, recording: Recording, most: int) -> None:
        self.book = Playbook(recording)
        self._recording = recording
        self._names = recording.task_names
        facts = recording.queue_facts
        self._queues = telling.queue_names([queue.name for queue in facts])
        self._handling = [Handling(queue, self._names) for queue in facts]
        self._running = -1
        self._asleep: dict[int, float] = {}  # until when each sleeps
        self._sleepers: list[tuple[float, int]] = []  # a heap of them
        self._said = self._also = ""  # of the last step's words
        self._links: dict[int, dict[tuple[int, int], None]] = {}
        events = list(recording.events())
        self.hidden = max(len(events) - most, 0)
        self._outside = Outside(events, recording.live)
        for number, event in enumerate(events[:most]):
            self._see(number, event)
        if recording.stuck and not self.hidden:
            self._end_stuck(len(events) - 1)

    def columns(self) -> tuple[list[list[int]], list[int]]:
        """Who stands where; see `helpers.casting`."""
        puts, gets = self._links.get(PUT, {}), self._links.get(GET, {})
        return cast(puts, gets, len(self._names), len(self._queues))

    # ---- steps

    def _see(self, number: int, event: Event) -> None:
        time, kind, _, task, until = event
        if kind == SLEEPS and self._goes_on(number, time, task):
            step, begins = len(self.book) - 1, " and"
        else:
            step, begins = self._new_step(number, event), ""
            self._happens(step)
        if kind == SLEEPS:
            busy = self.book.props.hand(task)
            self.book.until[step] = self._asleep[task] = until
            heapq.heappush(self._sleepers, (until, task))
            self.book.change(step, task, WORKS if busy else SLEEPING)
            sleep = begins + telling.asleep(busy, until)
            self.book.words[step] = self._said + sleep + self._also

    def _goes_on(self, number: int, time: float, task: int) -> bool:
        # Whether it goes to sleep in the same breath as its last step.
        book = self.book
        return len(book) > 0 and (
            (book.time[-1], book.task[-1], book.event[-1])
            == (time, task, number - 1)
            and book.kind[-1] != STARTS
        )

    def _new_step(self, number: int, event: Event) -> int:
        book, step = self.book, len(self.book)
        if step and event[0] > book.time[-1]:
            if not self._recording.live:
                for awake in sorted(book.awake):  # nobody is, if time moves
                    self._rest(step, awake)
            self._wake_sleepers(step, event[0])
        return book.new_step(number, event)

    def _wake_sleepers(self, step: int, now: float) -> None:
        # Nothing was seen of what they have done since.
        while self._sleepers and self._sleepers[0][0] < now:
            until, task = heapq.heappop(self._sleepers)
            if self._asleep.get(task) == until:
                del self._asleep[task]
                self._rest(step, task)

    def _happens(self, step: int) -> None:
        book = self.book
        kind, queue, task = book.kind[step], book.queue[step], book.task[step]
        if kind == STARTS:  # which its maker does, who runs on
            self.book.change(step, task, READY if step else RUNS)
            self._running = self._running if step else task
            return self._tell(step)
        if self._running != task and self._running in self.book.awake:
            self._rest(step, self._running)
        self._running = task
        self._asleep.pop(task, None)
        if kind == ENDS:
            self._end(step, task)
        elif kind <= SHUTDOWN:
            meant = _MEANT.get(kind, kind)
            self._links.setdefault(meant, {})[task, queue] = None
            self._outside.leaves(queue, task)
            also = _IN_QUEUE.get(kind, _nothing)(self, step, queue, task)
            if kind not in WAITING:
                self.book.change(step, task, RUNS)
            self._tell(step, also)
        else:
            self._tell(step)

    def _tell(self, step: int, also: str = "") -> None:
        kind, queue = self.book.kind[step], self.book.queue[step]
        task, item = self._names[self.book.task[step]], self.book.item[step]
        where = self._queues[queue] if queue >= 0 else ""
        called = self.book.props.called(item) if item >= 0 else ""
        self._said, self._also = telling.tell(kind, task, called, where), also
        self.book.words.append(self._said + also)

    def _rest(self, step: int, task: int) -> None:
        # It has let go, and nothing was seen of what it awaits.
        if self._names[task] == NO_TASK:
            return self.book.change(step, task, ABSENT)
        self.book.change(step, task, self._state_at_rest(task))

    def _state_at_rest(self, task: int) -> int:
        if self.book.props.hand(task):
            return WORKS
        # What goes on in this very moment need not await anything: it may
        # have ended, which asyncio tells a little later.
        now, last = self.book.time[-1], self.book.event[-1]
        coming, end = self._outside.when(task, last), self._recording.end
        over = coming < 0 and now == end and not self._recording.stuck
        return LETS_GO if over or coming == now else ELSEWHERE

    def _end(self, step: int, task: int) -> None:
        for queue, handling in enumerate(self._handling):
            self.book.finish(step, task, queue, handling.ask(0.0, task))
        end = self._recording.task_ends[task]
        self.book.change(step, task, OUTCOMES.get(end.outcome, ELSEWHERE))
        self.book.words.append(telling.ended(self._names[task], end))
        self._said, self._also = self.book.words[step], ""

    def _end_stuck(self, last: int) -> None:
        event = (self._recording.end, STUCK, -1, -1, 0.0)
        self._new_step(last, event)
        self.book.words.append(self._recording.stuck.rstrip("."))

    # ---- what happens in a queue; each says what else it does

    def _get_waits(self, step: int, queue: int, task: int) -> str:
        handling = self._handling[queue]
        self.book.finish(step, task, queue, handling.ask(0.0, task))
        return self._wait(step, queue, task, WAITS_TO_GET)

    def _put_waits(self, step: int, queue: int, task: int) -> str:
        item = self.book.props.to_put(queue, task)
        if item not in self.book.props.hand(task):
            self.book.hold(step, task, item)
        self.book.item[step] = item
        return self._wait(step, queue, task, WAITS_TO_PUT)

    def _join_waits(self, step: int, queue: int, task: int) -> str:
        self._wait(step, queue, task, WAITS_TO_JOIN)
        return telling.left(self.book.left[queue])

    def _wait(self, step: int, queue: int, task: int, state: int) -> str:
        self._outside.comes(queue, state, task)
        self.book.change(step, task, state)
        return ""

    def _put(self, step: int, queue: int, task: int) -> str:
        item = self.book.props.put(queue, task, self.book.event[step])
        self.book.item[step] = item
        self._handling[queue].put(0.0, task)
        self.book.places.change(step, item, queue)
        self.book.count(step, queue, 1)
        return self._wake(step, queue, PUT)

    def _get(self, step: int, queue: int, task: int) -> str:
        item, finished = self._handling[queue].take(0.0, task)
        self.book.finish(step, task, queue, finished)
        if item is not None:
            self.book.hold(step, task, self.book.name(step, queue, item))
        return self._wake(step, queue, GET)

    def _mark(self, step: int, queue: int, task: int) -> str:
        holder = self._handling[queue].holder(task)
        item, in_hand = self._handling[queue].mark(0.0, holder)
        if item is not None:
            self.book.name(step, queue, item)
        self.book.finish(step, holder, queue, in_hand)
        self.book.count(step, queue, -1)
        left = telling.left(self.book.left[queue])
        if self.book.left[queue]:
            return left
        return left + self._wake_all(step, queue, WAITS_TO_JOIN)

    def _give_up(self, step: int, queue: int, task: int) -> str:
        item = self.book.props.given_up(queue, task)
        self.book.item[step] = item
        if item >= 0:
            self.book.places.change(step, item, NOWHERE)
        return ""

    def _drop(self, step: int, queue: int, task: int) -> str:
        item = self._handling[queue].drop()
        if item is not None:
            number = self.book.name(step, queue, item)
            self.book.places.change(step, number, NOWHERE)
        self.book.count(step, queue, -1)
        return ""

    def _shut_down(self, step: int, queue: int, task: int) -> str:
        getters = self._wake_all(step, queue, WAITS_TO_GET)
        return getters + self._wake_all(step, queue, WAITS_TO_PUT)

    def _wake(self, step: int, queue: int, kind: int) -> str:
        now, event = self.book.time[step], self.book.event[step]
        task = self._outside.woken(queue, kind, now, event)
        return self._woken(step, [task] if task >= 0 else [])

    def _wake_all(self, step: int, queue: int, state: int) -> str:
        return self._woken(step, self._outside.all_woken(queue, state))

    def _woken(self, step: int, tasks: Sequence[int]) -> str:
        for task in tasks:
            self.book.change(step, task, READY)
        return telling.woken([self._names[task] for task in tasks])


_MEANT = {PUT_WAITS: PUT, GET_WAITS: GET}


def _nothing(director: Director, step: int, queue: int, task: int) -> str:
    return ""


_IN_QUEUE: dict[int, Callable[[Director, int, int, int], str]] = {
    PUT: Director._put,
    GET: Director._get,
    DONE: Director._mark,
    PUT_WAITS: Director._put_waits,
    GET_WAITS: Director._get_waits,
    JOIN_WAITS: Director._join_waits,
    PUT_GAVE_UP: Director._give_up,
    DROPPED: Director._drop,
    SHUTDOWN: Director._shut_down,
}
