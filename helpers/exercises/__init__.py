"""The exercises of the course, and the checks that answer a learner.

    check("03.2", worker)           # in a lesson: is my answer right?
    progress()                      # what is solved so far

`exercise` says what an exercise is; each lesson has a module of them.
"""

from __future__ import annotations

import importlib

from helpers.exercises.exercise import Exercise

LESSONS = ("00", "01", "02", "03", "04", "05")


def all_exercises() -> list[Exercise]:
    """Every exercise of the course, in order."""
    return [e for lesson in LESSONS for e in of_lesson(lesson)]


def of_lesson(lesson: str) -> list[Exercise]:
    """The exercises of one lesson, in order; none for an unknown one."""
    if lesson not in LESSONS:
        return []
    module = importlib.import_module(f"helpers.exercises.lesson{lesson}")
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
