# %% a producer task
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def producer():
        item = None
        while item is not DONE:
            item = await make()
            await queue.put(item)

    making = asyncio.create_task(producer())
    while (item := await queue.get()) is not DONE:
        await store(item)
    await making

# %% gather
async def produce(queue, make):
    while (item := await make()) is not DONE:
        await queue.put(item)
    await queue.put(DONE)


async def consume(queue, store):
    while (item := await queue.get()) is not DONE:
        await store(item)


async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)
    await asyncio.gather(produce(queue, make), consume(queue, store))

# %% a task group, and the consumer as a task
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def consumer():
        while True:
            match await queue.get():
                case item if item is DONE:
                    break
                case item:
                    await store(item)

    async with asyncio.TaskGroup() as group:
        group.create_task(consumer())
        while True:
            item = await make()
            await queue.put(item)
            if item is DONE:
                break

# %% join, and cancel
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def consumer():
        while True:
            item = await queue.get()
            try:
                await store(item)
            finally:
                queue.task_done()

    storing = asyncio.create_task(consumer())
    while (item := await make()) is not DONE:
        await queue.put(item)
    await queue.join()
    storing.cancel()
    await asyncio.gather(storing, return_exceptions=True)

# %% two semaphores and a deque
from collections import deque


async def transfer(make, store, maxsize):
    """No queue: two semaphores and a deque."""
    room = asyncio.Semaphore(maxsize)
    ready = asyncio.Semaphore(0)
    shelf = deque()

    async def produce():
        while 1:
            item = await make()
            await room.acquire()
            shelf.append(item)
            ready.release()
            if item is DONE:
                return

    async def consume():
        while 1:
            await ready.acquire()
            item = shelf.popleft()
            room.release()
            if item is DONE:
                return
            await store(item)

    await asyncio.gather(consume(), produce())

# %% a condition and a list
async def transfer(make, store, maxsize):
    condition, waiting, ended = asyncio.Condition(), [], False

    async def save():
        while True:
            async with condition:
                await condition.wait_for(lambda: waiting or ended)
                if not waiting:
                    return
                item = waiting.pop(0)
                condition.notify_all()
            await store(item)

    saving = asyncio.create_task(save())
    while (item := await make()) is not DONE:
        async with condition:
            await condition.wait_for(lambda: len(waiting) < maxsize)
            waiting.append(item)
            condition.notify_all()
    async with condition:
        ended = True
        condition.notify_all()
    await saving

# %% each store waits for the one before
async def transfer(make, store, maxsize):
    room = asyncio.Semaphore(maxsize + 1)

    async def after(before, item):
        if before:
            await before
        await store(item)
        room.release()

    last = None
    while (item := await make()) is not DONE:
        await room.acquire()
        last = asyncio.create_task(after(last, item))
    if last:
        await last
