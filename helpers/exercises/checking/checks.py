"""The checks that answer a learner in a lesson.

    check("03.2", worker)

plays the answer in many situations, in a process of its own, and says what
goes wrong in the simplest of them. It never hangs and never raises. Under
nbgrader it gives the points instead.
"""

from __future__ import annotations

import os
import textwrap
from pathlib import Path
from typing import Any

from helpers.exercises import Exercise, recording_of
from helpers.exercises.checking.solved import note
from helpers.exercises.checking.verdicts import (
    Judged,
    judge_answer,
    points_of,
    seed_of,
)
from helpers.exercises.judging import plain_number
from helpers.exercises.lessons import find
from helpers.exercises.playing import cell_of, is_attempted, stub_of
from helpers.recording import Recording
from helpers.wording import counted

SEED = 0  # what is checked here may be known; marks use a secret one
WIDTH = 78  # letters of a line
SEED_FILE = "COURSEWORK_SEED_FILE"  # under nbgrader: where the secret is


class Checked:
    """What a check says; shown as text.

    Attributes:
        right: whether the answer is right.
        attempted: whether there was anything to check.
        misconception: the key of the belief behind a wrong one, or "".
    """

    def __init__(
        self, words: str, judged: Judged | None = None, attempted: bool = True
    ) -> None:
        self.words, self.attempted = words, attempted
        self.right = bool(judged and judged.right)
        self.misconception = judged.misconception if judged else ""
        self._recording = judged.recording if judged else ""

    def __repr__(self) -> str:
        return self.words

    @property
    def recording(self) -> Recording | None:
        """What the answer did where it went wrong, for `plot_timeline`."""
        return recording_of(self._recording) if self._recording else None


def check(name: str, answer: Any = None) -> Checked | float:
    """Check the answer to an exercise.

    Args:
        name: the exercise's id, as in "03.2".
        answer: the function, or the value, that your cell defines.

    Returns:
        The verdict: right, or what goes wrong in the simplest situation.
        While nbgrader executes the notebook, the points.
    """
    if os.environ.get("NBGRADER_EXECUTION"):
        return _points(find(name), answer)  # what fails here gets no points
    try:
        return _checked(find(name), answer)
    except LookupError as error:
        return Checked(str(error.args[0]), attempted=False)
    except Exception as error:
        return Checked(
            f"{name}: this cannot be checked here: {error!r:.200}. What you "
            "wrote is as it was.",
            attempted=False,
        )


def _checked(exercise: Exercise, answer: Any) -> Checked:
    source = _source(exercise, answer)
    if not source:
        words = f"{exercise.id} {exercise.title}: not attempted yet."
        return Checked(words, attempted=False)
    judged = judge_answer(exercise, source, SEED)
    note(exercise.id, judged.right)
    return Checked(_words(exercise, judged), judged)


def _points(exercise: Exercise, answer: Any) -> float:
    source = _source(exercise, answer)
    if not source:
        return 0.0
    file = os.environ.get(SEED_FILE)
    secret = Path(file).read_text("utf-8").strip() if file else str(SEED)
    seed = seed_of(secret, exercise)
    judged = judge_answer(exercise, source, seed, thorough=True)
    return points_of(exercise, judged)


def _source(exercise: Exercise, answer: Any) -> str:
    # The cell of the answer; "" where there is nothing but the stub.
    source = _cell(exercise, answer)
    attempted = is_attempted(source, stub_of(exercise))
    return source if answer is not None and attempted else ""


def _cell(exercise: Exercise, answer: Any) -> str:
    if exercise.form == "value":
        return f"{exercise.name} = {plain_number(answer)!r}"
    return cell_of(answer) or f"{exercise.name} = {answer!r}"


def _words(exercise: Exercise, judged: Judged) -> str:
    if not judged.right:
        lines = judged.words.splitlines()
        words = "\n".join(textwrap.fill(line, WIDTH) for line in lines)
        return f"{exercise.id} {exercise.title}: not yet.\n{words}"
    tried = f", in {judged.cases} situations" if judged.cases > 1 else ""
    points = counted(exercise.points, "point")
    return f"{exercise.id} {exercise.title}: right{tried}. {points}."
