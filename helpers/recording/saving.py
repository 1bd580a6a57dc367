"""Save a recording to a file and load it again.

The file is a zip archive: a header in JSON, and each column as it is in
memory. The archive's own checksums tell a damaged file.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import zipfile
from array import array
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from helpers.recording.facts import Kept, QueueFacts, TaskEnd

K = TypeVar("K", bound=Kept)

_DAMAGED = (zipfile.BadZipFile, KeyError, EOFError, ValueError)
_FORMAT = "asyncio queue recording 2"


def save(recording: Kept, path: Path) -> Path:
    """Write a recording to a file, all of it or nothing."""
    if path.exists() and not _is_recording(path):
        raise FileExistsError(
            f"{path.name} exists and is no saved recording, so it is left as "
            "it is. Choose another name."
        )
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with open(handle, "wb") as file:
            file.write(to_bytes(recording))
        os.replace(name, path)
    except BaseException:
        Path(name).unlink()
        raise
    return path


def to_bytes(recording: Kept) -> bytes:
    """Give what `save` writes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        _write(recording, archive)
    return file.getvalue()


def from_bytes(recording: K, data: bytes, most: int) -> K:
    """Fill an empty recording from what `to_bytes` gave.

    Args:
        recording: the empty one.
        data: the bytes, which may come from anybody.
        most: the bytes of memory that it may take.

    Raises:
        ValueError: they are no whole saved recording, or one too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > most:
                raise ValueError(f"It takes more than {most:,} bytes.")
            _read(recording, archive)
    except _DAMAGED as error:
        raise ValueError(f"This is no whole recording: {error}") from error
    return recording


def load(recording: K, path: Path) -> K:
    """Fill an empty recording from a file."""
    if not path.exists():
        raise FileNotFoundError(
            f"There is no file {path.name} in {path.parent.resolve()}."
        )
    try:
        with zipfile.ZipFile(path) as archive:
            _read(recording, archive)
    except _DAMAGED as error:
        raise ValueError(
            f"{path.name} is no whole saved recording: it is cut off, "
            "damaged, or something else. Save it again with "
            "recording.save()."
        ) from error
    return recording


def _is_recording(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment == _FORMAT.encode()
    except (zipfile.BadZipFile, OSError):
        return False


def _columns(recording: Kept) -> dict[str, array[Any]]:
    found: dict[str, array[Any]] = {"rows": recording.rows}
    for number, facts in enumerate(recording.queue_facts):
        found[f"serials-{number}"] = facts.serials
        found[f"lengths-{number}"] = facts.lengths
    return found


def _write(recording: Kept, archive: zipfile.ZipFile) -> None:
    queues = [(q.name, q.maxsize, q.kind) for q in recording.queue_facts]
    header = {
        "order of bytes": sys.byteorder,
        "queues": queues,
        "tasks": recording.task_names,
        "ends": [asdict(end) for end in recording.task_ends],
        "end": recording.end,
        "live": recording.live,
    }
    archive.comment = _FORMAT.encode()
    archive.writestr("header.json", json.dumps(header))
    for name, column in _columns(recording).items():
        archive.writestr(name, column.tobytes())


def _read(recording: Kept, archive: zipfile.ZipFile) -> None:
    header = json.loads(archive.read("header.json"))
    recording.queue_facts = [QueueFacts(*facts) for facts in header["queues"]]
    recording.task_names = header["tasks"]
    recording.task_ends = [TaskEnd(**end) for end in header["ends"]]
    recording.end, recording.live = header["end"], header["live"]
    for name, column in _columns(recording).items():
        column.frombytes(archive.read(name))
        if header["order of bytes"] != sys.byteorder:
            column.byteswap()
