# %% watched, with several workers
async def put_and_join(queue, items):
    for item in items:
        await queue.put(item)
    await queue.join()


async def finish(queue, items, worker, workers):
    tasks = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    tasks.append(asyncio.create_task(put_and_join(queue, items)))
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    for end in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(end, Exception):
            raise end

# %% all put before the workers start
async def finish(queue, items, worker, workers):
    for item in items:
        queue.put_nowait(item)
    joining = asyncio.create_task(queue.join())
    working = {asyncio.create_task(worker(queue)) for _ in range(workers)}
    ended, waiting = await asyncio.wait(
        working | {joining}, return_when=asyncio.FIRST_COMPLETED
    )
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    for task in ended:
        await task

# %% a TaskGroup
async def finish(queue, items, worker, workers):
    async with asyncio.TaskGroup() as group:
        working = [group.create_task(worker(queue)) for _ in range(workers)]
        for item in items:
            await queue.put(item)
        await queue.join()
        for task in working:
            task.cancel()

# %% a worker that ends cancels the join
async def finish(queue, items, worker, workers):
    for item in items:
        queue.put_nowait(item)
    joining = asyncio.create_task(queue.join())
    working = [asyncio.ensure_future(worker(queue)) for _ in range(workers)]
    for task in working:
        task.add_done_callback(lambda ended: joining.cancel())
    await asyncio.gather(joining, return_exceptions=True)
    for task in working:
        task.cancel()
    ends = await asyncio.gather(*working, return_exceptions=True)
    if errors := [end for end in ends if isinstance(end, Exception)]:
        raise errors[0]

# %% a future, set by callbacks
async def finish(queue, items, worker, workers):
    over = asyncio.get_running_loop().create_future()

    def ended(task):
        if over.done():
            if not task.cancelled():
                task.exception()
        elif task.cancelled():
            over.cancel()
        elif task.exception() is not None:
            over.set_exception(task.exception())
        else:
            over.set_result(None)

    async def produce():
        for item in items:
            await queue.put(item)
        await queue.join()

    tasks = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    tasks.append(asyncio.create_task(produce()))
    for task in tasks:
        task.add_done_callback(ended)
    try:
        await over
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in tasks:
        if not task.cancelled() and task.exception():
            raise task.exception()

# %% a group, ended by an error of its own
class _Finished(Exception):
    pass


async def finish(queue, items, worker, workers):
    try:
        async with asyncio.TaskGroup() as tg:
            for _ in range(workers):
                tg.create_task(worker(queue))
            for item in items:
                await queue.put(item)
            await queue.join()
            raise _Finished
    except* _Finished:
        pass

# %% an exit stack, and the first that ends
from contextlib import AsyncExitStack


async def finish(queue, items, worker, workers):
    async def stop(*tasks):
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)

    async with AsyncExitStack() as stack:
        jobs = [asyncio.ensure_future(worker(queue))
                for _ in range(workers)]
        jobs.append(asyncio.ensure_future(fill(queue, items)))
        stack.push_async_callback(stop, *jobs)
        await next(asyncio.as_completed(jobs))


async def fill(queue, items):
    [await queue.put(item) for item in items]
    await queue.join()

# %% guards, and a future
async def finish(queue, items, worker, workers):
    failed = asyncio.get_running_loop().create_future()

    async def guard():
        try:
            await worker(queue)
        except Exception as error:
            if not failed.done():
                failed.set_exception(error)

    async def fill():
        for item in items:
            await queue.put(item)
        await queue.join()

    tasks = [asyncio.create_task(guard()) for _ in range(workers)]
    tasks.append(asyncio.create_task(fill()))
    await asyncio.wait([failed, tasks[-1]],
                       return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    if failed.done():
        await failed
