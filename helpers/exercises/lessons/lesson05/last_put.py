"""05.1: when does the last `put` end?"""

from __future__ import annotations

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import give, one_case

_WRONG: dict[float, Finding] = {
    0: Finding(
        "What does `put` do when the queue is full?", "put-never-waits"
    ),
    4: Finding("Are all the items that were put in the queue?", "in-hand"),
    5: Finding("That is when the last item is taken.", "put-until-done"),
    6: Finding("That is when the last item is done.", "put-until-done"),
}


def judge(case: Case, seen: Seen) -> Finding | None:
    """The last put ends at 3 seconds."""
    value = seen.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Finding(f"expected a number of seconds, not {value!r:.40}.")
    if value == 3:
        return None
    other = Finding("Who makes room, and when?", "one-room-each")
    found = _WRONG.get(value, other)
    words = f"not {value} seconds. {found.words}"
    return Finding(words, found.misconception)


EXERCISE = Exercise(
    id="05.1",
    title="The last put",
    kind="predict",
    points=1,
    name="last_put",
    form="value",
    cases=one_case("6 items and `maxsize=2`"),
    play=give,
    judge=judge,
)
