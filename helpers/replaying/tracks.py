"""What changes on the stage of a recording, step by step, as columns.

For example:

    track = Track()
    track.change(step=3, who=0, what=WORKS)
    track.at(step=5, count=2, first=ABSENT)  # ([WORKS, ABSENT], [3, -1])
"""

from __future__ import annotations

from array import array

from helpers.recording import GET, GET_WAITS, JOIN_WAITS, PUT, PUT_WAITS

STUCK = 14  # the kind of the last step of a program that cannot go on
NOWHERE = -1  # where an item is that is not there yet, or any more

# The states of a task, and how they are called on the stage.
STATES = (
    "not there yet",
    "runs",
    "works",
    "waits to get",
    "waits to put",
    "waits to join",
    "ready to run",
    "sleeps",
    "awaits something else",
    "ended",
    "died",
    "cancelled",
    "lets others run",
)
ABSENT, RUNS, WORKS, WAITS_TO_GET, WAITS_TO_PUT, WAITS_TO_JOIN = range(6)
READY, SLEEPING, ELSEWHERE, ENDED, DIED, CANCELLED, LETS_GO = range(
    6, len(STATES)
)
FINISHED = (ENDED, DIED, CANCELLED)
WAITING = {
    GET_WAITS: WAITS_TO_GET,
    PUT_WAITS: WAITS_TO_PUT,
    JOIN_WAITS: WAITS_TO_JOIN,
}
OUTCOMES = {"done": ENDED, "died": DIED, "cancelled": CANCELLED}

# Who is woken by an event: in which state, and what then comes next.
WAKES = {
    PUT: (WAITS_TO_GET, (GET, GET_WAITS)),
    GET: (WAITS_TO_PUT, (PUT, PUT_WAITS)),
}


class Track:
    """Changes in the order in which they happen.

    Attributes:
        step: at which step each change happens.
        who: the number of the item, task or queue that changes.
        what: what it changes to.
    """

    def __init__(self) -> None:
        self.step, self.who = array("i"), array("i")
        self.what = array("i")

    def change(self, step: int, who: int, what: int) -> None:
        """Note a change; the steps come in order."""
        self.step.append(step)
        self.who.append(who)
        self.what.append(what)

    def at(
        self, step: int, count: int, first: int
    ) -> tuple[list[int], list[int]]:
        """What each one is after a step, and since which step.

        Args:
            step: the number of the step.
            count: how many there are.
            first: what they are before they change.
        """
        now, since = [first] * count, [-1] * count
        rows = zip(self.step, self.who, self.what, strict=True)
        for when, who, what in rows:
            if when > step:
                break
            now[who], since[who] = what, when
        return now, since
