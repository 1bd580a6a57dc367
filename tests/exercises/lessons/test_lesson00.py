"""The exercises of lesson 00, against right and wrong answers."""

from tests.exercises.lessons.answers import Exercises


class TestLesson00(Exercises):
    lesson = "00"
