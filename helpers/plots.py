"""Pictures of recordings: what the queues held, who waited, how long.

    recording = record(main())
    plot_queue_length(recording)
    plot_timeline(recording, title="The second consumer has nothing to do")

Each function returns a `Plot`: a matplotlib `Figure`, which a notebook
shows where it is a cell's last expression, and whose `summary` says in a
line what can be seen. Without a `title` the plot makes one from the data.
All times are in seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from helpers.arguments import check_consumers, check_recording, check_runs
from helpers.columns import QueueTrace
from helpers.figures import (
    BLUE,
    BOTTOM,
    DASHES,
    HEIGHT,
    ORANGE,
    Plot,
    blocks,
    columns_of,
    count_axis,
    duration,
    legend,
    look,
    note,
    number,
    set_title,
    short,
    step_line,
    time_axis,
    top_margin,
)
from helpers.timelines import plot_latency, plot_timeline
from helpers.recorded import Recording
from helpers.reduce import thin, total_length, union, visible, whole_run

__all__ = [
    "Plot",
    "plot_latency",
    "plot_queue_length",
    "plot_runs",
    "plot_speedup",
    "plot_timeline",
    "plot_unfinished",
]

MOST_PARTS = 6  # of a summary
MOST_PANELS = 5  # of plot_unfinished
STRIP = 0.42  # inches, the strip of who waits


def plot_queue_length(
    recording: Recording, *, title: str | None = None
) -> Plot:
    """Draw how many items were in each queue, and who waited when.

    Below the lines a strip marks when at least one producer waited for
    room, and when at least one consumer waited for an item. Where there
    are more waits than pixels, the height of a mark is their share of the
    time.

    Args:
        recording: what `record(main())` gives.
        title: the finding; by default peak and mean.

    Returns:
        The plot; its summary names peak and mean of each queue.

    Raises:
        TypeError, ValueError: this is no recording, or it is empty.
    """
    check_recording(recording, title, "plot_queue_length")
    queues = recording.queues
    parts = _parts([(queue.name, _length(queue)) for queue in queues])
    title = title or _title_of_lengths(queues)
    with look():
        plot = Plot(f"queue length: {parts}", _LENGTHS)
        margin = BOTTOM + STRIP + 0.1
        axes = plot.panel(margin, top_margin(title))
        set_title(axes, title)
        _draw_lengths(axes, recording)
        _draw_strip(plot.panel(BOTTOM, HEIGHT - BOTTOM - STRIP), recording)
    return plot


_LENGTHS = (
    "step lines of queue length over time, above a strip that marks when "
    "producers and consumers wait"
)


def _length(queue: QueueTrace) -> str:
    if not queue.peak:
        return "always 0"
    peak = f"peak {queue.peak:,} at {duration(queue.peak_at)}"
    return f"{peak}, mean {number(queue.mean)}"


def _parts(named: list[tuple[str, str]]) -> str:
    # "peak 5" for one; "jobs peak 5; results peak 1" for several.
    if len(named) == 1:
        return named[0][1]
    parts = [f"{name} {said}" for name, said in named[:MOST_PARTS]]
    more = len(named) - MOST_PARTS
    return "; ".join([*parts, f"{more} more"] if more > 0 else parts)


def _title_of_lengths(queues: list[QueueTrace]) -> str:
    longest = max(queues, key=lambda queue: queue.peak)
    if not longest.peak:
        return "Queue length: always 0"
    name = f" of {longest.name}" if len(queues) > 1 else ""
    mean = number(longest.mean)
    return f"Queue length{name}: peak {longest.peak:,}, mean {mean}"


def _draw_lengths(axes: Axes, recording: Recording) -> None:
    queues = recording.queues
    for place, queue in enumerate(queues):
        line = whole_run(queue.times, queue.lengths, recording.end)
        step_line(axes, *thin(*line, columns_of(axes)), place, queue.name)
    time_axis(axes, [recording])
    axes.set_xlabel("")
    axes.tick_params(labelbottom=False)
    top = max(queue.peak for queue in queues)
    count_axis(axes, _draw_bounds(axes, queues, top), "items in the queue")
    if len(queues) > 1:
        legend(axes, list(axes.lines[: len(queues)]))


def _draw_bounds(axes: Axes, queues: list[QueueTrace], top: int) -> int:
    # A bound far above the data would press them flat: say it only.
    bounds = sorted({q.maxsize for q in queues if q.maxsize > 0})
    near = [bound for bound in bounds if bound <= 2 * max(top, 2)]
    top = max(top, *near, 0)
    for bound in near:
        axes.axhline(bound, color="black", lw=1, ls=":", zorder=1)
        note(axes, bound, f"maxsize {bound:,}")
    if bounds and not near:
        note(axes, top * 1.03, f"maxsize {bounds[0]:,} is higher")
    return top


def _draw_strip(axes: Axes, recording: Recording) -> None:
    queues = recording.queues
    rows = (
        (1, ORANGE, "a producer waits", [q.waits_to_put() for q in queues]),
        (0, BLUE, "a consumer waits", [q.waits_to_get() for q in queues]),
    )
    end, columns = recording.end, columns_of(axes)
    for y, colour, label, waits in rows:
        starts, ends, high = visible(*union(waits), end, columns)
        patch = blocks(axes, starts, ends, y + 0.1, y + 0.1 + 0.8 * high)
        patch.set(facecolor=colour, edgecolor=colour, lw=0.3, label=label)
        note(axes, y + 0.5, label)
    axes.set_ylim(0, 2)
    axes.set_yticks([])
    time_axis(axes, [recording])


def plot_unfinished(recording: Recording, *, title: str | None = None) -> Plot:
    """Draw the unfinished items of each queue beside its length.

    An item is unfinished from `put` until `task_done`; `join` waits until
    none is left. Between the lines stand the items that somebody has in
    hand, or never marked. Up to five queues, each in a panel of its own.

    Args:
        recording: what `record(main())` gives.
        title: the finding; by default the peak and the end.

    Returns:
        The plot; its summary names both lines' peaks.

    Raises:
        TypeError, ValueError: this is no recording, or it is empty.
    """
    check_recording(recording, title, "plot_unfinished")
    queues = recording.queues
    parts = _parts([(queue.name, _unfinished(queue)) for queue in queues])
    title = title or f"Unfinished items: {parts.split(';')[0]}"
    shown = queues[:MOST_PANELS]
    with look():
        height = HEIGHT + 1.5 * (len(shown) - 1)
        plot = Plot(f"unfinished items: {parts}", _UNFINISHED, height)
        all_axes = _stack(plot, len(shown), top_margin(title))
        for queue, axes in zip(shown, all_axes, strict=True):
            _draw_unfinished(axes, recording, queue)
        set_title(all_axes[0], title)
        _finish_stack(all_axes, recording)
    return plot


_UNFINISHED = "two step lines over time, unfinished items and queue length"


def _unfinished(queue: QueueTrace) -> str:
    if not queue.unfinished.any():
        return "always 0"
    peak, first = queue.unfinished.max(), queue.unfinished.argmax()
    return (
        f"peak {peak:,} at {duration(queue.times[first])}, "
        f"{queue.unfinished[-1]:,} at the end, queue length {_length(queue)}"
    )


def _stack(plot: Plot, count: int, top: float) -> list[Axes]:
    # Panels of equal height, one below the other.
    gap = 0.25
    whole = plot.get_figheight() - BOTTOM - top + gap
    bottoms = [BOTTOM + whole * row / count for row in range(count)]
    rest = plot.get_figheight() - whole / count + gap
    return [plot.panel(b, rest - b) for b in reversed(bottoms)]


def _finish_stack(all_axes: list[Axes], recording: Recording) -> None:
    for axes in all_axes:
        time_axis(axes, [recording])
    for axes in all_axes[:-1]:
        axes.set_xlabel("")
        axes.tick_params(labelbottom=False)
    hidden = len(recording.queues) - len(all_axes)
    if hidden > 0:
        note(all_axes[-1], 0, f"{hidden} more queues")


def _draw_unfinished(
    axes: Axes, recording: Recording, queue: QueueTrace
) -> None:
    columns, end = columns_of(axes), recording.end
    for place, (counts, label) in enumerate(
        ((queue.lengths, "in the queue"), (queue.unfinished, "unfinished"))
    ):
        line = whole_run(queue.times, counts, end)
        step_line(axes, *thin(*line, columns), place, label)
    top = int(queue.unfinished.max(initial=queue.peak))
    several = len(recording.queues) > 1
    count_axis(axes, top, short(queue.name) if several else "items")
    legend(axes, list(reversed(axes.lines)))


def plot_runs(
    recordings: Mapping[str, Recording], *, title: str | None = None
) -> Plot:
    """Compare the queue length of several runs on the same axes.

    A run with several queues counts with the items in all of them.

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
    parts = _parts([(f"{run.name}:", run.summary) for run in runs])
    if len(runs) == 1:
        parts = f"{runs[0].name}: {parts}"
    peaks = _several([f"{run.peak:,} ({run.name})" for run in runs], 3)
    title = title or f"Peak of the queue length: {peaks}"
    with look():
        plot = Plot(f"runs: {parts}", _RUNS)
        axes = plot.panel(BOTTOM, top_margin(title))
        set_title(axes, title)
        for place, run in enumerate(runs):
            _draw_run(axes, run, place)
        time_axis(axes, recordings.values())
        count_axis(axes, max(run.peak for run in runs), "items in the queue")
        legend(axes, list(axes.lines))
    return plot


