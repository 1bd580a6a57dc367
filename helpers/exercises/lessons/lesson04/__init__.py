"""The exercises of lesson 04."""

from helpers.exercises.lessons.lesson04.exercises import EXERCISES

__all__ = ["EXERCISES"]
