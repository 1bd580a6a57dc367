"""What all plots of the course share: the figure, its look, its axes.

A `Plot` is a matplotlib `Figure` that a notebook shows once, as the cell's
last expression, with its summary in words:

    plot = plot_queue_length(recording)
    plot.summary                    # "queue length: peak 5 at 2.0 s, ..."
    plot.savefig("queue.png")       # and all else that a Figure can do

Colours are those of Okabe and Ito, which colour-blind eyes tell apart; what
differs in colour differs in dash, hatch or height too.
"""

from __future__ import annotations

import contextlib
import io
import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import ArrayLike

from helpers.recorded import Recording
from helpers.wording import seconds

BLUE, ORANGE, GREEN = "#0072B2", "#D55E00", "#009E73"
PURPLE, BLACK, SKY = "#A6427B", "#000000", "#3A9BDC"
COLOURS = (BLUE, ORANGE, GREEN, PURPLE, BLACK, SKY)
SOLID = (0, ())
DASHES = (
    *(SOLID, (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (7, 1.5, 1.5, 1.5))),
    *((0, (10, 2)), (0, (4, 1.5, 1.5, 1.5, 1.5, 1.5)), (0, (3, 4))),
)
WIDTH, HEIGHT, DPI = 8.0, 3.2, 100  # inches, inches, pixels an inch
LEFT, RIGHT, TOP, BOTTOM = 0.65, 1.75, 0.4, 0.5  # margins, in inches
LINE = 0.2  # inches, a line of text
LEGEND_ROWS = 8

_LOOK = {
    "font.family": ["DejaVu Sans"],
    "font.size": 9.5,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.formatter.useoffset": False,
    "grid.color": "#dddddd",
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.9,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "text.parse_math": False,  # a name with a $ in it is a name
}
_Made = TypeVar("_Made", bound=Callable[..., Any])


@contextlib.contextmanager
def look() -> Iterator[None]:
    """Draw as the course does, whatever matplotlib's settings are."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_LOOK)
        yield


class Plot(Figure):
    """A picture of the course, with a summary in words.

    Attributes:
        summary: what it shows, in a line, the same on every machine.
        alt: the summary and what kind of picture it is.
    """

    def __init__(self, summary: str, kind: str, height: float = HEIGHT):
        super().__init__(figsize=(WIDTH, height), dpi=DPI)
        self.summary = summary
        self.alt = f"{summary}. Picture: {kind}."

    def __repr__(self) -> str:
        return self.summary

    __str__ = __repr__

    def png(self) -> bytes:
        """Draw it; the same data give the same bytes."""
        file = io.BytesIO()
        with look():
            self.savefig(file, dpi=DPI, metadata={"Software": None})
        return file.getvalue()

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        data = {"image/png": self.png(), "text/plain": self.summary}
        return data, {"image/png": {"alt": self.alt}}

    def panel(
        self, bottom: float, top: float, left: float = LEFT, **options: Any
    ) -> Axes:
        """Add axes that end that many inches from the figure's edges."""
        height = self.get_figheight()
        place = (
            left / WIDTH,
            bottom / height,
            (WIDTH - left - RIGHT) / WIDTH,
            (height - bottom - top) / height,
        )
        return self.add_axes(place, **options)


def columns_of(axes: Axes) -> int:
    """How many columns of pixels the axes are wide."""
    return round(axes.get_position().width * WIDTH * DPI)


def time_axis(axes: Axes, recordings: Iterable[Recording]) -> None:
    """Make x the time from 0 to the last recording's end."""
    recordings = list(recordings)
    live = any(recording.live for recording in recordings)
    axes.set_xlim(0, max(r.end for r in recordings) or 1.0)
    axes.set_xlabel("time (s)" if live else "simulated time (s)")


def count_axis(axes: Axes, top: float, label: str) -> None:
    """Make y a number of items from 0 to the top."""
    axes.set_ylim(0, max(top, 1) * 1.06)
    axes.yaxis.get_major_locator().set_params(integer=True, nbins=6)
    axes.set_ylabel(label)


def step_line(
    axes: Axes, times: ArrayLike, counts: ArrayLike, number: int, label: str
) -> None:
    """Draw counts that hold from each time on, as line of this number."""
    axes.plot(
        times,
        counts,
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


def legend(axes: Axes, handles: list[Any]) -> None:
    """Name what is drawn, to the right of the axes."""
    more = len(handles) - LEGEND_ROWS
    names = [short(handle.get_label()) for handle in handles[:LEGEND_ROWS]]
    title = f"(and {more} more)" if more > 0 else None
    box = axes.legend(
        handles[:LEGEND_ROWS],
        [f" {name}" for name in names],  # matplotlib skips "_name"
        loc="upper left",
        bbox_to_anchor=(1.01, 1.03),
        borderaxespad=0,
        handlelength=2.6,
        title=title,
    )
    box.set_alignment("left")


def note(axes: Axes, y: float, text: str) -> None:
    """Write a remark to the right of the axes, at this height of data."""
    axes.text(
        1.015,
        y,
        text,
        transform=axes.get_yaxis_transform(),
        va="center",
        fontsize=9,
    )


def set_title(axes: Axes, title: str) -> None:
    """Put the finding above the axes, broken into lines where it is long."""
    axes.set_title(textwrap.fill(title, 84), pad=8)


def top_margin(title: str) -> float:
    """How many inches a title needs."""
    return TOP + LINE * (len(textwrap.wrap(title, 84)) - 1)


def short(name: str, letters: int = 20) -> str:
    """Shorten a long name for a label."""
    name = " ".join(name.split())
    return name if len(name) <= letters else f"{name[: letters - 1]}…"


def number(value: float) -> str:
    """Write a number for people, with three digits that count."""
    value = round(float(value), 9)  # or the last bit decides on a tie
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def duration(time: float) -> str:
    """Write seconds for people: 0.125 s, 1.25 s, 12.5 s."""
    time = round(float(time), 9)
    return seconds(round(time, 3 if time < 1 else 2 if time < 10 else 1))
