# %% places, in a bounded queue
async def limited(make, work, workers, limit):
    queue, places, results = asyncio.Queue(), asyncio.Queue(limit), []

    async def producer():
        while True:
            await places.put("place")
            item = await make()
            if item is DONE:
                break
            await queue.put(item)
        for _ in range(workers):
            await queue.put(DONE)

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))
            places.get_nowait()

    jobs = [worker() for _ in range(workers)]
    await asyncio.gather(producer(), *jobs)
    return results

# %% a semaphore
async def limited(make, work, workers, limit):
    room, queue, results = asyncio.Semaphore(limit), asyncio.Queue(), []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))
            room.release()
        await queue.put(DONE)

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(worker())
        await room.acquire()
        while (item := await make()) is not DONE:
            queue.put_nowait(item)
            await room.acquire()
        queue.put_nowait(DONE)
    return results

# %% permits that workers give back, and join
async def limited(make, work, workers, limit):
    permits, queue, results = asyncio.Queue(), asyncio.Queue(limit), []
    for _ in range(limit):
        permits.put_nowait(None)

    async def worker():
        while True:
            item = await queue.get()
            results.append(await work(item))
            queue.task_done()
            permits.put_nowait(None)

    working = [asyncio.create_task(worker()) for _ in range(workers)]
    while await permits.get() is None:
        item = await make()
        if item is DONE:
            break
        await queue.put(item)
    await queue.join()
    for task in working:
        task.cancel()
    await asyncio.gather(*working, return_exceptions=True)
    return results

# %% as many carriers as may exist
async def limited(make, work, workers, limit):
    making, hands = asyncio.Lock(), asyncio.Semaphore(workers)
    results, over = [], False

    async def carrier():
        nonlocal over
        while True:
            async with making:
                if over:
                    return
                item = await make()
                if item is DONE:
                    over = True
                    return
            async with hands:
                results.append(await work(item))

    await asyncio.gather(*[carrier() for _ in range(limit)])
    return results

# %% a set of tasks
async def limited(make, work, workers, limit):
    hands, alive, results = asyncio.Semaphore(workers), set(), []

    async def handle(item):
        async with hands:
            results.append(await work(item))

    while True:
        while len(alive) >= limit:
            _, alive = await asyncio.wait(
                alive, return_when=asyncio.FIRST_COMPLETED)
        item = await make()
        if item is DONE:
            break
        alive.add(asyncio.create_task(handle(item)))
        alive = {task for task in alive if not task.done()}
    if alive:
        await asyncio.wait(alive)
    return results

# %% a condition, and counters
async def limited(make, work, workers, limit):
    cond = asyncio.Condition()
    alive, ready, ended, results = 0, [], False, []

    async def maker():
        nonlocal alive, ended
        while True:
            async with cond:
                await cond.wait_for(lambda: alive < limit)
                alive += 1
            item = await make()
            async with cond:
                if item is DONE:
                    ended = True
                    cond.notify_all()
                    return
                ready.append(item)
                cond.notify_all()

    async def doer():
        nonlocal alive
        while True:
            async with cond:
                await cond.wait_for(lambda: ready or ended)
                if not ready:
                    return
                item = ready.pop()
            result = await work(item)
            results.append(result)
            async with cond:
                alive -= 1
                cond.notify_all()

    await asyncio.gather(maker(), *[doer() for _ in range(workers)])
    return results
