"""The most likely cause of a program that is stuck, and what to do.

`likely_cause(scene)` goes through what people get wrong with queues, the
surest evidence first, and returns the first that fits. Each function below
is one such mistake; it returns "" where the evidence is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from helpers.diagnosis.scene import FOR_OTHERS, Ended, Scene
from helpers.diagnosis.waiting import Wait
from helpers.wording import names_of


class Cause(NamedTuple):
    """What went wrong.

    Attributes:
        key: its name, as in "one-sentinel".
        words: what it is and how to mend it, in two or three sentences.
    """

    key: str
    words: str


def likely_cause(scene: Scene) -> Cause:
    """Say what most likely went wrong and how to mend it.

    Args:
        scene: what is known of tasks, queues and those who have ended.

    Returns:
        The first cause that fits; an empty one where nothing does.
    """
    for cause in _CAUSES:
        words = cause(scene)
        if words:
            return Cause(cause.__name__.strip("_").replace("_", "-"), words)
    return Cause("", "")


def _spins(scene: Scene) -> str:
    running = [w for w in scene.waits if w.kind == "running"]
    if not running:
        return ""
    names, several = _names(running), len(running) > 1
    asks, waits = ("ask", "wait") if several else ("asks", "waits")
    return (
        f"{names} {asks} again and again, and never {waits} for something to "
        "happen. To wait for an item, write `await queue.get()`, which lets "
        "the others run until there is one."
    )


def _ticks_for_ever(scene: Scene) -> str:
    ticking = [w for w in scene.waits if w.kind == "sleep"]
    others = [w for w in scene.waits if w.kind not in ("sleep", *FOR_OTHERS)]
    if not ticking or not scene.ticking:
        return ""
    if not others:
        return (
            f"{_names(ticking)} goes on for ever, and nobody ends it. Leave "
            "the loop, cancel the task, or stop the run with until=."
        )
    rest = replace(scene, waits=[w for w in scene.waits if w.kind != "sleep"])
    return (
        f"only {_names(ticking)} still goes on, and that keeps the clock "
        f"moving. As to the others: {likely_cause(rest).words}"
    )


def _ignores_cancel(scene: Scene) -> str:
    deaf = [w for w in scene.waits if w.task.cancelling()]
    if not deaf:
        return ""
    return (
        f"{_names(deaf)} was cancelled and went on all the same. Its code "
        "catches CancelledError (perhaps with a bare `except:`); let it "
        "pass, or raise it again."
    )


def _died_holding(scene: Scene) -> str:
    for queue in _queues(scene, "join"):
        held = scene.past.unmarked(queue)
        for dead in scene.died:
            took = dead.name in scene.past.takers(queue)
            if held.get(dead.name) or (took and not scene.recorded):
                return (
                    f"{dead.name} died of {dead.error} before it "
                    "marked its item, and join() counts that item. Call "
                    "task_done() in a `finally:`, and watch the workers: "
                    "join() does not tell you that one has died."
                )
    return ""


def _died_feeding(scene: Scene) -> str:
    for queue in _queues(scene, "get"):
        for dead in scene.died:
            if dead.name in scene.past.putters(queue):
                return (
                    f"{dead.name} died of {dead.error}, so it "
                    f"puts nothing more into {scene.queue_name(queue)}: no "
                    "item, and no sentinel. Send the sentinel in a "
                    "`finally:`, or use a TaskGroup, which stops the others."
                )
    return ""


def _died_taking(scene: Scene) -> str:
    for queue in _queues(scene, "put"):
        for dead in scene.died:
            if dead.name in scene.past.takers(queue):
                return (
                    f"{dead.name} died of {dead.error}, and it "
                    f"was to take items from {scene.queue_name(queue)}. "
                    "Catch the error of one item inside the loop, or use a "
                    "TaskGroup, which stops the producer as well."
                )
    return ""


def _feeds_itself(scene: Scene) -> str:
    for queue in _queues(scene, "put"):
        putting = {w.task.get_name() for w in scene.waiting("put", queue)}
        takers = scene.past.takers(queue) & scene.alive
        if takers and takers <= putting:
            return (
                f"the workers put into {scene.queue_name(queue)}, which they "
                "themselves empty: it is full, and all of them wait to put. "
                "Make that queue unbounded, or give the new items a queue "
                "of their own."
            )
    return ""


def _put_in_a_ring(scene: Scene) -> str:
    full = list(_queues(scene, "put"))
    if full[1:] and not scene.recorded:
        takers = scene.code.takers(None) & scene.alive
        putting = (w for w in scene.waits if w.kind == "put")
        if takers <= {w.task.get_name() for w in putting}:
            return (
                f"everybody who takes items, {names_of(takers)}, waits to put "
                "one into a full queue. Let one side never wait: an unbounded "
                "queue, or results kept in a list."
            )
        return ""
    for queue in full:
        for other in full:
            there = {w.task.get_name() for w in scene.waiting("put", other)}
            takers = scene.past.takers(queue) & scene.alive
            if other is not queue and takers and takers <= there:
                return (
                    "two full queues wait for each other: those who empty "
                    f"{scene.queue_name(queue)} wait to put into "
                    f"{scene.queue_name(other)}. Let one side never wait: "
                    "an unbounded queue, or results kept in a list."
                )
    return ""


def _nobody_takes(scene: Scene) -> str:
    for queue in [*_queues(scene, "put"), *_queues(scene, "join")]:
        if not queue.qsize() or scene.past.takers(queue) & scene.alive:
            continue
        takers = scene.past.takers(queue) or scene.code.takers(queue)
        gone = [e for e in scene.finished if e.name in takers]
        name = scene.queue_name(queue)
        if gone:
            return (
                f"{_ended(gone)} ended while items were still to come, and "
                f"nobody is left who takes them from {name}. A consumer that "
                "leaves at `queue.empty()` or at a sentinel that came too "
                "early does that."
            )
        if scene.waiting("get", queue):
            continue
        return (
            f"nobody takes items from {name}. Start a consumer before you "
            "wait for the queue."
        )
    return ""


def _shut_down_at_once(scene: Scene) -> str:
    for queue in _queues(scene, "join"):
        if getattr(queue, "_is_shutdown", False) and not queue.qsize():
            return (
                "the queue was shut down at once, while an item that had "
                "been taken was not yet marked. join() still counts it: "
                "call task_done() in a `finally:`."
            )
    return ""


def _nobody_marks(scene: Scene) -> str:
    for queue in _queues(scene, "join"):
        if queue.qsize() or not scene.past.takers(queue):
            continue
        if not scene.past.markers(queue):
            return (
                "nobody calls task_done(), and join() waits until it was "
                "called once for each item put. Who must call it after each "
                f"item: {names_of(scene.past.takers(queue))}."
            )
    return ""


def _last_not_marked(scene: Scene) -> str:
    for queue in _queues(scene, "join"):
        held, last = scene.past.unmarked(queue), scene.past.last_taken(queue)
        for name, numbers in held.items():
            ended = name not in scene.alive
            ended &= name not in scene.past.marked_last(queue)
            if ended and numbers == [last.get(name)]:
                return (
                    f"{name} did not mark item {numbers[0]}, the last that it "
                    "took before it ended. A sentinel was put, so it counts "
                    "as well: call task_done() for it too."
                )
    return ""


def _some_not_marked(scene: Scene) -> str:
    for queue in _queues(scene, "join"):
        for name, numbers in scene.past.unmarked(queue).items():
            missing = "one" if len(numbers) == 1 else f"{len(numbers)}"
            return (
                f"{name} took items and did not mark {missing} of them. Look "
                "for a way through its loop that misses task_done(): a "
                "`continue`, a `break`, an error."
            )
        if not scene.recorded and not queue.qsize():
            return (
                "all items were taken, and not all were marked. Call "
                "task_done() once for each item, in a `finally:`, also for "
                "a sentinel. record(main()) in place of run(main()) tells "
                "you who took them."
            )
    return ""


def _no_await(scene: Scene) -> str:
    for queue in _queues(scene, "get"):
        if scene.recorded and not scene.past.putters(queue):
            if scene.died or _waits_upstream(scene, queue):
                continue
            return (
                f"nothing was ever put into {scene.queue_name(queue)}. If the "
                "producer writes `queue.put(item)` without `await`, nothing "
                "happens; or it was never started, or has another queue."
            )
    return ""


def _one_sentinel(scene: Scene) -> str:
    for queue in _queues(scene, "get"):
        waiting = scene.waiting("get", queue)
        alike = {w.task.get_name().rsplit("-", 1)[0] for w in waiting}
        gone = [
            e
            for e in scene.finished
            if e.name in scene.past.takers(queue)
            and e.name.rsplit("-", 1)[0] in alike
        ]
        if gone and not scene.is_fed(queue):
            return (
                f"one sentinel sends one consumer home. {_ended(gone)} took "
                f"one and ended; {_names(waiting)} got none, and nobody is "
                "left who could put one. Put one for each consumer, or let "
                "each put it back before it leaves."
            )
    return ""


def _joined_and_forgot(scene: Scene) -> str:
    for queue in _queues(scene, "get"):
        if scene.past.was_joined(queue) and not queue._unfinished_tasks:
            return (
                "all the work is done and join() has returned, but it does "
                f"not stop the workers: {_names(scene.waiting('get', queue))} "
                f"{_wait(scene.waiting('get', queue))} for more. Cancel them "
                "after join(), then gather them."
            )
    return ""


def _each_waits_for_the_other(scene: Scene) -> str:
    getters = [w for w in scene.waits if w.kind == "get"]
    for first in getters:
        for other in getters:
            if other.thing is not first.thing and _feed_each_other(
                scene, first, other
            ):
                names = names_of(w.task.get_name() for w in (first, other))
                return (
                    f"{names} wait for each other to put something first. "
                    "One of them must put before it waits."
                )
    return ""


def _feed_each_other(scene: Scene, first: Wait, other: Wait) -> bool:
    into_first = scene.past.putters(first.thing)
    into_other = scene.past.putters(other.thing)
    if not scene.recorded:
        gone = {ended.name for ended in scene.ended}
        return "put" in first.words & other.words and not into_first & gone
    if not into_first and not into_other:
        return "put" in first.words & other.words
    return (
        other.task.get_name() in into_first
        and first.task.get_name() in into_other
    )


def _no_ending(scene: Scene) -> str:
    for queue in _queues(scene, "get"):
        if scene.is_fed(queue):
            continue
        name, waiting = scene.queue_name(queue), scene.waiting("get", queue)
        who = f"{_names(waiting)} still {_wait(waiting)}"
        if not scene.past.putters(queue):
            return (
                f"nobody is left who puts anything into {name}, and {who} "
                "for an item. Was a producer started, and has it the same "
                "queue? Are all items done, and nobody says so?"
            )
        return (
            "nobody told the consumer that no more items come. Whoever puts "
            f"into {name} has ended, and {who} for the next item. Agree on "
            "an ending: a sentinel, or join() and then cancel."
        )
    return ""


def _await_ring(scene: Scene) -> str:
    waits = {w.task: w for w in scene.waits}
    for start in waits:
        seen, task = [start], _only_other(waits[start])
        while task in waits and task not in seen:
            seen.append(task)
            task = _only_other(waits[task])
        if task is start:
            names = names_of(t.get_name() for t in seen)
            return (
                f"{names} wait for each other to end. One of them must not "
                "await the other."
            )
    return ""


def _only_other(wait: Wait) -> Any:
    return wait.others[0] if len(wait.others) == 1 else None


def _lock(scene: Scene) -> str:
    waits = [w for w in scene.waits if w.kind == "lock"]
    if not waits:
        return ""
    if len({id(w.thing) for w in waits}) > 1:
        return (
            f"{_names(waits)} each hold a lock and wait for the other's. "
            "Let everybody take the locks in the same order."
        )
    return (
        f"{_names(waits)} waits for a lock that is never released. A task "
        "that already holds an asyncio.Lock cannot take it again; "
        "`async with lock:` releases it whatever happens."
    )


def _signal(scene: Scene) -> str:
    advice = {
        "event": "call set() on it, also where something fails",
        "condition": "call notify() or notify_all() on it, while holding it",
        "semaphore": "`async with` gives each place back, whatever happens",
        "barrier": "as many tasks must come to it as it has parties",
        "future": "call set_result() on it, also where something fails",
        "sleep": "give it a time that comes",
    }
    for wait in scene.waits:
        if wait.kind in advice:
            what = wait.name or f"the {wait.kind}"
            return (
                f"no task is left that would wake {wait.task.get_name()} "
                f"from {what}: {advice[wait.kind]}."
            )
    return ""


def _all_wait(scene: Scene) -> str:
    return (
        "each task waits for something that only another waiting task could "
        "do. Go through the lines above, and ask of each: who was to wake it?"
    )


_CAUSES = (
    _spins,
    _ticks_for_ever,
    _ignores_cancel,
    _died_holding,
    _died_feeding,
    _died_taking,
    _feeds_itself,
    _put_in_a_ring,
    _nobody_takes,
    _shut_down_at_once,
    _nobody_marks,
    _last_not_marked,
    _some_not_marked,
    _lock,
    _each_waits_for_the_other,
    _no_await,
    _joined_and_forgot,
    _one_sentinel,
    _signal,
    _no_ending,
    _await_ring,
    _all_wait,
)


def _queues(scene: Scene, kind: str) -> Iterator[Any]:
    seen: list[Any] = []
    for wait in scene.waits:
        if wait.kind == kind and not any(wait.thing is q for q in seen):
            seen.append(wait.thing)
            yield wait.thing


def _names(waits: list[Wait]) -> str:
    return names_of(w.task.get_name() for w in waits)


def _wait(waits: list[Wait]) -> str:
    return "waits" if len(waits) == 1 else "wait"


def _ended(gone: list[Ended]) -> str:
    return names_of(e.name for e in gone)


def _waits_upstream(scene: Scene, queue: Any) -> bool:
    return any(w.kind == "get" and w.thing is not queue for w in scene.waits)
