"""What happened? The queues of a program, as columns and as views.

    recording = record(main())      # the program is unchanged
    recording.queues[0].peak

Read in this order: `tracing` (queues that note what happens to them, in a
log), `lines` (on which line of the program), `recorder` (`record` and
`record_live`), `facts` and `recorded` (what is left: a `Recording`), `saving`
(as a file), `columns` and `views` (what is asked of it: lengths, items,
tasks). `live` watches a program on the real clock, and `past` tells the
diagnosis what a log knows.
"""

from helpers.recording.columns import Floats, QueueTrace
from helpers.recording.facts import QueueFacts, TaskEnd
from helpers.recording.lines import CodeLine
from helpers.recording.recorded import Recording
from helpers.recording.recorder import (
    RecordedLoop,
    last_recording,
    record,
    record_live,
    record_on,
)
from helpers.recording.saving import from_bytes, to_bytes
from helpers.recording.tracing import (
    DONE,
    DROPPED,
    ENDS,
    GET,
    GET_GAVE_UP,
    GET_WAITS,
    JOIN_ENDS,
    JOIN_WAITS,
    KIND_MASK,
    PUT,
    PUT_GAVE_UP,
    PUT_WAITS,
    SHUTDOWN,
    SLEEPS,
    STARTS,
    TASK_SHIFT,
    Log,
    TracedLifoQueue,
    TracedPriorityQueue,
    TracedQueue,
    code_of,
    row_of,
)
from helpers.recording.views import NO_TASK, Handling, Item, TaskTrace

__all__ = [
    "DONE",
    "DROPPED",
    "ENDS",
    "GET",
    "GET_GAVE_UP",
    "GET_WAITS",
    "JOIN_ENDS",
    "JOIN_WAITS",
    "KIND_MASK",
    "NO_TASK",
    "PUT",
    "PUT_GAVE_UP",
    "PUT_WAITS",
    "SHUTDOWN",
    "SLEEPS",
    "STARTS",
    "TASK_SHIFT",
    "CodeLine",
    "Floats",
    "Handling",
    "Item",
    "Log",
    "QueueFacts",
    "QueueTrace",
    "RecordedLoop",
    "Recording",
    "TaskEnd",
    "TaskTrace",
    "TracedLifoQueue",
    "TracedPriorityQueue",
    "TracedQueue",
    "code_of",
    "from_bytes",
    "last_recording",
    "record",
    "record_live",
    "record_on",
    "row_of",
    "to_bytes",
]
