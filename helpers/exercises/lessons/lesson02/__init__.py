"""The exercises of lesson 02."""

from helpers.exercises.lessons.lesson02.exercises import EXERCISES

__all__ = ["EXERCISES"]
