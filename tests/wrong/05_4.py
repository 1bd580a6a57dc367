# %% in-hand: counts only the queue
async def limited(make, work, workers, limit):
    queue, results = asyncio.Queue(limit), []

    async def producer():
        while (item := await make()) is not DONE:
            await queue.put(item)
        for _ in range(workers):
            await queue.put(DONE)

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    await asyncio.gather(producer(), *(worker() for _ in range(workers)))
    return results

# %% in-hand: forgets the producer's item
async def limited(make, work, workers, limit):
    queue, results = asyncio.Queue(max(1, limit - workers)), []

    async def producer():
        while (item := await make()) is not DONE:
            await queue.put(item)
        for _ in range(workers):
            await queue.put(DONE)

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    await asyncio.gather(producer(), *(worker() for _ in range(workers)))
    return results

# %% no-bound: a bound that is 0 or below
async def limited(make, work, workers, limit):
    queue, results = asyncio.Queue(limit - workers - 1), []

    async def producer():
        while (item := await make()) is not DONE:
            await queue.put(item)
        for _ in range(workers):
            await queue.put(DONE)

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    await asyncio.gather(producer(), *(worker() for _ in range(workers)))
    return results

# %% place-early: no bound
async def limited(make, work, workers, limit):
    queue, results = asyncio.Queue(), []

    async def producer():
        while (item := await make()) is not DONE:
            await queue.put(item)
        for _ in range(workers):
            await queue.put(DONE)

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    await asyncio.gather(producer(), *(worker() for _ in range(workers)))
    return results

# %% place-early: asks for a place when the item is made
async def limited(make, work, workers, limit):
    room, queue, results = asyncio.Semaphore(limit), asyncio.Queue(), []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))
            room.release()
        await queue.put(DONE)

    working = [asyncio.create_task(worker()) for _ in range(workers)]
    while (item := await make()) is not DONE:
        await room.acquire()
        queue.put_nowait(item)
    queue.put_nowait(DONE)
    await asyncio.gather(*working)
    return results

# %% place-early: gives the place back before the work
async def limited(make, work, workers, limit):
    places, queue, results = asyncio.Queue(limit), asyncio.Queue(), []

    async def producer():
        await places.put(None)
        while (item := await make()) is not DONE:
            await queue.put(item)
            await places.put(None)
        await queue.put(DONE)

    async def worker():
        while (item := await queue.get()) is not DONE:
            places.get_nowait()
            results.append(await work(item))
        await queue.put(DONE)

    await asyncio.gather(producer(), *(worker() for _ in range(workers)))
    return results

# %% task-for-each-put: a task for each put
async def limited(make, work, workers, limit):
    queue, results, putting = asyncio.Queue(limit), [], []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))
        await queue.put(DONE)

    working = [asyncio.create_task(worker()) for _ in range(workers)]
    while (item := await make()) is not DONE:
        putting.append(asyncio.create_task(queue.put(item)))
    await asyncio.gather(*putting)
    await queue.put(DONE)
    await asyncio.gather(*working)
    return results

# %% one-sentinel: one for all
async def limited(make, work, workers, limit):
    room, queue, results = asyncio.Semaphore(limit), asyncio.Queue(), []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))
            room.release()

    working = [asyncio.create_task(worker()) for _ in range(workers)]
    await room.acquire()
    while (item := await make()) is not DONE:
        queue.put_nowait(item)
        await room.acquire()
    queue.put_nowait(DONE)
    await asyncio.gather(*working)
    return results

# %% one-at-a-time: one after the other
async def limited(make, work, workers, limit):
    results = []
    while (item := await make()) is not DONE:
        results.append(await work(item))
    return results

# %% many-makers: every worker makes
async def limited(make, work, workers, limit):
    results = []

    async def worker():
        while (item := await make()) is not DONE:
            results.append(await work(item))

    await asyncio.gather(*(worker() for _ in range(min(workers, limit))))
    return results

