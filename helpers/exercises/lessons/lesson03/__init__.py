"""The exercises of lesson 03: several share the work, and all go home.

`count_the_sentinels` is 03.1, `hand_it_on` 03.2, `run_them_all` 03.3,
`in_order_again` 03.4 and `tests_of_sharing` 03.5. 03.2 and 03.3 share `crews`:
producers and workers that are watched. `programs` are those that are tested
in 03.5, and `beliefs` says what is behind wrong answers.
"""

from helpers.exercises.lessons.lesson03 import (
    count_the_sentinels,
    hand_it_on,
    in_order_again,
    run_them_all,
    tests_of_sharing,
)

EXERCISES = [
    count_the_sentinels.EXERCISE,
    hand_it_on.EXERCISE,
    run_them_all.EXERCISE,
    in_order_again.EXERCISE,
    tests_of_sharing.EXERCISE,
]
