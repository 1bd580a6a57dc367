# %% gather
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    _, packed = await asyncio.gather(producer(queue), consumer(queue))
    return packed

# %% gather, the consumer first
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    results = await asyncio.gather(consumer(queue), producer(queue))
    return results[0]

# %% a task for the consumer
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    packing = asyncio.create_task(consumer(queue))
    await producer(queue)
    return await packing

# %% a task for the producer
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    reading = asyncio.create_task(producer(queue))
    packed = await consumer(queue)
    await reading
    return packed

# %% a group
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(producer(queue))
        packing = group.create_task(consumer(queue))
    return packing.result()

# %% callbacks and an event
async def open_shop(producer, consumer):
    line: asyncio.Queue = asyncio.Queue()
    over = asyncio.Event()
    running = set()

    def ended(task):
        running.discard(task)
        if not running:
            over.set()

    p = asyncio.create_task(producer(line))
    c = asyncio.create_task(consumer(line))
    running |= {p, c}
    for t in (p, c):
        t.add_done_callback(ended)
    await over.wait()
    await p
    return await c

# %% an object that can be called
class _Shop:
    async def __call__(self, producer, consumer):
        queue = asyncio.Queue()
        customer = asyncio.create_task(consumer(queue))
        try:
            await producer(queue)
        finally:
            sold = await customer
        return sold


open_shop = _Shop()

# %% a context manager of its own
import contextlib


@contextlib.asynccontextmanager
async def _beside(coroutine):
    task = asyncio.create_task(coroutine)
    try:
        yield task
    finally:
        await task


async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    async with _beside(producer(queue)):
        return await consumer(queue)

# %% callbacks and a future of its own
async def open_shop(producer, consumer):
    loop = asyncio.get_running_loop()
    queue, over = asyncio.Queue(), loop.create_future()
    tasks = [loop.create_task(side(queue)) for side in (consumer, producer)]
    left = {*tasks}

    def ended(task):
        left.discard(task)
        if not left and not over.done():
            over.set_result(None)

    for task in tasks:
        task.add_done_callback(ended)
    await over
    return tasks[0].result()

# %% awaits both, the consumer first
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    a, b = (asyncio.create_task(side(queue)) for side in (producer, consumer))
    packed = await b
    await a
    return packed