# %% many-workers: as many as the limit
async def limited(make, work, workers, limit):
    working, results = set(), []
    while True:
        if len(working) == limit:
            done, working = await asyncio.wait(
                working, return_when=asyncio.FIRST_COMPLETED
            )
            results += [task.result() for task in done]
        item = await make()
        if item is DONE:
            return results + list(await asyncio.gather(*working))
        working.add(asyncio.create_task(work(item)))

# %% one-at-a-time: workers who make their own items, one after the other
async def limited(make, work, workers, limit):
    making, results, over = asyncio.Lock(), [], False

    async def worker():
        nonlocal over
        while not over:
            async with making:
                item = DONE if over else await make()
                over = item is DONE
            if item is not DONE:
                results.append(await work(item))

    await asyncio.gather(*(worker() for _ in range(min(workers, limit))))
    return results

# %% one-at-a-time: a task for each item, as many as are allowed
async def limited(make, work, workers, limit):
    working, results = set(), []
    while True:
        if len(working) == min(workers, limit):
            done, working = await asyncio.wait(
                working, return_when=asyncio.FIRST_COMPLETED
            )
            results += [task.result() for task in done]
        item = await make()
        if item is DONE:
            return results + list(await asyncio.gather(*working))
        working.add(asyncio.create_task(work(item)))

# %% one-at-a-time: makes one item ahead, and no more
async def limited(make, work, workers, limit):
    places, hands = asyncio.Semaphore(min(limit, workers + 1)), asyncio.Semaphore(workers)
    results = []

    async def one(item):
        async with hands:
            results.append(await work(item))
        places.release()

    async with asyncio.TaskGroup() as group:
        while True:
            await places.acquire()
            if (item := await make()) is DONE:
                break
            group.create_task(one(item))
    return results

# %% false-result: drops a result that is false
async def limited(make, work, workers, limit):
    places, hands = asyncio.Semaphore(limit), asyncio.Semaphore(workers)

    async def handle(item):
        async with hands:
            result = await work(item)
        places.release()
        return result

    jobs = []
    await places.acquire()
    while (item := await make()) is not DONE:
        jobs.append(asyncio.create_task(handle(item)))
        await places.acquire()
    return [r for r in await asyncio.gather(*jobs) if r]

# %% equal-results: a set of results
async def limited(make, work, workers, limit):
    queue, places, results = asyncio.Queue(), asyncio.Queue(limit), set()

    async def produce():
        item = None
        while item is not DONE:
            await places.put(None)
            item = await make()
            await queue.put(item)

    async def labour():
        while (item := await queue.get()) is not DONE:
            results.add(await work(item))
            places.get_nowait()
        queue.put_nowait(DONE)

    await asyncio.gather(produce(), *(labour() for _ in range(workers)))
    return list(results)

# %% place-kept: never gives a place back
async def limited(make, work, workers, limit):
    queue, places, results = asyncio.Queue(), asyncio.Queue(limit), []

    async def produce():
        item = None
        while item is not DONE:
            await places.put(None)
            item = await make()
            await queue.put(item)

    async def labour():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))
        queue.put_nowait(DONE)

    await asyncio.gather(produce(), *(labour() for _ in range(workers)))
    return results

# %% no-return: forgets to return
async def limited(make, work, workers, limit):
    queue, places, results = asyncio.Queue(), asyncio.Queue(limit), []

    async def produce():
        item = None
        while item is not DONE:
            await places.put(None)
            item = await make()
            await queue.put(item)

    async def labour():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))
            places.get_nowait()
        queue.put_nowait(DONE)

    await asyncio.gather(produce(), *(labour() for _ in range(workers)))

