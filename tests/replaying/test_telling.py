"""The words of a stage: each step is told in a line."""

import asyncio

from helpers import record
from helpers.replaying import Stage
from tests.replaying.programs import consumer, step_of, stuck_stage


def test_the_words_tell_the_whole_story():
    assert stuck_stage().words == [
        "two_consumers_one_sentinel is created",
        "feed-1 is created",
        "consumer-1 is created",
        "consumer-2 is created",
        "feed-1 sleeps until 1.0 s",
        "consumer-1 waits to get an item: the queue is empty",
        "consumer-2 waits to get an item: the queue is empty",
        "feed-1 puts A (0) and sleeps until 2.0 s; consumer-1 is woken",
        "consumer-1 takes A (0) and works until 3.5 s",
        "feed-1 puts B (1) and sleeps until 3.0 s; consumer-2 is woken",
        "consumer-2 takes B (1) and works until 4.5 s",
        "feed-1 puts C (2)",
        "feed-1 waits to put D: the queue is full",
        "consumer-1 takes C (2) and works until 6.0 s; feed-1 is woken",
        "feed-1 puts D (None)",
        "feed-1 ends",
        "consumer-2 takes D (None)",
        "consumer-2 ends",
        "consumer-1 waits to get an item: the queue is empty",
        "Stuck at 6.0 s: nobody can go on",
    ]


def test_task_done_and_join_are_counted_and_told():
    async def main():
        queue = asyncio.Queue()

        async def worker():
            for _ in range(2):
                await queue.get()
                await asyncio.sleep(1)
                queue.task_done()

        for number in range(2):
            await queue.put(number)
        task = asyncio.create_task(worker())
        await queue.join()
        await task

    stage = Stage(record(main()))
    told = [said for said in stage.words if "left" in said or "join" in said]
    assert told == [
        "main waits in join(): 2 left unfinished",
        "worker-1 marks A (0) done: 1 left unfinished",
        "worker-1 marks B (1) done: none left unfinished; main is woken",
        "main is back from join()",
    ]
    marks = step_of(stage, "marks A")
    assert stage.scene(marks - 1).unfinished == [2]
    assert stage.scene(marks).unfinished == [1]


def test_cancelled_and_dead_tasks_are_told():
    async def main():
        queue = asyncio.Queue()

        async def dies():
            await queue.get()
            raise ValueError("a broken page")

        waits = asyncio.create_task(consumer(queue))
        await asyncio.sleep(1)
        waits.cancel()
        tasks = [waits, asyncio.create_task(dies())]
        await queue.put(1)
        await asyncio.gather(*tasks, return_exceptions=True)

    stage = Stage(record(main()))
    assert "consumer-1 stops waiting to get an item" in stage.words
    assert "consumer-1 is cancelled" in stage.words
    assert "dies-1 dies: ValueError: a broken page" in stage.words
    # Nobody says that the cancelled one is woken.
    assert step_of(stage, "puts A") and not any(
        "consumer-1 is woken" in said for said in stage.words
    )
