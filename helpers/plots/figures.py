"""What a plot of the course is, and how it looks.

A `Plot` is a matplotlib `Figure` that a notebook shows once, as the cell's
last expression, with its summary in words:

    plot = plot_queue_length(recording)
    plot.summary                    # "queue length: peak 5 at 2.0 s, ..."
    plot.savefig("queue.png")       # and all else that a Figure can do
"""

from __future__ import annotations

import contextlib
import io
import textwrap
from collections.abc import Iterator
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

WIDTH, HEIGHT, DPI = 8.0, 3.2, 100  # inches, inches, pixels an inch
LEFT, RIGHT, TOP, BOTTOM = 0.8, 1.75, 0.4, 0.5  # margins, in inches
LINE, LETTERS = 0.2, 84  # of a title: a line's height in inches, its length
GAP = 0.3  # inches between two panels
PANEL = 1.6  # inches, what each further panel adds to the height
MOST_PANELS = 5

_LOOK: dict[Any, Any] = {
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
        alt: the summary, and what kind of picture it is.
    """

    def __init__(
        self, summary: str, kind: str, height: float = HEIGHT
    ) -> None:
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

    def panels(
        self, count: int, title: str, below: float = 0, left: float = LEFT
    ) -> list[Axes]:
        """Add axes of equal height, one below the other, and the title.

        Args:
            count: how many, at least 1.
            title: the finding, above the first of them.
            below: inches to leave free above the lower margin.
            left: the left margin, in inches.
        """
        lowest = BOTTOM + below
        whole = self.get_figheight() - lowest - title_height(title)
        step = (whole + GAP) / count
        bottoms = [lowest + step * row for row in reversed(range(count))]
        made = [self.panel(b, b + step - GAP, left) for b in bottoms]
        made[0].set_title(textwrap.fill(title, LETTERS), pad=8)
        return made

    def panel(self, bottom: float, top: float, left: float = LEFT) -> Axes:
        """Add axes between two heights, in inches from the lower edge."""
        high, wide = self.get_figheight(), WIDTH - left - RIGHT
        corner = (left / WIDTH, bottom / high)
        return self.add_axes((*corner, wide / WIDTH, (top - bottom) / high))


def height_of(panels: int) -> float:
    """How many inches a figure with so many panels is high."""
    return HEIGHT + PANEL * (panels - 1)


def title_height(title: str) -> float:
    """How many inches a title needs, which may be broken into lines."""
    return TOP + LINE * (len(textwrap.wrap(title, LETTERS)) - 1)
