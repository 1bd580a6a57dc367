"""Verdicts are kept until something that judges has changed."""

import pytest

from helpers.coursework.store import _what_judges


@pytest.fixture
def root(tmp_path):
    for name in (
        "helpers/wording.py",
        "helpers/clock/loop.py",
        "helpers/exercises/lessons/lesson03/hand_it_on.py",
        "helpers/plots/figures.py",
        "notebooks/03_many_consumers.ipynb",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("before")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "helpers/wording.py",
        "helpers/clock/loop.py",
        "helpers/exercises/lessons/lesson03/hand_it_on.py",
        "notebooks/03_many_consumers.ipynb",
    ],
)
def test_what_judges_is_seen_to_change(root, name):
    before = _what_judges.__wrapped__(root)
    (root / name).write_text("after")
    assert _what_judges.__wrapped__(root) != before


def test_a_picture_judges_nobody(root):
    before = _what_judges.__wrapped__(root)
    (root / "helpers/plots/figures.py").write_text("after")
    assert _what_judges.__wrapped__(root) == before


def test_two_files_that_change_places_are_seen(root):
    loop, wording = root / "helpers/clock/loop.py", root / "helpers/wording.py"
    loop.write_text("other")
    before = _what_judges.__wrapped__(root)
    loop.write_text("before")
    wording.write_text("other")
    assert _what_judges.__wrapped__(root) != before
