"""Give marks: every answer of every submission, in processes of their own.

    for mark in grade(submissions, "secret", store=Store(folder)): ...

An answer that hangs or crashes costs only itself. The same seed gives the
same marks. What was judged is kept in the store, so that a grading that was
interrupted goes on where it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from helpers.coursework.store import Store
from helpers.coursework.submissions import Submission
from helpers.exercises import Exercise
from helpers.exercises.checking import Judged, judge_answer, points_of, seed_of
from helpers.exercises.lessons import of_lesson
from helpers.exercises.playing import is_attempted, stub_of


@dataclass(frozen=True)
class Mark:
    """What one student gets for one exercise.

    Attributes:
        student: who it is.
        number: what Canvas or Moodle calls them, or "".
        file: the notebook, as it was named to us.
        lesson: the number of the lesson.
        exercise: the exercise's id.
        points: what the answer gets.
        of: what a right one gets.
        state: "right", "wrong", "not attempted", "missing" or "not judged".
        misconception: its key, or "".
        flags: what a person should look at, or "".
        words: the feedback, for the student.
        key: under which the store has what was judged, or "".
    """

    student: str
    number: str
    file: str
    lesson: str
    exercise: str
    points: float
    of: int
    state: str
    misconception: str = ""
    flags: str = ""
    words: str = ""
    key: str = ""

    @property
    def to_be_looked_at(self) -> bool:
        """Whether a person should look at the answer."""
        return bool(self.flags) or self.state == "not judged"


def tasks_of(
    submissions: Iterable[Submission],
) -> list[tuple[Submission, Exercise]]:
    """List what there is to mark, in order."""
    return [
        (submission, exercise)
        for submission in submissions
        for exercise in of_lesson(submission.lesson)
    ]


def grade(
    submissions: Iterable[Submission],
    seed: str,
    jobs: int | None = None,
    store: Store | None = None,
) -> Iterator[Mark]:
    """Mark every exercise of every submission, on all cores.

    Args:
        submissions: what was handed in.
        seed: the secret from which the varied situations are drawn.
        jobs: how many answers are played at once; by default as many as
            there are cores.
        store: where what was judged is kept, and looked up; by default it
            is judged anew.

    Yields:
        The marks, in the order of the submissions and exercises.
    """
    with ThreadPoolExecutor(jobs or os.cpu_count()) as pool:
        yield from pool.map(
            lambda task: mark(task[0], task[1], seed, store),
            tasks_of(submissions),
        )


def mark(
    submission: Submission,
    exercise: Exercise,
    seed: str,
    store: Store | None = None,
) -> Mark:
    """Mark one answer."""
    given = Mark(
        student=submission.student,
        number=submission.number,
        file=str(submission.path),
        lesson=submission.lesson,
        exercise=exercise.id,
        points=0.0,
        of=exercise.points,
        state="missing",
    )
    source = submission.answers.get(exercise.id)
    if source is None:
        return given
    try:
        if not is_attempted(source, stub_of(exercise)):
            return replace(given, state="not attempted")
        key, judged = _judge(exercise, source, seed, store)
    except Exception as error:  # one answer must not cost the others theirs
        words = f"This could not be judged: {error!r:.200}."
        return replace(given, state="not judged", words=words)
    return replace(
        given,
        points=points_of(exercise, judged),
        state="right" if judged.right else "wrong",
        misconception=judged.misconception,
        flags="; ".join(judged.flags),
        words=judged.words,
        key=key,
    )


def _judge(
    exercise: Exercise, source: str, seed: str, store: Store | None
) -> tuple[str, Judged]:
    key = store.key(exercise.id, source, seed) if store else ""
    judged = store.get(key) if store else None
    if judged is None:
        own = seed_of(seed, exercise)
        judged = judge_answer(exercise, source, own, thorough=True)
        if store:
            store.put(key, judged)
    return key, judged
