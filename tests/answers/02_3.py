# %% finally
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    finally:
        await queue.put(DONE)

# %% both ends by hand
async def produce(queue, read, count):
    number = 1
    try:
        while number <= count:
            queue.put_nowait(await read(number))
            number += 1
    except BaseException:
        queue.put_nowait(DONE)
        raise
    else:
        queue.put_nowait(DONE)

# %% a context manager
import contextlib


@contextlib.asynccontextmanager
async def ended(queue):
    try:
        yield
    finally:
        await queue.put(DONE)


async def produce(queue, read, count):
    async with ended(queue):
        for number in range(count):
            await queue.put(await read(number + 1))

# %% an exit stack, and an async generator
import contextlib


async def readings(read, count):
    for number in range(1, count + 1):
        yield await read(number)


async def produce(queue, read, count):
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(queue.put, DONE)
        async for reading in readings(read, count):
            await queue.put(reading)

# %% an except that raises again, and finally
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    except Exception as error:
        print("no more:", error)
        raise
    finally:
        await queue.put(DONE)

# %% a task group
async def produce(queue, read, count):
    async def all_readings():
        for number in range(1, count + 1):
            await queue.put(await read(number))

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(all_readings())
    finally:
        await queue.put(DONE)

# %% an exit stack
from contextlib import AsyncExitStack


async def produce(queue, read, count):
    async with AsyncExitStack() as stack:
        stack.push_async_callback(queue.put, DONE)
        number = 0
        while (number := number + 1) <= count:
            reading = await read(number)
            await queue.put(reading)

# %% a decorator
import functools


def _ends(function):
    @functools.wraps(function)
    async def wrapped(queue, *args):
        try:
            return await function(queue, *args)
        finally:
            await queue.put(DONE)
    return wrapped


@_ends
async def produce(queue, read, count):
    for number in range(count, 0, -1)[::-1]:
        await queue.put(await read(number))
