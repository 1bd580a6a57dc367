"""The exercises of lesson 01: one producer and one consumer, side by side.

`slow_reading` is 01.1, `side_by_side` 01.2, `turn_for_everybody` 01.3 and
`third_step` 01.4. 01.2 and 01.4 share `steps`: when each step of a pipeline
can be done, and why a program of this lesson does not end. `beliefs` says
what is behind wrong answers.
"""

from helpers.exercises.lessons.lesson01 import (
    side_by_side,
    slow_reading,
    third_step,
    turn_for_everybody,
)

EXERCISES = [
    slow_reading.EXERCISE,
    side_by_side.EXERCISE,
    turn_for_everybody.EXERCISE,
    third_step.EXERCISE,
]
