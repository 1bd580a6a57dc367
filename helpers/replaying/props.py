"""The items on the stage of a recording: what each is called, and who has it.

An item has a letter. What a task makes of an item that it took keeps its
letter from one queue to the next, so that it can be followed through a
pipeline: the second that is made of E is E2.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from helpers.recording import DROPPED, GET, Item, Recording
from helpers.replaying.telling import letter


class Props:
    """The items of a recording, numbered in the order in which they come.

    Attributes:
        letters: what each is called.
        values: what each is, where it is known.
        roots: the number of each one's letter.
    """

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self.letters: list[str] = []
        self.values: list[str] = []
        self._home: list[int] = []  # the queue of each
        self.roots: list[int] = []
        self._made_of: dict[int, int] = {}  # how many were made of it
        self._own_letters = 0
        self._of_queue: dict[int, list[int]] = {}  # in the order of the puts
        self._hands: dict[int, list[int]] = {}
        self._waiting: dict[tuple[int, int], int] = {}  # to be put

    def called(self, item: int) -> str:
        """What the words call it: A (None)."""
        letters, value = self.letters[item], self.values[item]
        return f"{letters} ({value})" if value else letters

    def number(self, queue: int, item: Item) -> int:
        """The number of an item of a queue."""
        return self._of_queue[queue][item.number - 1]

    def hand(self, task: int) -> Sequence[int]:
        """What a task has in hand."""
        return self._hands.get(task, ())

    def take(self, task: int, item: int) -> None:
        """A task has one more in hand."""
        self._hands.setdefault(task, []).append(item)

    def lay_down(self, task: int, item: int) -> None:
        """A task has one fewer in hand."""
        self._hands[task].remove(item)

    def to_put(self, queue: int, task: int) -> int:
        """The item that a task waits to put."""
        if (queue, task) not in self._waiting:
            self._waiting[queue, task] = self._new(queue, task)
        return self._waiting[queue, task]

    def given_up(self, queue: int, task: int) -> int:
        """The item that a task will not put; -1 if it waited for none."""
        item = self._waiting.pop((queue, task), -1)
        if item >= 0:
            self.lay_down(task, item)
        return item

    def put(self, queue: int, task: int, event: int) -> int:
        """An item goes into a queue at this event of the recording."""
        item = self.given_up(queue, task)
        if item < 0:
            item = self._new(queue, task)
        self.values[item] = self._recording.value(event)
        self._of_queue.setdefault(queue, []).append(item)
        return item

    def _new(self, queue: int, task: int) -> int:
        number, held = len(self.letters), self.hand(task)
        parent = held[-1] if held else -1
        copy = 0
        if parent >= 0 and self._home[parent] != queue:
            root = self.roots[parent]
            made = self._made_of.get(parent, 0) + 1
            self._made_of[parent] = made
            copy = made if made > 1 else 0
        else:
            root, self._own_letters = self._own_letters, self._own_letters + 1
        self.letters.append(letter(root, copy))
        self.values.append("")
        self.roots.append(root)
        self._home.append(queue)
        return number

    def ranks(self, kinds: array[int], items: array[int]) -> list[int]:
        """The turn of each item to leave its queue, given all steps."""
        ranks, turn = [0] * len(self.letters), 0
        for kind, item in zip(kinds, items, strict=True):
            if kind in (GET, DROPPED) and item >= 0:
                turn += 1
                ranks[item] = turn
        for queue, numbers in self._of_queue.items():
            left = [number for number in numbers if not ranks[number]]
            if self._recording.queue_facts[queue].kind == "lifo":
                left.reverse()
            for place, number in enumerate(left, start=turn + 1):
                ranks[number] = place
        return ranks
