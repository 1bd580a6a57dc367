"""What is drawn on the axes of a plot: lines, blocks, labels.

    step_line(axes, queue.times, queue.lengths, 0, "jobs")
    time_axis(axes, [recording])
    legend(axes, axes.lines)

Colours are those of Okabe and Ito, which colour-blind eyes tell apart; what
differs in colour differs in dash, hatch or height too.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from helpers.plots.figures import DPI, WIDTH
from helpers.plots.summaries import short
from helpers.recording import Recording

BLUE, ORANGE, GREEN = "#0072B2", "#D55E00", "#009E73"
PURPLE, BLACK, SKY = "#A6427B", "#000000", "#3A9BDC"
COLOURS = (BLUE, ORANGE, GREEN, PURPLE, BLACK, SKY)
DASHES: tuple[Any, ...] = (
    (0, ()),
    (0, (5, 1.5)),
    (0, (1.5, 1.2)),
    (0, (7, 1.5, 1.5, 1.5)),
    (0, (10, 2)),
    (0, (4, 1.5, 1.5, 1.5, 1.5, 1.5)),
    (0, (3, 4)),
)
LEGEND_ROWS = 8
AFTER = 1.015  # so that what happens at the very end is seen


@dataclass(frozen=True)
class Look:
    """How what a task or an item does looks, in a timeline's row of 1.

    Attributes:
        height: of its block.
        face, hatch, edge: the block's colour, hatch and outline.
    """

    height: float
    face: str
    hatch: str
    edge: str

    @property
    def options(self) -> dict[str, Any]:
        """The same, as matplotlib calls it."""
        return {
            "facecolor": self.face,
            "hatch": self.hatch,
            "edgecolor": self.edge,
        }


STATES = {
    "works": Look(0.8, BLUE, "", BLUE),
    "waits to get": Look(0.45, "#fdeade", "////", ORANGE),
    "waits to put": Look(0.45, "#e3f5ee", "....", GREEN),
    "waits to join": Look(0.45, "#f6e6ef", "xxxx", PURPLE),
    "sleeps": Look(0.12, BLACK, "", BLACK),
    "other": Look(0.12, "white", "", "#767676"),
}


def columns_of(axes: Axes) -> int:
    """How many columns of pixels the axes are wide."""
    return round(axes.get_position().width * WIDTH * DPI)


def time_axis(axes: Axes, recordings: Collection[Recording]) -> None:
    """Make x the time from 0 to a little after the last one's end."""
    axes.set_xlim(0, (max(r.end for r in recordings) or 1.0) * AFTER)
    axes.set_xlabel(time_label(recordings))


def time_label(recordings: Iterable[Recording]) -> str:
    """What a time axis of these recordings shows."""
    live = any(recording.live for recording in recordings)
    return "time (s)" if live else "simulated time (s)"


def hide_time(axes: Axes) -> None:
    """Leave the time to the axes below."""
    axes.set_xlabel("")
    axes.tick_params(labelbottom=False)


def count_axis(axes: Axes, top: float, label: str) -> None:
    """Make y a number of items from 0 to the top."""
    axes.set_ylim(0, max(top, 1) * 1.06)
    axes.yaxis.set_major_locator(whole_numbers())
    axes.set_ylabel(label)


def whole_numbers() -> MaxNLocator:
    """Ticks at whole numbers, in steps of 1, 2, 5, 10, 20, ..."""
    return MaxNLocator(7, integer=True, steps=[1, 2, 5, 10])


def step_line(
    axes: Axes, x: ArrayLike, y: ArrayLike, number: int, label: str
) -> None:
    """Draw what holds from each x on, as the line of this number."""
    axes.plot(
        x,
        y,
        color=COLOURS[number % len(COLOURS)],
        linestyle=DASHES[number % len(DASHES)],
        linewidth=1.5,
        drawstyle="steps-post",
        label=label,
        clip_on=False,
    )


def blocks(
    axes: Axes,
    starts: ArrayLike,
    ends: ArrayLike,
    bottoms: ArrayLike,
    tops: ArrayLike,
    **options: Any,
) -> PathPatch:
    """Draw any number of rectangles as one path, which is quick."""
    x0, x1, y0, y1 = np.broadcast_arrays(starts, ends, bottoms, tops)
    corners = [(x0, y0), (x0, y1), (x1, y1), (x1, y0), (x0, y0)]
    points = np.array(corners, dtype=float).transpose(2, 0, 1).reshape(-1, 2)
    codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY] * len(x0)
    patch = PathPatch(Path(points, codes), **options)
    axes.add_artist(patch)
    return patch


def legend(axes: Axes, handles: Iterable[Any]) -> None:
    """Name what is drawn, to the right of the axes."""
    handles = list(handles)
    names = [_label(handle.get_label()) for handle in handles[:LEGEND_ROWS]]
    more = len(handles) - LEGEND_ROWS
    if more > 0:
        handles[LEGEND_ROWS:] = [Line2D([], [], linestyle="")]
        names.append(f"{more} more")
    axes.legend(
        handles,
        names,
        loc="upper left",
        bbox_to_anchor=(1.01, 1.03),
        borderaxespad=0,
        handlelength=2.4,
    )


def _label(name: str) -> str:
    # In two lines at most; matplotlib would leave out a "_name".
    lines = textwrap.wrap(short(name, 31), 16)
    return "\n".join(f" {line}" for line in lines)


def note(axes: Axes, y: float, text: str, x: float = 1.015) -> None:
    """Write a remark at this height, right of the axes or above a line."""
    place = axes.get_yaxis_transform()
    side = "center" if x > 1 else "bottom"
    axes.text(x, y, text, transform=place, va=side, fontsize=9)
