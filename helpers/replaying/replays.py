"""Step through a recording, forwards and back: `replay`.

    replay(recording)               # the last expression of a cell
    replay(last_recording())        # also of a program that got stuck

Producers stand on the left, the queue's slots in the middle, consumers on
the right; each item is a token with a letter. In a notebook that is
running, the page has buttons, keys and a cursor to drag; elsewhere a
filmstrip of six moments stands in its place.
"""

from __future__ import annotations

from typing import Any

from helpers.plots import Plot, check_recording
from helpers.recording import Recording
from helpers.replaying.filmstrip import filmstrip, summary_of
from helpers.replaying.stage import Stage
from helpers.widgets import bundle


class Replay:
    """A recording to be stepped through; a notebook shows it.

    Attributes:
        stage: what happens, step by step.
        summary: what it shows, in a line.
    """

    def __init__(self, stage: Stage, title: str | None) -> None:
        self.stage = stage
        self.summary = summary_of(stage)
        self._title = title or ""

    def __repr__(self) -> str:
        return self.summary

    def filmstrip(self) -> Plot:
        """Draw six telling moments."""
        return filmstrip(self.stage, self._title)

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        from helpers.replaying.stepping import StepWidget

        return bundle(self.filmstrip(), StepWidget(self.stage, self._title))


def replay(recording: Recording, *, title: str | None = None) -> Replay:
    """Show a recording as a stage that can be stepped through.

    Keys, while it has the focus: → and ← for a step, Page Up and Page Down
    for ten, Home and End, Space to play, W for the next wait, L for the
    longest queue, S for where it got stuck.

    Args:
        recording: what `record(main())` gives; of a program that got stuck,
            `last_recording()`.
        title: what can be seen, as a heading.

    Returns:
        What a notebook shows; its summary says how it ends.

    Raises:
        TypeError, ValueError: this is no recording, or it is empty.
    """
    check_recording(recording, title, "replay")
    return Replay(Stage(recording), title)
