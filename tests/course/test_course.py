"""The learner's copies: brought, renewed, restored, and never lost."""

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from hashlib import sha256

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from helpers.course import bring_lessons
from helpers.course import commands as course
from helpers.course.copies import restore
from helpers.files import CourseError
from tests.support import ROOT

RECORD = ".course.json"
MANY = "03_many_consumers.ipynb"
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


def publish(root, name=MANY, text="queue"):
    """Put a lesson, with its output, among the published ones."""
    output = new_output("stream", text="the answer\n")
    cell = new_code_cell(text, id="a", execution_count=1, outputs=[output])
    (root / "notebooks").mkdir(exist_ok=True)
    nbformat.write(new_notebook(cells=[cell]), root / "notebooks" / name)


def text_of(path):
    return nbformat.read(path, as_version=4).cells[0].source


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


# ---- bringing


def test_new_lessons_come_with_their_outputs_cleared(root):
    notes = bring_lessons(root)
    assert notes == ["00_start_here.ipynb: new.", f"{MANY}: new."]
    (cell,) = nbformat.read(root / "work" / MANY, as_version=4).cells
    assert (cell.source, cell.outputs) == ("queue", [])
    assert cell.execution_count is None


def test_second_start_changes_nothing(root, copy):
    before = copy.read_bytes()
    assert bring_lessons(root) == ["All lessons are in work/ already."]
    assert copy.read_bytes() == before


def test_untouched_lesson_is_renewed(root, copy):
    publish(root, text="better")
    assert bring_lessons(root) == [f"{MANY}: renewed, you had not changed it."]
    assert text_of(copy) == "better"


def test_untouched_lesson_is_renewed_again_and_again(root, copy):
    for text in ("better", "still better", "queue"):
        publish(root, text=text)
        bring_lessons(root)
        assert text_of(copy) == text


def test_one_changed_byte_keeps_the_file_and_names_the_newer(root, copy):
    mine = copy.read_bytes() + b" "
    copy.write_bytes(mine)
    assert bring_lessons(root) == ["All lessons are in work/ already."]
    publish(root, text="better")
    (note,) = bring_lessons(root)
    assert copy.read_bytes() == mine
    assert note == (
        f"{MANY}: is yours and stays; the course has a newer one. "
        "To get the course's: `python -m helpers restore 03`."
    )


@pytest.mark.parametrize(
    "damage",
    [
        lambda record: record.unlink(),
        lambda record: record.write_text("no json"),
        lambda record: record.write_bytes(b"\xff\xfe"),
        lambda record: record.write_text("[]"),
        lambda record: record.write_text('{"lessons": 3, "seal": 4}'),
        lambda record: record.write_text(record.read_text()[:-30]),
    ],
    ids=["lost", "broken", "bytes", "list", "numbers", "cut"],
)
def test_without_its_record_a_lesson_counts_as_touched(root, copy, damage):
    before = copy.read_bytes()
    damage(root / "work" / RECORD)
    publish(root, text="better")
    (note,) = bring_lessons(root)
    assert copy.read_bytes() == before
    assert "is yours and stays; the course has another one" in note


def test_edited_record_counts_as_lost(root, copy):
    mine = copy.read_bytes() + b"\n"
    copy.write_bytes(mine)
    record = root / "work" / RECORD
    stored = json.loads(record.read_text())
    stored["lessons"][MANY].append(sha256(mine).hexdigest())
    record.write_text(json.dumps(stored))
    publish(root, text="better")
    bring_lessons(root)
    assert copy.read_bytes() == mine


def test_record_that_is_a_folder_loses_nothing(root, copy, capsys):
    record = root / "work" / RECORD
    record.unlink()
    record.mkdir()
    mine = copy.read_bytes()
    publish(root, text="better")
    publish(root, "04_new.ipynb")
    assert course.main(["restore", "04"], root) == 1
    assert_sentence(capsys.readouterr().err)
    assert copy.read_bytes() == mine


def test_file_of_that_name_that_the_course_did_not_put_stays(root):
    (root / "work").mkdir()
    mine = root / "work" / MANY
    mine.write_text("my own")
    notes = bring_lessons(root)
    assert mine.read_text() == "my own"
    assert "is yours and stays; the course has another one" in notes[1]


def test_link_and_what_it_points_to_stay(root, copy):
    elsewhere = root / "elsewhere.ipynb"
    copy.rename(elsewhere)
    try:
        copy.symlink_to(elsewhere)
    except OSError:
        pytest.skip("this system makes no links")
    before = elsewhere.read_bytes()
    publish(root, text="better")
    (note,) = bring_lessons(root)
    assert "is a folder or a link, which stays" in note
    assert copy.is_symlink() and elsewhere.read_bytes() == before


def test_folder_of_that_name_stays_and_the_others_come(root):
    (root / "work" / "00_start_here.ipynb").mkdir(parents=True)
    notes = bring_lessons(root)
    assert "is a folder or a link, which stays" in notes[0]
    assert notes[1] == f"{MANY}: new."


