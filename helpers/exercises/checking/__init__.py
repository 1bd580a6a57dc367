"""Is this answer right, and if not, which belief is behind it?

    check("03.2", worker)           # in a lesson
    judge_answer(exercise, source, seed="secret")   # for marks

Read in this order: `verdicts` (an answer, played in many cases), `checks`
(what a learner reads), `solved` (what is solved so far).
"""

from helpers.exercises.checking.checks import check
from helpers.exercises.checking.solved import progress
from helpers.exercises.checking.verdicts import (
    Judged,
    find_fault,
    judge_answer,
    points_of,
    seed_of,
)

__all__ = [
    "Judged",
    "check",
    "find_fault",
    "judge_answer",
    "points_of",
    "progress",
    "seed_of",
]
