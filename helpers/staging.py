"""Turns a recording into the steps and changes of a stage.

`helpers.stage` uses it:

    director = Director(recording, most=200_000)
    director.words[12], director.time[12]

The rules of who holds which item are those of `helpers.views`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence

from helpers import telling
from helpers.casting import cast
from helpers.outside import Event, Outside
from helpers.props import Props
from helpers.recorded import Recording
from helpers.tracing import (
    DONE,
    DROPPED,
    ENDS,
    GET,
    GET_WAITS,
    JOIN_WAITS,
    PUT,
    PUT_GAVE_UP,
    PUT_WAITS,
    SHUTDOWN,
    SLEEPS,
    STARTS,
)
from helpers.tracks import (
    ABSENT,
    ELSEWHERE,
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
    Track,
)
from helpers.views import NO_TASK, Handling, Item


class Director:
    """Goes through a recording once and writes down each step.

    Args:
        recording: what to stage.
        most: how many events at most.

    Attributes:
        time, until, kind, queue, task, item, event, words: of each step.
        props: the items.
        places, states, unfinished: what changes.
        hidden: how many events are left out.
    """

    def __init__(self, recording: Recording, most: int) -> None:
        self.time, self.until = array("d"), array("d")
        self.kind, self.queue = array("i"), array("i")
        self.task, self.item = array("i"), array("i")
        self.event = array("i")
        self.words: list[str] = []
        self.props = Props(recording)
        self.places, self.states = Track(), Track()
        self.unfinished = Track()
        self._recording = recording
        self._names = recording.task_names
        facts = recording.queue_facts
        self._queues = telling.queue_names([queue.name for queue in facts])
        self._handling = [Handling(queue, self._names) for queue in facts]
        self._left = [0] * len(facts)  # unfinished items
        self._state = [ABSENT] * len(self._names)
        self._awake: set[int] = set()  # the tasks that run or may run
        self._running = -1
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
        puts = {**self._links.get(PUT_WAITS, {}), **self._links.get(PUT, {})}
        gets = {**self._links.get(GET_WAITS, {}), **self._links.get(GET, {})}
        return cast(puts, gets, len(self._names), len(self._queues))

    # ---- steps

    def _see(self, number: int, event: Event) -> None:
        time, kind, _, task, until = event
        if kind == SLEEPS and self._goes_on(number, time, task):
            step, begins = len(self.time) - 1, " and"
        else:
            step, begins = self._new_step(number, event), ""
            self._happens(step)
        if kind == SLEEPS:
            busy = self.props.hand(task)
            self.until[step] = until
            self._change(step, task, WORKS if busy else SLEEPING)
            sleep = begins + telling.asleep(busy, until)
            self.words[step] = self._said + sleep + self._also

    def _goes_on(self, number: int, time: float, task: int) -> bool:
        # Whether it goes to sleep in the same breath as its last step.
        return bool(self.time) and (
            (self.time[-1], self.task[-1], self.event[-1])
            == (time, task, number - 1)
            and self.kind[-1] != STARTS
        )

    def _new_step(self, number: int, event: Event) -> int:
        time, kind, queue, task, _ = event
        step = len(self.time)
        if step and time > self.time[-1]:
            for awake in sorted(self._awake):  # nobody is, when time moves
                self._rest(step, awake)
        self.event.append(number)
        self.time.append(time)
        self.kind.append(kind)
        self.queue.append(queue if kind <= SHUTDOWN else -1)
        self.task.append(task)
        self.item.append(-1)
        self.until.append(-1.0)
        return step

    def _happens(self, step: int) -> None:
        kind, queue, task = self.kind[step], self.queue[step], self.task[step]
        if kind == STARTS:  # which its maker does, who runs on
            self._change(step, task, READY if step else RUNS)
            self._running = self._running if step else task
            return self._tell(step)
        if self._running != task and self._running in self._awake:
            self._rest(step, self._running)
        self._running = task
        if kind == ENDS:
            self._end(step, task)
        elif kind <= SHUTDOWN:
            self._links.setdefault(kind, {})[task, queue] = None
            self._outside.leaves(queue, task)
            also = _IN_QUEUE.get(kind, _nothing)(self, step, queue, task)
            if kind not in WAITING:
                self._change(step, task, RUNS)
            self._tell(step, also)
        else:
            self._tell(step)

    def _tell(self, step: int, also: str = "") -> None:
        kind, queue = self.kind[step], self.queue[step]
        task, item = self._names[self.task[step]], self.item[step]
        where = self._queues[queue] if queue >= 0 else ""
        called = self.props.called(item) if item >= 0 else ""
        self._said, self._also = telling.tell(kind, task, called, where), also
        self.words.append(self._said + also)

    def _change(self, step: int, task: int, state: int) -> None:
        awake = state in (RUNS, READY)
        (self._awake.add if awake else self._awake.discard)(task)
        self._state[task] = state
        self.states.change(step, task, state)

    def _rest(self, step: int, task: int) -> None:
        # It has let go, and nothing was seen of what it awaits.
        if self._names[task] == NO_TASK:
            return self._change(step, task, ABSENT)
        busy = self.props.hand(task)
        self._change(step, task, WORKS if busy else ELSEWHERE)

    def _end(self, step: int, task: int) -> None:
        for queue, handling in enumerate(self._handling):
            self._finish(step, task, queue, handling.ask(0.0, task))
        end = self._recording.task_ends[task]
        self._change(step, task, OUTCOMES.get(end.outcome, ELSEWHERE))
        self.words.append(telling.ended(self._names[task], end))
        self._said, self._also = self.words[step], ""

    def _end_stuck(self, last: int) -> None:
        event = (self._recording.end, STUCK, -1, -1, 0.0)
        step = self._new_step(last, event)
        self.queue[step] = -1
        self.words.append(self._recording.stuck.rstrip("."))

    # ---- what happens in a queue; each says what else it does

    def _get_waits(self, step: int, queue: int, task: int) -> str:
        handling = self._handling[queue]
        self._finish(step, task, queue, handling.ask(0.0, task))
        return self._wait(step, queue, task, WAITS_TO_GET)

    def _put_waits(self, step: int, queue: int, task: int) -> str:
        item = self.props.to_put(queue, task)
        if item not in self.props.hand(task):
            self._hold(step, task, item)
        self.item[step] = item
        return self._wait(step, queue, task, WAITS_TO_PUT)

    def _join_waits(self, step: int, queue: int, task: int) -> str:
        self._wait(step, queue, task, WAITS_TO_JOIN)
        return telling.left(self._left[queue])

    def _wait(self, step: int, queue: int, task: int, state: int) -> str:
        self._outside.comes(queue, state, task)
        self._change(step, task, state)
        return ""

    def _put(self, step: int, queue: int, task: int) -> str:
        item = self.props.put(queue, task, self.event[step])
        self.item[step] = item
        self._handling[queue].put(0.0, task)
        self.places.change(step, item, queue)
        self._count(step, queue, 1)
        return self._wake(step, queue, PUT)

    def _get(self, step: int, queue: int, task: int) -> str:
        item, finished = self._handling[queue].take(0.0, task)
        self._finish(step, task, queue, finished)
        if item is not None:
            self.item[step] = self.props.number(queue, item)
            self._hold(step, task, self.item[step])
        return self._wake(step, queue, GET)

    def _mark(self, step: int, queue: int, task: int) -> str:
        holder = self._handling[queue].holder(task)
        item, in_hand = self._handling[queue].mark(0.0, holder)
        if item is not None:
            self.item[step] = self.props.number(queue, item)
        self._finish(step, holder, queue, in_hand)
        self._count(step, queue, -1)
        left = telling.left(self._left[queue])
        if self._left[queue]:
            return left
        return left + self._wake_all(step, queue, WAITS_TO_JOIN)

    def _give_up(self, step: int, queue: int, task: int) -> str:
        item = self.props.given_up(queue, task)
        self.item[step] = item
        if item >= 0:
            self.places.change(step, item, NOWHERE)
        return ""

    def _drop(self, step: int, queue: int, task: int) -> str:
        item = self._handling[queue].drop()
        if item is not None:
            self.item[step] = self.props.number(queue, item)
            self.places.change(step, self.item[step], NOWHERE)
        self._count(step, queue, -1)
        return ""

    def _shut_down(self, step: int, queue: int, task: int) -> str:
        getters = self._wake_all(step, queue, WAITS_TO_GET)
        return getters + self._wake_all(step, queue, WAITS_TO_PUT)

    def _count(self, step: int, queue: int, change: int) -> None:
        self._left[queue] += change
        self.unfinished.change(step, queue, self._left[queue])

    def _hold(self, step: int, task: int, item: int) -> None:
        self.props.take(task, item)
        self.places.change(step, item, len(self._queues) + task)

    def _finish(
        self, step: int, task: int, queue: int, items: Iterable[Item]
    ) -> None:
        for item in items:
            number = self.props.number(queue, item)
            self.props.lay_down(task, number)
            self.places.change(step, number, NOWHERE)

    def _wake(self, step: int, queue: int, kind: int) -> str:
        now, event = self.time[step], self.event[step]
        task = self._outside.woken(queue, kind, now, event)
        return self._woken(step, [task] if task >= 0 else [])

    def _wake_all(self, step: int, queue: int, state: int) -> str:
        return self._woken(step, self._outside.all_woken(queue, state))

    def _woken(self, step: int, tasks: Sequence[int]) -> str:
        for task in tasks:
            self._change(step, task, READY)
        return telling.woken([self._names[task] for task in tasks])


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
