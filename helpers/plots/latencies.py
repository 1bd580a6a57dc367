"""A picture of how long the items took: `plot_latency`.

Import it from `helpers.plots`:

    plot_latency(recording)
"""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.arguments import check_recording
from helpers.plots.figures import MOST_PANELS, Plot, height_of, look
from helpers.plots.marks import (
    STATES,
    blocks,
    legend,
    note,
    step_line,
    time_label,
    whole_numbers,
)
from helpers.plots.summaries import duration, parts, short
from helpers.recording import Item, Recording

MOST_BARS = 200  # items that are drawn one by one


def plot_latency(recording: Recording, *, title: str | None = None) -> Plot:
    """Draw how long each item waited, and how long the work on it took.

    Up to 200 items: a bar for each, in order of put, with the waiting
    (from put to get) below the service (from get to the end of the work).
    More: the three times sorted, each by itself, against the share of the
    items that took at most so long; the median is at 50 %. Each queue has
    a panel of its own, up to five.

    Args:
        recording: what `record(main())` gives.
        title: the finding; by default median and 90 %.

    Returns:
        The plot; its summary names median, 90 %, longest, and the means.

    Raises:
        TypeError, ValueError: this is no recording, it is empty, or no
            item in it was finished.
    """
    check_recording(recording, title, "plot_latency")
    queues = _finished(recording)
    said = parts([(times.name, times.summary) for times in queues])
    shown = queues[:MOST_PANELS]
    many = any(len(times.latency) > MOST_BARS for times in shown)
    with look():
        kind, height = _CURVES if many else _BARS, height_of(len(shown))
        plot = Plot(f"latency: {said}", kind, height)
        all_axes = plot.panels(len(shown), title or _title(queues))
        for axes, times in zip(all_axes, shown, strict=True):
            (_draw_curves if many else _draw_bars)(axes, times)
            name = f"{short(times.name)} (s)" if len(queues) > 1 else ""
            axes.set_ylabel(name or time_label([recording]))
        _finish(all_axes, len(queues), _X_OF_CURVES if many else _X_OF_BARS)
    return plot


_BARS = "a bar for each item, its waiting below its service"
_CURVES = "sorted curves of latency, waiting and service"
_X_OF_BARS = "item, in order of put"
_X_OF_CURVES = "share of the items that took at most so long (%)"


class _Times:
    """How long the finished items of a queue took, in order of put.

    Attributes:
        name: the queue's name.
        waited, service, latency: seconds, shape (finished items,).
    """

    def __init__(self, items: list[Item]) -> None:
        done = [item for item in items if item.finished_at is not None]
        self.name = items[0].queue
        self.waited = np.array([item.waited for item in done], dtype=float)
        self.service = np.array([item.service for item in done], dtype=float)
        self.latency = self.waited + self.service
        self._left = len(items) - len(done)

    @property
    def middle(self) -> str:
        """Median and 90 %."""
        ordered = np.sort(self.latency)
        most = ordered[math.ceil(0.9 * len(ordered)) - 1]
        median = float(np.median(ordered))
        return f"median {duration(median)}, 90 % within {duration(most)}"

    @property
    def summary(self) -> str:
        """Everything, in a line."""
        left = f"; {self._left:,} not finished" if self._left else ""
        return (
            f"{self.middle}, longest {duration(self.latency.max())}; "
            f"waiting mean {duration(self.waited.mean())}, "
            f"service mean {duration(self.service.mean())}{left}"
        )


def _finished(recording: Recording) -> list[_Times]:
    items = recording.items  # queue by queue, each counted from 1
    begins = [n for n, item in enumerate(items) if item.number == 1]
    ends = [*begins[1:], len(items)]
    found = [
        _Times(items[begin:end])
        for begin, end in zip(begins, ends, strict=bool(begins))
    ]
    found = [times for times in found if len(times.latency)]
    if not found:
        raise ValueError(
            "plot_latency() has nothing to draw: no item was finished. "
            "plot_queue_length() and plot_timeline() show what happened."
        )
    return found


def _title(queues: list[_Times]) -> str:
    slowest = max(queues, key=lambda times: float(np.median(times.latency)))
    name = f" in {slowest.name}" if len(queues) > 1 else ""
    return f"Latency{name}: {slowest.middle}"


def _draw_bars(axes: Axes, times: _Times) -> None:
    x = np.arange(1, len(times.latency) + 1)
    sides = (x - 0.4, x + 0.4)
    outline = 0.8 if len(x) <= 60 else 0
    works = blocks(axes, *sides, times.waited, times.latency)
    works.set(**STATES["works"].options, lw=outline, label="service")
    waits = blocks(axes, *sides, np.zeros(len(x)), times.waited)
    waits.set(**STATES["waits to get"].options, lw=outline, label="waiting")
    axes.set_xlim(0.4, len(x) + 0.6)
    axes.set_ylim(0, (times.latency.max() or 1.0) * 1.06)
    axes.xaxis.set_major_locator(whole_numbers())
    axes.grid(False, axis="x")


def _draw_curves(axes: Axes, times: _Times) -> None:
    kept = np.linspace(0, len(times.latency) - 1, 1001).round().astype(int)
    percent = 100 * (kept + 1) / len(times.latency)
    named = {
        "latency": times.latency,
        "waiting": times.waited,
        "service": times.service,
    }
    for place, (label, values) in enumerate(named.items()):
        step_line(axes, percent, np.sort(values)[kept], place, label)
    axes.set_xlim(0, 100)
    axes.set_ylim(0, (times.latency.max() or 1.0) * 1.06)


def _finish(all_axes: list[Axes], queues: int, label: str) -> None:
    legend(all_axes[0], [*all_axes[0].lines, *all_axes[0].patches])
    all_axes[-1].set_xlabel(label)
    if queues > len(all_axes):
        note(all_axes[-1], 0, f"{queues - len(all_axes)} more queues")
