"""The exercises of lesson 02: how the consumer knows that it is over.

`who_leaves_when` is 02.1, `every_reading_counts` 02.2, `keep_the_promise` 02.3
and `in_batches` 02.4. They share `readings`: what is put, and how it gets
lost. `beliefs` says what is behind wrong answers.
"""

from helpers.exercises.lessons.lesson02 import (
    every_reading_counts,
    in_batches,
    keep_the_promise,
    who_leaves_when,
)

EXERCISES = [
    who_leaves_when.EXERCISE,
    every_reading_counts.EXERCISE,
    keep_the_promise.EXERCISE,
    in_batches.EXERCISE,
]
