"""Latencies: how long items waited and were worked on."""

import asyncio

import numpy as np
import pytest

from helpers import record, workloads
from helpers.plots import plot_latency
from tests.plots.programs import (
    pipeline,
    serve,
    small,
)


def test_latency():
    recording = record(small())
    plot = plot_latency(recording)
    assert plot.summary == (
        "latency: median 4.0 s, 90 % within 4.0 s, longest 4.0 s; "
        "waiting mean 1.33 s, service mean 2.0 s"
    )
    works, waits = plot.axes[0].patches
    tops = [
        p.get_path().vertices.reshape(-1, 5, 2)[:, 1, 1]
        for p in (works, waits)
    ]
    assert [*tops[0]] == [i.latency for i in recording.items]
    assert [*tops[1]] == [i.waited for i in recording.items]


def test_latency_of_many_items_is_sorted():
    recording = record(serve(1, count=500, gap=1, work=1.5))
    plot = plot_latency(recording)
    longest = max(item.latency for item in recording.items)
    latency, waiting, service = plot.axes[0].lines
    assert latency.get_ydata()[-1] == longest
    assert (np.diff(latency.get_ydata()) >= 0).all()
    assert waiting.get_ydata()[0] == 0
    assert service.get_ydata() == pytest.approx(1.5)


def test_latency_counts_what_was_not_finished():
    async def main():
        queue = asyncio.Queue()
        for number in range(3):
            queue.put_nowait(number)
        await queue.get()
        await asyncio.sleep(1)
        queue.task_done()

    assert plot_latency(record(main())).summary.endswith("; 2 not finished")


def test_latency_by_queue():
    plot = plot_latency(record(pipeline()))
    assert len(plot.axes) == 2
    assert plot.summary.startswith("latency: raw median ")
    assert plot.summary.count(";") == 1


@pytest.mark.parametrize("seed", range(3))
def test_little(seed):
    gaps = workloads.arrivals(1.0, seed)
    works = workloads.service_times(0.8, seed)

    async def main():
        queue = asyncio.Queue()

        async def consume():
            for _ in range(300):
                await queue.get()
                await asyncio.sleep(next(works))

        async def produce():
            for number in range(300):
                await asyncio.sleep(next(gaps))
                await queue.put(number)

        await asyncio.gather(consume(), produce())

    recording = record(main())
    waited = sum(item.waited for item in recording.items)
    assert recording.queues[0].mean == pytest.approx(waited / recording.end)
