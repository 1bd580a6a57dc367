"""Each test in this folder gets the exercises of its lesson, or answers."""

import pytest

from helpers.exercises.lessons import of_lesson

pytest.register_assert_rewrite("tests.exercises.lessons.answers")


def pytest_generate_tests(metafunc):
    """Give a test the ids of its lesson's exercises, or titles of answers."""
    from tests.exercises.lessons.answers import SEEDS, cells

    if "name" not in metafunc.fixturenames:
        return
    names = [exercise.id for exercise in of_lesson(metafunc.cls.lesson)]
    if "title" not in metafunc.fixturenames:
        metafunc.parametrize("name", names)
        return
    right = "seed" in metafunc.fixturenames
    found = [
        pytest.param(name, title, id=f"{name} {title}")
        for name in names
        for title, _ in cells("answers" if right else "wrong", name)
    ]
    metafunc.parametrize(("name", "title"), found)
    if right:
        metafunc.parametrize("seed", SEEDS)
