# %% nobody-takes: waits before anybody takes
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)
    item = None
    while item is not DONE:
        item = await make()
        await queue.put(item)
    while (item := await queue.get()) is not DONE:
        await store(item)

# %% task-for-each-put: gathers the puts at the end
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def consumer():
        while (item := await queue.get()) is not DONE:
            await store(item)

    storing = asyncio.create_task(consumer())
    putting = []
    item = None
    while item is not DONE:
        item = await make()
        putting.append(asyncio.create_task(queue.put(item)))
    await asyncio.gather(storing, *putting)

# %% no-bound: leaves the bound away
async def transfer(make, store, maxsize):
    queue = asyncio.Queue()
    item = None
    while item is not DONE:
        item = await make()
        await queue.put(item)
    while (item := await queue.get()) is not DONE:
        await store(item)

# %% no-bound: a list in front of the queue
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)
    items = []
    while (item := await make()) is not DONE:
        items.append(item)

    async def producer():
        for item in [*items, DONE]:
            await queue.put(item)

    making = asyncio.create_task(producer())
    while (item := await queue.get()) is not DONE:
        await store(item)
    await making

# %% one-at-a-time: no queue
async def transfer(make, store, maxsize):
    while (item := await make()) is not DONE:
        await store(item)

# %% queue-full: does not wait
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def producer():
        item = None
        while item is not DONE:
            item = await make()
            queue.put_nowait(item)

    making = asyncio.create_task(producer())
    while (item := await queue.get()) is not DONE:
        await store(item)
    await making

# %% no-ending: the sentinel is lost
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def producer():
        while (item := await make()) is not DONE:
            await queue.put(item)

    making = asyncio.create_task(producer())
    while (item := await queue.get()) is not DONE:
        await store(item)
    await making

# %% data-as-sentinel: ends at the first item that counts as false
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def producer():
        while (item := await make()) is not DONE:
            await queue.put(item)
        await queue.put(None)

    making = asyncio.create_task(producer())
    while (item := await queue.get()) is not None:
        await store(item)
    making.cancel()
    await asyncio.gather(making, return_exceptions=True)

# %% other-bound: one place more
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize + 1)

    async def producer():
        while (item := await make()) is not DONE:
            await queue.put(item)
        await queue.put(DONE)

    making = asyncio.create_task(producer())
    while (item := await queue.get()) is not DONE:
        await store(item)
    await making

# %% many-stores: two consumers
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def consumer():
        while (item := await queue.get()) is not DONE:
            await store(item)
        queue.put_nowait(DONE)

    async def producer():
        while (item := await make()) is not DONE:
            await queue.put(item)
        await queue.put(DONE)

    await asyncio.gather(producer(), consumer(), consumer())

# %% polls: looks now and then for room
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def produce():
        item = None
        while item is not DONE:
            item = await make()
            while queue.full():
                await asyncio.sleep(0.3)
            queue.put_nowait(item)

    async def consume():
        while (item := await queue.get()) is not DONE:
            await store(item)

    await asyncio.gather(produce(), consume())

# %% data-as-sentinel: a sentinel that is data
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def produce():
        while (item := await make()) is not DONE:
            await queue.put(item)
        await queue.put(None)

    async def consume():
        while (item := await queue.get()) is not None:
            await store(item)

    await asyncio.gather(produce(), consume())

# %% cut-off: cancels when the queue is empty
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def consume():
        while True:
            await store(await queue.get())

    consuming = asyncio.create_task(consume())
    while (item := await make()) is not DONE:
        await queue.put(item)
    while not queue.empty():
        await asyncio.sleep(0.1)
    consuming.cancel()
    await asyncio.gather(consuming, return_exceptions=True)

# %% drops-items: drops the newest
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def produce():
        while (item := await make()) is not DONE:
            if not queue.full():
                queue.put_nowait(item)
        await queue.put(DONE)

    async def consume():
        while (item := await queue.get()) is not DONE:
            await store(item)

    await asyncio.gather(produce(), consume())

# %% not-together: the consumer first, then the producer
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def produce():
        item = None
        while item is not DONE:
            item = await make()
            await queue.put(item)

    async def consume():
        while (item := await queue.get()) is not DONE:
            await store(item)

    await consume()
    await produce()

# %% left-early: leaves when the queue is empty
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def produce():
        while (item := await make()) is not DONE:
            await queue.put(item)

    async def consume():
        await store(await queue.get())
        while not queue.empty():
            await store(await queue.get())

    await asyncio.gather(produce(), consume())

# %% left-early: ten items and no more
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def produce():
        for _ in range(10):
            item = await make()
            await queue.put(item)
            if item is DONE:
                return
        await queue.put(DONE)

    async def consume():
        while (item := await queue.get()) is not DONE:
            await store(item)

    await asyncio.gather(produce(), consume())

# %% order-lost: the last comes first
async def transfer(make, store, maxsize):
    queue = asyncio.LifoQueue(maxsize)
    ended = asyncio.Event()

    async def produce():
        while (item := await make()) is not DONE:
            await queue.put(item)

    async def consume():
        while True:
            await store(await queue.get())
            queue.task_done()

    consuming = asyncio.create_task(consume())
    await produce()
    await queue.join()
    consuming.cancel()
    await asyncio.gather(consuming, return_exceptions=True)

# %% no-ending: asks whether the producer has ended
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def produce():
        while (item := await make()) is not DONE:
            await queue.put(item)

    producing = asyncio.create_task(produce())
    while not (producing.done() and queue.empty()):
        item = await queue.get()
        await store(item)
    await producing

# %% missed-sentinel: looks for None
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def produce():
        while (item := await make()) is not None:
            await queue.put(item)
        await queue.put(None)

    async def consume():
        while (item := await queue.get()) is not None:
            await store(item)

    await asyncio.gather(produce(), consume())

# %% marked-early: marks before the store
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def consume():
        while True:
            item = await queue.get()
            queue.task_done()
            await store(item)

    consuming = asyncio.create_task(consume())
    while (item := await make()) is not DONE:
        await queue.put(item)
    await queue.join()
    consuming.cancel()
    await asyncio.gather(consuming, return_exceptions=True)

# %% lost-items: makes one only to look at it
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def produce():
        if await make() is DONE:
            await queue.put(DONE)
            return
        while (item := await make()) is not DONE:
            await queue.put(item)
        await queue.put(DONE)

    async def consume():
        while (item := await queue.get()) is not DONE:
            await store(item)

    await asyncio.gather(produce(), consume())

# %% no-parentheses: compares before it keeps
async def transfer(make, store, maxsize):
    queue = asyncio.Queue(maxsize)

    async def produce():
        while item := await make() is not DONE:
            await queue.put(item)
        await queue.put(DONE)

    async def consume():
        while (item := await queue.get()) is not DONE:
            await store(item)

    await asyncio.gather(produce(), consume())
