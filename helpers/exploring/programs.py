"""The program that `explore` shows and runs: plain asyncio.

`settings` writes a setting, then the sources of one policy, of the producer,
the consumer and `main`. They look as a learner would write them, so they
carry neither types nor docstrings. An item is a number: the seconds of work
that it takes.
"""

import asyncio

gaps, works, lost = iter([0.5]), iter([0.4]), []  # the text makes its own
CONSUMERS, MAXSIZE = 1, 0


async def wait(queue, item, lost):
    await queue.put(item)


async def refuse(queue, item, lost):
    try:
        queue.put_nowait(item)
    except asyncio.QueueFull:
        lost.append(item)  # and tell the sender: busy


async def drop_newest(queue, item, lost):
    if queue.full():
        lost.append(item)
    else:
        queue.put_nowait(item)


async def drop_oldest(queue, item, lost):
    if queue.full():
        lost.append(queue.get_nowait())
    queue.put_nowait(item)


async def keep_latest(queue, item, lost):
    while not queue.empty():
        lost.append(queue.get_nowait())
    queue.put_nowait(item)


offer = wait


async def producer(queue):
    while True:
        await asyncio.sleep(next(gaps))
        await offer(queue, next(works), lost)


async def consumer(queue):
    while True:
        work = await queue.get()
        await asyncio.sleep(work)


async def main():
    queue = asyncio.Queue(MAXSIZE)
    consumers = [consumer(queue) for _ in range(CONSUMERS)]
    await asyncio.gather(producer(queue), *consumers)
