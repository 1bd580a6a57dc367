"""The exercises of lesson 04, against right and wrong answers."""

from tests.exercises.lessons.answers import Exercises


class TestLesson04(Exercises):
    lesson = "04"
