"""Programs that several tests of recordings run."""

import asyncio


async def produce(queue, items, gap=1.0):
    for item in items:
        await asyncio.sleep(gap)
        await queue.put(item)


async def work(queue, service):
    while True:
        await queue.get()
        await asyncio.sleep(service)
        queue.task_done()


async def simple(items=3, service=1.5, kind=asyncio.Queue):
    """One producer, one worker, then a join."""
    queue = kind()
    worker = asyncio.create_task(work(queue, service))
    await produce(queue, range(items))
    await queue.join()
    worker.cancel()
    return items


async def fill(queue, *items):
    for item in items:
        queue.put_nowait(item)
