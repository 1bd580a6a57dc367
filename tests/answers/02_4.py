# %% in the loop, and the rest
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) is not DONE:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch

# %% for ever
async def batches(queue, size):
    while True:
        batch = []
        for _ in range(size):
            item = await queue.get()
            if item is DONE:
                if batch:
                    yield batch
                return
            batch.append(item)
        yield batch

# %% on top of items, with a copy
async def until_over(queue):
    while (item := await queue.get()) is not DONE:
        yield item


async def batches(queue, size):
    batch = []
    async for item in until_over(queue):
        batch.append(item)
        if len(batch) == size:
            yield batch.copy()
            batch.clear()
    if batch:
        yield batch

# %% a class
class batched:
    def __init__(self, queue, size):
        self.queue, self.size, self.over = queue, size, False

    def __aiter__(self):
        return self

    async def __anext__(self):
        batch = []
        while not self.over and len(batch) < self.size:
            item = await self.queue.get()
            if item is DONE:
                self.over = True
            else:
                batch.append(item)
        if not batch:
            raise StopAsyncIteration
        return batch


def batches(queue, size):
    return batched(queue, size)

# %% asks for the next reading in advance
async def batches(queue, size):
    batch = []
    coming = asyncio.create_task(queue.get())
    while (reading := await coming) is not DONE:
        coming = asyncio.create_task(queue.get())
        batch.append(reading)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch

# %% a plain function that makes the generator
import functools


async def _in_lists(size, queue):
    batch = []
    while True:
        match await queue.get():
            case item if item is not DONE:
                batch = batch + [item]
            case _:
                break
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def batches(queue, size):
    return functools.partial(_in_lists, size)(queue)

# %% takes a whole list at a time
async def batches(queue, size):
    over = False

    async def take():
        nonlocal over
        got = []
        while len(got) < size and not over:
            item = await queue.get()
            if item is DONE:
                over = True
            else:
                got.append(item)
        return got

    while part := await take():
        yield part

# %% calls itself for the next lists
async def batches(queue, size):
    batch = []
    for _ in range(size):
        item = await queue.get()
        if item is DONE:
            break
        batch.append(item)
    else:
        yield batch
        async for later in batches(queue, size):
            yield later
        return
    if batch:
        yield batch
