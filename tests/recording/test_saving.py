"""Recordings in files: they come back whole, or not at all."""

import asyncio
import contextlib
import os
import shutil
import zipfile

import pytest

from helpers.recording import Recording, record
from tests.recording.programs import fill, produce, simple
from tests.support import strict

pytestmark = strict


def same(a, b):
    columns = ("rows", "queue_facts", "task_names")
    facts = ("task_ends", "end", "live")
    return all(getattr(a, n) == getattr(b, n) for n in columns + facts)


async def mixed():
    first, second = asyncio.Queue(2), asyncio.PriorityQueue()
    await fill(second, 3, 1, 2)
    task = asyncio.create_task(produce(first, "abc"))
    await second.get()
    await asyncio.sleep(1)
    await first.get()
    died = asyncio.create_task(fill(None, 1))
    await asyncio.wait([task, died])


def test_a_recording_comes_back_from_its_file(tmp_path):
    recording = record(mixed())
    path = recording.save(tmp_path / "monday.rec")
    loaded = Recording.load(str(path))
    assert same(loaded, recording)
    assert loaded.items == recording.items
    assert loaded.tasks == recording.tasks
    assert loaded.result is None
    assert [q.mean for q in loaded.queues] == [
        q.mean for q in recording.queues
    ]
    assert os.listdir(tmp_path) == ["monday.rec"]


def test_a_recording_overwrites_a_recording_only(tmp_path):
    path, other = tmp_path / "a.rec", tmp_path / "thesis.txt"
    record(simple(1)).save(path)
    longer = record(simple(9))
    longer.save(path)
    assert same(Recording.load(path), longer)
    other.write_text("years of work")
    archive = tmp_path / "photos.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("header.json", "{}")
    for foreign in (other, archive):
        before = foreign.read_bytes()
        with pytest.raises(FileExistsError, match="Choose another name"):
            longer.save(foreign)
        assert foreign.read_bytes() == before
    assert len(os.listdir(tmp_path)) == 3  # and nothing half-written


def test_a_damaged_file_is_told_from_a_recording(tmp_path):
    path = record(mixed()).save(tmp_path / "whole.rec")
    whole, bad = path.read_bytes(), tmp_path / "bad.rec"
    for cut in range(0, len(whole), 97):
        bad.write_bytes(whole[:cut])
        with pytest.raises(ValueError, match="is no whole saved recording"):
            Recording.load(bad)
    for place in range(0, len(whole), 61):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        bad.write_bytes(damaged)
        with contextlib.suppress(ValueError):
            loaded = Recording.load(bad)
            assert same(loaded, Recording.load(path)), place


def test_other_files_are_told_from_a_recording(tmp_path):
    bad = tmp_path / "bad.rec"
    for content in (b"", b"hello", os.urandom(1000), b"PK\x05\x06"):
        bad.write_bytes(content)
        with pytest.raises(ValueError, match="is no whole saved recording"):
            Recording.load(bad)
    shutil.make_archive(str(tmp_path / "other"), "zip", tmp_path)
    with pytest.raises(ValueError, match="is no whole saved recording"):
        Recording.load(tmp_path / "other.zip")
    with pytest.raises(FileNotFoundError, match=r"There is no file none\.rec"):
        Recording.load(tmp_path / "none.rec")


def test_nothing_is_left_of_a_save_that_fails(tmp_path, monkeypatch):
    recording = record(mixed())
    path = recording.save(tmp_path / "a.rec")
    before = path.read_bytes()
    monkeypatch.setattr(recording, "task_names", [object()])
    with pytest.raises(TypeError):
        recording.save(path)
    assert os.listdir(tmp_path) == ["a.rec"]
    assert path.read_bytes() == before
