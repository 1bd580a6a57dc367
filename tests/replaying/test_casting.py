"""Who stands where on a stage, and which letter an item has."""

import asyncio

import pytest

from helpers import Stuck, last_recording, record
from helpers.replaying import Stage


def test_a_queue_that_nobody_takes_from_stands_right_of_its_source():
    async def main():
        raw, done = asyncio.Queue(), asyncio.Queue(1)

        async def step():
            while True:
                await done.put(await raw.get())

        async def feed():
            for item in range(9):
                await asyncio.sleep(1)
                await raw.put(item)

        await asyncio.gather(feed(), step())

    with pytest.raises(Stuck):
        record(main())
    stage = Stage(last_recording())
    names = [stage.tasks, stage.queues] * 3
    shown_as = [
        [names[place][number] for number in column]
        for place, column in enumerate(stage.columns)
    ]
    assert shown_as[1:4] == [["raw"], ["step-1"], ["done"]]


def test_what_is_made_of_an_item_keeps_its_letter():
    async def main():
        raw, parsed = asyncio.Queue(), asyncio.Queue()

        async def parse():
            while (item := await raw.get()) is not None:
                await parsed.put(item)
                if item == 1:
                    await parsed.put("a copy")
            await parsed.put(None)

        async def store():
            while await parsed.get() is not None:
                await asyncio.sleep(1)

        async def feed():
            for number in (0, 1):
                await raw.put(number)
            await raw.put(None)

        await asyncio.gather(feed(), parse(), store())

    stage = Stage(record(main()))
    puts = [said for said in stage.words if "into parsed" in said]
    assert [said.split(" into")[0] for said in puts] == [
        "parse-1 puts A (0)",
        "parse-1 puts B (1)",
        "parse-1 puts B2 ('a copy')",
        "parse-1 puts C (None)",
    ]
    named = [[stage.tasks[t] for t in c] for c in stage.columns[::2]]
    assert named == [["feed-1"], ["parse-1"], ["store-1"]]
    assert [stage.queues[q] for (q,) in stage.columns[1::2]] == [
        "raw", "parsed",
    ]  # fmt: skip
    assert [stage.tasks[task] for task in stage.others] == ["main"]


def test_a_worker_that_feeds_its_own_queue_stands_right_of_it():
    async def main():
        frontier = asyncio.Queue()
        await frontier.put(2)

        async def worker():
            for _ in range(3):
                depth = await frontier.get()
                if depth:
                    await frontier.put(depth - 1)

        await worker()

    stage = Stage(record(main()))
    assert stage.columns == [[], [0], [0]]
    assert stage.letters == ["A", "B", "C"]
