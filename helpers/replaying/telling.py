"""The words of each step on the stage of a recording.

For example:

    tell(GET, "consumer-2", "E", "")        # "consumer-2 takes E"
    asleep(True, 3.0)                       # " and works until 3.0 s"
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from helpers.recording import (
    DONE,
    DROPPED,
    GET,
    GET_GAVE_UP,
    GET_WAITS,
    JOIN_ENDS,
    JOIN_WAITS,
    PUT,
    PUT_GAVE_UP,
    PUT_WAITS,
    SHUTDOWN,
    SLEEPS,
    STARTS,
)
from helpers.wording import names_of, seconds

_WORDS = {
    PUT: "{task} puts {item}{into}",
    GET: "{task} takes {item}{out_of}",
    DONE: "{task} marks {item} done{in_}",
    PUT_WAITS: "{task} waits to put {item}: {queue} is full",
    GET_WAITS: "{task} waits to get an item: {queue} is empty",
    JOIN_WAITS: "{task} waits in join(){of}",
    PUT_GAVE_UP: "{task} stops waiting to put {item}",
    GET_GAVE_UP: "{task} stops waiting to get an item{out_of}",
    JOIN_ENDS: "{task} is back from join(){of}",
    DROPPED: "{item} is dropped",
    SHUTDOWN: "{task} shuts {queue} down",
    STARTS: "{task} is created",
    SLEEPS: "{task}",
}


def tell(kind: int, task: str, item: str, queue: str) -> str:
    """Say what happens in a step.

    Args:
        kind: of the event; see `helpers.recording.tracing`.
        task: the task's name.
        item: what the item is called; "" where it is not known.
        queue: the queue's name; "" where there is only one.
    """
    return _WORDS[kind].format(
        task=task,
        item=item or "an item",
        queue=queue or "the queue",
        into=queue and f" into {queue}",
        out_of=queue and f" from {queue}",
        in_=queue and f" in {queue}",
        of=queue and f" of {queue}",
    )


def ended(task: str, end: Any) -> str:
    """Say how a task ends."""
    if end.outcome == "died":
        return f"{task} dies: {end.error}"
    return f"{task} {'is cancelled' if end.outcome == 'cancelled' else 'ends'}"


def asleep(works: object, until: float) -> str:
    """Say until when a task sleeps; with an item in hand it works."""
    return f" {'works' if works else 'sleeps'} until {seconds(until)}"


def left(unfinished: int) -> str:
    """Say how many items of a queue are not marked done."""
    return f": {unfinished or 'none'} left unfinished"


def woken(tasks: Sequence[str]) -> str:
    """Say who is woken; nothing where nobody is."""
    if not tasks:
        return ""
    return f"; {names_of(tasks)} {'is' if len(tasks) == 1 else 'are'} woken"


def letter(number: int, copy: int = 0) -> str:
    """Name an item: A to Z, AA, AB, ...; A2 for the second made of A."""
    name = ""
    number += 1
    while number:
        number, last = divmod(number - 1, 26)
        name = chr(ord("A") + last) + name
    return f"{name}{copy or ''}"


def queue_names(names: Sequence[str]) -> Sequence[str]:
    """What the words call each queue: nothing where there is only one."""
    return names if len(names) > 1 else [""] * len(names)
