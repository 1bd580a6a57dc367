"""What if? `explore`: sliders for a queue that answer while they move.

    explore(rate=8, consumers=3, maxsize=5, policy="drop_oldest")

Read in this order: `explorer` (what a cell shows), `settings` (what can be
set), `programs` (the program that a setting stands for, as a learner would
write it), `outcomes` (what came out of it), `theory` (what queueing theory
says), `picture` (the picture that stays). In the page: `panel`, `panel.js`.
"""

from helpers.exploring.explorer import explore
from helpers.exploring.outcomes import Outcome, play
from helpers.exploring.settings import CONTROLS, POLICIES, Setting

__all__ = [
    "CONTROLS",
    "POLICIES",
    "Outcome",
    "Setting",
    "explore",
    "play",
]
