"""What does it look like? Figures of a recording, with their words.

    plot_queue_length(recording)
    plot_timeline(recording, title="The second consumer has nothing to do")

Each function returns a `Plot`: a matplotlib `Figure`, which a notebook shows
where it is a cell's last expression, and whose `summary` says in a line what
can be seen. Without a `title` the plot makes one from the data. All times are
in seconds.

Read in this order: `figures` (a figure with an alt text and a summary),
`queues` (lengths, unfinished items), `timelines`, `latencies`, `comparisons`
(one module a kind of picture). They share `arguments` (what is refused),
`marks` (colours and strokes), `reduce` (a million events in a thousand
pixels) and `summaries` (numbers in words).
"""

from helpers.plots.arguments import check_recording
from helpers.plots.comparisons import plot_runs, plot_speedup
from helpers.plots.figures import (
    BOTTOM,
    DPI,
    GAP,
    LEFT,
    LINE,
    TOP,
    WIDTH,
    Plot,
    look,
)
from helpers.plots.latencies import plot_latency
from helpers.plots.marks import (
    BLACK,
    BLUE,
    ORANGE,
    PURPLE,
    SKY,
    columns_of,
    count_axis,
    legend,
    step_line,
    time_axis,
)
from helpers.plots.queues import plot_queue_length, plot_unfinished
from helpers.plots.reduce import thin, whole_run
from helpers.plots.summaries import duration, number, short
from helpers.plots.timelines import plot_timeline

__all__ = [
    "BLACK",
    "BLUE",
    "BOTTOM",
    "DPI",
    "GAP",
    "LEFT",
    "LINE",
    "ORANGE",
    "PURPLE",
    "SKY",
    "TOP",
    "WIDTH",
    "Plot",
    "check_recording",
    "columns_of",
    "count_axis",
    "duration",
    "legend",
    "look",
    "number",
    "plot_latency",
    "plot_queue_length",
    "plot_runs",
    "plot_speedup",
    "plot_timeline",
    "plot_unfinished",
    "short",
    "step_line",
    "thin",
    "time_axis",
    "whole_run",
]
