"""What comes out when the program of a setting runs.

outcome = play(Setting(rate=4.0, consumers=2))
outcome.summary         # "queue mean 1.95, peak 12 at ...; waiting ..."
outcome.waits           # seconds in the queue, sorted
outcome.theory.said     # "M/M/2: queue 2.84, waiting 0.711 s"
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.exploring import theory
from helpers.exploring.settings import SECONDS, Setting, program
from helpers.plots import duration, number
from helpers.recording import (
    KIND_MASK,
    SLEEPS,
    TASK_SHIFT,
    Floats,
    Item,
    QueueTrace,
    RecordedLoop,
    Recording,
    record_on,
)


class _QuietLoop(RecordedLoop):
    """A recorded loop that prints nothing of its tasks.

    A busy kernel makes each of them look as if it kept the thread.
    """

    def remarks(self) -> list[str]:
        """Nothing."""
        return []


def run_program(
    text: str, seconds: float = SECONDS
) -> tuple[Recording, list[Any]]:
    """Run a program's text for so long, on the simulated clock.

    `last_recording()` stays what it was.

    Returns:
        The recording, and the program's list of lost items.
    """
    names: dict[str, Any] = {"__name__": "whatif"}
    exec(compile(text, "<the program of explore()>", "exec"), names)
    recording = record_on(_QuietLoop(until=seconds, lines=0), names["main"]())
    return recording, names["lost"]


def play(setting: Setting) -> Outcome:
    """Run the program of a setting, and keep what came out."""
    text = program(setting)
    recording, lost = run_program(text)
    return Outcome(setting, text, recording, len(lost))


@dataclass(frozen=True)
class Theory:
    """What theory says of a setting.

    Attributes:
        name: of the formula, such as "M/M/2"; "" where there is none.
        long_run: its values; None where there is none.
        why: a sentence, where there is none.
    """

    name: str
    long_run: theory.LongRun | None
    why: str = ""

    def value(self, key: str) -> float | None:
        """One of the values of the long run; None where it is not known."""
        return getattr(self.long_run, key, None)

    @property
    def said(self) -> str:
        """What it says, in a sentence."""
        if self.long_run is None:
            return self.why
        queue, wait = self.long_run.queue, self.long_run.wait
        waiting = "" if wait is None else f", waiting {duration(wait)}"
        return f"{self.name}: in the long run queue {number(queue)}{waiting}."


@dataclass(frozen=True)
class Outcome:
    """What came out of a run.

    Attributes:
        setting: what was set.
        program: the text that ran.
        recording: what happened.
        lost: how many items were lost.
    """

    setting: Setting
    program: str
    recording: Recording
    lost: int

    @property
    def queue(self) -> QueueTrace:
        """The queue's length over time."""
        return self.recording.queues[0]

    @functools.cached_property
    def _items(self) -> tuple[list[Item], list[Item]]:
        # Those that consumers took, and those that the policy took out.
        taken = [item for item in self.recording.items if item.got_by]
        out = [item.got_by == "producer-1" for item in taken]
        pairs = list(zip(taken, out, strict=True))
        return [i for i, o in pairs if not o], [i for i, o in pairs if o]

    @functools.cached_property
    def waits(self) -> Floats:
        """How long each item that was taken had waited, sorted; seconds."""
        return np.sort([item.waited or 0.0 for item in self._items[0]])

    @property
    def offered(self) -> int:
        """How many items the producer has made and put, or lost."""
        dropped = len(self._items[1])
        return len(self.recording.items) + self.lost - dropped

    @functools.cached_property
    def lost_at(self) -> Floats:
        """When items were lost, in seconds."""
        codes, times = self.recording.codes, self.recording.times
        producer = self.recording.task_names.index("producer-1")
        sleeps = (codes & KIND_MASK) == SLEEPS
        offers = times[sleeps & (codes >> TASK_SHIFT == producer)][1:]
        put_at = [item.put_at for item in self.recording.items]
        refused = offers[~np.isin(offers, put_at)]
        dropped = [item.got_at or 0.0 for item in self._items[1]]
        return np.sort(np.append(refused, dropped))

    @functools.cached_property
    def busy(self) -> list[float]:
        """The share of its time that each consumer worked, 0 to 1."""
        return [
            task.worked / self.recording.end
            for task in self.recording.tasks
            if task.name.startswith("consumer")
        ]

    @property
    def busy_mean(self) -> float:
        """The mean of these shares."""
        return sum(self.busy) / len(self.busy)

    @property
    def held(self) -> float:
        """The share of its time that the producer waited for room."""
        starts, ends = self.queue.waits_to_put()
        return float((ends - starts).sum()) / self.recording.end

    @functools.cached_property
    def theory(self) -> Theory:
        """What theory says of this setting."""
        return theory_of(self.setting)

    @functools.cached_property
    def waiting(self) -> tuple[float | None, float | None, float | None]:
        """Mean, 95 % and longest of the waiting; None if nothing waited."""
        waits = self.waits
        if not len(waits):
            return None, None, None
        most = float(waits[math.ceil(0.95 * len(waits)) - 1])
        return float(waits.mean()), most, float(waits[-1])

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """The numbers as a table: what, in this run, in the long run."""
        mean, most, longest = self.waiting
        lost = self.lost / max(self.offered, 1)
        return [
            self._row("queue, mean", number, self.queue.mean, "queue"),
            self._row("queue, most", str, self.queue.peak),
            self._row("waiting, mean", duration, mean, "wait"),
            self._row("waiting, 95 % within", duration, most),
            self._row("waiting, longest", duration, longest),
            self._row("consumers busy", percent, self.busy_mean, "busy"),
            self._row("producer waits", percent, self.held, "held"),
            self._row("items lost", percent, lost, "lost"),
            self._row("items taken", str, len(self.waits)),
        ]

    def _row(
        self, name: str, write: Callable[[Any], str], run: Any, key: str = ""
    ) -> tuple[str, str, str]:
        values = run, self.theory.value(key)
        said = ["" if value is None else write(value) for value in values]
        return name, said[0], said[1]

    @property
    def summary(self) -> str:
        """What came out, in a line."""
        said = [duration(time) for time in self.waiting if time is not None]
        mean, most, longest = said or ["unknown"] * 3
        return (
            f"queue mean {number(self.queue.mean)}, peak {self.queue.peak}; "
            f"waiting mean {mean}, 95 % within {most}, longest {longest}; "
            f"consumers busy {percent(self.busy_mean)}; {self._losses}"
        )

    @property
    def _losses(self) -> str:
        lost = f"{self.lost} of {self.offered} lost" if self.lost else ""
        held = f"producer waits {percent(self.held)}" if self.held else ""
        return lost or held or "nothing lost"


