# %% sequential-await: one task after the other, each awaited at once
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    await asyncio.create_task(producer(queue))
    return await asyncio.create_task(consumer(queue))

# %% sequential-await: the consumer before the producer
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    packed = await consumer(queue)
    await producer(queue)
    return packed

# %% sequential-await: gathers what has already ended
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    _, packed = await asyncio.gather(
        await producer(queue), await consumer(queue)
    )
    return packed

# %% no-await: calls the producer only
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    producer(queue)
    return await consumer(queue)

# %% gather-results: returns all results
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    return await asyncio.gather(producer(queue), consumer(queue))

# %% gather-results: returns the result of the other
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    results = await asyncio.gather(consumer(queue), producer(queue))
    return results[1]

# %% no-return: returns nothing
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    await asyncio.gather(producer(queue), consumer(queue))

# %% left-over: does not wait for gather
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    return asyncio.gather(producer(queue), consumer(queue))

# %% left-over: asks a task for its result too early
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    packing = asyncio.create_task(consumer(queue))
    await producer(queue)
    return packing.result()

# %% left-over: never waits for the producer's end
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    asyncio.create_task(producer(queue))
    return await consumer(queue)

# %% own-queue: a queue for each
async def open_shop(producer, consumer):
    _, packed = await asyncio.gather(
        producer(asyncio.Queue()), consumer(asyncio.Queue())
    )
    return packed

# %% looks-now-and-then: waits for a time that it guessed
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    reading = asyncio.create_task(producer(queue))
    packing = asyncio.create_task(consumer(queue))
    await asyncio.sleep(4)
    await reading
    return await packing

# %% time-sleep: gives them time in the wrong way
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    reading = asyncio.create_task(producer(queue))
    packing = asyncio.create_task(consumer(queue))
    time.sleep(3.4)
    return packing.result()

# %% asks-for-more: a second consumer
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    results = await asyncio.gather(
        producer(queue), consumer(queue), consumer(queue)
    )
    return results[1]

# %% left-over: cancels the producer when the consumer has ended
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    p = asyncio.create_task(producer(queue))
    try:
        return await consumer(queue)
    finally:
        p.cancel()

# %% false-is-a-value: returns a list where the consumer returns nothing
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    _, packed = await asyncio.gather(producer(queue), consumer(queue))
    return packed or []

# %% only-the-example: returns what the example shows
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    await asyncio.gather(producer(queue), consumer(queue))
    return [1, 2, 3]

# %% not-called: hands the functions to gather
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    _, packed = await asyncio.gather(producer, consumer)
    return packed

# %% blocks-the-thread: a queue for threads
import queue as queues


async def open_shop(producer, consumer):
    line = queues.Queue()
    _, packed = await asyncio.gather(producer(line), consumer(line))
    return packed

# %% no-await: gathers without await
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    results = asyncio.gather(producer(queue), consumer(queue))
    return results[1]

# %% class-not-object: hands on the class of the queue
async def open_shop(producer, consumer):
    queue = asyncio.Queue
    results = await asyncio.gather(producer(queue), consumer(queue))
    return results[1]

# %% not-unpacked: hands a list to gather
async def open_shop(producer, consumer):
    queue = asyncio.Queue()
    results = await asyncio.gather([producer(queue), consumer(queue)])
    return results[1]
