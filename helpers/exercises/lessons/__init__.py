"""Which exercises are there? A package for each lesson.

    find("03.2").title              # "Hand it on"
    belief_behind("one-sentinel", "03").words

A lesson is loaded when it is first asked for. In its package `exercises` (or
a module for each exercise) says what there is to do, and `beliefs` what is
behind wrong answers; a good program under test, and the broken ones, stand in
`programs`.
"""

from __future__ import annotations

import importlib

from helpers.exercises import Exercise
from helpers.exercises.judging import COMMON, Belief

LESSONS = ("00", "01", "02", "03", "04", "05")


def all_exercises() -> list[Exercise]:
    """Every exercise of the course, in order."""
    return [e for lesson in LESSONS for e in of_lesson(lesson)]


def of_lesson(lesson: str) -> list[Exercise]:
    """The exercises of one lesson, in order; none for an unknown one."""
    if lesson not in LESSONS:
        return []
    module = importlib.import_module(f"{__name__}.lesson{lesson}")
    found: list[Exercise] = module.EXERCISES
    return found


def find(name: object) -> Exercise:
    """The exercise of this id.

    Raises:
        LookupError: there is none; the text names those of its lesson.
    """
    lesson = str(name).partition(".")[0]
    near = of_lesson(lesson) or all_exercises()
    for exercise in near:
        if exercise.id == name:
            return exercise
    ids = ", ".join(exercise.id for exercise in near)
    raise LookupError(f"There is no exercise {name!r}. There are: {ids}.")


def belief_behind(key: str, lesson: str) -> Belief | None:
    """What is known under this key, in this lesson or everywhere."""
    module = importlib.import_module(f"{__name__}.lesson{lesson}.beliefs")
    found: Belief | None = {**COMMON, **module.BELIEFS}.get(key)
    return found
