"""Judge an answer: play it in many cases, and say what is wrong first.

    verdict = judge_answer(exercise, setup, source, seed=0)
    verdict.right, verdict.words

The plain case comes first, then varied ones, then faults, so that what is
told of is the simplest that goes wrong.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from helpers.exercises.exercise import Case, Exercise, Finding, Seen
from helpers.exercises.misconceptions import belief_behind
from helpers.exercises.player import NotPlayable, Player


@dataclass(frozen=True)
class Judged:
    """What came out.

    Attributes:
        right: whether the answer is right.
        words: what is wrong: the situation, what was expected, what was.
        misconception: its key, or "".
        cases: in how many situations the answer was played.
        recording: the saved recording of the one that went wrong, or "".
    """

    right: bool
    words: str = ""
    misconception: str = ""
    cases: int = 0
    recording: str = ""


def judge_answer(
    exercise: Exercise, setup: str, source: str, seed: int
) -> Judged:
    """Judge the cell of an answer.

    Args:
        exercise: the exercise.
        setup: the source of its lesson's set-up cells.
        source: the source of the answer's cell.
        seed: from it the varied cases are drawn.
    """
    played = 0
    try:
        with Player(exercise.id, setup, source) as player:
            for case in exercise.cases(random.Random(seed)):
                played += 1
                seen = player.play(case)
                finding = find_fault(exercise, case, seen)
                if finding:
                    found = _told(exercise, finding, case)
                    kept = player.play(case, keep=True).recording
                    key = finding.misconception
                    return Judged(False, found, key, played, kept)
    except NotPlayable as problem:
        return Judged(False, str(problem), "not-playable")
    return Judged(True, cases=played)


def find_fault(exercise: Exercise, case: Case, seen: Seen) -> Finding | None:
    """Say what is wrong with what was seen, if anything is."""
    if seen.outcome == "killed":
        words = f"The program was stopped from outside: {seen.error}."
        return Finding(words, "never-lets-go")
    if seen.slept:
        words = "The program calls `time.sleep`."
        return Finding(words, "time-sleep")
    finding = exercise.judge(case, seen)
    if finding and seen.forgotten:
        what = f"`{seen.forgotten[0]}` was called without `await`"
        return Finding(f"{what}, so nobody ran it.", "no-await")
    return finding


def _told(exercise: Exercise, finding: Finding, case: Case) -> str:
    words = f"With {case['words']}: {finding.words}"
    belief = belief_behind(finding.misconception, exercise.lesson)
    if belief:
        words += (
            f"\n{belief.words} (Lesson {belief.lesson}, section "
            f"“{belief.section}”.)"
        )
    return words
