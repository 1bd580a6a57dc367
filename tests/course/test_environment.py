"""The self-test: is everything here that the course needs?"""

from helpers.course import self_test


def test_the_self_test_finds_everything_here():
    assert repr(self_test()).startswith("Everything is here: Python 3.11")
    assert self_test().missing == []


def test_the_self_test_names_what_is_missing_or_too_old(tmp_path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(
        "pytest>=1  # a reason\nno-such-package>=1,<2\nnumpy>=999\n"
        'not-here>=1; sys_platform == "none"  # of no system\n-e .\n'
    )
    said = repr(self_test(requirements)).splitlines()
    assert len(said) == 3
    assert said[0].startswith("no-such-package is missing in ")
    assert said[1].endswith("; the course needs >=999.")
    assert said[2].endswith("pip install -r requirements.txt")


def test_the_self_test_without_a_list_says_so(tmp_path):
    result = self_test(tmp_path / "requirements.txt")
    assert result.missing == ["There is no requirements.txt to go by."]
