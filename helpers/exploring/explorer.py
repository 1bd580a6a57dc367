"""Sliders for a queue that answer while they move: `explore`.

    explore()
    explore(rate=8, consumers=3, maxsize=5, policy="drop_oldest")

In JupyterLab a cell shows the panel of `helpers.exploring.panel`; where
there is no kernel, a picture of the start stands in its place.
"""

from __future__ import annotations

import functools
from typing import Any

from helpers.exploring.outcomes import Outcome, play
from helpers.exploring.panel import ExploreWidget
from helpers.exploring.picture import draw
from helpers.exploring.settings import Setting
from helpers.plots import Plot
from helpers.widgets import bundle

_START = Setting()


def explore(
    *,
    rate: float = _START.rate,
    arrival_spread: float = _START.arrival_spread,
    service: float = _START.service,
    service_spread: float = _START.service_spread,
    consumers: int = _START.consumers,
    maxsize: int = _START.maxsize,
    policy: str = _START.policy,
    seed: int = _START.seed,
) -> Explorer:
    """Play with a queue: sliders, and what comes out of them at once.

    A producer makes items for 100 simulated seconds, consumers take them.
    The panel shows the program, and that program runs.

    Args:
        rate: items a second that arrive, on average; 0.1 to 10.
        arrival_spread: 0 regular, 1 by chance, 2 in bursts.
        service: seconds of work on an item, on average; 0.05 to 2.
        service_spread: 0 all alike, 1 by chance, 2 very mixed.
        consumers: how many; 1 to 8.
        maxsize: the queue's bound, up to 30; 0 for none.
        policy: what happens when it is full: "wait", "refuse",
            "drop_newest", "drop_oldest" or "keep_latest".
        seed: another seed, other chances; 1 to 50.

    Returns:
        The panel, which a cell shows as its last expression.

    Raises:
        TypeError, ValueError: a value is none that the sliders can take.
    """
    return Explorer(
        Setting(
            rate,
            arrival_spread,
            service,
            service_spread,
            consumers,
            maxsize,
            policy,
            seed,
        )
    )


class Explorer:
    """A setting, what came out of it, and the panel to go on from there.

    Attributes:
        setting: the start.
    """

    def __init__(self, setting: Setting) -> None:
        self.setting = setting

    @functools.cached_property
    def outcome(self) -> Outcome:
        """What came out of the start."""
        return play(self.setting)

    @property
    def summary(self) -> str:
        """The setting and what came out, in a line."""
        return self.picture().summary

    def __repr__(self) -> str:
        return self.summary

    def picture(self) -> Plot:
        """Draw the start, as the panel does, as a picture that stays."""
        return draw(self.outcome)

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        return bundle(self.picture(), ExploreWidget(self.outcome))
