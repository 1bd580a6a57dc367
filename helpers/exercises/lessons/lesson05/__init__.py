"""The exercises of lesson 05."""

from helpers.exercises.lessons.lesson05.exercises import EXERCISES

__all__ = ["EXERCISES"]
