"""What several tests of stages share: programs, and looks at a stage."""

import asyncio
import random

import pytest

from helpers import Stuck, last_recording, record
from helpers.replaying import Stage
from helpers.replaying.tracks import STATES


async def producer(queue, count, gap=1.0):
    for number in range(count):
        await asyncio.sleep(gap)
        await queue.put(number)


async def consumer(queue, work=2.5):
    while (item := await queue.get()) is not None:
        await asyncio.sleep(work)
    return item


async def two_consumers_one_sentinel():
    queue = asyncio.Queue(maxsize=1)

    async def feed():
        await producer(queue, 3)
        await queue.put(None)

    await asyncio.gather(feed(), consumer(queue), consumer(queue))


def stuck_stage():
    with pytest.raises(Stuck):
        record(two_consumers_one_sentinel())
    return Stage(last_recording())


def shown(stage, step):
    """The letters in each queue and hand, and the state of each task."""
    scene = stage.scene(step)
    queues = range(len(stage.queues))
    inside = ["".join(stage.letters[i] for i in scene.inside(q))
              for q in queues]  # fmt: skip
    hands = {
        name: "".join(stage.letters[i] for i in scene.in_hand(task))
        for task, name in enumerate(stage.tasks)
        if scene.in_hand(task)
    }
    states = dict(
        zip(stage.tasks, (STATES[s] for s in scene.state), strict=True)
    )
    return inside, hands, states


def step_of(stage, words):
    return next(n for n, said in enumerate(stage.words) if words in said)


async def random_program(seed):
    """Producers and consumers with gaps, work and bounds by chance."""
    dice = random.Random(seed)
    kinds = (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue)
    queue = dice.choice(kinds)(dice.choice([0, 1, 2, 5]))
    times = [0, 0, 0.5, 1, 1.5]

    async def puts(who):
        for number in range(dice.randint(1, 6)):
            await asyncio.sleep(dice.choice(times))
            await queue.put((number, who))

    async def takes():
        while True:
            try:
                async with asyncio.timeout(dice.choice([1, 5, 50])):
                    await queue.get()
            except TimeoutError:
                return
            await asyncio.sleep(dice.choice(times))
            if dice.random() < 0.8:
                queue.task_done()

    tasks = [puts(n) for n in range(dice.randint(1, 3))]
    tasks += [takes() for _ in range(dice.randint(1, 4))]
    async with asyncio.timeout(200):
        await asyncio.gather(*tasks)
