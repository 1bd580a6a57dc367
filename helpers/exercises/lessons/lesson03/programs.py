"""Programs that share work, good and broken, for the test of 03.5.

Nothing here may tell by its text what is wrong with it: this module is
loaded without names and lines where a test is played.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers.exercises.judging import Program


@dataclass(frozen=True)
class Sharing:
    """How a program shares items among workers.

    Attributes:
        take: which of the items it works on, given the number of workers.
        edit: what it gives, of its results.
        staff: with how many workers it works; None: as many as told.
        late: how many seconds it waits before it begins.
    """

    take: Callable[[list[Any], int], list[Any]] = lambda items, workers: items
    edit: Callable[[list[Any]], list[Any]] = lambda results: results
    staff: int | None = None
    late: float = 0.0

    def taken(self, items: list[Any], workers: int) -> list[Any]:
        """Which of the items it works on."""
        return self.take(list(items), workers)

    async def share(
        self,
        items: list[Any],
        workers: int,
        work: Any,
        order: random.Random | None,
    ) -> list[Any]:
        """Work on the items, with so many workers.

        Args:
            items: what to work on.
            workers: how many share it.
            work: the work on one.
            order: a source of chance for the order of the results.
        """
        staff = min(self.staff or workers, max(len(items), 1))
        results = await _share(items, staff, work)
        if order is not None:
            order.shuffle(results)
        return self.edit(results)


async def _share(items: list[Any], workers: int, work: Any) -> list[Any]:
    rest, results = iter(items), list[Any]()

    async def worker() -> None:
        for item in rest:  # which all of them share, as they would a queue
            results.append(await work(item))

    await asyncio.gather(*(worker() for _ in range(workers)))
    return results


def _fail(items: list[Any], workers: int) -> list[Any]:
    raise AssertionError("no worker came")


def _replace_one(results: list[Any]) -> list[Any]:
    # If there are equal ones, one of them: so that a set stays the same.
    equal = [result for result in results if results.count(result) > 1]
    given = (equal or results)[-1:]
    others = [result for result in results if [result] != given]
    rest = list(results)
    for result in given:
        rest.remove(result)
    return rest + others[:1]


def _different(items: list[Any], workers: int) -> list[Any]:
    return [item for at, item in enumerate(items) if item not in items[:at]]


def _without(lost: Any) -> Callable[[list[Any], int], list[Any]]:
    return lambda items, workers: [
        item for item in items if repr(item) != repr(lost)
    ]


PROGRAMS = {
    "good": Program(words="works as promised", run=Sharing()),
    "fails": Program(
        words="itself raises AssertionError",
        run=Sharing(take=_fail),
        belief="error-swallowed",
    ),
    "loses-last": Program(
        words="loses the last item",
        run=Sharing(take=lambda items, workers: items[:-1]),
        belief="loss-unseen",
    ),
    "doubles": Program(
        words="gives one result twice",
        run=Sharing(edit=lambda results: [*results, *results[-1:]]),
        belief="twice-unseen",
    ),
    "replaces": Program(
        words="repeats a result and loses one",
        run=Sharing(edit=_replace_one),
        belief="length-is-not-content",
    ),
    "one-brings": Program(
        words="gives only what the first worker did",
        run=Sharing(take=lambda items, workers: items[::workers]),
        belief="sharing-untried",
    ),
    "one-each": Program(
        words="lets each worker leave after one item",
        run=Sharing(take=lambda items, workers: items[:workers]),
        belief="sharing-untried",
    ),
    "none-ends": Program(
        words="loses `None`",
        run=Sharing(take=_without(None)),
        belief="false-untried",
    ),
    "zero-ends": Program(
        words="loses `0`",
        run=Sharing(take=_without(0)),
        belief="false-untried",
    ),
    "nothing-ends": Program(
        words='loses `""`',
        run=Sharing(take=_without("")),
        belief="false-untried",
    ),
    "equals-merge": Program(
        words="takes equal items for one",
        run=Sharing(take=_different),
        belief="equal-untried",
    ),
    "in-turn": Program(
        words="lets one worker work at a time",
        run=Sharing(staff=1),
        belief="time-unseen",
    ),
    "all-at-once": Program(
        words="has a worker for each item",
        run=Sharing(staff=1_000),
        belief="time-unseen",
    ),
    "late": Program(
        words="waits for two seconds before it begins",
        run=Sharing(late=2.0),
        belief="time-unseen",
    ),
}
