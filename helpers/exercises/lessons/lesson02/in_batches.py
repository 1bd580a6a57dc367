"""02.4: an async generator that hands out readings in batches."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable, Iterator
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import LIKE_ALL, SAME_TIME, now
from helpers.exercises.lessons.lesson02.readings import (
    FALSE_WORDS,
    LONG,
    VARIED,
    compared,
    draw_gaps,
    draw_readings,
    hangs,
    in_line,
    is_odd,
    producer,
    readings,
    told,
    why_gone,
    words_of,
)


class Flow(Case):
    """Streams of readings, one after the other, each with its DONE.

    Attributes:
        size: how many readings make a batch.
        streams: the readings of each stream.
        gaps: the seconds before each reading, and before DONE.
        work: how long the work on a batch takes.
        late: when the consumer begins.
    """

    size: int
    streams: list[list[Any]]
    gaps: list[list[float]]
    work: float
    late: float


def cases(dice: random.Random) -> Iterator[Flow]:
    """Make the cases: full batches, odd readings, none, two streams."""
    four = _flow("plain", 2, [[31, 31, 29, 30]], [[0.0] * 5])
    yield {**four, "late": 1.0}
    for items in ([21, 19, 22], [31, 0, 32], [21, None, 22]):
        yield _flow("plain", 2, [items], [[1.0] * len(items) + [0.0]])
    three = _flow("plain", 3, [[21, LIKE_ALL, 22]], [[0.0] * 4])
    yield {**three, "late": 1.0}
    yield _flow("plain", 3, [[]], [[1.0]])
    yield _flow("plain", 2, [[21, 19, 22]], [[1.0, LONG, 1.0, 0.0]])
    two = _flow("plain", 2, [[21, 19, 22], [20]], [[0.0] * 4, [0.0] * 2])
    yield {**two, "late": 1.0}
    for number in range(VARIED):
        streams = [draw_readings(dice, 9) for _ in range(dice.randint(1, 2))]
        gaps = [draw_gaps(dice, len(items) + 1) for items in streams]
        case = _flow("varied", dice.randint(1, 5), streams, gaps)
        work = dice.choice([0.0, 0.0, 1.0, 10 * dice.random()])
        late = dice.choice([0.0, LONG])
        yield {**case, "work": work, "late": late, "shuffle": number}


def _flow(
    kind: str, size: int, streams: list[list[Any]], gaps: list[list[float]]
) -> Flow:
    words = ", DONE, then ".join(map(readings, streams))
    return Flow(
        kind=kind,
        words=f"size {size} and {words}, DONE",
        size=size,
        streams=streams,
        gaps=gaps,
        work=0.0,
        late=0.0,
    )


async def play(answer: Any, case: Flow, names: dict[str, Any]) -> Any:
    """Loop over the answer, once for each stream."""
    queue: asyncio.Queue[Any] = asyncio.Queue()
    done = names["DONE"]

    async def consumer() -> list[Any]:
        await asyncio.sleep(case["late"])
        return [
            await _looped(
                answer(queue, case["size"]), case["work"], done, queue.qsize
            )
            for _ in case["streams"]
        ]

    items = [i for items in case["streams"] for i in [*items, done]]
    feeding = producer(queue, items, itertools.chain(*case["gaps"]), done)
    _, streams = await asyncio.gather(feeding, consumer())
    return {"streams": streams, "taken": len(items) - queue.qsize()}


async def _looped(
    batches: Any, work: float, done: Any, qsize: Callable[[], int]
) -> dict[str, Any]:
    if not hasattr(batches, "__aiter__"):
        getattr(batches, "close", list)()
        return {"no loop": type(batches).__name__}
    got, times, behind, copies = [], [], [], []
    async for batch in batches:
        got.append(batch)
        copies.append(words_of(batch, done))
        times.append(now())
        behind.append(qsize())
        await asyncio.sleep(work)
    at_end = [words_of(batch, done) for batch in got]
    return {
        "batches": at_end,
        "changed": at_end != copies,
        "times": times,
        "at": now(),
        "behinds": behind,
        "behind": qsize(),
        "shared": len({id(batch) for batch in got}) < len(got),
    }


def judge(case: Flow, seen: Seen) -> Finding | None:
    """Full batches as soon as they are full, the rest at DONE."""
    finding = hangs(seen)
    if finding:
        return finding
    for number, stream in enumerate(seen.value["streams"]):
        finding = _form_of(stream) or _batches(case, number, seen.value)
        if finding:
            return finding
    return _on_time(case, seen.value["streams"]) or _done_gone(case, seen)


def _done_gone(case: Flow, seen: Seen) -> Finding | None:
    if seen.value["taken"] == sum(map(len, case["gaps"])):
        return None
    words = "the lists are right, and the queue is not empty at the end."
    return Finding(words, "put-back")


def _form_of(stream: dict[str, Any]) -> Finding | None:
    if "no loop" in stream:
        words = f"`batches` gives a {stream['no loop']}, no async generator."
        return Finding(words, "not-a-generator")
    got = stream["batches"]
    if any("DONE" in batch for batch in got):
        words = f"DONE came out of the loop: {_lists(got)}."
        return Finding(words, "yielded-sentinel")
    if not all(isinstance(batch, list) for batch in got):
        words = f"expected lists, and got {in_line(got)}."
        return Finding(words, "hands-out-lists")
    if stream["shared"] and stream["changed"]:
        words = f"the same list came each time; in the end it is {got[0]}."
        return Finding(words.replace("'", ""), "same-list")
    if stream["changed"]:
        words = f"a list was changed later; in the end: {_lists(got)}."
        return Finding(words, "same-list")
    return None


def _batches(case: Flow, number: int, value: dict[str, Any]) -> Finding | None:
    got, size = value["streams"][number]["batches"], case["size"]
    items = told(case["streams"][number])
    expected = [items[at : at + size] for at in range(0, len(items), size)]
    if got == expected:
        return None
    words = f"expected {_lists(expected)}, and got {_lists(got)}."
    return Finding(words, _why_others(case, number, value))


def _why_others(case: Flow, number: int, value: dict[str, Any]) -> str:
    stream = value["streams"][number]
    expected = told(case["streams"][number])
    got = [word for batch in stream["batches"] for word in batch]
    if len(case["streams"]) > 1 and got != expected[: len(got)]:
        return "missed-sentinel"
    if number and expected and not got and not is_odd(expected[0]):
        return "missed-sentinel"  # who took the last one took more
    if [] in stream["batches"]:
        return "empty-batch"
    if len(case["streams"]) == 1 and value["taken"] <= len(expected):
        return why_gone(
            case["streams"][0],
            case["gaps"][0],
            case["late"],
            {**value, **stream, "got": got},
        )
    return _why_wrong(case, number, stream, got)


def _why_wrong(
    case: Flow, number: int, stream: dict[str, Any], got: list[str]
) -> str:
    expected = told(case["streams"][number])
    rest = expected[len(got) :]
    if rest and got == expected[: len(got)]:
        false = {*rest} <= {*FALSE_WORDS, "None"}
        return "truth-not-identity" if false else "lost-rest"
    finding = compared(expected, got, "")
    if finding:
        return finding.misconception
    return _why_cut(case, number, stream)


def _why_cut(case: Flow, number: int, stream: dict[str, Any]) -> str:
    # Who looks whether the queue is empty makes batches that are too short.
    sizes = [len(batch) for batch in stream["batches"]]
    short = next((n for n, s in enumerate(sizes) if s < case["size"]), None)
    if short is None or max(sizes) > case["size"] or stream["behinds"][short]:
        return "wrong-size"
    early = {b[-1] for b in stream["batches"][:-1] if len(b) < case["size"]}
    if len(early) == 1 and early <= {"None", *FALSE_WORDS}:
        return "data-as-sentinel"
    start = sum(map(sum, case["gaps"][:number]))
    put = start + sum(case["gaps"][number][: sum(sizes[: short + 1])])
    begun = stream["times"][short - 1] + case["work"] if short else 0.0
    came = stream["times"][short]
    if came <= max(put, case["late"], begun) + SAME_TIME:
        return "left-early"
    puts = itertools.accumulate(case["gaps"][number], initial=start)
    with_another = any(abs(came - at) < SAME_TIME for at in puts)
    return "wrong-size" if with_another else "gave-up-waiting"


def _lists(batches: list[Any]) -> str:
    return in_line(str(batch).replace("'", "") for batch in batches)


def _on_time(case: Flow, streams: list[dict[str, Any]]) -> Finding | None:
    came = [at for stream in streams for at in stream["times"]]
    for at, expected in zip(came, _ready(case), strict=True):
        if at > expected + SAME_TIME:
            words = f"a batch came at {at:.1f} s, ready at {expected:.1f} s."
            return Finding(words, "collected-first")
    return None


def _ready(case: Flow) -> Iterator[float]:
    # A full batch is ready with its last item, the last one with DONE; and
    # whoever loops may still be at work then.
    start, free = 0.0, case["late"]
    for items, gaps in zip(case["streams"], case["gaps"], strict=True):
        puts = [start + gap for gap in itertools.accumulate(gaps)]
        for last in range(case["size"] - 1, len(items), case["size"]):
            free = max(free, puts[last])
            yield free
            free += case["work"]
        start = puts[-1]
        free = max(free, start)
        if len(items) % case["size"]:
            yield free
            free += case["work"]


EXERCISE = Exercise(
    id="02.4",
    title="In batches",
    kind="write",
    points=3,
    name="batches",
    form="function",
    cases=cases,
    play=play,
    judge=judge,
)
