"""The exercises of lesson 00: a first prediction, and a first check.

`twelve_parcels` is 00.1; `beliefs` says what is behind wrong answers.
"""

from helpers.exercises.lessons.lesson00 import twelve_parcels

EXERCISES = [twelve_parcels.EXERCISE]
