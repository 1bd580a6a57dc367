"""The exercises of lesson 05: a bound, and what to do when it is reached.

`last_put` is 05.1, `wait_a_while` 05.2, `bound_that_holds` 05.3,
`limit_on_all` 05.4 and `tests_of_policies` 05.5. 05.3 and 05.4 share `works`,
which makes items and counts those that exist. `programs` are those that are
tested in 05.5, and `beliefs` says what is behind wrong answers.
"""

from helpers.exercises.lessons.lesson05 import (
    bound_that_holds,
    last_put,
    limit_on_all,
    tests_of_policies,
    wait_a_while,
)

EXERCISES = [
    last_put.EXERCISE,
    wait_a_while.EXERCISE,
    bound_that_holds.EXERCISE,
    limit_on_all.EXERCISE,
    tests_of_policies.EXERCISE,
]
