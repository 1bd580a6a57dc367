"""The exercises of lesson 02: how the consumer knows that it is over."""

from __future__ import annotations

import asyncio
import builtins
import itertools
import random
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Iterator
from dataclasses import replace
from typing import Any

from helpers.exercises import Case, Exercise, Finding, Seen
from helpers.exercises.judging import (
    ANOTHER,
    LIKE_ALL,
    give,
    one_case,
    real,
    unfinished,
    why_other,
    word_of,
)

VARIED = 90
LONG = 600.0
_FALSE = ("0", "''", "[]", "False")


# ---- what several exercises share: items, a producer, and what is lost


def _words_of(batch: Any, done: Any) -> Any:
    if not isinstance(batch, list):
        return word_of(batch, done)
    return [word_of(item, done) for item in batch]


def _told(items: Iterable[Any]) -> list[str]:
    return [word_of(real(item, None)) for item in items]


def _readings(items: list[Any]) -> str:
    kind = "reading" if len(items) == 1 else "readings"
    return f"the {kind} {', '.join(_told(items))}" if items else "no reading"


def _draw(dice: random.Random, most: int) -> list[Any]:
    odd: list[Any] = [0, None, "", "DONE", [], False, LIKE_ALL, ANOTHER]
    return [
        dice.choice([number, number, 7, dice.choice(odd)])
        for number in range(dice.randrange(most))
    ]


def _gaps(dice: random.Random, number: int) -> list[float]:
    times = [0.0, 1.0, 60.0, dice.random()]
    return [dice.choice(times) for _ in range(number)]


async def producer(
    queue: asyncio.Queue[Any],
    items: Iterable[Any],
    gaps: Iterable[float],
    done: object,
) -> None:
    """Put items; reports call its task by this name."""
    for item, gap in zip(items, gaps, strict=True):
        await asyncio.sleep(gap)
        await queue.put(real(item, done))


def _hangs(seen: Seen) -> Finding | None:
    # Whoever took all and still waits has not known the sentinel.
    finding = unfinished(seen)
    all_taken = seen.items and all(item["got_by"] for item in seen.items)
    if finding and seen.outcome == "stuck" and all_taken:
        where = seen.report.partition("Most likely:")[0].rstrip()
        words = f"it has taken DONE, and still waits.\n\n{where}"
        return Finding(words, "missed-sentinel")
    return finding


def _why_left(
    line: list[str], taken: int, value: dict[str, Any], waited: bool
) -> str:
    """Say why somebody left before DONE.

    Args:
        line: what was put.
        taken: how much of it was taken.
        value: what was seen: "got", and "behind", what was in the queue then.
        waited: whether nothing happened for a while before.
    """
    if waited:
        return "gave-up-waiting"
    if taken and len(value["got"]) < taken:
        return _TAKEN_FOR_DONE.get(line[taken - 1], "data-as-sentinel")
    return "ends-in-the-loop" if taken and value["behind"] else "left-early"


_TAKEN_FOR_DONE = {
    **dict.fromkeys(_FALSE, "truth-not-identity"),
    LIKE_ALL: "equal-not-same",
}


def _why_dropped(
    missing: Counter[str], expected: list[str], got: list[str]
) -> str:
    if missing.keys() <= {*got}:
        return "equal-are-two"
    if all(map(_is_odd, missing)):
        return "dropped-data"
    return "changed-items" if len(got) == len(expected) else "lost-items"


def _in_line(words: Iterable[Any]) -> str:
    return ", ".join(map(str, words)) or "nothing"


# ---- 02.1 who leaves when


