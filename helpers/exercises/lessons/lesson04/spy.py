"""What is done to a queue and to the work, beside what is recorded.

spy = Spy(queue)                # before anything else is done to it
spy.joins                       # [0, 3]: two joins, and what they found
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from typing import Any

EXACT = 1e-6  # seconds; for what happens as soon as something else does


class Spy:
    """What is done to a queue, beside what its recording tells.

    Attributes:
        twice: whether a task made more marks than it had taken items.
        over: whether more marks were made, or tried, than items taken.
        taken: what each task has taken.
        askers: the tasks that asked how long it is.
        saw_empty: those that found it empty, and have done nothing since.
        joins: how many items were unfinished at each call of join.
    """

    def __init__(self, queue: asyncio.Queue[Any]) -> None:
        self.twice = self.over = False
        self.taken: dict[object, list[Any]] = {}
        self.askers: set[object] = set()
        self.saw_empty: set[object] = set()
        self._free = 0
        self.joins: list[int] = []
        self._held: Counter[object] = Counter()
        self._queue: Any = queue
        self._get, self._mark = self._queue._get, queue.task_done
        self._join = queue.join
        self._qsize = queue.qsize
        vars(queue).update(
            **{"_get": self._taken, "task_done": self._marked},
            **{"join": self._joined, "empty": self._asked},
            qsize=self._counted,
        )

    def _asked(self) -> bool:
        return not self._counted()

    def _counted(self) -> int:
        task, length = asyncio.current_task(), self._qsize()
        self.askers.add(task)
        if not length:
            self.saw_empty.add(task)
        return length

    def _taken(self) -> Any:
        task, item = asyncio.current_task(), self._get()
        self.saw_empty.discard(task)
        self._held[task] += 1
        self._free += 1
        self.taken.setdefault(task, []).append(item)
        return item

    def _marked(self) -> None:
        task = asyncio.current_task()
        self.saw_empty.discard(task)
        self._held[task] -= 1
        self._free -= 1
        self.twice |= self._held[task] < 0
        self.over |= self._free < 0
        self._mark()

    _marked.__qualname__ = "Queue.task_done"  # as a learner knows it

    def _joined(self) -> Coroutine[Any, Any, None]:
        self.joins.append(self._queue._unfinished_tasks)
        return self._join()


class Tally:
    """What is seen of the work.

    Attributes:
        busy: the items that are in work.
        begun: those that ever were.
        cut: those whose work was cut off.
        late: those whose work began when nothing else had happened.
        moments: when something was put, or a work ended.
    """

    def __init__(self) -> None:
        self.busy: list[Any] = []
        self.begun: list[Any] = []
        self.cut: list[Any] = []
        self.late: list[Any] = []
        self.moments = {0.0}

    def begin(self, item: Any) -> None:
        """Note that the work on an item begins."""
        if not self.happens():
            self.late.append(item)
        self.begun.append(item)
        self.busy.append(item)

    def end(self, item: Any) -> None:
        """Note that the work on an item is over."""
        self.busy.remove(item)
        self.note()

    def happens(self) -> bool:
        """Whether something was put just now, or a work has ended."""
        now = asyncio.get_running_loop().time()
        return min(abs(now - moment) for moment in self.moments) < EXACT

    def note(self) -> None:
        """Note that something happens now."""
        self.moments.add(asyncio.get_running_loop().time())

    def lists(self) -> dict[str, Any]:
        """What is seen, as copies."""
        lists = {k: v for k, v in vars(self).items() if k != "moments"}
        return {name: list(one) for name, one in lists.items()}
