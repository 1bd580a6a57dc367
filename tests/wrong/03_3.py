# %% one-sentinel: one sentinel for all workers
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    async def feed():
        await asyncio.gather(*(p(queue) for p in producers))
        await queue.put(DONE)

    await asyncio.gather(feed(), *(worker() for _ in range(workers)))
    return results

# %% each-producer: a sentinel from each producer
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def produce(producer):
        try:
            await producer(queue)
        finally:
            await queue.put(DONE)

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    await asyncio.gather(
        *(produce(p) for p in producers), *(worker() for _ in range(workers))
    )
    return results

# %% each-producer: the sentinel of each producer is handed on
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def produce(producer):
        await producer(queue)
        await queue.put(DONE)

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))
        await queue.put(DONE)

    await asyncio.gather(
        *(produce(p) for p in producers), *(worker() for _ in range(workers))
    )
    return results

# %% sentinel-overtakes: gather leaves at the first error
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    working = [asyncio.create_task(worker()) for _ in range(workers)]
    try:
        await asyncio.gather(*(p(queue) for p in producers))
    finally:
        for _ in range(workers):
            await queue.put(DONE)
        await asyncio.gather(*working)
    return results

# %% raised-too-early: no sentinel after an error
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def feed():
        await asyncio.gather(*(p(queue) for p in producers))
        for _ in range(workers):
            await queue.put(DONE)

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    await asyncio.gather(feed(), *(worker() for _ in range(workers)))
    return results

# %% error-dropped: keeps the error and forgets it
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    working = [asyncio.create_task(worker()) for _ in range(workers)]
    await asyncio.gather(
        *(p(queue) for p in producers), return_exceptions=True
    )
    for _ in range(workers):
        await queue.put(DONE)
    await asyncio.gather(*working)
    return results

# %% one-after-other: awaits one worker after the other
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    async def feed():
        ends = await asyncio.gather(
            *(p(queue) for p in producers), return_exceptions=True
        )
        for _ in range(workers):
            await queue.put(DONE)
        return ends

    feeding = asyncio.create_task(feed())
    for _ in range(workers):
        await worker()
    for end in await feeding:
        if end:
            raise end
    return results

# %% one-after-other: awaits one producer after the other
async def run_all(producers, workers, work):
    queue, results, errors = asyncio.Queue(), [], []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    working = [asyncio.create_task(worker()) for _ in range(workers)]
    for producer in producers:
        try:
            await producer(queue)
        except Exception as error:
            errors.append(error)
    for _ in range(workers):
        await queue.put(DONE)
    await asyncio.gather(*working)
    if errors:
        raise errors[0]
    return results

# %% producers-first: starts the workers when all is put
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    ends = await asyncio.gather(
        *(p(queue) for p in producers), return_exceptions=True
    )
    for _ in range(workers):
        await queue.put(DONE)
    await asyncio.gather(*(worker() for _ in range(workers)))
    for end in ends:
        if end:
            raise end
    return results

# %% put-is-not-done: cancels the workers when all is put
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def worker():
        while True:
            results.append(await work(await queue.get()))

    working = [asyncio.create_task(worker()) for _ in range(workers)]
    await asyncio.gather(*(p(queue) for p in producers))
    for task in working:
        task.cancel()
    return results

# %% put-is-not-done: a TaskGroup for all, which cancels all at an error
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    async def feed():
        async with asyncio.TaskGroup() as feeding:
            for producer in producers:
                feeding.create_task(producer(queue))
        for _ in range(workers):
            await queue.put(DONE)

    async with asyncio.TaskGroup() as group:
        group.create_task(feed())
        for _ in range(workers):
            group.create_task(worker())
    return results

# %% data-as-sentinel: leaves at an item that counts as false
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def worker():
        while (item := await queue.get()) and item is not DONE:
            results.append(await work(item))

    working = [asyncio.create_task(worker()) for _ in range(workers)]
    ends = await asyncio.gather(
        *(p(queue) for p in producers), return_exceptions=True
    )
    for _ in range(workers):
        await queue.put(DONE)
    await asyncio.gather(*working)
    for end in ends:
        if end:
            raise end
    return results

# %% too-many-workers: a task for each item
async def run_all(producers, workers, work):
    queue = asyncio.Queue()

    async def spread():
        tasks = []
        while (item := await queue.get()) is not DONE:
            tasks.append(asyncio.create_task(work(item)))
        return [await task for task in tasks]

    spreading = asyncio.create_task(spread())
    ends = await asyncio.gather(
        *(p(queue) for p in producers), return_exceptions=True
    )
    await queue.put(DONE)
    results = await spreading
    for end in ends:
        if end:
            raise end
    return results

# %% gather-results: returns a list of lists
async def run_all(producers, workers, work):
    queue = asyncio.Queue()

    async def worker():
        mine = []
        while (item := await queue.get()) is not DONE:
            mine.append(await work(item))
        return mine

    async def feed():
        await asyncio.gather(*(p(queue) for p in producers))
        for _ in range(workers):
            await queue.put(DONE)

    _, *lists = await asyncio.gather(
        feed(), *(worker() for _ in range(workers))
    )
    return lists

# %% left-early: leaves when the queue is empty
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def worker():
        await asyncio.sleep(1)
        while not queue.empty():
            results.append(await work(await queue.get()))

    await asyncio.gather(
        *(p(queue) for p in producers), *(worker() for _ in range(workers))
    )
    return results

# %% as-many-as-told: always two workers
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    staff = [asyncio.create_task(worker()) for _ in range(2)]
    ends = await asyncio.gather(
        *(p(queue) for p in producers), return_exceptions=True
    )
    for _ in range(2):
        await queue.put(DONE)
    await asyncio.gather(*staff)
    for end in ends:
        if isinstance(end, Exception):
            raise end
    return results

# %% guesses-the-time: sleeps, then cancels
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def worker():
        while True:
            results.append(await work(await queue.get()))

    staff = [asyncio.create_task(worker()) for _ in range(workers)]
    ends = await asyncio.gather(
        *(p(queue) for p in producers), return_exceptions=True
    )
    await asyncio.sleep(10)
    for task in staff:
        task.cancel()
    await asyncio.gather(*staff, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end
    return results

# %% raised-too-early: awaits the workers after it raises
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    crew = [asyncio.create_task(worker()) for _ in range(workers)]
    ends = await asyncio.gather(
        *(p(queue) for p in producers), return_exceptions=True
    )
    for _ in range(workers):
        await queue.put(DONE)
    for end in ends:
        if isinstance(end, Exception):
            raise end
    await asyncio.gather(*crew)
    return results

# %% as-many-as-told: one consumer for all
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def consume():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    consuming = asyncio.create_task(consume())
    ends = await asyncio.gather(
        *(p(queue) for p in producers), return_exceptions=True
    )
    await queue.put(DONE)
    await consuming
    for end in ends:
        if isinstance(end, Exception):
            raise end
    return results

# %% each-producer: each worker counts all producers' sentinels
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def fed(producer):
        try:
            await producer(queue)
        finally:
            await queue.put(DONE)

    async def worker():
        left = len(producers)
        while left:
            item = await queue.get()
            if item is DONE:
                left -= 1
            else:
                results.append(await work(item))

    jobs = [*map(fed, producers), *(worker() for _ in range(workers))]
    ends = await asyncio.gather(*jobs, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end
    return results