_ANY = None
_WRONG_NUMBERS: list[tuple[tuple[int | None, ...], str, str]] = [
    ((2, 3, 5), "What comes last is taken; is it kept?", "kept-sentinel"),
    ((_ANY, _ANY, 5), "Does C keep all it takes?", "kept-sentinel"),
    ((2, 3, 4), "Does a loop go on behind its end?", "ends-not-skips"),
    ((1, 3, _ANY), "Does B go on behind the None?", "ends-not-skips"),
    ((0, 1, 3), "Is the last one before the end kept?", "before-the-end"),
    ((4, 2, 1), "Which of the three is A?", "truth-not-identity"),
    ((1, 1, _ANY), "Is 0 the same object as None?", "truth-not-identity"),
    ((1, 4, _ANY), "Where does B end?", "data-as-sentinel"),
    ((1, 2, _ANY), "Which readings are the object DONE?", "dropped-data"),
    ((_ANY, _ANY, _ANY), "Which readings are true?", "truth-not-identity"),
]


def _judge_numbers(case: Case, seen: Seen) -> Finding | None:
    got = seen.value if isinstance(seen.value, list) else [seen.value]
    whole = len(got) == 3 and all(type(n) in (int, float) for n in got)
    if whole and got == [1, 2, 4]:
        return None
    for numbers, words, key in _WRONG_NUMBERS:
        if whole and all(
            number in (_ANY, given)
            for number, given in zip(numbers, got, strict=True)
        ):
            return Finding(f"not {tuple(got)!r:.60}. {words}", key)
    words = f"not {seen.value!r:.60}. Write three numbers, as in (4, 4, 4)."
    return Finding(words)


# ---- 02.2 every reading counts


def _streams(dice: random.Random) -> Iterator[Case]:
    at_once = _stream("plain", [21, 19, 22], [0.0] * 4, ", all there at once")
    yield {**at_once, "late": 1.0}
    odd: list[Any] = [21, 0, None, LIKE_ALL]
    plain = [[23, 24, 25], *([21, item, 22] for item in odd), []]
    for items in plain:
        yield _stream("plain", items, [1.0] * len(items) + [0.0])
    yield _stream("plain", [21, 19], [1.0, LONG, 0.0], ", ten minutes apart")
    for number in range(VARIED):
        items = _draw(dice, 8)
        case = _stream("varied", items, _gaps(dice, len(items) + 1))
        yield {**case, "late": dice.choice([0.0, LONG]), "shuffle": number}


def _stream(
    kind: str, items: list[Any], gaps: list[float], more: str = ""
) -> Case:
    words = _readings(items) + more
    return {
        **{"kind": kind, "words": words, "items": items, "gaps": gaps},
        "late": 0.0,
    }


