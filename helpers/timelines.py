"""Pictures of each task and each item: `plot_timeline`, `plot_latency`.

Import them from `helpers.plots`:

    plot_timeline(recording)        # who worked, who waited
    plot_latency(recording)         # how long each item took
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from helpers.arguments import check_recording
from helpers.figures import (
    BLACK,
    BLUE,
    BOTTOM,
    GREEN,
    HEIGHT,
    LEFT,
    ORANGE,
    PURPLE,
    SKY,
    TOP,
    Plot,
    blocks,
    columns_of,
    duration,
    legend,
    look,
    note,
    set_title,
    short,
    step_line,
    time_axis,
    top_margin,
)
from helpers.recorded import Recording
from helpers.reduce import Floats, shares
from helpers.views import Item, TaskTrace

MOST_ROWS = 20  # of a timeline
MOST_NAMED = 4  # tasks in its summary
MOST_BARS = 200  # items that are drawn one by one


@dataclass(frozen=True)
class Look:
    """How a state looks: its height in a row, colour and hatch."""

    height: float
    face: str
    hatch: str
    colour: str


STATES = {
    "works": Look(0.8, BLUE, "", BLUE),
    "waits to get": Look(0.45, "white", "////", ORANGE),
    "waits to put": Look(0.45, "white", "....", GREEN),
    "waits to join": Look(0.45, "white", "xxxx", PURPLE),
    "sleeps": Look(0.12, BLACK, "", BLACK),
    "other": Look(0.12, "white", "", "#767676"),
}


def plot_timeline(recording: Recording, *, title: str | None = None) -> Plot:
    """Draw what each task did over time, a row a task.

    A task works while it has an item in hand. States differ in height and
    hatch as well as in colour. Where they change faster than pixels, the
    height of each is its share of the time. Up to twenty tasks are drawn.

    Args:
        recording: what `record(main())` gives.
        title: the finding; by default how much the consumers worked.

    Returns:
        The plot; its summary names how long the consumers worked.

    Raises:
        TypeError, ValueError: this is no recording, or it is empty.
    """
    check_recording(recording, title, "plot_timeline")
    tasks = recording.tasks
    consumers = [task for task in tasks if _consumes(task)]
    title = title or _title_of_tasks(consumers)
    rows = tasks[:MOST_ROWS]
    top, left = top_margin(title), _room_for([task.name for task in rows])
    height = max(HEIGHT, BOTTOM + top + 0.27 * len(rows))
    with look():
        plot = Plot(f"timeline: {_worked(consumers)}", _TIMELINE, height)
        axes = plot.panel(BOTTOM, top, left)
        set_title(axes, title)
        for row, task in enumerate(rows):
            _draw_task(axes, row, task)
        _finish_timeline(axes, tasks)
        time_axis(axes, [recording])
    return plot


_TIMELINE = "a timeline with a row for each task"


def _consumes(task: TaskTrace) -> bool:
    return any(s.state in ("works", "waits to get") for s in task.spans)


def _worked(consumers: list[TaskTrace]) -> str:
    said = [
        f"{task.name} worked {duration(task.worked).removesuffix(' s')} of "
        f"{duration(task.ended - task.started)}"
        for task in consumers[:MOST_NAMED]
    ]
    more = len(consumers) - MOST_NAMED
    said += [f"{more} more"] if more > 0 else []
    return ", ".join(said) or "nobody took an item"


def _title_of_tasks(consumers: list[TaskTrace]) -> str:
    life = sum(task.ended - task.started for task in consumers)
    if not life:
        return "Timeline: nobody worked"
    share = round(100 * sum(task.worked for task in consumers) / life, 6)
    who = f"{len(consumers)} consumers" if consumers[1:] else "the consumer"
    return f"Timeline: {who} worked {share:.0f} % of the time"


def _room_for(names: list[str]) -> float:
    return LEFT + 0.075 * max(len(short(name)) for name in names)


def _draw_task(axes: Axes, row: int, task: TaskTrace) -> None:
    columns = columns_of(axes)
    dense = len(task.spans) > columns
    edges = np.linspace(task.started, task.ended, columns + 1)
    bottom = np.full(columns, row + 0.4)  # y grows downwards
    for state, shape in STATES.items():
        starts, ends = _spans(task, state)
        if not len(starts):
            continue
        if dense:
            high = shares(starts, ends, edges) * shape.height
            _draw_state(axes, edges[:-1], edges[1:], bottom, high, shape, 0)
            bottom = bottom - high
        else:
            y = np.full(len(starts), row + 0.4)
            _draw_state(axes, starts, ends, y, shape.height, shape, 0.8)
    if task.outcome == "died":
        axes.plot(task.ended, row, "X", color=BLACK, ms=8, clip_on=False)


def _spans(task: TaskTrace, state: str) -> tuple[Floats, Floats]:
    spans = [(s.start, s.end) for s in task.spans if s.state == state]
    starts, ends = np.array(spans, dtype=float).reshape(-1, 2).T
    return starts, ends


def _draw_state(
    axes: Axes,
    starts: Floats,
    ends: Floats,
    bottoms: Floats,
    heights: Floats | float,
    shape: Look,
    outline: float,
) -> None:
    patch = blocks(axes, starts, ends, bottoms - heights, bottoms)
    patch.set(**_options(shape), linewidth=outline)


def _options(shape: Look) -> dict[str, str]:
    return {
        "facecolor": shape.face,
        "edgecolor": shape.colour,
        "hatch": shape.hatch,
    }


def _finish_timeline(axes: Axes, tasks: list[TaskTrace]) -> None:
    rows = tasks[:MOST_ROWS]
    axes.set_yticks(range(len(rows)), [short(task.name) for task in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(False, axis="y")
    seen = {span.state for task in rows for span in task.spans}
    handles = [
        Patch(label=state, lw=0.8, **_options(shape))
        for state, shape in STATES.items()
        if state in seen
    ]
    handles += [line for line in axes.lines[:1] if not line.set_label("dies")]
    legend(axes, handles)
    if len(tasks) > len(rows):
        note(axes, len(rows) - 1, f"{len(tasks) - len(rows)} more tasks")


def plot_latency(recording: Recording, *, title: str | None = None) -> Plot:
    """Draw how long each item waited, and how long the work on it took.

    Up to 200 items: a bar for each, in order of put, with the waiting
    (from put to get) below the service (from get to the end of the work).
    More: the three times sorted, each by itself, against the share of the
    items that took at most so long; the middle is the median.

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
    times = _Times(recording.items)
    title = title or times.title
    many = len(times.latency) > MOST_BARS
    with look():
        plot = Plot(f"latency: {times.summary}", _CURVES if many else _BARS)
        axes = plot.panel(BOTTOM, top_margin(title))
        set_title(axes, title)
        (_draw_curves if many else _draw_bars)(axes, times)
        axes.set_ylim(0, (times.latency.max() or 1.0) * 1.06)
    return plot


