"""Who stands where on the stage: producers left, consumers right.

    columns, others = cast(puts={(0, 0)}, gets={(1, 0)}, tasks=3, queues=1)
    columns                         # [[0], [0], [1]]
    others                          # [2]

A column of tasks and a column of queues take turns, from left to right.
"""

from __future__ import annotations

from collections.abc import Iterable

Link = tuple[int, int]  # the numbers of a task and a queue


def cast(
    puts: Iterable[Link], gets: Iterable[Link], tasks: int, queues: int
) -> tuple[list[list[int]], list[int]]:
    """Give each queue and task its column.

    Args:
        puts: who puts into which queue, in the order of the first time.
        gets: who takes from which queue.
        tasks: how many tasks there are.
        queues: how many queues there are.

    Returns:
        The columns, in turn of tasks and of queues, and the tasks that
        neither put nor take.
    """
    fed, drained = _by_task(puts), _by_task(gets)
    rank = _ranks(puts, fed, drained, queues)
    width = 2 * max(rank, default=0) + 3
    columns: list[list[int]] = [[] for _ in range(width)]
    for queue, place in enumerate(rank):
        columns[2 * place + 1].append(queue)
    others = []
    for task in range(tasks):
        if task in drained:
            last = max(rank[queue] for queue in drained[task])
            columns[2 * last + 2].append(task)
        elif task in fed:
            columns[2 * min(rank[q] for q in fed[task])].append(task)
        else:
            others.append(task)
    return columns, others


def _by_task(links: Iterable[Link]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for task, queue in links:
        found.setdefault(task, []).append(queue)
    return found


def _ranks(
    puts: Iterable[Link],
    fed: dict[int, list[int]],
    drained: dict[int, list[int]],
    queues: int,
) -> list[int]:
    # A queue stands right of those that its items come from. What was fed
    # first comes first, so that a circle is cut somewhere.
    order = dict.fromkeys([*(queue for _, queue in puts), *range(queues)])
    turn = {queue: place for place, queue in enumerate(order)}
    rank = [0] * queues
    for queue in order:
        sources = [
            source
            for task, targets in fed.items()
            if queue in targets
            for source in drained.get(task, ())
            if turn[source] < turn[queue]
        ]
        rank[queue] = max((rank[s] + 1 for s in sources), default=0)
    return rank
