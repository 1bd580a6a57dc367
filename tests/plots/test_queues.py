"""Queue lengths, bounds, waits and unfinished items, as they are drawn."""

import asyncio

import numpy as np

from helpers import record
from helpers.plots import plot_queue_length, plot_unfinished
from helpers.recording import PUT
from tests.plots.programs import (
    block_times,
    hand_made,
    pipeline,
    serve,
    small,
    texts,
)


def test_the_line_is_the_recordings_lengths():
    recording = record(small())
    queue = recording.queues[0]
    (line,) = plot_queue_length(recording).axes[0].lines[:1]
    assert line.get_drawstyle() == "steps-post"
    assert np.array_equal(line.get_xdata(), queue.times)
    assert np.array_equal(line.get_ydata(), queue.lengths)


def test_the_line_begins_at_0_and_lasts_until_the_end():
    recording = hand_made([1.0, 2.0], [PUT, PUT], end=4.0)
    (line,) = plot_queue_length(recording).axes[0].lines
    assert [*line.get_xdata()] == [0, 1, 2, 4]
    assert [*line.get_ydata()] == [0, 1, 2, 2]


def test_queue_length_summary_and_bound():
    plot = plot_queue_length(record(small()))
    assert plot.summary == "queue length: peak 1 at 1.0 s, mean 0.571"
    assert "Queue length: peak 1, mean 0.571" in texts(plot)
    assert "maxsize 1" in texts(plot)
    bound = plot.axes[0].lines[1]
    assert [*bound.get_ydata()] == [1, 1] and bound.get_linestyle() == ":"


def test_strip_marks_who_waits_when():
    strip = plot_queue_length(record(small())).axes[1]
    assert block_times(strip, "a producer waits") == [(1, 3)]
    assert block_times(strip, "a consumer waits") == [(0, 1)]


def test_overlapping_waits_are_one_mark():
    plot = plot_queue_length(record(serve(2, count=2, gap=1, work=0.5)))
    # One waits until 1.0, the other until 2.0, the first again from 1.5.
    assert block_times(plot.axes[1], "a consumer waits") == [(0, 2.5)]


def test_queues_differ_in_dash_and_are_named():
    plot = plot_queue_length(record(pipeline()))
    lines = plot.axes[0].lines[:2]
    assert lines[0]._unscaled_dash_pattern != lines[1]._unscaled_dash_pattern
    assert lines[0].get_color() != lines[1].get_color()
    named = plot.axes[0].get_legend().get_texts()
    assert [text.get_text().strip() for text in named] == ["raw", "parsed"]
    raw, parsed = plot.summary.removeprefix("queue length: ").split("; ")
    assert raw.startswith("raw peak ") and parsed.startswith("parsed peak 2 ")
    assert "maxsize 2" in texts(plot) and "maxsize 4" in texts(plot)


def test_a_far_bound_is_only_said():
    async def main():
        queue = asyncio.Queue(1000)
        queue.put_nowait(1)
        await asyncio.sleep(1)

    plot = plot_queue_length(record(main()))
    assert "maxsize 1,000 is higher" in texts(plot)
    assert plot.axes[0].get_ylim()[1] < 3


def test_a_name_with_an_underscore_stands_in_the_legend():
    async def main():
        _jobs = asyncio.Queue()
        other = asyncio.Queue()
        _jobs.put_nowait(1)
        other.put_nowait(1)
        await asyncio.sleep(1)

    plot = plot_queue_length(record(main()))
    assert "_jobs" in texts(plot)
    plot.png()


def test_many_queues_are_cut_short_in_words():
    async def main():
        queues = [asyncio.Queue() for _ in range(12)]
        for queue in queues:
            queue.put_nowait(1)
        await asyncio.sleep(1)

    recording = record(main())
    plot = plot_queue_length(recording)
    assert plot.summary.endswith("; 6 more")
    assert len(plot.axes[0].lines) == 12
    assert "4 more" in texts(plot)
    assert "7 more queues" in texts(plot_unfinished(recording))
    assert len(plot_unfinished(recording).axes) == 5


def test_unfinished_beside_length():
    recording = record(small())
    plot = plot_unfinished(recording)
    assert plot.summary == (
        "unfinished items: peak 2 at 1.0 s, 0 at the end "
        "(queue length peak 1 at 1.0 s, mean 0.571)"
    )
    queue, lines = recording.queues[0], plot.axes[0].lines
    for line, counts in zip(
        lines, (queue.lengths, queue.unfinished), strict=True
    ):
        held = dict(zip(*line.get_data(), strict=True))
        assert [held[t] for t in queue.times] == [*counts]
    assert lines[0].get_color() != lines[1].get_color()
    assert lines[0]._unscaled_dash_pattern != lines[1]._unscaled_dash_pattern


def test_unfinished_by_queue():
    plot = plot_unfinished(record(pipeline()))
    assert len(plot.axes) == 2
    assert [axes.get_ylabel() for axes in plot.axes] == ["raw", "parsed"]
    assert plot.summary.startswith("unfinished items: raw peak ")
    assert "; parsed peak " in plot.summary
