"""Keep what was judged, so that nothing is judged twice.

    store = Store(Path("marks/judged"))
    key = store.key("03.2", source, seed)
    store.get(key), store.put(key, judged)

A file for each judged answer. Its name is a hash of the answer, the seed,
and all that judges it: after a change to an exercise it is judged anew.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path

from helpers.exercises.checking import Judged
from helpers.files import ROOT


class Store:
    """The judged answers in a folder, which is made when it is missing."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def key(self, exercise: str, source: str, seed: str) -> str:
        """The name under which an answer is kept."""
        parts = json.dumps([_what_judges(), exercise, source, seed])
        return hashlib.sha256(parts.encode()).hexdigest()[:32]

    def get(self, key: str) -> Judged | None:
        """What was judged under this key; None if nothing was."""
        try:
            kept = json.loads(self._path(key).read_bytes())
            return Judged(**{**kept, "flags": tuple(kept["flags"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None  # never judged, or interrupted while it was written

    def put(self, key: str, judged: Judged) -> None:
        """Keep what was judged, all of it or nothing."""
        new = self._path(f"{key}.{os.getpid()}.{id(judged)}")
        new.write_text(json.dumps(asdict(judged)), "utf-8")
        os.replace(new, self._path(key))

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"


# The rooms whose code a verdict depends on, beside the ground floor's.
_ROOMS_THAT_JUDGE = ("clock", "diagnosis", "exercises", "recording")


@functools.cache
def _what_judges(root: Path = ROOT) -> str:
    files = sorted((root / "helpers").glob("*.py"))
    for room in _ROOMS_THAT_JUDGE:
        files += sorted((root / "helpers" / room).rglob("*.py"))
    files += sorted((root / "notebooks").glob("*.ipynb"))
    seen = hashlib.sha256()
    for file in files:
        name = file.relative_to(root).as_posix()
        seen.update(name.encode() + file.read_bytes())
    return seen.hexdigest()
