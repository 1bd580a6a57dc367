"""What came out of a setting as a picture that stays, as the page draws it.

draw(play(Setting(rate=4.0, consumers=2)))      # a Plot
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from helpers.exploring.outcomes import Outcome, percent
from helpers.plots import (
    BLACK,
    BLUE,
    BOTTOM,
    GAP,
    LEFT,
    LINE,
    ORANGE,
    PURPLE,
    SKY,
    TOP,
    WIDTH,
    Plot,
    columns_of,
    count_axis,
    duration,
    legend,
    look,
    number,
    step_line,
    thin,
    time_axis,
    whole_run,
)

HEIGHT, LOWER = 5.0, 1.5  # inches: the picture, its lower two panels
WAITS, BUSY = (LEFT, 4.6), (5.3, WIDTH - 0.6)  # from where to where
BINS = 25

_KIND = (
    "a step line of queue length over time, above a histogram of the "
    "waiting times and a bar for each consumer"
)


def draw(outcome: Outcome) -> Plot:
    """Draw queue length, waiting times and use of each consumer.

    A dotted line is what theory says of the long run, where a formula
    exists for this setting.

    Returns:
        The plot; its summary is the setting's and the outcome's.
    """
    words, theory = outcome.setting.words, outcome.theory
    with look():
        plot = Plot(f"what if {words}: {outcome.summary}", _KIND, HEIGHT)
        lower = BOTTOM + LOWER
        above = plot.panel(lower + 2.7 * GAP, HEIGHT - TOP - LINE)
        above.set_title(f"{_finding(outcome)}\n{words}", pad=8)
        _draw_queue(above, outcome)
        _draw_waits(_lower_panel(plot, *WAITS), outcome)
        _draw_busy(_lower_panel(plot, *BUSY), outcome)
        known = theory.long_run is not None
        dotted = "Dotted: theory, for an endless run. " if known else ""
        plot.text(LEFT / WIDTH, 0.01, dotted + theory.said, fontsize=9)
    return plot


def _finding(outcome: Outcome) -> str:
    mean = outcome.waiting[0]
    waited = "" if mean is None else f", waiting mean {duration(mean)}"
    queue, busy = outcome.queue, percent(outcome.busy_mean)
    said = f"Queue mean {number(queue.mean)}{waited}, consumers busy {busy}"
    lost = outcome.lost / max(outcome.offered, 1)
    return f"{said}, {percent(lost)} lost" if lost else said


def _lower_panel(plot: Plot, left: float, right: float) -> Axes:
    bottom = BOTTOM + 0.2  # above the line of theory
    size = ((right - left) / WIDTH, (LOWER - 0.2) / HEIGHT)
    axes = plot.add_axes((left / WIDTH, bottom / HEIGHT, *size))
    axes.title.set_fontsize(9.5)
    return axes


def _draw_queue(axes: Axes, outcome: Outcome) -> None:
    queue, end = outcome.queue, outcome.recording.end
    kept = thin(queue.times, queue.lengths, columns_of(axes))
    step_line(axes, *whole_run(*kept, end), 0, "in the queue")
    if queue.maxsize > 0:
        said = f"maxsize {queue.maxsize}"
        axes.axhline(queue.maxsize, color=BLACK, lw=1, ls="-.", label=said)
    _draw_theory(axes.axhline, outcome.theory.value("queue"))
    count_axis(axes, max(queue.peak, queue.maxsize), "items in the queue")
    time_axis(axes, [outcome.recording])
    if outcome.lost:
        _draw_losses(axes, outcome)
    legend(axes, axes.lines)


def _draw_losses(axes: Axes, outcome: Outcome) -> None:
    axes.plot(
        outcome.lost_at,
        np.full(len(outcome.lost_at), 1.0),
        "|",
        color=PURPLE,
        transform=axes.get_xaxis_transform(),  # along the upper edge
        clip_on=False,
        label=f"{outcome.lost:,} lost",
    )


def _draw_waits(axes: Axes, outcome: Outcome) -> None:
    axes.set_title("How long items waited")
    axes.set_xlabel("waiting (simulated s)")
    longest = outcome.waiting[2] or 0.01
    counts, edges = np.histogram(outcome.waits, BINS, (0, longest))
    axes.bar(edges[:-1], counts, 0.9 * edges[1], align="edge", color=BLUE)
    mean, most, _ = outcome.waiting
    if mean is not None and most is not None:
        _draw_mark(axes, mean, 0.97, "mean", "-")
        _draw_mark(axes, most, 0.82, "95 % within", "--")
    _draw_theory(axes.axvline, outcome.theory.value("wait"))
    axes.set_xlim(0, longest)
    count_axis(axes, float(counts.max()), "items")


def _draw_mark(
    axes: Axes, value: float, height: float, name: str, dash: str
) -> None:
    axes.axvline(value, color=ORANGE, lw=1.5, ls=dash)
    place = axes.get_xaxis_transform()
    said = f" {name} {duration(value)}"
    axes.text(
        value,
        height,
        said,
        transform=place,
        va="top",
        fontsize=9,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
    )


def _draw_busy(axes: Axes, outcome: Outcome) -> None:
    axes.set_title("How busy each consumer was")
    numbers = range(1, len(outcome.busy) + 1)
    axes.barh(numbers, outcome.busy, 0.7, color=SKY, edgecolor=BLUE)
    for number_, busy in zip(numbers, outcome.busy, strict=True):
        axes.text(1.02, number_, percent(busy), va="center", fontsize=9)
    _draw_theory(axes.axvline, outcome.theory.value("busy"))
    axes.set_xlim(0, 1)
    axes.set_ylim(len(outcome.busy) + 0.6, 0.4)
    axes.set_yticks(numbers)
    axes.set_xticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
    axes.set_xlabel("share of the time")
    axes.grid(False, axis="y")


def _draw_theory(draw_line: Any, value: float | None) -> None:
    if value is not None:
        draw_line(value, color=BLACK, lw=1.6, ls=":", label="theory")
