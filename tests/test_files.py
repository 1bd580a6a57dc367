"""Writing files, so that nothing of anybody's is lost."""

import pytest

from helpers.files import CourseError, replace_file


def test_file_that_somebody_changed_meanwhile_stays(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"theirs")
    with pytest.raises(CourseError, match="changed by somebody else"):
        replace_file(path, b"ours", expected=b"before")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]
