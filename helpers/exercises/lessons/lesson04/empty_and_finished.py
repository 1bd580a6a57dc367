"""04.1: when is the queue empty, and when does `join` return?"""

from __future__ import annotations

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import give, one_case


def judge(case: Case, seen: Seen) -> Finding | None:
    """Two moments: the queue is empty at 2 s, `join` returns at 4 s."""
    got = seen.value
    if not isinstance(got, list) or len(got) != 2:
        return Finding(f"expected a pair `(empty, joined)`, not {got!r:.40}.")
    if got == [2, 4]:
        return None
    if not all(isinstance(one, int | float) for one in got):
        return Finding(f"not {tuple(got)!r:.40}. Give two numbers.")
    found = _wrong_moments(*got)
    words = f"not {tuple(got)!r:.40}. {found.words}"
    return Finding(words, found.misconception)


def _wrong_moments(empty: float, joined: float) -> Finding:
    if empty >= 8 or joined >= 8:
        return Finding("That is one worker alone.", "works-alone")
    if empty > joined:
        return Finding("Which of the two comes first?", "empty-is-finished")
    if empty == joined == 4:
        return Finding("When is the last photo *taken*?", "empty-is-finished")
    if empty == joined:
        return Finding("Who holds photos 4 and 5 then?", "empty-is-finished")
    if empty == 0:
        return Finding(
            "Can three workers take five photos at once?", "one-in-hand"
        )
    return Finding("When does each worker take its photos?", "one-in-hand")


EXERCISE = Exercise(
    id="04.1",
    title="Empty, and finished",
    kind="predict",
    points=1,
    name="moments",
    form="value",
    cases=one_case("five photos and three workers"),
    play=give,
    judge=judge,
)
