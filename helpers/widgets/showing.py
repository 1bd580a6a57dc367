"""Show a widget in a cell, with a picture for where no page is alive.

    def _repr_mimebundle_(self, include=None, exclude=None):
        return bundle(plot, widget)

A stored notebook has the picture and its words; a page that is running
shows the widget in their place.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Protocol

from helpers.plots import Plot

KEYS = Path(__file__).parent / "keys.js"
"""The page's side of what both widgets share."""


class Widget(Protocol):
    """What is needed of a widget here.

    Attributes:
        layout: how wide it is, and so on.
    """

    layout: Any

    def close(self) -> None:
        """End it, here and in the page."""

    def _repr_mimebundle_(self, **options: Any) -> Any: ...


_shown: dict[str, tuple[str, list[Widget]]] = {}


def bundle(
    plot: Plot, widget: Widget
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a cell both, and end what its run before has shown.

    Args:
        plot: the picture; its summary is the text.
        widget: what a page that is running shows.
    """
    _end_older(widget)
    data, metadata = plot._repr_mimebundle_()
    view = widget._repr_mimebundle_()
    view = view[0] if isinstance(view, tuple) else view or {}
    return {**view, **data}, metadata


def _end_older(widget: Widget) -> None:
    cell, run = _cell_that_runs()
    if not cell:
        return
    before, widgets = _shown.get(cell, ("", []))
    if before != run:
        for older in widgets:
            older.layout.close()  # which is a widget of its own
            older.close()
        widgets = []
    _shown[cell] = run, [*widgets, widget]


def _cell_that_runs() -> tuple[str, str]:
    # JupyterLab says which cell it is that it wants to be run.
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        return "", ""
    parent = kernel.get_parent()
    cell = parent.get("metadata", {}).get("cellId", "")
    return str(cell), str(parent.get("header", {}).get("msg_id", ""))
