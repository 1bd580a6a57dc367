"""No file is touched by an answer, and no process is left of it."""

from pathlib import Path

import psutil
import pytest


@pytest.fixture
def place(tmp_path):
    """A folder with a file in it that nobody may read or change."""
    (tmp_path / "canary").write_text("secret")
    yield tmp_path
    assert [path.name for path in tmp_path.iterdir()] == ["canary"]
    assert (tmp_path / "canary").read_text() == "secret"
    assert (tmp_path / "canary").stat().st_mode & 0o400


@pytest.fixture(autouse=True)
def nothing_is_left(tmp_path, monkeypatch):
    """No process stays that a test has begun; others' may come and go."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # by which ours are known
    before = psutil.Process().children(recursive=True)
    yield
    after = psutil.Process().children(recursive=True)
    assert not [child for child in after if child not in before]
    assert not [p for p in psutil.process_iter() if folder_of(p) == tmp_path]


def folder_of(process):
    """The folder for temporary files that a process was given, or None."""
    try:
        given = process.environ().get("TMPDIR")
    except (psutil.Error, OSError):
        return None
    return given and Path(given)
