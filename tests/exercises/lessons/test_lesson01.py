"""The exercises of lesson 01, against right and wrong answers."""

from tests.exercises.lessons.answers import Exercises


class TestLesson01(Exercises):
    lesson = "01"
