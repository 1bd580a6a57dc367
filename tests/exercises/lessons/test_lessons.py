"""The lessons as a whole: each has a file here that tests its exercises."""

from pathlib import Path

from helpers.exercises.lessons import LESSONS


def test_each_lesson_has_a_file_of_tests():
    here = Path(__file__).parent
    found = {path.name for path in here.glob("test_lesson[0-9][0-9].py")}
    assert found == {f"test_lesson{lesson}.py" for lesson in LESSONS}
