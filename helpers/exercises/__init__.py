"""The exercises of the course: what one is, and what is seen of an answer.

`exercise` says what an exercise is, `traces` how what happened in an answer's
queues comes from its process to ours. The rest stands in rooms of its own:

- `judging`: what judges have in common, and the beliefs behind mistakes.
- `lessons`: the exercises themselves, a package for each lesson.
- `playing`: an answer in a process of its own, seen from our side.
- `closed_room`: that process, and the walls around it.
- `checking`: the verdict, as `check` tells it a learner.
"""

from helpers.exercises.exercise import (
    OUT_OF_MEMORY,
    Case,
    Cases,
    Exercise,
    Finding,
    Seen,
)
from helpers.exercises.traces import recording_of, text_of, trace_of

__all__ = [
    "OUT_OF_MEMORY",
    "Case",
    "Cases",
    "Exercise",
    "Finding",
    "Seen",
    "recording_of",
    "text_of",
    "trace_of",
]
