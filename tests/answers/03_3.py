# %% as in the lesson
async def run_all(producers, workers, work):
    queue, results = asyncio.Queue(), []

    async def worker():
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))

    working = [asyncio.create_task(worker()) for _ in range(workers)]
    try:
        ends = await asyncio.gather(
            *(producer(queue) for producer in producers),
            return_exceptions=True,
        )
    finally:
        for _ in working:
            await queue.put(DONE)
        await asyncio.gather(*working)
    for end in ends:
        if isinstance(end, Exception):
            raise end
    return results

# %% one gather, each worker with its own list, and the sentinel handed on
async def run_all(producers, workers, work):
    queue = asyncio.Queue()

    async def feed():
        try:
            return await asyncio.gather(
                *(p(queue) for p in producers), return_exceptions=True
            )
        finally:
            queue.put_nowait(DONE)

    async def worker():
        mine = []
        while True:
            item = await queue.get()
            if item is DONE:
                queue.put_nowait(DONE)
                return mine
            mine.append(await work(item))

    ends, *lists = await asyncio.gather(
        feed(), *(worker() for _ in range(workers))
    )
    errors = [end for end in ends if end is not None]
    if errors:
        raise errors[0]
    return [result for mine in lists for result in mine]

# %% a TaskGroup, and a queue with a bound
async def until_over(queue):
    while (item := await queue.get()) is not DONE:
        yield item


async def run_all(producers, workers, work):
    queue, results, errors = asyncio.Queue(2), [], []

    async def safely(producer):
        try:
            await producer(queue)
        except Exception as error:
            errors.append(error)

    async def worker():
        async for item in until_over(queue):
            results.append(await work(item))

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(worker())
        async with asyncio.TaskGroup() as feeding:
            for producer in producers:
                feeding.create_task(safely(producer))
        for _ in range(workers):
            await queue.put(DONE)
    if errors:
        raise ExceptionGroup("producers failed", errors)
    return results

# %% asyncio.wait, results through a second queue
async def run_all(producers, workers, work):
    queue, out = asyncio.Queue(), asyncio.Queue()

    async def worker():
        while (item := await queue.get()) is not DONE:
            await out.put(await work(item))

    feeding = [asyncio.create_task(p(queue)) for p in producers]
    working = {asyncio.create_task(worker()) for _ in range(workers)}
    if feeding:
        await asyncio.wait(feeding)
    for _ in working:
        queue.put_nowait(DONE)
    await asyncio.wait(working)
    for task in feeding:
        task.result()
    return [out.get_nowait() for _ in range(out.qsize())]

# %% a task for each item, and a semaphore
async def run_all(producers, workers, work):
    queue, slots = asyncio.Queue(), asyncio.Semaphore(workers)
    over = object()

    async def one(item):
        try:
            return await work(item)
        finally:
            slots.release()

    async def dispatch():
        going = []
        while True:
            await slots.acquire()
            if (item := await queue.get()) is over:
                break
            going.append(asyncio.create_task(one(item)))
        return await asyncio.gather(*going)

    dispatching = asyncio.create_task(dispatch())
    ends = await asyncio.gather(*(p(queue) for p in producers), return_exceptions=True)
    await queue.put(over)
    results = await dispatching
    for end in filter(lambda e: isinstance(e, Exception), ends):
        raise end
    return list(results)

# %% the last producer puts the sentinels
async def run_all(producers, workers, work):
    queue = asyncio.Queue()
    still = len(producers)

    def send_home():
        for _ in range(workers):
            queue.put_nowait(DONE)

    async def supervised(producer):
        nonlocal still
        try:
            await producer(queue)
        finally:
            still -= 1
            if not still:
                send_home()

    async def worker():
        return [await work(item) async for item in items()]

    async def items():
        while (item := await queue.get()) is not DONE:
            yield item

    if not producers:
        send_home()
    ends = await asyncio.gather(*map(supervised, producers),
                                *(worker() for _ in range(workers)),
                                return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException):
            raise end
    return sum(ends[len(producers):], [])
