"""What is believed behind wrong answers to the exercises of lesson 00."""

from __future__ import annotations

from helpers.exercises.judging import Belief

BELIEFS = {
    "grows-on": Belief(
        "While the producer is faster, the queue grows from parcel to parcel.",
        lesson="00",
        section="The first picture",
    ),
    "in-hand": Belief(
        "A parcel that somebody works on has left the queue.",
        lesson="00",
        section="The first picture",
    ),
    "put-less-taken": Belief(
        "The queue holds what was put, less what was taken.",
        lesson="00",
        section="The first picture",
    ),
    "seconds-as-items": Belief(
        "A delay in seconds is no number of parcels: one takes 1.5 seconds.",
        lesson="00",
        section="The first picture",
    ),
}
