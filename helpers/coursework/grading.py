"""Give marks: every answer of every submission, in processes of their own.

    marks = list(grade(submissions, seed="secret", jobs=2))

An answer that hangs or crashes costs only itself. The same seed gives the
same marks.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from helpers.coursework.submissions import Submission
from helpers.exercises import of_lesson
from helpers.exercises.exercise import Exercise
from helpers.exercises.judging import judge_answer
from helpers.exercises.sources import is_attempted, stub_of


@dataclass(frozen=True)
class Mark:
    """What one student gets for one exercise.

    Attributes:
        student: who it is.
        file: the name of the notebook.
        exercise: the exercise's id.
        points: what the answer gets.
        of: what a right one gets.
        state: "right", "wrong", "not attempted" or "missing".
        misconception: its key, or "".
        words: the feedback, for the student.
    """

    student: str
    file: str
    exercise: str
    points: float
    of: int
    state: str
    misconception: str = ""
    words: str = ""


def grade(
    submissions: Iterable[Submission], seed: str, jobs: int | None = None
) -> Iterator[Mark]:
    """Mark every exercise of every submission, on all cores.

    Args:
        submissions: what was handed in.
        seed: the secret from which the varied situations are drawn.
        jobs: how many answers are played at once; by default as many as
            there are cores.

    Yields:
        The marks, in the order of the submissions and exercises.
    """
    tasks = [
        (submission, exercise)
        for submission in submissions
        for exercise in of_lesson(submission.lesson)
    ]
    with ThreadPoolExecutor(jobs or os.cpu_count()) as pool:
        yield from pool.map(lambda task: mark(task[0], task[1], seed), tasks)


def mark(submission: Submission, exercise: Exercise, seed: str) -> Mark:
    """Mark one answer."""
    source = submission.answers.get(exercise.id)
    if source is None:
        return _nothing(submission, exercise, "missing")
    if not is_attempted(source, stub_of(exercise)):
        return _nothing(submission, exercise, "not attempted")
    own = f"{seed} {exercise.id}"
    judged = judge_answer(exercise, source, own, thorough=True)
    return Mark(
        submission.student,
        submission.path.name,
        exercise.id,
        round(exercise.points * judged.share, 2),
        exercise.points,
        "right" if judged.right else "wrong",
        judged.misconception,
        judged.words,
    )


def _nothing(submission: Submission, exercise: Exercise, state: str) -> Mark:
    file = submission.path.name
    return Mark(
        submission.student, file, exercise.id, 0.0, exercise.points, state
    )
