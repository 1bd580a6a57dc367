"""The commands: what people read, and how JupyterLab is begun."""

import errno
import os
import shutil
import signal
import subprocess
import sys

import pytest

from helpers import course
from helpers.course.commands import lab_command
from tests.course.lessons import MANY, assert_sentence
from tests.support import ROOT, hear_interrupts

STUB = """\
import sys, time
print("LAB", *sys.argv[1:], flush=True)
if "--wait" in sys.argv:
    try:
        time.sleep(60)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
sys.exit(7)
"""


def test_plain_command_shows_how_to_use_it(root, capsys):
    assert course.main([], root) == 0
    said = capsys.readouterr().out
    assert all(f"helpers {x}" in said for x in ("start", "restore", "refresh"))


def test_unknown_command_is_named(root, capsys):
    assert course.main(["begin"], root) == 1
    assert "no command 'begin'" in capsys.readouterr().err


def test_work_that_is_a_file_is_named_and_stays(root, capsys):
    (root / "work").write_text("mine")
    assert course.main(["start"], root) == 1
    said = capsys.readouterr().err
    assert_sentence(said)
    assert "should be the folder of your copies, but is a file" in said
    assert (root / "work").read_text() == "mine"


def test_missing_lessons_are_named(tmp_path, capsys):
    assert course.main(["start"], tmp_path) == 1
    said = capsys.readouterr().err
    assert_sentence(said)
    assert str(tmp_path / "notebooks") in said
    assert not (tmp_path / "work").exists()


def test_broken_published_lesson_is_named(root, capsys):
    (root / "notebooks" / MANY).write_text("no json")
    assert course.main(["start"], root) == 1
    said = capsys.readouterr().err
    assert_sentence(said)
    assert f"{MANY} should be a notebook" in said


def test_folder_that_cannot_be_written_is_named(root, monkeypatch, capsys):
    def refuse(source, target):
        raise PermissionError(errno.EACCES, "Permission denied", str(target))

    monkeypatch.setattr(os, "replace", refuse)
    assert course.main(["start"], root) == 1
    said = capsys.readouterr().err
    assert_sentence(said)
    assert "Permission denied. What you wrote is untouched." in said


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="this user may write everywhere",
)
def test_read_only_folder_is_named(root, capsys):
    root.chmod(0o555)
    assert course.main(["start"], root) == 1
    root.chmod(0o755)
    assert "What you wrote is untouched." in capsys.readouterr().err


def test_refresh_of_an_unknown_lesson_is_named(root, capsys):
    assert course.main(["refresh", "99"], root) == 1
    assert_sentence(capsys.readouterr().err)


# ---- the command itself, with a stand-in for JupyterLab


@pytest.fixture
def start(root):
    """Begin `python -m helpers start` in a copy of the course."""
    caches = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "helpers", root / "helpers", ignore=caches)
    stub = root / "stub" / "jupyterlab"
    stub.mkdir(parents=True)
    (stub / "__init__.py").touch()
    (stub / "__main__.py").write_text(STUB)

    paths = [str(stub.parent), os.environ.get("PYTHONPATH", "")]

    def start(*options):
        return subprocess.Popen(
            [sys.executable, "-m", "helpers", "start", *options],
            cwd=root,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=hear_interrupts if os.name == "posix" else None,
        )

    return start


def test_start_opens_the_first_lesson_and_gives_the_exit_code(start, root):
    process = start("--no-browser", "--port", "8999")
    said, _ = process.communicate()
    assert process.returncode == 7
    assert f"--ServerApp.root_dir={root / 'work'}" in said
    assert "--LabApp.default_url=/lab/tree/00_start_here.ipynb" in said
    assert said.endswith("--no-browser --port 8999\n")
    allowed = "--allow-root" in said
    assert allowed == (hasattr(os, "geteuid") and os.geteuid() == 0)
    assert (root / "work" / MANY).is_file()


@pytest.mark.skipif(os.name == "nt", reason="no single process gets SIGINT")
def test_interrupt_reaches_jupyterlab(start):
    process = start("--wait")
    while not process.stdout.readline().startswith("LAB"):
        pass
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate()
    assert (said, process.returncode) == ("interrupted\n", 7)


def test_start_tells_jupyterlab_of_it(tmp_path):
    option = "--ServerApp.jpserver_extensions=helpers.storing.pre_save=True"
    assert option in lab_command(tmp_path, [])


@pytest.mark.parametrize("missing", ["nbformat", "jupyterlab"])
def test_missing_library_is_named(start, root, missing):
    code = (
        f"import runpy, sys; sys.modules[{missing!r}] = None\n"
        "import importlib.util as u; find = u.find_spec\n"
        f"u.find_spec = lambda n: None if n == {missing!r} else find(n)\n"
        "sys.argv = ['helpers', 'start']\n"
        "runpy.run_module('helpers', run_name='__main__', alter_sys=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert f"{missing} is missing: run `pip install -r" in done.stderr
    assert_sentence(done.stderr)
