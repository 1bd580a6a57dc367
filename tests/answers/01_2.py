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
