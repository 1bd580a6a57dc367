"""The exercises of lesson 05, against right and wrong answers."""

from tests.exercises.lessons.answers import Exercises


class TestLesson05(Exercises):
    lesson = "05"
