"""Steps come in the order of asyncio's own loop, recorded or not."""

import asyncio
import random

from helpers.clock import run
from helpers.recording import (
    record,
)


class Walk:
    """Tasks that do what comes to their mind, and note each step."""

    def __init__(self, seed):
        self.seed, self.saw = seed, []

    async def main(self):
        dice = random.Random(f"{self.seed} all")
        self.queues = [asyncio.Queue(dice.choice([0, 1, 2]))]
        self.queues += [asyncio.PriorityQueue(1), asyncio.LifoQueue()]
        self.lock, self.event = asyncio.Lock(), asyncio.Event()
        self.few = asyncio.Semaphore(2)
        self.tasks = [
            asyncio.create_task(self.walk(name, dice.randrange(20, 60)))
            for name in range(6)
        ]
        for _ in range(200):
            await asyncio.sleep(0)
        while not all(task.done() for task in self.tasks):
            for task in self.tasks:
                task.cancel()
            await asyncio.sleep(0)
        ends = await asyncio.gather(*self.tasks, return_exceptions=True)
        return self.saw, [repr(end) for end in ends]

    async def walk(self, name, steps):
        dice = random.Random(f"{self.seed} {name}")
        for step in range(steps):
            way = dice.choice(self.WAYS)
            try:
                said = await way(self, dice, name)
            except (asyncio.QueueEmpty, asyncio.QueueFull) as error:
                said = type(error).__name__
            except asyncio.CancelledError:
                self.saw.append((name, step, way.__name__, "cancelled"))
                if dice.random() < 0.6:
                    raise
            else:
                self.saw.append((name, step, way.__name__, said))

    async def put(self, dice, name):
        await dice.choice(self.queues).put(dice.randrange(9))

    async def get(self, dice, name):
        return await dice.choice(self.queues).get()

    async def put_now(self, dice, name):
        dice.choice(self.queues).put_nowait(dice.randrange(9))

    async def get_now(self, dice, name):
        return dice.choice(self.queues).get_nowait()

    async def let_others(self, dice, name):
        for _ in range(dice.randrange(4)):
            await asyncio.sleep(0)

    async def hold(self, dice, name):
        async with self.lock:
            await asyncio.sleep(0)

    async def be_one_of_few(self, dice, name):
        async with self.few:
            await asyncio.sleep(0)

    async def wait(self, dice, name):
        if dice.random() < 0.5:
            self.event.set()
            self.event.clear()
        else:
            await self.event.wait()

    async def cancel(self, dice, name):
        other = dice.randrange(6)
        if other != name and dice.random() < 0.3:
            return self.tasks[other].cancel()

    async def soon(self, dice, name):
        loop, said = asyncio.get_running_loop(), self.saw.append
        handles = [loop.call_soon(said, (name, "soon", n)) for n in range(3)]
        dice.choice(handles).cancel()

    async def start_another(self, dice, name):
        async with asyncio.TaskGroup() as group:
            group.create_task(self.let_others(dice, name))
            group.create_task(self.put(dice, name))

    WAYS = (
        *(put, get, put, get, put_now, get_now, let_others, hold),
        *(wait, be_one_of_few, cancel, soon, start_another),
    )


def test_steps_come_in_the_order_of_asyncios_own_loop():
    steps = 0
    for seed in range(150):
        real = asyncio.run(Walk(seed).main())
        assert run(Walk(seed).main()) == real, f"seed {seed}"
        assert record(Walk(seed).main()).result == real, f"seed {seed}"
        steps += len(real[0])
    assert steps > 5000


async def sleepers(seed):
    dice, saw, now = random.Random(seed), [], asyncio.get_running_loop().time
    begun = now()

    # Apart by more than a real clock's errors, however late each begins.
    async def apart(name, delay):
        await asyncio.sleep(begun + delay - now())
        saw.append(name)

    order = dice.sample(range(8), 8)
    await asyncio.gather(*(apart(n, 0.02 * k) for n, k in enumerate(order)))
    return saw


def test_sleepers_wake_in_the_order_of_asyncios_own_loop():
    for seed in range(2):
        assert run(sleepers(seed)) == asyncio.run(sleepers(seed))
