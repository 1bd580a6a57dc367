"""Fewer points for drawing, with every peak still there.

A picture has some 550 columns of pixels. Of a million points only the
first, last, lowest and highest of each column can be seen:

    times, lengths = thin(queue.times, queue.lengths, columns=550)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from helpers.recording import QueueTrace

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Spans = tuple[Floats, Floats]


def thin(times: Floats, values: Ints, columns: int) -> tuple[Floats, Ints]:
    """Keep the first, lowest, highest and last value of each column.

    Args:
        times: ascending, shape (n,).
        values: what holds from each time on, shape (n,).
        columns: into how many columns of equal width the time is cut.

    Returns:
        Times and values, at most four for each column, to be drawn as the
        whole would be; the same two where there are few of them.
    """
    if len(times) <= 4 * columns:
        return times, values
    edges = np.linspace(times[0], times[-1], columns + 1)[:-1]
    first = np.unique(np.searchsorted(times, edges))
    last = np.append(first[1:], len(times)) - 1
    low = np.minimum.reduceat(values, first)
    high = np.maximum.reduceat(values, first)
    kept = [values[first], low, high, values[last]]
    moments = [times[first], times[first], times[first], times[last]]
    return np.stack(moments, axis=1).ravel(), np.stack(kept, axis=1).ravel()


def whole_run(times: Floats, counts: Ints, end: float) -> tuple[Floats, Ints]:
    """Make counts begin with 0 at time 0 and last until the end.

    A run that took no time is drawn as if it had lasted a second.
    """
    end = end or 1.0
    if not len(times):
        return np.array([0.0, end]), np.zeros(2, dtype=np.int64)
    if times[0] > 0:
        times, counts = np.append(0.0, times), np.append(0, counts)
    if times[-1] < end:
        times, counts = np.append(times, end), np.append(counts, counts[-1])
    return times, counts


def total_length(queues: Sequence[QueueTrace]) -> tuple[Floats, Ints]:
    """Add up the lengths of several queues: moments and sums."""
    if len(queues) == 1:
        return queues[0].times, queues[0].lengths
    times = np.concatenate([queue.times for queue in queues])
    steps = [np.diff(queue.lengths, prepend=0) for queue in queues]
    order = np.argsort(times, kind="stable")
    times, lengths = times[order], np.cumsum(np.concatenate(steps)[order])
    last = np.append(np.diff(times) > 0, True)[: len(times)]
    return times[last], lengths[last]


def union(spans: Sequence[Spans]) -> Spans:
    """Join spans that overlap or touch: starts and ends, ascending."""
    starts = np.concatenate([starts for starts, _ in spans])
    ends = np.concatenate([ends for _, ends in spans])
    order = np.argsort(starts)
    starts, ends = starts[order], np.maximum.accumulate(ends[order])
    begins = np.append(True, starts[1:] > ends[:-1])[: len(starts)]
    over = np.append(begins[1:], True)[: len(starts)]
    starts, ends = starts[begins], ends[over]
    return starts[ends > starts], ends[ends > starts]


def shares(starts: Floats, ends: Floats, edges: Floats) -> Floats:
    """How much of each column is covered by spans, from 0 to 1.

    Args:
        starts: of spans that do not overlap, ascending, shape (n,).
        ends: of these spans, shape (n,).
        edges: where the columns begin and end, shape (columns + 1,).
    """
    if not len(starts):
        return np.zeros(len(edges) - 1)
    knots = np.stack([starts, ends], axis=1).ravel()
    until = np.cumsum(ends - starts)
    covered = np.stack([until - (ends - starts), until], axis=1).ravel()
    return np.diff(np.interp(edges, knots, covered)) / np.diff(edges)


def visible(
    starts: Floats, ends: Floats, end: float, columns: int
) -> tuple[Floats, Floats, Floats]:
    """Turn spans into blocks that can be seen: starts, ends, heights.

    Up to one a column they stay as they are, with height 1. More of them
    become one block a column, as high as its share that is covered.
    """
    if len(starts) <= columns:
        return starts, ends, np.ones(len(starts))
    edges = np.linspace(0, end, columns + 1)
    heights = shares(starts, ends, edges)
    some = heights > 0
    return edges[:-1][some], edges[1:][some], heights[some]