async def _play_stream(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    queue: asyncio.Queue[Any] = asyncio.Queue()
    done, clock = names["DONE"], asyncio.get_running_loop().time

    async def consumer() -> dict[str, Any]:
        await asyncio.sleep(case["late"])
        got = await answer(queue)
        found = {"got": _words_of(got, done), "at": clock()}
        return {**found, "behind": queue.qsize()}

    items = [*case["items"], done]
    feeding = producer(queue, items, case["gaps"], done)
    _, found = await asyncio.gather(feeding, consumer())
    return {**found, "taken": len(case["gaps"]) - queue.qsize()}


def _judge_stream(case: Case, seen: Seen) -> Finding | None:
    return _hangs(seen) or _as_put(case, seen.value)


def _as_put(case: Case, value: dict[str, Any]) -> Finding | None:
    got, expected = value["got"], _told(case["items"])
    if not isinstance(got, list):
        words = f"it returns {got:.60}, and should return a list."
        return Finding(words, "no-return" if got == "None" else "no-list")
    if got == expected:
        return None
    words = f"expected {_in_line(expected)}, and got {_in_line(got)}."
    if "DONE" in got:
        other = LIKE_ALL in expected and LIKE_ALL not in got
        return Finding(words, "equal-not-same" if other else "kept-sentinel")
    if value["taken"] <= len(expected):
        return Finding(f"{words} It left too early.", _why_gone(case, value))
    return _compared(expected, got, words)


def _why_gone(case: Case, value: dict[str, Any]) -> str:
    taken = value["taken"]
    put_at = sum(case["gaps"][:taken]) if taken else 0.0
    waited = value["at"] > max(put_at, case["late"]) + 1e-6
    return _why_left(_told(case["items"]), taken, value, waited)


def _compared(
    expected: list[str], got: list[str], words: str
) -> Finding | None:
    if got == expected:
        return None
    missing = Counter(expected) - Counter(got)
    stopped = got == expected[: len(got)] and expected[len(got) :]
    if stopped and stopped[0] in _TAKEN_FOR_DONE:
        return Finding(words, _TAKEN_FOR_DONE[stopped[0]])
    if got and {*got} <= {"True", "False"}:
        return Finding(words, "no-parentheses")
    if missing:
        return Finding(words, _why_dropped(missing, expected, got))
    return Finding(words, why_other(expected, got))


# ---- 02.3 keep the promise


def _promises(dice: random.Random) -> Iterator[Case]:
    yield _promise("plain", [21, 19, 22], [1.0] * 3)
    yield _promise("plain", [21, 0, None, 22], [1.0] * 4)
    yield _promise("plain", [], [])
    for _ in range(VARIED // 3):
        items = _draw(dice, 6)
        yield _promise("varied", items, _gaps(dice, len(items)))
    yield from _faults(dice)


def _faults(dice: random.Random) -> Iterator[Case]:
    for error in ("ValueError", "OSError", "RuntimeError", "cancelled"):
        for number in range(1, 4):
            yield _broken([21, 19, 22], [1.0] * 3, number, error)
    for _ in range(VARIED // 2):
        items = [*_draw(dice, 6), 5]
        gaps = [gap + 0.5 for gap in _gaps(dice, len(items))]
        number = dice.randint(1, len(items))
        error = dice.choice(["ValueError", "EOFError", "cancelled"])
        yield _broken(items, gaps, number, error)


def _promise(kind: str, items: list[Any], gaps: list[float]) -> Case:
    words = _readings(items)
    return {
        **{"kind": kind, "words": words, "items": items, "gaps": gaps},
        **{"fails": 0, "error": "", "cancel_at": None},
    }


def _broken(
    items: list[Any], gaps: list[float], number: int, error: str
) -> Case:
    case = _promise("fault", items, gaps)
    if error == "cancelled":
        at = sum(gaps[: number - 1]) + gaps[number - 1] / 2
        words = f"{case['words']}, cancelled at {at:.1f} s"
        return {**case, "words": words, "cancel_at": at, "fails": number}
    words = f"{case['words']}, where number {number} raises {error}"
    return {**case, "words": words, "error": error, "fails": number}


async def _play_promise(answer: Any, case: Case, names: dict[str, Any]) -> Any:
    queue: asyncio.Queue[Any] = asyncio.Queue()
    took: list[tuple[float, str]] = []
    taking = _take_all(queue, took, names["DONE"])
    takes = asyncio.create_task(taking, name="consumer")
    asked: list[Any] = []
    ended: list[int] = []
    read = _reader(case, asked, names["DONE"])

    async def produce() -> None:
        try:
            await answer(queue, read, len(case["items"]))
        finally:
            ended.append(queue.qsize() + len(took))

    error = await _ending(produce(), case["cancel_at"])
    await asyncio.sleep(1)  # so that all that was put is taken
    takes.cancel()
    await asyncio.wait([takes])
    if isinstance(error, BaseException) and not case["fails"]:
        raise error
    late = ended < [len(took)]
    return {"took": took, "error": error, "asked": asked, "late": late}


async def _ending(
    made: Coroutine[Any, Any, Any], cancel_at: float | None
) -> BaseException | str | None:
    task = asyncio.create_task(made, name="produce")
    if cancel_at is not None:
        await asyncio.sleep(cancel_at)
        task.cancel()
    await asyncio.wait([task])
    return "cancelled" if task.cancelled() else task.exception()


async def _take_all(
    queue: asyncio.Queue[Any], took: list[tuple[float, str]], done: Any
) -> None:
    clock = asyncio.get_running_loop().time
    while True:
        word = word_of(await queue.get(), done)
        took.append((clock(), word))


def _reader(case: Case, asked: list[Any], done: object) -> Any:
    async def read(number: int) -> Any:
        asked.append(number)
        if number not in range(1, len(case["items"]) + 1):
            raise LookupError(f"read({number!r}): there is no such reading")
        await asyncio.sleep(case["gaps"][number - 1])
        again = asked.count(number) > 1
        if case["error"] and number == case["fails"] and not again:
            raise getattr(builtins, case["error"])("no answer")
        return real(case["items"][number - 1], done)

    read.__qualname__ = "read"  # what a learner is told of
    return read


def _judge_promise(case: Case, seen: Seen) -> Finding | None:
    finding = unfinished(seen)
    if finding and "there is no such reading" in seen.error:
        return replace(finding, misconception="off-by-one")
    if finding and finding.misconception == "timeout-escapes":
        return replace(finding, misconception="gave-up-waiting")
    if finding:
        return finding
    took = [word for _, word in seen.value["took"]]
    asked = seen.value["asked"]
    again = len({*map(repr, asked)}) < len(asked)
    return (
        _one_sentinel(case, took)
        or (_asked_on(case, asked) if again else None)
        or _error_told(case, seen.value["error"])
        or _asked_on(case, asked)
        or _all_put(case, seen.value["took"], asked)
        or _at_once(case, seen)
        or _late(seen)
    )


def _asked_on(case: Case, asked: list[Any]) -> Finding | None:
    if not case["fails"] or len(asked) <= case["fails"]:
        return None
    words = f"it reads {asked}, and shall read no more after an error."
    return Finding(words, "reads-on")


def _late(seen: Seen) -> Finding | None:
    if not seen.value["late"]:
        return None
    words = "it is over before its DONE is in the queue."
    return Finding(words, "left-over")


def _one_sentinel(case: Case, took: list[str]) -> Finding | None:
    words = f"it put {_in_line(took)}"
    if "DONE" not in took:
        words += ", and no DONE: a consumer would wait for ever."
        return Finding(words, _why_no_sentinel(case, took))
    if {*took[took.index("DONE") :]} != {"DONE"}:
        return Finding(f"{words}. DONE must be the last.", "not-the-last")
    if took.count("DONE") > 1:
        words += f". Expected one DONE, not {took.count('DONE')}."
        return Finding(words, "sentinel-twice")
    return None


def _why_no_sentinel(case: Case, took: list[str]) -> str:
    if not case["fails"]:
        others = len(took) > len(case["items"])
        another = others and took[-1] == ANOTHER  # made anew, in the answer
        data = "missed-sentinel" if another else "data-as-sentinel"
        return data if others else "no-ending"
    first = case["error"] == "ValueError"
    return "died-feeding" if first else "except-not-finally"


def _error_told(case: Case, error: str | None) -> Finding | None:
    wanted = f"{case['error']}: no answer" if case["error"] else "cancelled"
    if not case["fails"] or error == wanted:
        return None
    if error:
        words = f"expected {wanted}, and it ends with {error}."
        return Finding(words, "another-error")
    words = "it ends as if all were well: whoever awaits it hears of no error."
    return Finding(words, "swallowed-error")


def _all_put(
    case: Case, took: list[list[Any]], asked: list[Any]
) -> Finding | None:
    number = case["fails"] - 1 if case["fails"] else len(case["items"])
    expected = _told(case["items"][:number])
    got = [word for _, word in took[:-1]]
    words = f"expected {_in_line([*expected, 'DONE'])}, and it put "
    words = f"{words}{_in_line([*got, 'DONE'])}."
    if got == expected:
        return None
    why = _why_not_put(case, expected, got, asked)
    early = took[-1][0] < sum(case["gaps"][:number]) - 1e-6
    at_once = why == "out-of-order" and early
    return Finding(words, "reads-at-once" if at_once else why)


def _why_not_put(
    case: Case, expected: list[str], got: list[str], asked: list[Any]
) -> str:
    if asked and asked[0] != 1:
        return "off-by-one"
    error = case["error"]
    if error and any(word.startswith(f"{error}(") for word in got):
        return "error-as-item"
    if got != expected[: len(got)] or len(got) == len(expected):
        finding = _compared(expected, got, "")
        return finding.misconception if finding else ""
    if len(asked) == len(got):
        return "off-by-one"
    odd = {**_TAKEN_FOR_DONE, "None": "data-as-sentinel"}
    return odd.get(expected[len(got)], "lost-rest")


def _at_once(case: Case, seen: Seen) -> Finding | None:
    ready, took = itertools.accumulate(case["gaps"]), seen.value["took"]
    for (at, word), expected in zip(took[:-1], ready, strict=False):
        if abs(at - expected) > 1e-6:
            words = f"{word} was put at {at:.1f} s. Expected: one read after "
            words += f"the other, and {word} put at {expected:.1f} s, at once."
            longer = seen.end > sum(case["gaps"]) + 1 + 1e-6
            sleeps = longer and not case["fails"] and at > expected
            why = _why_not_then(case, at, expected)
            return Finding(words, "sleeps-itself" if sleeps else why)
    return None


def _why_not_then(case: Case, at: float, expected: float) -> str:
    if at < expected:
        return "reads-at-once"
    ready = itertools.accumulate(case["gaps"])
    later = any(abs(at - moment) < 1e-6 for moment in ready)
    return "collected-first" if later else "sleeps-itself"


# ---- 02.4 in batches


def _flows(dice: random.Random) -> Iterator[Case]:
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
        streams = [_draw(dice, 9) for _ in range(dice.randint(1, 2))]
        gaps = [_gaps(dice, len(items) + 1) for items in streams]
        case = _flow("varied", dice.randint(1, 5), streams, gaps)
        work = dice.choice([0.0, 0.0, 1.0, 10 * dice.random()])
        late = dice.choice([0.0, LONG])
        yield {**case, "work": work, "late": late, "shuffle": number}


def _flow(
    kind: str, size: int, streams: list[list[Any]], gaps: list[list[float]]
) -> Case:
    words = ", DONE, then ".join(map(_readings, streams))
    words = f"size {size} and {words}, DONE"
    return {
        **{"kind": kind, "words": words, "size": size, "streams": streams},
        **{"gaps": gaps, "work": 0.0, "late": 0.0},
    }


async def _play_flow(answer: Any, case: Case, names: dict[str, Any]) -> Any:
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
    got, times, clock = [], [], asyncio.get_running_loop().time
    behind, copies = [], []
    async for batch in batches:
        got.append(batch)
        copies.append(_words_of(batch, done))
        times.append(clock())
        behind.append(qsize())
        await asyncio.sleep(work)
    now = [_words_of(batch, done) for batch in got]
    return {
        "batches": now,
        "changed": now != copies,
        **{"times": times, "at": clock(), "behinds": behind},
        "behind": qsize(),
        "shared": len({id(batch) for batch in got}) < len(got),
    }


def _judge_flow(case: Case, seen: Seen) -> Finding | None:
    finding = _hangs(seen)
    if finding:
        return finding
    for number, stream in enumerate(seen.value["streams"]):
        finding = _form_of(stream) or _batches(case, number, seen.value)
        if finding:
            return finding
    return _on_time(case, seen.value["streams"]) or _done_gone(case, seen)


def _done_gone(case: Case, seen: Seen) -> Finding | None:
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
        words = f"expected lists, and got {_in_line(got)}."
        return Finding(words, "hands-out-lists")
    if stream["shared"] and stream["changed"]:
        words = f"the same list came each time; in the end it is {got[0]}."
        return Finding(words.replace("'", ""), "same-list")
    if stream["changed"]:
        words = f"a list was changed later; in the end: {_lists(got)}."
        return Finding(words, "same-list")
    return None


def _batches(case: Case, number: int, value: dict[str, Any]) -> Finding | None:
    got, size = value["streams"][number]["batches"], case["size"]
    items = _told(case["streams"][number])
    expected = [items[at : at + size] for at in range(0, len(items), size)]
    if got == expected:
        return None
    words = f"expected {_lists(expected)}, and got {_lists(got)}."
    return Finding(words, _why_others(case, number, value))


def _why_others(case: Case, number: int, value: dict[str, Any]) -> str:
    stream = value["streams"][number]
    expected = _told(case["streams"][number])
    got = [word for batch in stream["batches"] for word in batch]
    if len(case["streams"]) > 1 and got != expected[: len(got)]:
        return "missed-sentinel"
    if number and expected and not got and not _is_odd(expected[0]):
        return "missed-sentinel"  # who took the last one took more
    if [] in stream["batches"]:
        return "empty-batch"
    if len(case["streams"]) == 1 and value["taken"] <= len(expected):
        line = {"items": case["streams"][0], "gaps": case["gaps"][0]}
        return _why_gone({**case, **line}, {**value, **stream, "got": got})
    return _why_wrong(case, number, stream, got)


def _is_odd(word: str) -> bool:
    return word in {*_FALSE, "None", LIKE_ALL}


def _why_wrong(
    case: Case, number: int, stream: dict[str, Any], got: list[str]
) -> str:
    expected = _told(case["streams"][number])
    rest = expected[len(got) :]
    if rest and got == expected[: len(got)]:
        false = {*rest} <= {*_FALSE, "None"}
        return "truth-not-identity" if false else "lost-rest"
    finding = _compared(expected, got, "")
    if finding:
        return finding.misconception
    return _why_cut(case, number, stream)


def _why_cut(case: Case, number: int, stream: dict[str, Any]) -> str:
    # Who looks whether the queue is empty makes batches that are too short.
    sizes = [len(batch) for batch in stream["batches"]]
    short = next((n for n, s in enumerate(sizes) if s < case["size"]), None)
    if short is None or max(sizes) > case["size"] or stream["behinds"][short]:
        return "wrong-size"
    early = {b[-1] for b in stream["batches"][:-1] if len(b) < case["size"]}
    if len(early) == 1 and early <= {"None", *_FALSE}:
        return "data-as-sentinel"
    start = sum(map(sum, case["gaps"][:number]))
    put = start + sum(case["gaps"][number][: sum(sizes[: short + 1])])
    begun = stream["times"][short - 1] + case["work"] if short else 0.0
    came = stream["times"][short]
    if came <= max(put, case["late"], begun) + 1e-6:
        return "left-early"
    puts = itertools.accumulate(case["gaps"][number], initial=start)
    with_another = any(abs(came - at) < 1e-6 for at in puts)
    return "wrong-size" if with_another else "gave-up-waiting"


def _lists(batches: list[Any]) -> str:
    return _in_line(str(batch).replace("'", "") for batch in batches)


def _on_time(case: Case, streams: list[dict[str, Any]]) -> Finding | None:
    came = [at for stream in streams for at in stream["times"]]
    for at, expected in zip(came, _ready(case), strict=True):
        if at > expected + 1e-6:
            words = f"a batch came at {at:.1f} s, ready at {expected:.1f} s."
            return Finding(words, "collected-first")
    return None


def _ready(case: Case) -> Iterator[float]:
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


EXERCISES: list[Exercise] = [
    Exercise(
        *("02.1", "Who leaves when?", "predict", 1, "kept", "value"),
        *(one_case("the readings 5, 0, None and 7"), give, _judge_numbers),
    ),
    Exercise(
        *("02.2", "Every reading counts", "repair", 2, "collect", "async"),
        *(_streams, _play_stream, _judge_stream),
    ),
    Exercise(
        *("02.3", "Keep the promise", "write", 2, "produce", "async"),
        *(_promises, _play_promise, _judge_promise),
    ),
    Exercise(
        *("02.4", "In batches", "write", 3, "batches", "function"),
        *(_flows, _play_flow, _judge_flow),
    ),
]
