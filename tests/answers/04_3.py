# %% try, except, finally
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
        finally:
            queue.task_done()

# %% without finally, and with else
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            result = await work(item)
        except Exception as error:
            failures.put_nowait((item, str(error)))
        else:
            results.append(result)
        queue.task_done()

# %% a task for each item, gathered
async def worker(queue, results, failures, work):
    while item := [await queue.get()]:
        [end] = await asyncio.gather(work(*item), return_exceptions=True)
        if isinstance(end, Exception):
            await failures.put((*item, str(end)))
        else:
            results.append(end)
        queue.task_done()

# %% lets the cancellation pass by name
async def one(item, results, failures, work):
    try:
        results.append(await work(item))
    except asyncio.CancelledError:
        raise
    except BaseException as error:
        await failures.put((item, str(error)))


async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        await one(item, results, failures, work)
        queue.task_done()

# %% many at once, and marked by others
async def worker(queue, results, failures, work):
    async def one(item):
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
        finally:
            queue.task_done()

    async with asyncio.TaskGroup() as group:
        while True:
            group.create_task(one(await queue.get()))

# %% gathered, with return_exceptions
async def worker(queue, results, failures, work):
    while 1:
        item = await queue.get()
        try:
            [end] = await asyncio.gather(work(item), return_exceptions=True)
            if isinstance(end, Exception):
                failures.put_nowait((item, f"{end}"))
            else:
                results.append(end)
        finally:
            queue.task_done()

# %% an exit stack, and closures
import contextlib
import functools


async def _run(queue, keep, fail, work):
    async for item in _for_ever(queue.get):
        with contextlib.ExitStack() as at_end:
            at_end.callback(queue.task_done)
            try:
                value = await work(item)
            except Exception as error:
                await fail((item, str(error)))
                continue
            keep(value)


async def _for_ever(get):
    while True:
        yield await get()


def worker(queue, results, failures, work):
    return _run(queue, results.append, failures.put, work)

# %% finishes what it took
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        job = asyncio.create_task(work(item))
        stop = None
        try:
            await asyncio.wait([job])
        except asyncio.CancelledError as cancelled:
            stop = cancelled
            await asyncio.wait([job])
        if job.exception() is None:
            results.append(job.result())
        else:
            failures.put_nowait((item, str(job.exception())))
        queue.task_done()
        if stop:
            raise stop

# %% an error that is matched
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        error = None
        try:
            result = await work(item)
        except BaseException as caught:
            error = caught
        match error:
            case None:
                results.append(result)
            case Exception():
                await failures.put((item, str(error)))
            case _:
                raise error
        queue.task_done()
