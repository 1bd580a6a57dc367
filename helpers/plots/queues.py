"""What the queues of a recording held: their lengths, and what is unmarked.

Import them from `helpers.plots`:

    plot_queue_length(recording)
    plot_unfinished(recording, title="Empty, and not finished")
"""

from __future__ import annotations

from matplotlib.axes import Axes

from helpers.plots.arguments import check_recording
from helpers.plots.figures import BOTTOM, MOST_PANELS, Plot, height_of, look
from helpers.plots.marks import (
    STATES,
    blocks,
    columns_of,
    count_axis,
    hide_time,
    legend,
    note,
    step_line,
    time_axis,
)
from helpers.plots.reduce import Floats, Ints, thin, union, visible, whole_run
from helpers.plots.summaries import duration, number, parts, short, shortened
from helpers.recording import QueueTrace, Recording

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
    said = parts([(q.name, _length(q)) for q in recording.queues])
    title = title or _title_of_lengths(recording.queues)
    with look():
        plot = Plot(f"queue length: {said}", _LENGTHS)
        (axes,) = plot.panels(1, title, below=STRIP + 0.1)
        _draw_lengths(axes, recording)
        _draw_strip(plot.panel(BOTTOM, BOTTOM + STRIP), recording)
    return plot


_LENGTHS = (
    "step lines of queue length over time, above a strip that marks when "
    "producers and consumers wait"
)


def _length(queue: QueueTrace) -> str:
    if not queue.peak:
        return "always 0"
    peak = f"peak {queue.peak:,} at {duration(queue.peak_at)}"
    return f"{peak}, mean {number(queue.mean)}" if queue.mean else peak


def _title_of_lengths(queues: list[QueueTrace]) -> str:
    longest = max(queues, key=lambda queue: queue.peak)
    if not longest.peak:
        return "Queue length: always 0"
    name = f" of {longest.name}" if len(queues) > 1 else ""
    mean = f", mean {number(longest.mean)}" if longest.mean else ""
    return f"Queue length{name}: peak {longest.peak:,}{mean}"


def _draw_lengths(axes: Axes, recording: Recording) -> None:
    queues = recording.queues
    for place, queue in enumerate(queues):
        line = _line(axes, recording, queue, queue.lengths)
        step_line(axes, *line, place, queue.name)
    lines = list(axes.lines)
    time_axis(axes, [recording])
    hide_time(axes)
    top = max(queue.peak for queue in queues)
    count_axis(axes, _draw_bounds(axes, queues, top), "items in the queue")
    if len(queues) > 1:
        legend(axes, lines)


def _line(
    axes: Axes, recording: Recording, queue: QueueTrace, counts: Ints
) -> tuple[Floats, Ints]:
    kept = thin(queue.times, counts, columns_of(axes))
    return whole_run(*kept, recording.end)


def _draw_bounds(axes: Axes, queues: list[QueueTrace], top: int) -> int:
    # A bound far above the data would press them flat: say it only.
    bounds = sorted({q.maxsize for q in queues if q.maxsize > 0})
    near = [bound for bound in bounds if bound <= 2 * max(top, 2)]
    x = 0.01 if len(queues) > 1 else 1.015  # beside them stands the legend
    for bound in near:
        axes.axhline(bound, color="black", lw=1, ls=":", zorder=1)
        note(axes, bound, f"maxsize {bound:,}", x)
    if bounds and not near:
        note(axes, max(top, 1), f"maxsize {bounds[0]:,} is higher", x)
    return max(top, *near, 0)


def _draw_strip(axes: Axes, recording: Recording) -> None:
    queues = recording.queues
    rows = (
        (1, "a producer waits", "put", [q.waits_to_put() for q in queues]),
        (0, "a consumer waits", "get", [q.waits_to_get() for q in queues]),
    )
    end, columns = recording.end, columns_of(axes)
    for y, label, what, waits in rows:
        starts, ends, high = visible(*union(waits), end, columns)
        patch = blocks(axes, starts, ends, y + 0.1, y + 0.1 + 0.8 * high)
        patch.set(**STATES[f"waits to {what}"].options, lw=0.8, label=label)
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
        title: the finding; by default how many were left at the end.

    Returns:
        The plot; its summary names both lines' peaks.

    Raises:
        TypeError, ValueError: this is no recording, or it is empty.
    """
    check_recording(recording, title, "plot_unfinished")
    queues = recording.queues
    said = parts([(queue.name, _unfinished(queue)) for queue in queues])
    shown = queues[:MOST_PANELS]
    with look():
        summary, height = f"unfinished items: {said}", height_of(len(shown))
        plot = Plot(summary, _UNFINISHED, height)
        title = title or _title_of_unfinished(queues)
        all_axes = plot.panels(len(shown), title)
        for queue, axes in zip(shown, all_axes, strict=True):
            _draw_unfinished(axes, recording, queue)
        _finish_panels(all_axes, recording)
    return plot


_UNFINISHED = "two step lines over time, unfinished items and queue length"


def _unfinished(queue: QueueTrace) -> str:
    if not queue.unfinished.any():
        return "always 0"
    peak, first = queue.unfinished.max(), queue.unfinished.argmax()
    return (
        f"peak {peak:,} at {duration(queue.times[first])}, "
        f"{_left(queue):,} at the end (queue length {_length(queue)})"
    )


def _left(queue: QueueTrace) -> int:
    return int(queue.unfinished[-1]) if len(queue.times) else 0


def _title_of_unfinished(queues: list[QueueTrace]) -> str:
    if len(queues) > 1:
        left = [f"{queue.name} {_left(queue):,}" for queue in queues]
        return f"Unfinished items at the end: {shortened(left, 4)}"
    peak = queues[0].unfinished.max(initial=0)
    return f"Unfinished items: peak {peak:,}, {_left(queues[0]):,} at the end"


def _draw_unfinished(
    axes: Axes, recording: Recording, queue: QueueTrace
) -> None:
    times, counts = _line(axes, recording, queue, queue.lengths)
    axes.fill_between(times, counts, step="post", color="#cfe3f1", lw=0)
    step_line(axes, times, counts, 0, "in the queue")
    times, counts = _line(axes, recording, queue, queue.unfinished)
    step_line(axes, times, counts, 1, "unfinished")
    top = int(queue.unfinished.max(initial=queue.peak))
    several = len(recording.queues) > 1
    count_axis(axes, top, short(queue.name) if several else "items")


def _finish_panels(all_axes: list[Axes], recording: Recording) -> None:
    for axes in all_axes:
        time_axis(axes, [recording])
    for axes in all_axes[:-1]:
        hide_time(axes)
    legend(all_axes[0], list(reversed(all_axes[0].lines)))
    hidden = len(recording.queues) - len(all_axes)
    if hidden > 0:
        note(all_axes[-1], 0, f"{hidden} more queues")
