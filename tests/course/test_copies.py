"""The learner's copies: brought, renewed, restored, and never lost."""

import json
import os
from hashlib import sha256

import nbformat
import pytest

from helpers import course
from helpers.course import bring_lessons
from helpers.course.copies import restore
from helpers.files import CourseError
from tests.course.lessons import (
    MANY,
    RECORD,
    assert_sentence,
    publish,
    text_of,
)

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
