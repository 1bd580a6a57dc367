"""The exercises of lesson 01."""

from helpers.exercises.lessons.lesson01.exercises import EXERCISES

__all__ = ["EXERCISES"]
