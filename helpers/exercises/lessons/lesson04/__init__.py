"""The exercises of lesson 04: done is more than handed out.

`empty_and_finished` is 04.1, `mark_what_you_skip` 04.2, `keep_what_failed`
04.3, `whole_pattern` 04.4 and `tests_of_marks` 04.5. 04.2 and 04.3 share
`pattern`, which plays their workers, and `marks`, which judges them; `spy`
sees what is done to a queue. `programs` are those that are tested in 04.5, and
`beliefs` says what is behind wrong answers.
"""

from helpers.exercises.lessons.lesson04 import (
    empty_and_finished,
    keep_what_failed,
    mark_what_you_skip,
    tests_of_marks,
    whole_pattern,
)

EXERCISES = [
    empty_and_finished.EXERCISE,
    mark_what_you_skip.EXERCISE,
    keep_what_failed.EXERCISE,
    whole_pattern.EXERCISE,
    tests_of_marks.EXERCISE,
]
