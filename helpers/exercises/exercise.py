"""What an exercise is, and what is seen when an answer to it is played.

An exercise has two halves. `play` runs an answer in one situation, in a
process of its own. `judge` looks at what was seen there, in ours:

    Exercise(
        id="03.2",
        title="Hand it on",
        kind="repair",
        points=2,
        name="worker",
        form="async",
        cases=cases,
        play=play,
        judge=judge,
    )
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any, NotRequired, TypedDict

from helpers.exercises.traces import items_of

OUT_OF_MEMORY = 77  # the exit code of a process that plays


class Case(TypedDict):
    """A situation in which an answer is played: plain data, as JSON has it.

    An exercise adds keys of its own, in a class of its own.

    Attributes:
        kind: "plain", "varied" or "fault".
        words: what the situation is, for a learner.
        shuffle: a seed; timers of one time then fire in a random order.
    """

    kind: str
    words: str
    shuffle: NotRequired[int | None]


@dataclass
class Seen:
    """What was seen when an answer was played in one case: plain data.

    Attributes:
        outcome: "returned", "raised", "stuck", or "killed".
        value: what `play` returned, as JSON has it: tuples as lists.
        error: for "raised": type and text of the error; for "killed": why.
        cause: for "stuck" and "killed": the key of its most likely cause.
        report: for "stuck": the whole report.
        end: the simulated time at the end, in seconds.
        trace: what happened in the queues; see `helpers.exercises.traces`.
        left: the names of the tasks that were left over.
        died: name and error of each task that died unseen.
        slept: whether `time.sleep` was called.
        asked: which clocks of the real time were asked.
        forgotten: the coroutines that were made and never awaited.
        bounds: the maxsize of each queue; 0 or less for none.
        warned: what the answer's text alone warns of, as Python sees it, or
            `helpers.exercises.judging.asserting`.
        recording: the saved recording, where it was asked for.
        items: of each queue's items, in order: queue, number, put_at,
            put_by, got_at, got_by, marked_at, finished_at.
    """

    outcome: str
    value: Any = None
    error: str = ""
    cause: str = ""
    report: str = ""
    end: float = 0.0
    trace: dict[str, Any] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    died: list[str] = field(default_factory=list)
    slept: bool = False
    asked: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    bounds: list[int] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    recording: str = ""

    @functools.cached_property
    def items(self) -> list[dict[str, Any]]:
        """Made of the trace only if a judge asks, as most do not."""
        return items_of(self.trace) if self.trace else []


@dataclass(frozen=True)
class Finding:
    """What is wrong with an answer in one case.

    Attributes:
        words: what was expected and what happened, for the learner.
        misconception: the key of the belief behind it, or "".
    """

    words: str
    misconception: str = ""


# A case is of the exercise's own class, which only the exercise knows.
Cases = Callable[[random.Random], Iterable[Case]]
Play = Callable[[Any, Any, dict[str, Any]], Coroutine[Any, Any, Any]]
Judge = Callable[[Any, Seen], Finding | None]


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Attributes:
        id: as people write it, "03.2".
        title: a few words.
        kind: "predict", "repair", "write" or "test".
        points: 1 to 3.
        name: what the answer's cell must define.
        form: what that is: "async" (an async function), "function" or
            "value".
        cases: makes the cases from a source of chance: the plain one
            first, then varied ones, then faults.
        play: runs the answer in a case, given the names of the set-up; what
            it returns is `Seen.value`.
        judge: says what is wrong with what was seen; None if nothing is.
    """

    id: str
    title: str
    kind: str
    points: int
    name: str
    form: str
    cases: Cases
    play: Play
    judge: Judge

    @property
    def lesson(self) -> str:
        """The number of its lesson, "03"."""
        return self.id.partition(".")[0]

    @property
    def cell_id(self) -> str:
        """What its cells are called in a notebook: "ex-03-2"."""
        return "ex-" + self.id.replace(".", "-")
