"""Which cell shows which widget, so that none outlives its cell's output.

    show_in_cell(widget)        # where the widget is about to be shown

ipywidgets keeps every widget until it is closed. When a cell is run again,
what it showed before is gone from the page, and would stay in the kernel.
"""

from __future__ import annotations

import sys
from typing import Any

from ipywidgets import Widget

_shown: dict[str, tuple[str, list[Widget]]] = {}  # by cell: which run, what


def show_in_cell(widget: Widget) -> None:
    """Note that the running cell shows this widget.

    The widgets that former runs of the same cell showed are closed.
    Outside of a notebook's cell nothing happens.
    """
    cell, run = _running_cell()
    if not cell:
        return
    before, widgets = _shown.get(cell, (run, []))
    if before != run:
        for old in widgets:
            old.close()
        widgets = []
    _shown[cell] = (run, [*widgets, widget])


def _running_cell() -> tuple[str, str]:
    # The id of the cell, and of the message that runs it; "" where unknown.
    ipython = sys.modules.get("IPython")
    shell: Any = ipython.get_ipython() if ipython else None
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        return "", ""
    request = kernel.get_parent("shell") or {}
    cell = request.get("metadata", {}).get("cellId", "")
    return cell, request.get("header", {}).get("msg_id", "")
