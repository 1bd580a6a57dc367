"""Many events in few pixels: the extremes stay, and the shares of time."""

import matplotlib
import numpy as np
import pytest

from helpers import record
from helpers.plots import plot_queue_length, plot_timeline, thin
from helpers.plots.marks import COLOURS, STATES
from helpers.plots.reduce import shares, union, visible
from helpers.recording import GET, PUT
from tests.plots.programs import hand_made, serve


@pytest.mark.parametrize("seed", range(5))
def test_thinning_keeps_first_last_lowest_and_highest(seed):
    draw = np.random.default_rng(seed)
    times = np.sort(
        draw.choice([draw.random(50_000), draw.random(50_000) ** 9])
    )
    values = draw.integers(0, 1000, len(times))
    x, y = thin(times, values, columns=100)
    edges = np.linspace(times[0], times[-1], 101)
    assert len(x) <= 400 and (np.diff(x) >= 0).all()
    where = np.clip(np.searchsorted(edges, times, "right") - 1, 0, 99)
    kept = np.clip(np.searchsorted(edges, x, "right") - 1, 0, 99)
    for column in np.unique(where):
        whole, drawn = values[where == column], y[kept == column]
        assert (drawn[0], drawn[-1]) == (whole[0], whole[-1])
        assert (drawn.min(), drawn.max()) == (whole.min(), whole.max())


def test_few_events_are_not_thinned():
    times, values = np.arange(400.0), np.arange(400)
    assert thin(times, values, columns=100) == (times, values)


def test_one_spike_in_a_million_events_is_drawn():
    kinds = np.tile([PUT, GET], 500_000)
    times = np.arange(1_000_000) / 1000
    kinds[[654_320, 654_321, 654_322, 654_323]] = [PUT, PUT, GET, GET]
    plot = plot_queue_length(hand_made(times, kinds, end=1000.0))
    x, y = plot.axes[0].lines[0].get_data()
    assert plot.summary.startswith("queue length: peak 2 at 654.3 s")
    assert y.max() == 2 and y.min() == 0
    assert 653 < x[y.argmax()] < 656
    assert len(x) < 3000


def test_union_and_shares_agree_with_counting():
    draw = np.random.default_rng(1)
    spans = []
    for _ in range(3):
        starts = draw.integers(0, 100, 12).astype(float)
        spans.append((starts, starts + draw.integers(0, 9, 12)))
    seconds = np.arange(110) + 0.5
    inside = [
        (a < seconds) & (seconds < b)
        for s in spans
        for a, b in zip(*s, strict=True)
    ]
    starts, ends = union(spans)
    assert (starts[1:] > ends[:-1]).all() and (starts < ends).all()
    edges = np.arange(0.0, 111.0, 10)
    counted = np.any(inside, axis=0).reshape(11, 10).mean(axis=1)
    assert shares(starts, ends, edges) == pytest.approx(counted)


def test_too_many_waits_become_shares_of_the_time():
    starts = np.arange(1000.0)
    begin, end, high = visible(starts, starts + 0.25, 1000.0, columns=100)
    assert len(begin) == 100 and (end - begin) == pytest.approx(10)
    assert high == pytest.approx(0.25)


def test_timeline_of_many_spans_keeps_the_time_worked():
    recording = record(serve(1, count=2000, gap=1, work=0.25))
    plot = plot_timeline(recording)
    task = recording.tasks[1]
    area = 0.0
    for patch in plot.axes[0].patches:
        if patch.get_facecolor() == matplotlib.colors.to_rgba(COLOURS[0]):
            corners = patch.get_path().vertices.reshape(-1, 5, 2)
            high = abs(corners[:, 1, 1] - corners[:, 0, 1])
            area += (high * (corners[:, 2, 0] - corners[:, 0, 0])).sum()
    assert area / STATES["works"].height == pytest.approx(task.worked)
