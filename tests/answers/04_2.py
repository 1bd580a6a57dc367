# %% a mark on each way
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        if item is None:
            queue.task_done()
            continue
        results.append(await work(item))
        queue.task_done()
    queue.task_done()

# %% get, then try and finally
async def worker(queue, results, work):
    while True:
        item = await queue.get()
        try:
            if item is None:
                continue
            if item is DONE:
                return
            results.append(await work(item))
        finally:
            queue.task_done()

# %% no continue, and match
async def worker(queue, results, work):
    over = False
    while not over:
        match await queue.get():
            case None:
                pass
            case item if item is DONE:
                over = True
            case item:
                results.append(await work(item))
        queue.task_done()

# %% an async generator that marks
async def items(queue):
    while True:
        item = await queue.get()
        try:
            if item is DONE:
                return
            yield item
        finally:
            queue.task_done()


async def worker(queue, results, work):
    async for item in items(queue):
        if item is not None:
            results.append(await work(item))

# %% a context manager
import contextlib


@contextlib.asynccontextmanager
async def taken(queue):
    item = await queue.get()
    try:
        yield item
    finally:
        queue.task_done()


async def worker(queue, results, work):
    while True:
        async with taken(queue) as item:
            if item is DONE:
                break
            if item is not None:
                results += [await work(item)]

# %% an object that is called
class Worker:
    """A worker as an object."""

    def __init__(self, skip, last):
        self.skip, self.last = skip, last

    async def __call__(self, queue, results, work):
        while (item := await queue.get()) is not self.last:
            if item is not self.skip:
                results.append(await work(item))
            queue.task_done()
        queue.task_done()


worker = Worker(None, DONE)

# %% a task for each item, marked by a callback
async def worker(queue, results, work):
    def finished(task):
        queue.task_done()

    while (item := await queue.get()) is not DONE:
        if item is None:
            queue.task_done()
        else:
            job = asyncio.create_task(work(item))
            job.add_done_callback(finished)
            results.append(await job)
    queue.task_done()

# %% many at once, in a group
async def worker(queue, results, work):
    async def one(item):
        try:
            results.append(await work(item))
        finally:
            queue.task_done()

    async with asyncio.TaskGroup() as group:
        while (item := await queue.get()) is not DONE:
            if item is None:
                queue.task_done()
            else:
                group.create_task(one(item))
    queue.task_done()

# %% one item a call
async def worker(queue, results, work):
    item = await queue.get()
    if item is not None and item is not DONE:
        results.append(await work(item))
    queue.task_done()
    if item is not DONE:
        await worker(queue, results, work)

# %% an exit stack for each item
from contextlib import ExitStack


async def worker(queue, results, work):
    while True:
        item = await queue.get()
        with ExitStack() as stack:
            stack.callback(queue.task_done)
            if item is DONE:
                return
            if item is None:
                continue
            results.append(await work(item))
