"""Judge an answer: play it in many cases, and say what is wrong first.

    judged = judge_answer(exercise, source, seed=0)
    judged.right, judged.words

The plain cases come first, then varied ones, then faults, so that what is
told of is the simplest that goes wrong.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.lessons import belief_behind
from helpers.exercises.playing import NotPlayable, Player, setup_of

LONGEST = 90.0  # seconds for one answer, which needs less than one
MOST_WORDS = 4_000  # letters
# What each kind of case is worth. Who fails in a plain one gets nothing.
WEIGHTS = {"plain": 2, "varied": 1, "fault": 1}


@dataclass(frozen=True)
class Judged:
    """What came out.

    Attributes:
        right: whether the answer is right.
        share: of the points, from 0 to 1.
        words: what is wrong: the situation, what was expected, what was.
        misconception: its key, or "".
        cases: in how many situations the answer was played.
        recording: the saved recording of the one that went wrong, or "".
        flags: what a person should look at: the answer reaches for what no
            answer needs, and so perhaps for the judge.
    """

    right: bool
    share: float = 0.0
    words: str = ""
    misconception: str = ""
    cases: int = 0
    recording: str = ""
    flags: tuple[str, ...] = ()


def judge_answer(
    exercise: Exercise, source: str, seed: int | str, thorough: bool = False
) -> Judged:
    """Judge the cell of an answer.

    Args:
        exercise: the exercise.
        source: the source of the answer's cell, which runs on top of the
            lesson's set-up.
        seed: from it the varied cases are drawn.
        thorough: go on after the first fault, to find the share of the
            points that a wrong answer deserves.
    """
    cases = list(exercise.cases(random.Random(seed)))
    order = list(range(len(cases)))
    if thorough and exercise.kind == "test":
        # Who counts how often they are asked must not know what comes. All
        # are played, so that the first in their own order is told of.
        random.Random(f"order of {seed}").shuffle(order)
    setup = setup_of(exercise.lesson)
    try:
        with Player(exercise.id, setup, source) as player:
            judged = _judged(exercise, cases, order, player, thorough)
            return replace(judged, flags=tuple(player.flags))
    except NotPlayable as problem:
        return Judged(
            False,
            words=str(problem),
            misconception="not-playable",
            flags=tuple(problem.flags),
        )


def seed_of(secret: str, exercise: Exercise) -> str:
    """The seed with which marks are given, each exercise its own."""
    return f"{secret} {exercise.id}"


def points_of(exercise: Exercise, judged: Judged) -> float:
    """The points that an answer gets; to two places."""
    return round(exercise.points * judged.share, 2)


def _judged(
    exercise: Exercise,
    cases: list[Case],
    order: list[int],
    player: Player,
    thorough: bool,
) -> Judged:
    failed, kinds = dict[int, Finding](), set[str]()
    played, mixed = 0, order != sorted(order)
    end = time.monotonic() + LONGEST
    for place, number in enumerate(order):
        case = cases[number]
        if case["kind"] in kinds and not mixed:
            continue
        played += 1
        seen = player.play(case)
        finding = find_fault(exercise, case, seen)
        if time.monotonic() > end:
            finding = finding or Finding("all situations take too long.")
        if not finding:
            continue
        failed[number] = finding
        kinds.add(case["kind"])
        if seen.outcome == "killed":  # and nothing can be played any more
            kinds |= {cases[later]["kind"] for later in order[place:]}
        plain = case["kind"] == "plain" and not mixed
        if seen.outcome == "killed" or plain or not thorough:
            break
    if not failed:
        return Judged(True, 1.0, cases=played)
    hidden = thorough and exercise.kind != "test"
    if hidden and _only_plain(exercise, cases, kinds, player):
        player.flags.append(
            "it is right in the plain situations only: perhaps they are "
            "written into it"
        )
    first = min(failed)
    shown = exercise.form != "value"  # a value does nothing to look at
    return Judged(
        False,
        _share(cases, kinds) if thorough else 0.0,
        _told(exercise, failed[first], cases[first]),
        failed[first].misconception,
        played,
        player.play(cases[first], keep=True).recording if shown else "",
    )


def _only_plain(
    exercise: Exercise,
    cases: list[Case],
    failed: set[str],
    player: Player,
) -> bool:
    # Whoever knows something of it is right in some varied situations.
    if "plain" in failed or "varied" not in failed:
        return False
    others = [case for case in cases if case["kind"] == "varied"]
    return all(
        find_fault(exercise, case, player.play(case))
        for case in others[:: len(others) // 8 or 1]
    )


def _share(cases: list[Case], failed: set[str]) -> float:
    if "plain" in failed:
        return 0.0
    kinds = {case["kind"] for case in cases}
    whole = sum(WEIGHTS[kind] for kind in kinds)
    return sum(WEIGHTS[kind] for kind in kinds - failed) / whole


# What explains a coroutine that nobody ran, too.
_SURER = ("no-async", "loop-in-loop", "wait-takes-tasks", "not-unpacked")
_OF_TIME = ("not-promised", "time-unseen")


def find_fault(exercise: Exercise, case: Case, seen: Seen) -> Finding | None:
    """Say what is wrong with what was seen, if anything is."""
    if seen.outcome == "killed":
        words = f"the program was stopped from outside: {seen.error}."
        return Finding(words, seen.cause)
    if seen.slept:
        words = "the program calls `time.sleep`."
        return Finding(words, "time-sleep")
    finding = exercise.judge(case, seen)
    always = [said for said in seen.warned if "always true" in said]
    if finding and always:
        words = f"{finding.words} Python says of your cell, {always[0]}"
        return Finding(words, "assert-in-parentheses")
    if finding and seen.forgotten and finding.misconception not in _SURER:
        what = f"`{seen.forgotten[0]}` was called without `await`"
        return Finding(f"{what}, so nobody ran it.", "no-await")
    if finding and seen.asked and finding.misconception in _OF_TIME:
        words = f"{finding.words} It asks `{seen.asked[0]}`."
        return Finding(words, "real-clock")
    return finding


def _told(exercise: Exercise, finding: Finding, case: Case) -> str:
    words = f"With {case['words']}: {finding.words}"[:MOST_WORDS]
    belief = belief_behind(finding.misconception, exercise.lesson)
    if belief:
        words += (
            f"\n{belief.words} (Lesson {belief.lesson}, section "
            f"“{belief.section}”.)"
        )
    return words
