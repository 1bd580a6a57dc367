"""What do most judges expect, and which belief is behind a mistake?

Read in this order: `expectations` (findings that a judge puts together),
`misconceptions` (what is believed, and what is true instead), `items` (what
is put, odd items too), `working` (the work that an answer is given, and what
is seen of it), `predictions` (exercises that ask for a value), `trials`
(programs for an answer that is a test), `asserting` (tests that catch their
own asserts).
"""

from helpers.exercises.judging.asserting import caught_asserts
from helpers.exercises.judging.expectations import (
    CELL,
    each_once,
    first_error,
    line_of,
    results_once,
    same,
    unfinished,
    unheard,
    why_missing,
    why_other,
)
from helpers.exercises.judging.items import (
    ANOTHER,
    LIKE_ALL,
    LikeAll,
    draw_items,
    draw_mostly_plain,
    numbers,
    odd_among,
    pauses,
    real,
    word_of,
)
from helpers.exercises.judging.misconceptions import COMMON, Belief
from helpers.exercises.judging.predictions import (
    give,
    one_case,
    plain_number,
    predict_number,
)
from helpers.exercises.judging.trials import Program, disguised
from helpers.exercises.judging.working import (
    CLOSE,
    SAME_TIME,
    Moments,
    WatchedWork,
    least_time,
    make_error,
    now,
    put_all,
    result_of,
)

__all__ = [
    "ANOTHER",
    "CELL",
    "CLOSE",
    "COMMON",
    "LIKE_ALL",
    "SAME_TIME",
    "Belief",
    "LikeAll",
    "Moments",
    "Program",
    "WatchedWork",
    "caught_asserts",
    "disguised",
    "draw_items",
    "draw_mostly_plain",
    "each_once",
    "first_error",
    "give",
    "least_time",
    "line_of",
    "make_error",
    "now",
    "numbers",
    "odd_among",
    "one_case",
    "pauses",
    "plain_number",
    "predict_number",
    "put_all",
    "real",
    "result_of",
    "results_once",
    "same",
    "unfinished",
    "unheard",
    "why_missing",
    "why_other",
    "word_of",
]
