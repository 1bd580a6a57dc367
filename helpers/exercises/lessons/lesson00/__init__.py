"""The exercises of lesson 00."""

from helpers.exercises.lessons.lesson00.exercises import EXERCISES

__all__ = ["EXERCISES"]
