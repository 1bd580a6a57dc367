# %% died-holding: join, and nobody watches
async def finish(queue, items, worker, workers):
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    await queue.join()
    for task in working:
        task.cancel()
    for end in await asyncio.gather(*working, return_exceptions=True):
        if isinstance(end, Exception):
            raise end

# %% joined-and-forgot: awaits the workers, and does not cancel them
async def finish(queue, items, worker, workers):
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    await queue.join()
    await asyncio.gather(*working)

# %% joined-and-forgot: ends after the join
async def finish(queue, items, worker, workers):
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    await queue.join()

# %% joined-and-forgot: watches, and leaves the workers alone
async def finish(queue, items, worker, workers):
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    joining = asyncio.create_task(queue.join())
    ended, _ = await asyncio.wait([*working, joining],
                                  return_when=asyncio.FIRST_COMPLETED)
    for task in ended:
        await task

# %% cancel-only-asks: does not gather
async def finish(queue, items, worker, workers):
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    joining = asyncio.create_task(queue.join())
    ended, _ = await asyncio.wait([*working, joining],
                                  return_when=asyncio.FIRST_COMPLETED)
    for task in [*working, joining]:
        task.cancel()
    for task in ended:
        await task

# %% cancel-only-asks: gathers the workers, not the joining task
async def finish(queue, items, worker, workers):
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    joining = asyncio.create_task(queue.join())
    await asyncio.wait([*working, joining],
                       return_when=asyncio.FIRST_COMPLETED)
    ends = []
    for task in working:
        task.cancel()
    ends = await asyncio.gather(*working, return_exceptions=True)
    joining.cancel()
    for end in ends:
        if isinstance(end, Exception):
            raise end

# %% cancelled-is-no-error: gathers without return_exceptions
async def finish(queue, items, worker, workers):
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    joining = asyncio.create_task(queue.join())
    await asyncio.wait([*working, joining],
                       return_when=asyncio.FIRST_COMPLETED)
    for task in [*working, joining]:
        task.cancel()
    await asyncio.gather(*working, joining)

# %% error-unseen: gathers the errors, and forgets them
async def finish(queue, items, worker, workers):
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    joining = asyncio.create_task(queue.join())
    await asyncio.wait([*working, joining],
                       return_when=asyncio.FIRST_COMPLETED)
    for task in [*working, joining]:
        task.cancel()
    await asyncio.gather(*working, joining, return_exceptions=True)

# %% error-unseen: looks only at the first worker
async def finish(queue, items, worker, workers):
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    joining = asyncio.create_task(queue.join())
    await asyncio.wait([*working, joining],
                       return_when=asyncio.FIRST_COMPLETED)
    for task in [*working, joining]:
        task.cancel()
    ends = await asyncio.gather(*working, joining, return_exceptions=True)
    if isinstance(ends[0], Exception):
        raise ends[0]

# %% died-holding: watches only the first worker
async def finish(queue, items, worker, workers):
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    joining = asyncio.create_task(queue.join())
    await asyncio.wait([working[0], joining],
                       return_when=asyncio.FIRST_COMPLETED)
    for task in [*working, joining]:
        task.cancel()
    for end in await asyncio.gather(*working, joining, return_exceptions=True):
        if isinstance(end, Exception):
            raise end

# %% join-before-put: puts in a task, and joins at once
async def finish(queue, items, worker, workers):
    async def feed():
        for item in items:
            await queue.put(item)

    feeding = asyncio.create_task(feed())
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    await queue.join()
    for task in [feeding, *working]:
        task.cancel()
    await asyncio.gather(feeding, *working, return_exceptions=True)

# %% empty-is-finished: waits until the queue is empty
async def finish(queue, items, worker, workers):
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    while not queue.empty():
        await asyncio.sleep(0.1)
    for task in working:
        task.cancel()
    await asyncio.gather(*working, return_exceptions=True)

# %% nobody-takes: joins before the workers start
async def finish(queue, items, worker, workers):
    for item in items:
        await queue.put(item)
    await queue.join()
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for task in working:
        task.cancel()
    await asyncio.gather(*working, return_exceptions=True)

# %% no-await: forgets to wait for the join
async def finish(queue, items, worker, workers):
    working = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    queue.join()
    for task in working:
        task.cancel()
    await asyncio.gather(*working, return_exceptions=True)

# %% worker-count: one worker, however many were asked for
async def finish(queue, items, worker, workers):
    async def feed():
        for item in items:
            await queue.put(item)
        await queue.join()

    tasks = [asyncio.create_task(worker(queue)), asyncio.create_task(feed())]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    for end in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(end, Exception):
            raise end

