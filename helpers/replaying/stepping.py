"""The widget of `replay`: a recording goes to the page, once.

All else happens in the page, so it also works while the kernel is busy or
gone. See `stepping.js`, and the two that it builds on.
"""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

from helpers.replaying.stage import Stage
from helpers.replaying.tape import tape_of
from helpers.widgets import KEYS

_HERE = Path(__file__).parent
# Together they are one module of the page.
_NAMES = ("story.js", "stage.js", "stepping.js")
_PARTS = (KEYS, *(_HERE / name for name in _NAMES))


class StepWidget(anywidget.AnyWidget):
    """A stage to be stepped through.

    Args:
        stage: of the recording.
        title: a heading; may be empty.
    """

    _esm = "\n".join(part.read_text("utf-8") for part in _PARTS)
    _css = _HERE / "stepping.css"
    title = traitlets.Unicode().tag(sync=True)
    about = traitlets.Dict().tag(sync=True)
    tape = traitlets.Bytes().tag(sync=True)

    def __init__(self, stage: Stage, title: str = "") -> None:
        about, tape = tape_of(stage)
        super().__init__(title=title, about=about, tape=tape)