def percent(part: float) -> str:
    """Write a share for people: 0.805 as 80 %."""
    return f"{100 * round(part, 9):.0f} %"


def theory_of(setting: Setting) -> Theory:
    """Choose the formula that is true for just this setting, if any."""
    numbers = setting.rate, setting.service, setting.consumers
    bounded = setting.room < math.inf
    by_chance = setting.service_spread == 1
    if setting.arrival_spread != 1:
        return _of_other_arrivals(setting, numbers)
    if bounded and by_chance:
        return _of_bounded(setting, numbers)
    if bounded:
        return _none("with a bound, the formula wants work by chance")
    if setting.load >= 1:
        return _none(
            f"the load is {setting.load:.3g}, so without a bound the queue "
            "grows for ever"
        )
    if by_chance:
        name = f"M/M/{setting.consumers}"
        return Theory(name, theory.one_or_more(*numbers))
    if setting.consumers > 1:
        return _none("for several consumers the formula wants work by chance")
    name = "M/G/1" if setting.service_spread else "M/D/1"
    numbers_of_one = setting.rate, setting.service, setting.service_spread
    return Theory(name, theory.one_consumer(*numbers_of_one))


def _of_other_arrivals(
    setting: Setting, numbers: tuple[float, float, int]
) -> Theory:
    alike = setting.arrival_spread == setting.service_spread == 0
    if alike and setting.load < 1:
        name = f"D/D/{setting.consumers}"
        return Theory(name, theory.in_step(*numbers))
    return _none("the formulas want arrivals by chance (spread 1)")


def _of_bounded(setting: Setting, numbers: tuple[float, float, int]) -> Theory:
    room = int(setting.room)
    waits = setting.policy == "wait"
    places = setting.consumers + room + waits
    formula = theory.held_back if waits else theory.limited
    found = formula(*numbers, room)
    if setting.policy in ("drop_oldest", "keep_latest"):
        # Who is dropped changes how long the others waited, nothing else.
        found = theory.LongRun(found.queue, None, found.busy, found.lost)
    return Theory(f"M/M/{setting.consumers}/{places}", found)


def _none(why: str) -> Theory:
    return Theory("", None, f"No formula for this setting: {why}.")
