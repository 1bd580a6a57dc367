"""What is written down of a stage while a recording is gone through.

`helpers.replaying.staging` writes it:

    book = Playbook(recording)
    step = book.new_step(number, event)
    book.hold(step, task, item)
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from helpers.recording import SHUTDOWN, Item, Recording
from helpers.replaying.outside import Event
from helpers.replaying.props import Props
from helpers.replaying.tracks import NOWHERE, READY, RUNS, Track


class Playbook:
    """The steps of a recording, and what changes at each.

    Attributes:
        time, until, kind, queue, task, item, event, words: of each step.
        props: the items.
        places, states, unfinished: what changes.
        left: of each queue, how many items are not marked done.
        awake: the tasks that run or may run.
    """

    def __init__(self, recording: Recording) -> None:
        self.time, self.until = array("d"), array("d")
        self.kind, self.queue = array("i"), array("i")
        self.task, self.item = array("i"), array("i")
        self.event = array("i")
        self.words: list[str] = []
        self.props = Props(recording)
        self.places, self.states = Track(), Track()
        self.unfinished = Track()
        self.left = [0] * len(recording.queue_facts)
        self.awake: set[int] = set()

    def __len__(self) -> int:
        return len(self.time)

    def new_step(self, number: int, event: Event) -> int:
        """Begin a step with this event of the recording; its words follow."""
        time, kind, queue, task, _ = event
        self.event.append(number)
        self.time.append(time)
        self.kind.append(kind)
        self.queue.append(queue if kind <= SHUTDOWN else -1)
        self.task.append(task)
        self.item.append(-1)
        self.until.append(-1.0)
        return len(self.time) - 1

    def change(self, step: int, task: int, state: int) -> None:
        """A task comes into a state."""
        awake = state in (RUNS, READY)
        (self.awake.add if awake else self.awake.discard)(task)
        self.states.change(step, task, state)

    def count(self, step: int, queue: int, change: int) -> None:
        """A queue has more or fewer items that are not marked done."""
        self.left[queue] += change
        self.unfinished.change(step, queue, self.left[queue])

    def name(self, step: int, queue: int, item: Item) -> int:
        """The step is about this item of a queue; its number."""
        self.item[step] = self.props.number(queue, item)
        return self.item[step]

    def hold(self, step: int, task: int, item: int) -> None:
        """A task has one more item in hand."""
        self.props.take(task, item)
        self.places.change(step, item, len(self.left) + task)

    def finish(
        self, step: int, task: int, queue: int, items: Iterable[Item]
    ) -> None:
        """A task has done with items of a queue."""
        for item in items:
            number = self.props.number(queue, item)
            self.props.lay_down(task, number)
            self.places.change(step, number, NOWHERE)
