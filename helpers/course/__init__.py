"""How do I open the course? Its commands, and the learner's copies.

    python -m helpers start

Read in this order: `commands`, `copies` (what a learner wrote is never
overwritten), `environment` (is everything here that the course needs?).
"""

from helpers.course.commands import main
from helpers.course.copies import bring_lessons
from helpers.course.environment import self_test

__all__ = [
    "bring_lessons",
    "main",
    "self_test",
]
