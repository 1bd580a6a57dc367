"""Pictures of several runs: `plot_runs` and `plot_speedup`.

Import them from `helpers.plots`:

    plot_runs({"one consumer": one, "two consumers": two})
    plot_speedup({1: one, 2: two, 4: four})
"""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes

from helpers.plots.arguments import check_consumers, check_runs
from helpers.plots.figures import Plot, look
from helpers.plots.marks import (
    BLUE,
    columns_of,
    count_axis,
    legend,
    step_line,
    time_axis,
)
from helpers.plots.reduce import thin, total_length, whole_run
from helpers.plots.summaries import MOST_PARTS, duration, number, shortened
from helpers.recording import Recording


def plot_runs(
    recordings: Mapping[str, Recording], *, title: str | None = None
) -> Plot:
    """Compare the queue length of several runs on the same axes.

    A run with several queues counts with the items in all of them. A dot
    marks where each run ends.

    Args:
        recordings: from each run's name to its recording.
        title: the finding; by default each run's peak.

    Returns:
        The plot; its summary names peak, mean and duration of each run.

    Raises:
        TypeError, ValueError: this is no dict of recordings, or empty.
    """
    check_runs(recordings, title, "plot_runs", "'one consumer'")
    runs = [_Run(str(name), run) for name, run in recordings.items()]
    said = shortened([run.summary for run in runs], MOST_PARTS, "; ")
    with look():
        plot = Plot(f"queue length of runs: {said}", _RUNS)
        (axes,) = plot.panels(1, title or _title_of_runs(runs))
        for place, run in enumerate(runs):
            _draw_run(axes, run, place)
        time_axis(axes, recordings.values())
        count_axis(axes, max(run.peak for run in runs), "items in the queue")
        legend(axes, axes.lines)
    return plot


_RUNS = "step lines of queue length over time, one for each run"


class _Run:
    """A run in a comparison: the items in all its queues over time."""

    def __init__(self, name: str, recording: Recording) -> None:
        self.name, self.end = name, recording.end
        self.times, self.lengths = total_length(recording.queues)
        self.peak = int(self.lengths.max(initial=0))
        happened = [q for q in recording.queues if len(q.times)]
        self.mean = sum(queue.mean for queue in happened)

    @property
    def summary(self) -> str:
        """Its name, peak, mean and duration."""
        mean, end = number(self.mean), duration(self.end)
        return f"{self.name} peak {self.peak:,}, mean {mean}, ends at {end}"


def _title_of_runs(runs: list[_Run]) -> str:
    peaks = [f"{run.peak:,} ({run.name})" for run in runs]
    return f"Peak of the queue length: {shortened(peaks, 4)}"


def _draw_run(axes: Axes, run: _Run, place: int) -> None:
    kept = thin(run.times, run.lengths, columns_of(axes))
    step_line(axes, *whole_run(*kept, run.end), place, run.name)
    axes.lines[-1].set(marker="o", markevery=[-1], markersize=5)


def plot_speedup(
    recordings: Mapping[int, Recording], *, title: str | None = None
) -> Plot:
    """Draw how many times as fast more consumers are.

    The run with the fewest consumers counts as 1; each run takes until
    `recording.end`. The dotted line is the ideal: twice the consumers,
    half the time.

    Args:
        recordings: from each number of consumers to its recording.
        title: the finding; by default the highest number's speed-up.

    Returns:
        The plot; its summary names each number's speed-up.

    Raises:
        TypeError, ValueError: this is no dict of recordings of two or more
            numbers of consumers, or one of them took no time.
    """
    check_runs(recordings, title, "plot_speedup", "1")
    check_consumers(recordings, "plot_speedup")
    counts = sorted(recordings)
    first = recordings[counts[0]].end
    factors = [first / recordings[count].end for count in counts]
    with look():
        plot = Plot(f"speed-up: {_speedups(counts, factors)}", _SPEEDUP)
        (axes,) = plot.panels(1, title or _title_of_speed(counts, factors))
        _draw_speedup(axes, counts, factors)
        _label_consumers(axes, counts)
    return plot


_SPEEDUP = "points of speed-up over the number of consumers, and the ideal"
_BESIDE, _LOW = (5, -12), (-10, 7)  # points from a dot to its number


def _times(factor: float) -> str:
    return f"{round(factor, 9):.1f}"


def _speedups(counts: list[int], factors: list[float]) -> str:
    pairs = zip(counts[1:], factors[1:], strict=True)
    said = [f"{count:,} consumers x{_times(f)}" for count, f in pairs]
    return ", ".join(said)


def _title_of_speed(counts: list[int], factors: list[float]) -> str:
    most, times = counts[-1], _times(factors[-1])
    return f"{most:,} consumers are {times} times as fast as {counts[0]:,}"


def _draw_speedup(axes: Axes, counts: list[int], factors: list[float]) -> None:
    ideal = [count / counts[0] for count in counts]
    axes.plot(counts, ideal, "k:", lw=1.2, label="ideal")
    axes.plot(counts, factors, "o-", color=BLUE, label="measured")
    top = max(*ideal, *factors) * 1.06
    for dot in zip(counts, factors, strict=True):
        text, place = f"x{_times(dot[1])}", _BESIDE
        if dot[1] < 0.1 * top:  # too near to the axis
            place = _LOW
        axes.annotate(text, dot, place, textcoords="offset points")
    axes.set_ylim(0, top)


def _label_consumers(axes: Axes, counts: list[int]) -> None:
    axes.set_xlim(0, counts[-1] * 1.08)
    axes.set_xticks(counts)
    axes.set_xlabel("number of consumers")
    plural = "" if counts[0] == 1 else "s"
    axes.set_ylabel(f"times as fast as {counts[0]} consumer{plural}")
    legend(axes, axes.lines)
