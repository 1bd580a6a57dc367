"""A course with two lessons, and the learner's copy of one."""

import pytest

from helpers.course import bring_lessons
from tests.course.lessons import (
    MANY,
    publish,
)


@pytest.fixture
def root(tmp_path):
    """A course with two lessons."""
    publish(tmp_path, "00_start_here.ipynb")
    publish(tmp_path)
    return tmp_path


@pytest.fixture
def copy(root):
    """The learner's copy of a lesson, just brought."""
    bring_lessons(root)
    return root / "work" / MANY