def test_deleted_lesson_comes_back(root, copy):
    copy.unlink()
    assert bring_lessons(root) == [f"{MANY}: new."]
    assert text_of(copy) == "queue"


def test_renamed_lesson_leaves_the_old_file(root, copy):
    mine = copy.read_bytes() + b" "
    copy.write_bytes(mine)
    published = root / "notebooks" / MANY
    published.rename(published.with_name("03_consumers.ipynb"))
    assert bring_lessons(root) == ["03_consumers.ipynb: new."]
    assert copy.read_bytes() == mine


def test_two_lessons_of_one_number_both_come(root):
    publish(root, "03_more.ipynb")
    bring_lessons(root)
    names = {path.name for path in (root / "work").glob("03_*")}
    assert names == {MANY, "03_more.ipynb"}


def test_name_taken_in_the_last_moment_is_not_written_over(
    root, monkeypatch, capsys
):
    """As on a file system where `03_Many` and `03_many` are one name."""
    (root / "work").mkdir()
    mine = root / "work" / "00_start_here.ipynb"
    mine.write_text("my own")
    monkeypatch.setattr(os.path, "lexists", lambda path: False)
    assert course.main(["restore", "00"], root) == 1
    assert mine.read_text() == "my own"
    assert_sentence(capsys.readouterr().err)


# ---- restoring


def test_restore_keeps_the_learners_beside_it(root, copy):
    for number in (1, 2, 3):
        copy.write_text(f"mine {number}")
        kept = f"03_many_consumers.yours-{number}.ipynb"
        assert restore(root, "03") == (
            f"{MANY}: fresh again; yours is kept as {kept}."
        )
        assert (copy.parent / kept).read_text() == f"mine {number}"
        assert text_of(copy) == "queue"


def test_restored_lesson_is_untouched_again(root, copy):
    copy.write_text("mine")
    restore(root, "03")
    publish(root, text="better")
    bring_lessons(root)
    assert text_of(copy) == "better"


@pytest.mark.parametrize(
    "name", ["3", "03", MANY, MANY.removesuffix(".ipynb")]
)
def test_restore_takes_number_or_name(root, copy, name):
    copy.write_text("mine")
    assert "fresh again" in restore(root, name)


def test_restore_of_an_untouched_lesson_keeps_nothing(root, copy):
    assert restore(root, "03") == f"{MANY}: fresh already."
    publish(root, text="better")
    assert restore(root, "03").endswith("fresh again; you had not changed it.")
    assert text_of(copy) == "better"
    assert list(copy.parent.glob("*yours*")) == []


def test_restore_of_a_lesson_that_is_not_in_work_brings_it(root):
    assert restore(root, "03") == f"{MANY}: new."
    assert text_of(root / "work" / MANY) == "queue"


def test_restore_leaves_a_folder_alone(root):
    (root / "work" / MANY).mkdir(parents=True)
    with pytest.raises(CourseError, match=r"but is a folder or a link. Move"):
        restore(root, "03")


def test_restore_of_an_unknown_lesson_names_those_there_are(root):
    with pytest.raises(
        CourseError, match=r"no lesson '99'. Choose of 00, 03."
    ):
        restore(root, "99")


def test_restore_of_two_lessons_of_one_number_asks_which(root):
    publish(root, "03_more.ipynb")
    said = "03 is 03_many_consumers and 03_more. Give the whole name"
    with pytest.raises(CourseError, match=said):
        restore(root, "03")
    assert restore(root, "03_more") == "03_more.ipynb: new."


# ---- crashes


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space")])
@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("command", [bring_lessons, lambda r: restore(r, "3")])
def test_crash_half_way_loses_nothing(
    root, copy, monkeypatch, command, call, error
):
    publish(root, text="better")
    publish(root, "04_new.ipynb")
    if command is not bring_lessons:
        copy.write_text("mine")
    before = copy.read_bytes()
    for calls_that_work in range(3):
        with monkeypatch.context() as patch:
            fail_after(patch, call, calls_that_work, error)
            try:
                command(root)
            except (KeyboardInterrupt, OSError):
                kept = copy.parent.glob("03_*.ipynb")
                assert before in [path.read_bytes() for path in kept] or (
                    text_of(copy) == "better"
                )
        for path in copy.parent.glob("0*.ipynb"):
            assert path.read_bytes() == b"mine" or text_of(path)
        assert list(copy.parent.glob(".*.new")) == []
    command(root)
    assert text_of(copy) == "better"


def fail_after(patch, call, calls_that_work, error):
    """Make a call of the system fail from a given time on."""
    real, left = getattr(os, call), [None] * calls_that_work

    def failing(*args):
        if not left:
            raise error
        left.pop()
        return real(*args)

    patch.setattr(os, call, failing)


# ---- what people read


def assert_sentence(text):
    """Check that a message is for people: words, and nothing else."""
    assert re.match(r"[\w/`'].* .*[.]\n$", text, flags=re.DOTALL)
    assert "Traceback" not in text


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


def hear_interrupts():
    # A shell lets what it runs in the background ignore them.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


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
