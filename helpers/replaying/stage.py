"""A recording as a stage: after each step, where is what?

    stage = Stage(recording)
    stage.words[12]             # "consumer-2 takes E and works until 3.0 s"
    scene = stage.scene(12)     # what is where after step 12
    scene.inside(0), scene.state[2]

What changes at each step is kept as columns, so that the page of `replay`
can go forwards and back by itself, through the same scenes.
"""

from __future__ import annotations

import bisect
import itertools
from dataclasses import dataclass

from helpers.recording import (
    DONE,
    DROPPED,
    GET,
    GET_WAITS,
    JOIN_WAITS,
    PUT,
    PUT_WAITS,
    Recording,
)
from helpers.replaying.staging import Director
from helpers.replaying.tracks import ABSENT, NOWHERE, STUCK
from helpers.wording import seconds

MOST_STEPS = 200_000
MOST_MOMENTS = 6


@dataclass(frozen=True)
class Scene:
    """What is where after one step.

    Attributes:
        stage: the stage that it belongs to.
        step: the number of the step, from 0.
        place: of each item: the number of its queue; or that of the task
            that has it in hand, on top of the number of queues; or -1.
        state: of each task, by the numbers in `helpers.replaying.tracks`.
        since: of each task, the step at which it came into this state; -1
            before it began.
        unfinished: of each queue, how many items are not marked done.
    """

    stage: Stage
    step: int
    place: list[int]
    state: list[int]
    since: list[int]
    unfinished: list[int]

    def inside(self, queue: int) -> list[int]:
        """The items in a queue; the one that comes out next is first."""
        return sorted(self._at(queue), key=self.stage.rank.__getitem__)

    def in_hand(self, task: int) -> list[int]:
        """The items that a task has in hand, or waits to put."""
        return self._at(len(self.stage.queues) + task)

    def _at(self, place: int) -> list[int]:
        return [n for n, where in enumerate(self.place) if where == place]

    def line(self, queue: int, state: int) -> list[int]:
        """The tasks that wait at a queue in this way, the first one first."""
        where = self.stage.queue
        found = [
            task
            for task, now in enumerate(self.state)
            if now == state and where[self.since[task]] == queue
        ]
        return sorted(found, key=self.since.__getitem__)


class Stage:
    """What happens in a recording, step by step.

    A step is an event; where the task goes to sleep in the same breath,
    that is part of it.

    Attributes:
        recording: the recording.
        queues, tasks: their names.
        time, kind, queue, task, item: of each step; kinds are those of
            `helpers.recording.tracing`, and STUCK for the last step of a
            program that could not go on. Queue and item are -1 where there
            is none.
        until: when the sleep ends that follows; -1 where there is none.
        event: of each step, the number of its event in the recording.
        words: of each step, what happens.
        letters, values: of each item: "A", and "None" where it is known.
        roots: of each item, the number of its letter: A and A2 have one.
        rank: of each item, its turn to leave its queue.
        places, states, unfinished: what changes in items, tasks, queues.
        columns, others: who stands where; see `helpers.casting`.
        hidden: how many events are left out, since they are too many.
    """

    def __init__(self, recording: Recording) -> None:
        director = Director(recording, MOST_STEPS)
        self.recording = recording
        self.queues = [facts.name for facts in recording.queue_facts]
        self.tasks = list(recording.task_names)
        book = director.book
        self.time, self.until = book.time, book.until
        self.kind, self.queue = book.kind, book.queue
        self.task, self.item = book.task, book.item
        self.event, self.words = book.event, book.words
        self.places, self.states = book.places, book.states
        self.unfinished = book.unfinished
        props = book.props
        self.letters, self.values = props.letters, props.values
        self.roots = props.roots
        self.rank = props.ranks(book.kind, book.item)
        self.columns, self.others = director.columns()
        self.hidden = director.hidden

    def __len__(self) -> int:
        return len(self.time)

    def scene(self, step: int) -> Scene:
        """What is where after this step.

        Raises:
            IndexError: there is no such step.
        """
        if not 0 <= step < len(self):
            raise IndexError(
                f"This recording has the steps 0 to {len(self) - 1}, and you "
                f"asked for step {step}."
            )
        state, since = self.states.at(step, len(self.tasks), ABSENT)
        place, _ = self.places.at(step, len(self.letters), NOWHERE)
        unfinished, _ = self.unfinished.at(step, len(self.queues), 0)
        return Scene(self, step, place, state, since, unfinished)

    @property
    def counted(self) -> set[int]:
        """The queues in which somebody marks items, or joins."""
        both = zip(self.queue, self.kind, strict=True)
        return {queue for queue, kind in both if kind in (DONE, JOIN_WAITS)}

    @property
    def longest(self) -> int:
        """The step that makes a queue as long as it ever is; or -1."""
        queues = self.recording.queues
        longest = max(range(len(queues)), key=lambda n: queues[n].peak)
        if not queues[longest].peak:
            return self._longest_within_a_moment()
        step = bisect.bisect_right(self.time, queues[longest].peak_at) - 1
        while step >= 0 and (self.kind[step], self.queue[step]) != (
            PUT,
            longest,
        ):
            step -= 1
        return step

    def _longest_within_a_moment(self) -> int:
        inside, most, found = [0] * len(self.queues), 0, -1
        changes = {PUT: 1, GET: -1, DROPPED: -1}
        for step, kind in enumerate(self.kind):
            if kind in changes:
                queue = self.queue[step]
                inside[queue] += changes[kind]
                if inside[queue] > most:
                    most, found = inside[queue], step
        return found

    @property
    def stuck(self) -> int:
        """The step at which the program could not go on; -1 if it could."""
        last = len(self) - 1
        return last if self.kind[last] == STUCK else -1

    @property
    def how_it_ends(self) -> str:
        """How the program ends, in words, though it may not be shown."""
        stuck = self.recording.stuck.rstrip(".")
        return stuck or f"ends at {seconds(self.recording.end)}"

    def moments(self) -> list[int]:
        """The steps that tell most of the story, six at most, in order."""
        last = len(self) - 1
        found = dict.fromkeys([last, self.longest, *self._telling()])
        chosen = [step for step in found if step >= 0][:MOST_MOMENTS]
        while len(chosen) < min(MOST_MOMENTS, last + 1):
            chosen.sort()  # and between the two that are farthest apart
            pairs = itertools.pairwise([-1, *chosen])
            before, after = max(pairs, key=lambda pair: pair[1] - pair[0])
            chosen.append((before + after) // 2)
        return sorted(chosen)

    def _telling(self) -> list[int]:
        # The first waits for room and in join, the last mark, the first and
        # the last item that is taken, the first wait for one, the first put.
        last = {kind: step for step, kind in enumerate(self.kind)}
        backwards = reversed([*enumerate(self.kind)])
        first = {kind: step for step, kind in backwards}
        return [
            first.get(PUT_WAITS, -1),
            first.get(JOIN_WAITS, -1),
            last.get(DONE, -1),
            first.get(GET, -1),
            last.get(GET, -1),
            first.get(GET_WAITS, -1),
            first.get(PUT, -1),
        ]
