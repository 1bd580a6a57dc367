"""The exercises of lesson 05."""

from __future__ import annotations

from helpers.exercises.exercise import Exercise
from helpers.exercises.misconceptions import Belief

BELIEFS: dict[str, Belief] = {}

EXERCISES: list[Exercise] = []
