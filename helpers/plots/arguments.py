"""What a plot was asked for, or a sentence that says what it expects.

Every plot begins with one of these, which raise where something is wrong:

    check_recording(recording, title, "plot_queue_length")
    check_runs(recordings, title, "plot_runs", "'one consumer'")
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping

from helpers.recording import Recording


def check_recording(thing: object, title: object, called: str) -> None:
    """Refuse what is no recording, or holds nothing to draw.

    Raises:
        TypeError: it is no recording, or the title is no text.
        ValueError: it has no queue, or nothing happened in it.
    """
    _check_title(title, called)
    if not isinstance(thing, Recording):
        raise TypeError(
            f"{called}() expects a recording, as in {called}(record(main())),"
            f" and got {describe(thing)}."
        )
    _check_events(thing, called, "this recording")


def check_runs(
    things: object, title: object, called: str, example: str
) -> None:
    """Refuse what is no dict of recordings.

    Raises:
        TypeError: it is no dict, or one of its values is no recording.
        ValueError: it is empty, or one of the recordings is.
    """
    _check_title(title, called)
    form = f"{called}({{{example}: recording, ...}})"
    if not isinstance(things, Mapping):
        raise TypeError(
            f"{called}() expects a dict of recordings, as in {form}, and "
            f"got {describe(things)}."
        )
    if not things:
        raise ValueError(
            f"{called}() got an empty dict, so there is nothing to draw. "
            f"Put recordings into it, as in {form}."
        )
    for key, thing in things.items():
        _check_run(thing, key, called)


def _check_run(thing: object, key: object, called: str) -> None:
    if not isinstance(thing, Recording):
        raise TypeError(
            f"{called}() expects a recording for each name, and for {key!r} "
            f"it got {describe(thing)}."
        )
    _check_events(thing, called, f"the recording for {key!r}")


def check_consumers(numbers: Mapping[int, Recording], called: str) -> None:
    """Refuse keys that are no numbers of consumers, and runs of 0 s.

    Raises:
        TypeError: a key is no whole number.
        ValueError: a key is below 1, there is only one, or a run took no
            time.
    """
    for key, recording in numbers.items():
        if isinstance(key, bool) or not isinstance(key, int):
            raise TypeError(
                f"{called}() expects the number of consumers for each "
                f"recording, as in {{1: one, 2: two}}, and got {key!r:.60}."
            )
        if key < 1 or not recording.end:
            raise ValueError(_no_speed(key, called))
    if len(numbers) < 2:
        raise ValueError(
            f"{called}() compares two or more recordings, and got one. Add "
            "another, as in {1: one, 2: two}."
        )


def _no_speed(key: int, called: str) -> str:
    if key < 1:
        return f"{called}() expects 1 consumer or more, and got {key}."
    return (
        f"{called}() compares how long runs took, and the one with {key} "
        "took no time at all. Let the consumers work: "
        "`await asyncio.sleep(1)` for each item."
    )


def _check_title(title: object, called: str) -> None:
    if title is not None and not isinstance(title, str):
        raise TypeError(
            f"{called}() expects a text as its title, as in title='The queue "
            f"grows', and got {title!r:.60}."
        )


def _check_events(recording: Recording, called: str, which: str) -> None:
    if recording.queue_facts and len(recording):
        return
    lacks = "nothing happened" if recording.queue_facts else "is no queue"
    raise ValueError(
        f"{called}() has nothing to draw: in {which} {_there(lacks)}. Record "
        "a program that puts items into a queue: recording = record(main())."
    )


def _there(lacks: str) -> str:
    return f"there {lacks}" if lacks.startswith("is") else lacks


def describe(thing: object) -> str:
    """Say what came, and what to do with it."""
    name = getattr(thing, "__name__", type(thing).__name__)
    if inspect.iscoroutine(thing):
        thing.close()  # or Python warns that it was never awaited
        return f"the coroutine {name}(): record it first, record({name}())"
    if inspect.iscoroutinefunction(thing):
        return f"the function {name} itself: record it, record({name}())"
    if isinstance(getattr(thing, "recording", None), Recording):
        return f"a {name}: write .recording after it"
    if isinstance(thing, Recording):
        return "one recording: give it a name, {'one': recording}"
    if isinstance(thing, Mapping):
        return "a dict: plot_runs() compares several recordings"
    return f"{thing!r:.60}: keep what record(main()) gives, and draw that"
