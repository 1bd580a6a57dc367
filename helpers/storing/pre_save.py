"""Save a picture in place of a widget, which ends with its kernel.

A widget lives in its kernel. JupyterLab stores that it was shown, and when
the notebook is opened again without that kernel, there stands "Error
displaying widget". Our widgets also give a picture and words. So what is
saved by a JupyterLab that `python -m helpers start` opens has these alone.

This is an extension of JupyterLab's server.

Example:
    $ jupyter lab --ServerApp.jpserver_extensions=helpers.storing.pre_save=True
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.storing.normal import WIDGET_VIEW

WIDGET_STATE = "application/vnd.jupyter.widget-state+json"


def leave_out_views(model: dict[str, Any], **_: Any) -> None:
    """Take a widget's view out of each output that also has a picture.

    It stays where the widget itself is saved with the notebook. Whatever
    is not understood is saved as it is.

    Args:
        model: what the server is about to save.
    """
    try:
        shown = list(_shown_twice(model["content"]))
    except (AttributeError, KeyError, TypeError):
        return
    for data in shown:
        del data[WIDGET_VIEW]


def _shown_twice(notebook: dict[str, Any]) -> Iterator[dict[str, Any]]:
    widgets = notebook["metadata"].get("widgets", {})
    saved = widgets.get(WIDGET_STATE, {}).get("state", {})
    for data in _bundles(notebook):
        pictures = [kind for kind in data if kind.startswith("image/")]
        view = data.get(WIDGET_VIEW)
        if view and pictures and view["model_id"] not in saved:
            yield data


def _bundles(notebook: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            yield output.get("data", {})


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    server.contents_manager.register_pre_save_hook(leave_out_views)
