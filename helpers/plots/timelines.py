"""A picture of what each task did: `plot_timeline`.

Import it from `helpers.plots`:

    plot_timeline(recording)
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.markers import CARETRIGHTBASE
from matplotlib.patches import Patch

from helpers.plots.arguments import check_recording
from helpers.plots.figures import (
    BOTTOM,
    HEIGHT,
    LEFT,
    Plot,
    look,
    title_height,
)
from helpers.plots.marks import (
    BLACK,
    STATES,
    blocks,
    columns_of,
    legend,
    note,
    time_axis,
)
from helpers.plots.reduce import Floats, Spans, shares
from helpers.plots.summaries import duration, short, shortened
from helpers.recording import Recording, TaskTrace

MOST_ROWS = 20  # of a timeline
MOST_NAMED = 4  # tasks in its summary
ROW = 0.27  # inches
NARROW = 8  # pixels


def plot_timeline(recording: Recording, *, title: str | None = None) -> Plot:
    """Draw what each task did over time, a row a task.

    A task works while it has an item in hand; a white line parts two
    items. States differ in height and hatch as well as in colour. Where
    they change faster than pixels, the height of each is its share of the
    time. Up to twenty tasks are drawn; a cross marks one that died, and an
    arrow one that still waited in a queue when the run ended.

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
    title = title or _title(consumers)
    rows = tasks[:MOST_ROWS]
    height = BOTTOM + title_height(title) + ROW * len(rows)
    with look():
        plot = Plot(_summary(consumers), _KIND, max(HEIGHT, height))
        (axes,) = plot.panels(1, title, left=_room_for(rows))
        finished = _finished(recording, columns_of(axes))
        for row, task in enumerate(rows):
            _draw_task(axes, row, task, finished.get(task.name, []))
        _finish(axes, tasks)
        time_axis(axes, [recording])
    return plot


_KIND = "a timeline with a row for each task"


def _consumes(task: TaskTrace) -> bool:
    return any(s.state in ("works", "waits to get") for s in task.spans)


def _summary(consumers: list[TaskTrace]) -> str:
    said = [
        f"{task.name} worked {duration(task.worked).removesuffix(' s')} of "
        f"{duration(task.ended - task.started)}"
        for task in consumers
    ]
    what = shortened(said, MOST_NAMED) or "nobody took an item"
    return f"timeline: {what}"


def _title(consumers: list[TaskTrace]) -> str:
    life = sum(task.ended - task.started for task in consumers)
    if not life:
        return "Timeline: nobody worked"
    share = round(100 * sum(task.worked for task in consumers) / life, 6)
    who = f"{len(consumers)} consumers" if consumers[1:] else "the consumer"
    return f"Timeline: {who} worked {share:.0f} % of the time"


def _room_for(rows: list[TaskTrace]) -> float:
    return LEFT / 2 + 0.08 * max(len(short(task.name)) for task in rows)


def _finished(recording: Recording, columns: int) -> dict[str, list[float]]:
    # When each task was done with an item, by the task's name; without
    # what is too narrow to be parted by a line.
    found: dict[str, list[float]] = {}
    wide = recording.end * NARROW / columns
    for item in recording.items:
        if item.got_by and item.finished_at and (item.service or 0) >= wide:
            found.setdefault(item.got_by, []).append(item.finished_at)
    return found


def _draw_task(
    axes: Axes, row: int, task: TaskTrace, finished: list[float]
) -> None:
    spans = _by_state(task)
    if len(task.spans) > columns_of(axes):
        _draw_shares(axes, row, task, spans)
    else:
        _draw_spans(axes, row, spans)
    reach, ends = STATES["works"].height / 2, np.array(finished)
    blocks(axes, ends, ends, row - reach, row + reach, ec="white", lw=1)
    if task.outcome == "died":
        _mark(axes, row, task, "X", "dies")
    elif task.left_in:
        _mark(axes, row, task, CARETRIGHTBASE, "still waits")


def _mark(
    axes: Axes, row: int, task: TaskTrace, marker: Any, label: str
) -> None:
    (line,) = axes.plot(task.ended, row, marker=marker, ms=8, label=label)
    line.set(color=BLACK, linestyle="", clip_on=False)


def _by_state(task: TaskTrace) -> dict[str, Spans]:
    states = np.array([span.state for span in task.spans])
    starts = np.array([span.start for span in task.spans])
    ends = np.array([span.end for span in task.spans])
    return {s: (starts[states == s], ends[states == s]) for s in STATES}


def _draw_spans(axes: Axes, row: int, spans: dict[str, Spans]) -> None:
    for state, (starts, ends) in spans.items():
        shape = STATES[state]
        reach = shape.height / 2
        patch = blocks(axes, starts, ends, row - reach, row + reach)
        patch.set(**shape.options, linewidth=0.8)


def _draw_shares(
    axes: Axes, row: int, task: TaskTrace, spans: dict[str, Spans]
) -> None:
    # One block a column and state, on top of each other.
    edges = np.linspace(task.started, task.ended, columns_of(axes) + 1)
    bottom: Floats = np.full(len(edges) - 1, row + STATES["works"].height / 2)
    for state, (starts, ends) in spans.items():
        top = bottom - shares(starts, ends, edges) * STATES[state].height
        patch = blocks(axes, edges[:-1], edges[1:], bottom, top)
        patch.set(**STATES[state].options, linewidth=0)
        bottom = top  # y grows downwards


def _finish(axes: Axes, tasks: list[TaskTrace]) -> None:
    rows = tasks[:MOST_ROWS]
    axes.set_yticks(range(len(rows)), [short(task.name) for task in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(False, axis="y")
    legend(axes, _handles(axes, rows))
    if len(tasks) > len(rows):
        note(axes, len(rows) - 1, f"{len(tasks) - len(rows)} more tasks")


def _handles(axes: Axes, rows: list[TaskTrace]) -> list[Any]:
    seen = {span.state for task in rows for span in task.spans}
    states = [
        Patch(label=state, lw=0.8, **shape.options)
        for state, shape in STATES.items()
        if state in seen
    ]
    marks = {str(mark.get_label()): mark for mark in axes.lines}
    return [*states, *marks.values()]
