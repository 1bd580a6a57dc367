"""The exercises of lesson 03, against right and wrong answers."""

from tests.exercises.lessons.answers import Exercises


class TestLesson03(Exercises):
    lesson = "03"
