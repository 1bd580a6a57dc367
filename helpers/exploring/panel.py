"""The panel of `explore` in the page: what it asks, and what it is told.

The page sends a setting and a number; the panel runs the program and gives
what came out with the same number. Requests may come in another thread,
while a cell runs in the main one.
"""

from __future__ import annotations

import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets

from helpers.exploring.outcomes import Outcome, play
from helpers.exploring.settings import CONTROLS, POLICIES, Setting
from helpers.plots import DPI, WIDTH, thin
from helpers.widgets import KEYS
from helpers.wording import error_text

_HERE = Path(__file__).parent
COLUMNS = round(WIDTH * DPI)  # more than these, the page cannot show
_PARTS = (KEYS, _HERE / "panel.js")  # one module of the page


class ExploreWidget(anywidget.AnyWidget):
    """Sliders and a picture; the newest picture is its `answer`.

    Args:
        outcome: what to show at first.
    """

    _esm = "\n".join(part.read_text("utf-8") for part in _PARTS)
    _css = _HERE / "panel.css"
    controls: Any = traitlets.List().tag(sync=True)
    policies = traitlets.Dict().tag(sync=True)
    start = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)

    def __init__(self, outcome: Outcome) -> None:
        first = for_page(outcome)
        super().__init__(
            controls=[asdict(control) for control in CONTROLS],
            policies=POLICIES,
            start=first,
            answer=first,
        )
        self._one_at_a_time = threading.Lock()
        self.on_msg(self._receive)
        self._let_the_page_choose()

    def _receive(self, _: Any, request: Any, __: Any) -> None:
        with self._one_at_a_time:
            self.answer = answer_to(request)
            self._let_the_page_choose()

    def _let_the_page_choose(self) -> None:
        # ipykernel 7.4 sends what the page asks to the thread that has last
        # written to it, at first the main one, where a cell may run. Without
        # its note of that it obeys the page, which asks for a free thread.
        notes = getattr(self.comm, "__dict__", {})
        notes.pop("_reply_subshell_id", None)


def answer_to(request: dict[str, Any]) -> dict[str, Any]:
    """Run what the page asks for; what fails is said in a sentence."""
    asked = request["setting"]
    answer = {key: request[key] for key in ("view", "number")}
    try:
        return answer | for_page(play(Setting(**asked)))
    except (Exception, KeyboardInterrupt) as error:
        said = f"This run failed. {error_text(error)}"
        return answer | {"setting": asked, "words": "", "error": said}


def for_page(outcome: Outcome) -> dict[str, Any]:
    """Write what came out as the page draws it."""
    queue, waits = outcome.queue, outcome.waits
    times, lengths = thin(queue.times, queue.lengths, COLUMNS)
    long_run = outcome.theory.long_run
    return {
        "setting": asdict(outcome.setting),
        "words": outcome.setting.words,
        "summary": outcome.summary,
        "theory": outcome.theory.said,
        "program": outcome.program,
        "end": outcome.recording.end,
        "times": np.round(times, 3).tolist(),
        "lengths": lengths.tolist(),
        "peak": queue.peak,
        "maxsize": queue.maxsize,
        "waits": np.round(waits, 4).tolist(),
        "waiting": outcome.waiting,
        "busy": np.round(outcome.busy, 4).tolist(),
        "lost_at": np.unique(np.round(outcome.lost_at, 1)).tolist(),
        "long_run": asdict(long_run) if long_run else None,
        "rows": outcome.rows,
    }