# %% ends-late: looks every ten seconds
async def finish(queue, items, worker, workers):
    tasks = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    joining = asyncio.create_task(queue.join())
    while not joining.done() and not any(t.done() for t in tasks):
        await asyncio.sleep(10)
    for task in [*tasks, joining]:
        task.cancel()
    ends = await asyncio.gather(*tasks, joining, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end

# %% ends-late: a time limit in place of a watch
async def finish(queue, items, worker, workers):
    tasks = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    try:
        async with asyncio.timeout(60):
            for item in items:
                await queue.put(item)
            await queue.join()
    except TimeoutError:
        pass
    for task in tasks:
        task.cancel()
    for end in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(end, Exception):
            raise end

# %% left-over: forgets the joining task
async def finish(queue, items, worker, workers):
    async def feed():
        for item in items:
            await queue.put(item)
        await queue.join()

    tasks = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    joining = asyncio.create_task(feed())
    await asyncio.wait([*tasks, joining],
                       return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    for end in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(end, Exception):
            raise end

# %% error-unseen: looks for errors only if the join was not over
async def finish(queue, items, worker, workers):
    async def put_and_join():
        for item in items:
            await queue.put(item)
        await queue.join()
    crew = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    joining = asyncio.create_task(put_and_join())
    await asyncio.wait([*crew, joining],
                       return_when=asyncio.FIRST_COMPLETED)
    all_well = joining.done()
    for task in [*crew, joining]:
        task.cancel()
    ends = await asyncio.gather(*crew, joining, return_exceptions=True)
    if not all_well:
        for end in ends:
            if isinstance(end, Exception):
                raise end

# %% other-queue: a queue of its own
async def finish(queue, items, worker, workers):
    queue = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        crew = [group.create_task(worker(queue)) for _ in range(workers)]
        for item in items:
            await queue.put(item)
        await queue.join()
        for member in crew:
            member.cancel()

# %% one-coroutine: one coroutine for all
async def finish(queue, items, worker, workers):
    async with asyncio.TaskGroup() as group:
        crew = [group.create_task(job) for job in [worker(queue)] * workers]
        for item in items:
            await queue.put(item)
        await queue.join()
        for member in crew:
            member.cancel()

# %% wait-takes-tasks: waits for a coroutine
async def finish(queue, items, worker, workers):
    crew = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    await asyncio.wait([*crew, queue.join()],
                       return_when=asyncio.FIRST_COMPLETED)
    for task in crew:
        task.cancel()
    for end in await asyncio.gather(*crew, return_exceptions=True):
        if isinstance(end, Exception):
            raise end

# %% waits-for-all: waits for the first error
async def finish(queue, items, worker, workers):
    async def put_and_join():
        for item in items:
            await queue.put(item)
        await queue.join()
    crew = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    joining = asyncio.create_task(put_and_join())
    await asyncio.wait([*crew, joining],
                       return_when=asyncio.FIRST_EXCEPTION)
    for task in [*crew, joining]:
        task.cancel()
    for end in await asyncio.gather(*crew, joining, return_exceptions=True):
        if isinstance(end, Exception):
            raise end

# %% no-sentinel-here: puts sentinels
async def finish(queue, items, worker, workers):
    async with asyncio.TaskGroup() as group:
        crew = [group.create_task(worker(queue)) for _ in range(workers)]
        for item in items:
            await queue.put(item)
        for _ in crew:
            await queue.put(DONE)
        await queue.join()
        for member in crew:
            member.cancel()

# %% false-item: does not put what is false
async def finish(queue, items, worker, workers):
    async with asyncio.TaskGroup() as group:
        crew = [group.create_task(worker(queue)) for _ in range(workers)]
        for item in items:
            if item:
                await queue.put(item)
        await queue.join()
        for member in crew:
            member.cancel()

# %% other-error: an error of its own
async def finish(queue, items, worker, workers):
    async def put_and_join():
        for item in items:
            await queue.put(item)
        await queue.join()
    crew = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    joining = asyncio.create_task(put_and_join())
    await asyncio.wait([*crew, joining],
                       return_when=asyncio.FIRST_COMPLETED)
    failed = not joining.done()
    for task in [*crew, joining]:
        task.cancel()
    await asyncio.gather(*crew, joining, return_exceptions=True)
    if failed:
        raise RuntimeError("a worker died")

# %% not-joined: cancels after the puts
async def finish(queue, items, worker, workers):
    crew = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    for task in crew:
        task.cancel()
    for end in await asyncio.gather(*crew, return_exceptions=True):
        if isinstance(end, Exception):
            raise end

# %% not-put: leaves the last one out
async def finish(queue, items, worker, workers):
    async with asyncio.TaskGroup() as group:
        crew = [group.create_task(worker(queue)) for _ in range(workers)]
        for number in range(len(items) - 1):
            await queue.put(items[number])
        await queue.join()
        for member in crew:
            member.cancel()

# %% left-at-error: an error ends the loop that cancels
async def finish(queue, items, worker, workers):
    crew = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        queue.put_nowait(item)
    joining = asyncio.create_task(queue.join())
    await asyncio.wait([joining, *crew], return_when="FIRST_COMPLETED")
    joining.cancel()
    await asyncio.gather(joining, return_exceptions=True)
    for task in crew:
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            pass

# %% works-alone: joins after each put
async def finish(queue, items, worker, workers):
    crew = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        queue.put_nowait(item)
        joining = asyncio.create_task(queue.join())
        await asyncio.wait([joining, *crew], return_when="FIRST_COMPLETED")
        joining.cancel()
        await asyncio.gather(joining, return_exceptions=True)
    for task in crew:
        task.cancel()
    for end in await asyncio.gather(*crew, return_exceptions=True):
        if isinstance(end, Exception):
            raise end

# %% no-sentinel-here: ends by sentinels alone
async def finish(queue, items, worker, workers):
    tasks = [asyncio.create_task(worker(queue)) for _ in range(workers)]
    for item in items:
        await queue.put(item)
    for _ in range(workers):
        await queue.put(DONE)
    await asyncio.gather(*tasks)

# %% awaits-worker: one worker after the other
async def finish(queue, items, worker, workers):
    for item in items:
        await queue.put(item)
    for _ in range(workers):
        await worker(queue)
    await queue.join()

# %% takes-itself: takes what is left
async def finish(queue, items, worker, workers):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(worker(queue)) for _ in range(workers)]
        for item in items:
            await queue.put(item)
        await asyncio.sleep(0)
        while not queue.empty():
            queue.get_nowait()
            queue.task_done()
        await queue.join()
        for task in tasks:
            task.cancel()