# %% cut-off: cancels when the queue is empty
async def limited(make, work, workers, limit):
    queue, places, results = asyncio.Queue(), asyncio.Queue(limit), []

    async def produce():
        await places.put(None)
        while (item := await make()) is not DONE:
            await queue.put(item)
            await places.put(None)

    async def labour():
        while True:
            item = await queue.get()
            results.append(await work(item))
            places.get_nowait()

    crew = [asyncio.create_task(labour()) for _ in range(workers)]
    await produce()
    while not queue.empty():
        await asyncio.sleep(0.1)
    for member in crew:
        member.cancel()
    await asyncio.gather(*crew, return_exceptions=True)
    return results

# %% no-items: waits for no task
async def limited(make, work, workers, limit):
    room, hands, jobs = asyncio.Semaphore(limit), asyncio.Semaphore(workers), set()
    results = []

    async def job(item):
        async with hands:
            results.append(await work(item))
        room.release()

    await room.acquire()
    while (item := await make()) is not DONE:
        jobs.add(asyncio.create_task(job(item)))
        await room.acquire()
    await asyncio.wait(jobs)
    return results

# %% not-the-result: returns the items
async def limited(make, work, workers, limit):
    queue, places, results = asyncio.Queue(), asyncio.Queue(limit), []

    async def produce():
        item = None
        while item is not DONE:
            await places.put(None)
            item = await make()
            await queue.put(item)

    async def labour():
        while (item := await queue.get()) is not DONE:
            await work(item)
            results.append(item)
            places.get_nowait()
        queue.put_nowait(DONE)

    await asyncio.gather(produce(), *(labour() for _ in range(workers)))
    return results

# %% many-workers: two workers, however many were asked for
async def limited(make, work, workers, limit):
    queue, places, results = asyncio.Queue(), asyncio.Queue(limit), []

    async def produce():
        item = None
        while item is not DONE:
            await places.put(None)
            item = await make()
            await queue.put(item)

    async def labour():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))
            places.get_nowait()
        queue.put_nowait(DONE)

    await asyncio.gather(produce(), *(labour() for _ in range(2)))
    return results

# %% many-workers: one worker, however many were asked for
async def limited(make, work, workers, limit):
    queue, places, results = asyncio.Queue(), asyncio.Queue(limit), []

    async def produce():
        while True:
            await places.put(None)
            item = await make()
            await queue.put(item)
            if item is DONE:
                break

    async def consume():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))
            places.get_nowait()

    await asyncio.gather(produce(), consume())
    return results

# %% data-as-sentinel: hands on what is true
async def limited(make, work, workers, limit):
    queue, places, results = asyncio.Queue(), asyncio.Queue(limit), []

    async def produce():
        while True:
            await places.put(None)
            item = await make()
            if item is DONE:
                break
            if item:
                await queue.put(item)
            else:
                places.get_nowait()
        for _ in range(workers):
            await queue.put(DONE)

    async def consume():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))
            places.get_nowait()

    await asyncio.gather(produce(), *(consume() for _ in range(workers)))
    return results

# %% lost-results: one of those that are done
async def limited(make, work, workers, limit):
    busy = asyncio.Semaphore(workers)

    async def one(item):
        async with busy:
            return await work(item)

    running, results = set(), []
    while True:
        while len(running) >= limit:
            done, running = await asyncio.wait(
                running, return_when=asyncio.FIRST_COMPLETED)
            results.append(done.pop().result())
        item = await make()
        if item is DONE:
            break
        running.add(asyncio.create_task(one(item)))
    if running:
        done, _ = await asyncio.wait(running)
        results += [task.result() for task in done]
    return results

# %% order-lost: the sentinel comes first
async def limited(make, work, workers, limit):
    queue, places, results = (
        asyncio.LifoQueue(), asyncio.Semaphore(limit), [])

    async def produce():
        while True:
            await places.acquire()
            item = await make()
            if item is DONE:
                break
            await queue.put(item)
        for _ in range(workers):
            await queue.put(DONE)

    async def consume():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))
            places.release()

    await asyncio.gather(produce(), *(consume() for _ in range(workers)))
    return results