_RUNS = "step lines of queue length over time, one for each run"


class _Run:
    """A run in a comparison: the items in all its queues over time."""

    def __init__(self, name: str, recording: Recording) -> None:
        self.name, self.end = name, recording.end
        self.line = whole_run(*total_length(recording.queues), self.end)
        times, lengths = self.line
        self.peak = int(lengths.max())
        area = float(np.sum(lengths[:-1] * np.diff(times)))
        self.mean = area / self.end if self.end else 0.0

    @property
    def summary(self) -> str:
        """Peak, mean and duration."""
        mean, end = number(self.mean), duration(self.end)
        return f"peak {self.peak:,}, mean {mean}, {end}"


def _several(words: list[str], most: int) -> str:
    more = len(words) - most
    return ", ".join([*words[:most], f"{more} more"] if more > 0 else words)


def _draw_run(axes: Axes, run: _Run, place: int) -> None:
    times, lengths = thin(*run.line, columns_of(axes))
    step_line(axes, times, lengths, place, run.name)
    axes.lines[-1].set(marker="o", markevery=[-1], markersize=5)


def plot_speedup(
    recordings: Mapping[int, Recording], *, title: str | None = None
) -> Plot:
    """Draw how many times faster more consumers are.

    The run with the fewest consumers counts as 1, by `recording.end`. The
    dotted line is the ideal: twice the consumers, half the time.

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
    said = [f"x{round(f, 9):.1f}" for f in factors]
    parts = [
        f"{count:,} consumers {factor}"
        for count, factor in zip(counts[1:], said[1:], strict=True)
    ]
    title = title or f"{counts[-1]:,} consumers are {said[-1]} as fast"
    with look():
        plot = Plot(f"speed-up: {', '.join(parts)}", _SPEEDUP)
        axes = plot.panel(BOTTOM, top_margin(title))
        set_title(axes, title)
        _draw_speedup(axes, counts, factors, said)
    return plot


_SPEEDUP = "points of speed-up over the number of consumers, and the ideal"


def _draw_speedup(
    axes: Axes, counts: list[int], factors: list[float], said: list[str]
) -> None:
    ideal = [count / counts[0] for count in counts]
    axes.plot(counts, ideal, "k:", lw=1.2, label="ideal")
    axes.plot(counts, factors, "o-", color=BLUE, label="measured")
    for count, factor, text in zip(counts, factors, said, strict=True):
        axes.annotate(text, (count, factor), (4, -12), textcoords=_OFFSET)
    axes.set_xlim(0, counts[-1] * 1.05)
    axes.set_ylim(0, max(*ideal, *factors) * 1.06)
    axes.set_xticks(counts)
    axes.set_xlabel("number of consumers")
    plural = "" if counts[0] == 1 else "s"
    axes.set_ylabel(f"times as fast as {counts[0]} consumer{plural}")
    legend(axes, list(axes.lines))


_OFFSET = "offset points"
