"""02.1: who leaves when, and keeps how many readings?"""

from __future__ import annotations

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import give, one_case

_ANY = None
# Three numbers that are given, a question that leads on, and the belief.
_WRONG_NUMBERS: list[tuple[tuple[int | None, ...], str, str]] = [
    ((2, 3, 5), "What comes last is taken; is it kept?", "kept-sentinel"),
    ((_ANY, _ANY, 5), "Does C keep all it takes?", "kept-sentinel"),
    ((2, 3, 4), "Does a loop go on behind its end?", "ends-not-skips"),
    ((1, 3, _ANY), "Does B go on behind the None?", "ends-not-skips"),
    ((0, 1, 3), "Is the last one before the end kept?", "before-the-end"),
    ((4, 2, 1), "Which of the three is A?", "truth-not-identity"),
    ((1, 1, _ANY), "Is 0 the same object as None?", "truth-not-identity"),
    ((1, 4, _ANY), "Where does B end?", "data-as-sentinel"),
    ((1, 2, _ANY), "Which readings are the object DONE?", "dropped-data"),
    ((_ANY, _ANY, _ANY), "Which readings are true?", "truth-not-identity"),
]


def judge(case: Case, seen: Seen) -> Finding | None:
    """Three numbers: those of the readings that A, B and C keep."""
    got = seen.value if isinstance(seen.value, list) else [seen.value]
    whole = len(got) == 3 and all(type(n) in (int, float) for n in got)
    if whole and got == [1, 2, 4]:
        return None
    for numbers, words, key in _WRONG_NUMBERS:
        if whole and all(
            number in (_ANY, given)
            for number, given in zip(numbers, got, strict=True)
        ):
            return Finding(f"not {tuple(got)!r:.60}. {words}", key)
    words = f"not {seen.value!r:.60}. Write three numbers, as in (4, 4, 4)."
    return Finding(words)


EXERCISE = Exercise(
    id="02.1",
    title="Who leaves when?",
    kind="predict",
    points=1,
    name="kept",
    form="value",
    cases=one_case("the readings 5, 0, None and 7"),
    play=give,
    judge=judge,
)
