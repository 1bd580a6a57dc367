"""Why is it stuck? The answer in words.

`explain` makes the report that `Stuck` carries: who waits for what and on
which line, who died and of what, who holds items that nobody marked, and
the most likely cause, with what to do about it:

    Stuck at 5.0 s: nobody can go on.
      consumer-2 waits in queue.get() (cell 12, line 4); the queue is empty.
      main waits in gather for consumer-2 (cell 14, line 3).
      producer-1 ended at 4.0 s; consumer-1 ended at 5.0 s.
    Most likely: ...

It works from the tasks alone, and better with a `History` of the queues,
which `record` keeps.
"""

from __future__ import annotations

import textwrap
from typing import Any, NamedTuple

from helpers.diagnosis.causes import likely_cause
from helpers.diagnosis.scene import Ended, Scene
from helpers.diagnosis.waiting import Place, Wait, place_of_error
from helpers.wording import error_text, names_of, seconds


class Report(NamedTuple):
    """A report of a stuck program.

    Attributes:
        text: several lines of plain text.
        cause: the key of the most likely cause; see
            `helpers.diagnosis.causes`.
    """

    text: str
    cause: str


def explain(headline: str, scene: Scene) -> Report:
    """Tell a learner who waits for what, and why that will not change.

    Args:
        headline: the first line, as in "Stuck at 5.0 s: nobody can go on."
        scene: what is known.

    Returns:
        The report.
    """
    lines, key = [headline], ""
    lines += [f"  {line}" for line in _waiting_lines(scene)]
    lines += [f"  {line}" for line in _ended_lines(scene)]
    if scene.waits:
        key, words = likely_cause(scene)
        lines.append(f"Most likely: {words}")
    return Report("\n".join(map(_wrapped, lines)), key)


def deadlock(now: float) -> str:
    """The headline where no task can ever go on."""
    return f"Stuck at {seconds(now)}: nobody can go on."


def livelock(now: float, rounds: int) -> str:
    """The headline where tasks run for ever without waiting."""
    return (
        f"Stuck at {seconds(now)}: tasks keep running, but no time passes "
        f"({rounds:,} rounds; max_rounds= sets the limit)."
    )


def endless(now: float, moves: int) -> str:
    """The headline where the program goes on for ever."""
    return (
        f"Stuck at {seconds(now)}: still running after {moves:,} moves of "
        "the clock (max_moves= sets the limit; until= stops quietly)."
    )


def left_over(scene: Scene) -> str:
    """Name in one line the tasks that were still there at the end."""
    parts = [
        f"{names} {_verb(waits[0], len(waits))}{_at(waits[0].place)}"
        for names, waits in _groups(scene)
    ]
    return f"Left over when main ended, and cancelled: {'; '.join(parts)}."


def died_unseen(ended: Ended) -> str:
    """Say in one line that a task died and nobody looked at its error."""
    return (
        f"{ended.name} died at {seconds(ended.time)} of "
        f"{ended.error}{_at(ended.place)}, and nobody awaited it."
    )


def kept_the_thread(name: str, limit: float) -> str:
    """Say in one line that a task let nobody else run for long."""
    return (
        f"{name} held the thread for over {limit:g} s without letting go; "
        "on a real clock, all other tasks stand still meanwhile."
    )


def interrupted(now: float, scene: Scene, error: BaseException) -> str:
    """The report where a person stopped the program."""
    place = place_of_error(error)
    running = f"; the program was at {place}" if place else ""
    headline = f"Interrupted at {seconds(now)}{running}."
    return headline if place else explain(headline, scene).text


def failed_callback(context: dict[str, Any]) -> str:
    """Say in one line what asyncio's exception handler was told."""
    error = context.get("exception")
    message = context.get("message", "Something failed")
    return f"{message}: {error_text(error)}" if error else str(message)


def _groups(scene: Scene) -> list[tuple[str, list[Wait]]]:
    # Tasks that wait for the same thing on the same line share one line.
    groups: dict[object, list[Wait]] = {}
    for wait in scene.waits:
        others = tuple(t.get_name() for t in wait.others)
        key = (wait.kind, id(wait.thing), wait.place, others)
        groups.setdefault(key, []).append(wait)
    return [
        (names_of(w.task.get_name() for w in waits), waits)
        for waits in groups.values()
    ]


def _waiting_lines(scene: Scene) -> list[str]:
    lines = []
    for names, waits in _groups(scene):
        wait = waits[0]
        state = _state(wait)
        verb = _verb(wait, len(waits))
        after = f"; {state}" if state else ""
        lines.append(f"{names} {verb}{_at(wait.place)}{after}.")
    return lines


def _ended_lines(scene: Scene) -> list[str]:
    lines = [
        f"{e.name} died at {seconds(e.time)} of {e.error}{_at(e.place)}."
        for e in scene.died[:5]
    ]
    by_time: dict[str, list[str]] = {}
    for e in scene.finished:
        by_time.setdefault(seconds(e.time), []).append(e.name)
    parts = [f"{names_of(n)} ended at {t}" for t, n in by_time.items()]
    return lines + ([f"{'; '.join(parts[-4:])}."] if parts else [])


def _wrapped(line: str) -> str:
    return textwrap.fill(
        line, 78, subsequent_indent="    ", break_on_hyphens=False
    )


def _at(place: Place | None) -> str:
    return f" ({place})" if place else ""


def _verb(wait: Wait, count: int) -> str:
    waits = "wait" if count > 1 else "waits"
    name = wait.name or {"future": "a future"}.get(wait.kind, f"a {wait.kind}")
    others = names_of(task.get_name() for task in wait.others)
    queue = wait.name or "a queue"
    return {
        "get": f"{waits} in {queue}.get()",
        "put": f"{waits} in {queue}.put()",
        "join": f"{waits} in {queue}.join()",
        "event": f"{waits} in {name}.wait()",
        "condition": f"{waits} in {name}.wait()",
        "barrier": f"{waits} in {name}.wait()",
        "lock": f"{waits} for {name}",
        "semaphore": f"{waits} for {name}",
        "future": f"{waits} for {name}",
        "group": f"{waits} at the end of its TaskGroup for {others}",
        "gather": f"{waits} in gather for {others}",
        "tasks": f"{waits} for one of {others}",
        "task": f"{waits} for {others}",
        "sleep": f"{'sleep' if count > 1 else 'sleeps'}",
        "running": "keep running" if count > 1 else "keeps running",
    }[wait.kind]


def _state(wait: Wait) -> str:
    if wait.kind in ("get", "put", "join"):
        return _queue_state(wait.kind, wait.thing)
    return {
        "event": "nobody has set it",
        "condition": "nobody has notified it",
        "lock": "it is held, and nobody has released it",
        "semaphore": "all its places are taken",
        "barrier": f"{getattr(wait.thing, 'n_waiting', 0)} of "
        f"{getattr(wait.thing, 'parties', 0)} have come",
        "future": "nobody has given it a result",
    }.get(wait.kind, "")


def _queue_state(kind: str, queue: Any) -> str:
    if kind == "get":
        return "the queue is empty"
    if kind == "put":
        return f"the queue is full ({queue.qsize()} of {queue.maxsize})"
    count = queue._unfinished_tasks
    items = "1 item is" if count == 1 else f"{count:,} items are"
    inside = queue.qsize()
    where = "" if not inside else f", {inside:,} of them still in the queue"
    if count == inside == 1:
        where = ", and it is still in the queue"
    return f"{items} not marked done{where}"
