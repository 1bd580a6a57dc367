"""The exercises of lesson 02, against right and wrong answers."""

from tests.exercises.lessons.answers import Exercises


class TestLesson02(Exercises):
    lesson = "02"
