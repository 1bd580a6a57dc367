"""How is an answer played, so that it can harm nobody?

`sources` finds the cells (of the set-up, of the stub, of an answer), `player`
plays an answer, in a process that can be killed. What goes on in there is the
matter of `helpers.exercises.closed_room`.
"""

from helpers.exercises.playing.player import NotPlayable, Player, find_walls
from helpers.exercises.playing.sources import (
    cell_of,
    is_attempted,
    setup_of,
    stub_of,
)

__all__ = [
    "NotPlayable",
    "Player",
    "cell_of",
    "find_walls",
    "is_attempted",
    "setup_of",
    "stub_of",
]
