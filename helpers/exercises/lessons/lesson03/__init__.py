"""The exercises of lesson 03."""

from helpers.exercises.lessons.lesson03.exercises import EXERCISES

__all__ = ["EXERCISES"]