_BARS = "a bar for each item, its waiting below its service"
_CURVES = "sorted curves of latency, waiting and service"


class _Times:
    """How long the finished items took, in order of put.

    Attributes:
        waited, service, latency: seconds, shape (finished items,).
    """

    def __init__(self, items: list[Item]) -> None:
        done = [item for item in items if item.finished_at is not None]
        if not done:
            raise ValueError(
                "plot_latency() has nothing to draw: no item was finished. "
                "plot_queue_length() and plot_timeline() show what happened."
            )
        done.sort(key=lambda item: item.put_at)
        self.waited = np.array([item.waited for item in done], dtype=float)
        self.service = np.array([item.service for item in done], dtype=float)
        self.latency = self.waited + self.service
        self._left = len(items) - len(done)

    @property
    def _middle(self) -> str:
        ordered = np.sort(self.latency)
        most = ordered[math.ceil(0.9 * len(ordered)) - 1]
        median = float(np.median(ordered))
        return f"median {duration(median)}, 90 % within {duration(most)}"

    @property
    def title(self) -> str:
        """The finding."""
        return f"Latency: {self._middle}"

    @property
    def summary(self) -> str:
        """Everything, in a line."""
        left = f"; {self._left:,} not finished" if self._left else ""
        return (
            f"{self._middle}, longest {duration(self.latency.max())}; "
            f"waiting mean {duration(self.waited.mean())}, "
            f"service mean {duration(self.service.mean())}{left}"
        )


def _draw_bars(axes: Axes, times: _Times) -> None:
    x = np.arange(1, len(times.latency) + 1)
    sides = (x - 0.4, x + 0.4)
    waits = blocks(axes, *sides, np.zeros(len(x)), times.waited)
    works = blocks(axes, *sides, times.waited, times.latency)
    waits.set(**_options(STATES["waits to get"]), lw=0.8, label="waiting")
    works.set(**_options(STATES["works"]), lw=0.8, label="service")
    axes.set_xlim(0.4, len(x) + 0.6)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel("item, in order of put")
    axes.set_ylabel("time (s)")
    axes.grid(False, axis="x")
    legend(axes, [works, waits])


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
    axes.set_xlabel("share of the items that took at most so long (%)")
    axes.set_ylabel("time (s)")
    legend(axes, list(axes.lines))
