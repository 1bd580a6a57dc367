"""What is done to a queue, beside what is recorded.

spy = Spy(queue)                # before anything else is done to it
spy.joins                       # [0, 3]: two joins, and what they found
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from typing import Any


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
            _get=self._taken,
            task_done=self._marked,
            join=self._joined,
            empty=self._asked,
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
