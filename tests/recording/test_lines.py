"""The lines of the program and the values that a recording notes."""

import asyncio
import enum

import pytest

from helpers import record
from helpers.recording import DONE, GET, PUT, SLEEPS
from helpers.recording.lines import described


async def producer(queue, count):
    for number in range(count):
        await queue.put(number)
    await asyncio.sleep(1)


async def consumer(queue, count):
    for _ in range(count):
        await queue.get()
        queue.task_done()


def program(count, make=asyncio.Queue):
    async def main():
        queue = make()
        await asyncio.gather(producer(queue, count), consumer(queue, count))

    return main()


def lines_of(recording, kind):
    """What stands in the lines behind the events of this kind."""
    found = []
    for event, (_, what, *_) in enumerate(recording.events()):
        line = recording.line(event)
        if what == kind and line:
            source = line.source()[line.line - line.first]
            found.append((line.function, source.strip()))
    return found


def test_each_event_knows_the_line_of_the_program_behind_it():
    recording = record(program(2))
    assert (
        lines_of(recording, PUT)
        == [("producer", "await queue.put(number)")] * 2
    )
    assert lines_of(recording, GET) == [("consumer", "await queue.get()")] * 2
    assert lines_of(recording, DONE) == [("consumer", "queue.task_done()")] * 2
    assert lines_of(recording, SLEEPS) == [
        ("producer", "await asyncio.sleep(1)")
    ]


def test_a_line_outside_of_functions_stands_for_itself():
    async def main():
        queue = asyncio.Queue()
        await asyncio.gather(
            *(asyncio.create_task(producer(queue, number))
              for number in range(2))
        )  # fmt: skip

    recording = record(main())
    for event in range(len(recording)):
        line = recording.line(event)
        if line and line.function.startswith("<"):
            assert len(line.source()) == 1 and line.first == line.line


def test_each_put_knows_its_value():
    recording = record(program(3))
    kinds = [kind for _, kind, *_ in recording.events()]
    values = [recording.value(n) for n, k in enumerate(kinds) if k == PUT]
    assert values == ["0", "1", "2"]
    assert recording.value(kinds.index(GET)) == ""


@pytest.mark.parametrize(
    "make", [asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue]
)
def test_only_the_first_events_have_lines_and_all_are_recorded(
    make, monkeypatch
):
    whole = record(program(50, make))
    monkeypatch.setattr("helpers.recording.recorder.MOST", 20)
    part = record(program(50, make))
    assert list(part.events()) == list(whole.events())
    assert part.items == whole.items
    known = [n for n in range(len(part)) if part.line(n)]
    assert known and max(known) < 20 < max(
        n for n in range(len(whole)) if whole.line(n)
    )


def test_a_recording_without_lines_is_the_same(monkeypatch):
    whole = record(program(50))
    monkeypatch.setattr("helpers.recording.recorder.MOST", 0)
    without = record(program(50))
    assert not any(map(without.line, range(len(without))))
    assert list(without.events()) == list(whole.events())


class Colour(enum.Enum):
    RED = 1


class Loud:
    def __repr__(self):
        raise AssertionError("its own code was run")


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (None, "None"),
        (0, "0"),
        ("", "''"),
        ("a long line of a log that never ends", "'a long line of a log t…"),
        (Colour.RED, "Colour.RED"),
        (object(), "object()"),
        (Loud(), "a Loud"),
        ((2, "page"), "(2, 'page')"),
        ((1,), "(1,)"),
        ([Loud(), 1, 2, 3, 4], "[Loud, 1, 2, 3, …]"),
        (1 << 100_000, "a large int"),
        (ValueError, "ValueError"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_value_is_said_in_a_few_letters_and_without_its_own_code(
    item, words
):
    assert described(item) == words


def test_a_list_that_holds_itself_is_said_too():
    item = []
    item.append(item)
    assert described(item) == "[list]"
