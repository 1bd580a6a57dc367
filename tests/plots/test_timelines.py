"""Timelines: who did what when, who died, and who still waits."""

import asyncio

import pytest

from helpers import Stuck, record
from helpers.plots import plot_timeline
from tests.plots.programs import (
    serve,
    small,
    texts,
)


def test_timeline():
    plot = plot_timeline(record(small()))
    assert plot.summary == "timeline: consumer worked 6.0 of 7.0 s"
    labels = [text.get_text() for text in plot.axes[0].get_yticklabels()]
    assert labels == ["small", "producer", "consumer"]
    said = texts(plot)
    for state in ("works", "waits to get", "waits to put", "sleeps", "other"):
        assert state in said
    assert "waits to join" not in said


def test_timeline_of_a_crowd():
    plot = plot_timeline(record(serve(30, count=60, gap=0.1, work=2)))
    assert plot.summary.endswith(", 26 more")
    assert plot.summary.startswith("timeline: consumer-1 worked ")
    assert len(plot.axes[0].get_yticklabels()) == 20
    assert "11 more tasks" in texts(plot)


def test_timeline_marks_who_died():
    async def fails(queue):
        await queue.get()
        raise ValueError("bad line")

    async def main():
        queue = asyncio.Queue()
        task = asyncio.create_task(fails(queue))
        await asyncio.sleep(1)
        queue.put_nowait(1)
        await asyncio.wait([task])
        task.exception()

    assert "dies" in texts(plot_timeline(record(main())))


def test_timeline_marks_who_still_waits_when_it_is_stuck():
    async def main():
        queue = asyncio.Queue()
        patient = asyncio.create_task(queue.get())
        gone = asyncio.create_task(queue.get())
        await asyncio.sleep(1)
        gone.cancel()
        await patient

    with pytest.raises(Stuck) as caught:
        record(main())
    recording = caught.value.recording
    assert [task.left_in for task in recording.tasks] == [
        *("", "waits to get", ""),
    ]
    plot = plot_timeline(recording)
    assert "still waits" in texts(plot)
    (mark,) = plot.axes[0].lines
    assert (*mark.get_xdata(), *mark.get_ydata()) == (1, 1)
    assert "still waits" not in texts(plot_timeline(record(small())))
