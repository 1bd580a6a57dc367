"""What happened in the queues of an answer, on its way between processes.

    trace = trace_of(recording)         # where the answer is played
    items_of(trace)                     # where it is judged

A trace is plain data, and quick to make. To follow the items through it
takes longer, and happens only when a judge wants to know of them. The whole
recording goes the same way as text, where there is something to draw:

    recording_of(text_of(recording))
"""

from __future__ import annotations

import base64
import operator
from array import array
from typing import Any

from helpers.recording import QueueFacts, Recording, from_bytes, to_bytes

MOST_RECORDED = 20_000_000  # bytes of memory, of a whole recording

_OF_ITEMS = (
    "queue",
    "number",
    "put_at",
    "put_by",
    "got_at",
    "got_by",
    "marked_at",
    "finished_at",
)
_parts_of = operator.attrgetter(*_OF_ITEMS)


def trace_of(recording: Recording) -> dict[str, Any]:
    """Give what `items_of` needs of a recording."""
    return {
        "rows": base64.b64encode(recording.rows.tobytes()).decode(),
        "queues": [
            (queue.name, queue.kind, queue.serials.tolist())
            for queue in recording.queue_facts
        ],
        "tasks": recording.task_names,
    }


def items_of(trace: dict[str, Any]) -> list[dict[str, Any]]:
    """Give what happened to each item, queue by queue."""
    recording = Recording()
    recording.rows.frombytes(base64.b64decode(trace["rows"]))
    recording.task_names = trace["tasks"]
    recording.queue_facts = [
        QueueFacts(name, 0, kind, array("q", serials))
        for name, kind, serials in trace["queues"]
    ]
    parts = map(_parts_of, recording.items)
    return [dict(zip(_OF_ITEMS, part, strict=True)) for part in parts]


def text_of(recording: Recording) -> str:
    """Give the whole recording as text."""
    return base64.b64encode(to_bytes(recording)).decode()


def recording_of(text: str) -> Recording:
    """Give the recording of a text, which may come from anybody.

    Raises:
        ValueError: it is none, or one that is too large.
    """
    data = base64.b64decode(text)
    return from_bytes(Recording(), data, MOST_RECORDED)
