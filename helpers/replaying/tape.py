"""A stage as a tape for the page: numbers, once, and never again.

    about, tape = tape_of(stage)

`about` is what JSON carries, and says where in `tape` each column stands:
its type, where it begins, and how many numbers or bytes it has.
"""

from __future__ import annotations

import textwrap
from array import array
from collections.abc import Iterable
from typing import Any

from helpers.plots import thin, whole_run
from helpers.recording import CodeLine, QueueTrace
from helpers.replaying.filmstrip import COLOURS
from helpers.replaying.stage import Stage
from helpers.replaying.tracks import STATES, Track

ALIGNED = 8  # bytes, as a page's columns of floats must begin
CHART = 800  # columns of pixels, at most


class Tape:
    """Columns one after the other, and where each of them is."""

    def __init__(self) -> None:
        self.places: dict[str, tuple[str, int, int]] = {}
        self._parts: list[bytes] = []
        self._end = 0

    def add(self, name: str, column: array[Any]) -> None:
        """Add a column of numbers: "d" are floats, "i" whole ones."""
        kind = {"d": "float64", "i": "int32"}[column.typecode]
        self._add(name, kind, len(column), column.tobytes())

    def add_texts(self, name: str, texts: Iterable[str]) -> None:
        """Add texts, a line each."""
        data = "\n".join(" ".join(t.splitlines()) for t in texts).encode()
        self._add(name, "text", len(data), data)

    def add_track(self, name: str, track: Track) -> None:
        """Add what changes, in three columns."""
        self.add(f"{name}.step", track.step)
        self.add(f"{name}.who", track.who)
        self.add(f"{name}.what", track.what)

    def _add(self, name: str, kind: str, length: int, data: bytes) -> None:
        self.places[name] = kind, self._end, length
        filled = data + bytes(-len(data) % ALIGNED)
        self._parts.append(filled)
        self._end += len(filled)

    def bytes(self) -> bytes:
        """All columns."""
        return b"".join(self._parts)


def tape_of(stage: Stage) -> tuple[dict[str, Any], bytes]:
    """Give what the page needs to know of a stage."""
    tape = Tape()
    for name in ("time", "until", "kind", "queue", "task", "item"):
        tape.add(name, getattr(stage, name))
    tape.add("rank", array("i", stage.rank))
    tape.add("root", array("i", stage.roots))
    tape.add_texts("words", stage.words)
    tape.add_texts("letters", stage.letters)
    tape.add_track("places", stage.places)
    tape.add_track("states", stage.states)
    tape.add_track("unfinished", stage.unfinished)
    functions = _add_lines(tape, stage)
    for number, queue in enumerate(stage.recording.queues):
        _add_chart(tape, number, queue, stage.recording.end)
    about = _about(stage) | {"functions": functions, "tape": tape.places}
    return about, tape.bytes()


def _about(stage: Stage) -> dict[str, Any]:
    counted = stage.counted
    return {
        "queues": [
            {
                "name": facts.name,
                "maxsize": max(facts.maxsize, 0),
                "counted": number in counted,
            }
            for number, facts in enumerate(stage.recording.queue_facts)
        ],
        "tasks": stage.tasks,
        "stateWords": list(STATES),
        "columns": stage.columns,
        "others": stage.others,
        "colours": list(COLOURS),
        "values": {n: value for n, value in enumerate(stage.values) if value},
        "longest": stage.longest,
        "stuck": stage.stuck,
        "end": stage.recording.end,
        "live": stage.recording.live,
        "hidden": stage.hidden,
        "ends": stage.how_it_ends,
    }


def _add_lines(tape: Tape, stage: Stage) -> list[dict[str, Any]]:
    # The function that each step stands in, and the line in it. A step
    # whose line is not known leaves its task where it was.
    functions: dict[tuple[str, int, str], int] = {}
    shown: list[dict[str, Any]] = []
    last: dict[int, tuple[int, int]] = {}
    which, where = array("i"), array("i")
    for event, task in zip(stage.event, stage.task, strict=True):
        line = stage.recording.line(event)
        if line is not None:
            key = line.file, line.first, line.function
            if key not in functions:
                functions[key] = len(shown)
                shown.append(_function(line))
            last[task] = functions[key], line.line - line.first
        function, number = last.get(task, (-1, -1))
        which.append(function)
        where.append(number)
    tape.add("function", which)
    tape.add("line", where)
    return shown


def _function(line: CodeLine) -> dict[str, Any]:
    source = textwrap.dedent("\n".join(line.source()))
    return {"name": line.function, "lines": source.splitlines()}


def _add_chart(tape: Tape, number: int, queue: QueueTrace, end: float) -> None:
    kept = thin(queue.times, queue.lengths, CHART)
    times, lengths = whole_run(*kept, end)
    tape.add(f"chart{number}.time", array("d", times.tolist()))
    tape.add(f"chart{number}.length", array("i", lengths.tolist()))
