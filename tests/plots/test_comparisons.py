"""Several recordings in one plot: runs, and the speed-up."""

import numpy as np
import pytest

from helpers import record
from helpers.plots import plot_runs, plot_speedup
from helpers.plots.reduce import total_length
from tests.plots.programs import (
    pipeline,
    serve,
    texts,
)


def test_runs():
    one = record(serve(1, count=4, gap=1, work=2))
    two = record(serve(2, count=4, gap=1, work=2))
    plot = plot_runs({"one consumer": one, "two consumers": two})
    assert plot.summary == (
        "queue length of runs: one consumer peak 2, mean 0.667, "
        "ends at 9.0 s; two consumers peak 0, mean 0, ends at 6.0 s"
    )
    first, second = plot.axes[0].lines
    assert first.get_xdata()[-1] == 9 and second.get_xdata()[-1] == 6
    assert first._unscaled_dash_pattern != second._unscaled_dash_pattern


def test_a_run_counts_the_items_of_all_its_queues():
    recording = record(pipeline())
    times, lengths = total_length(recording.queues)
    at = [q.times.searchsorted(times, "right") for q in recording.queues]
    columns = zip(recording.queues, at, strict=True)
    sums = sum(np.append(0, q.lengths)[rows] for q, rows in columns)
    assert (lengths == sums).all()
    assert f"pipe peak {sums.max()}," in plot_runs({"pipe": recording}).summary


def test_speedup():
    runs = {n: record(serve(n, 16, gap=0, work=1)) for n in (4, 1, 2)}
    plot = plot_speedup(runs)
    assert plot.summary == "speed-up: 2 consumers x2.0, 4 consumers x4.0"
    ideal, measured = plot.axes[0].lines
    assert [*measured.get_xdata()] == [1, 2, 4] == [*ideal.get_ydata()]
    assert [*measured.get_ydata()] == pytest.approx([1, 2, 4])
    assert "4 consumers are 4.0 times as fast as 1" in texts(plot)
