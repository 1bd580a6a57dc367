# %% await-lets-go: takes every await for a turn
async def put_all(queue, items):
    for item in items:
        await queue.put(item)

# %% time-sleep: sleeps in the wrong way
async def put_all(queue, items):
    for item in items:
        await queue.put(item)
        time.sleep(0)

# %% no-await: makes the sleep and does not wait for it
async def put_all(queue, items):
    for item in items:
        await queue.put(item)
        asyncio.sleep(0)

# %% no-await: makes the puts only
async def put_all(queue, items):
    for item in items:
        queue.put(item)
        await asyncio.sleep(0)

# %% letting-go-is-free: waits for a while
async def put_all(queue, items):
    for item in items:
        await queue.put(item)
        await asyncio.sleep(0.01)

# %% turn-for-each: lets go once, after all
async def put_all(queue, items):
    for item in items:
        await queue.put(item)
    await asyncio.sleep(0)

# %% turn-for-each: lets go at every second item
async def put_all(queue, items):
    for number, item in enumerate(items):
        await queue.put(item)
        if number % 2:
            await asyncio.sleep(0)

# %% turn-for-each: lets go after items that count as true
async def put_all(queue, items):
    for item in items:
        await queue.put(item)
        if item:
            await asyncio.sleep(0)

# %% turn-for-each: a task for each put, all at once
async def put_all(queue, items):
    await asyncio.gather(*(queue.put(item) for item in items))

# %% out-of-order: from the last to the first
async def put_all(queue, items):
    while items:
        await queue.put(items.pop())
        await asyncio.sleep(0)

# %% turn-is-no-wait: waits until somebody marks the items
async def put_all(queue, items):
    for item in items:
        await queue.put(item)
        await queue.join()

# %% no-async: a plain function
def put_all(queue, items):
    for item in items:
        queue.put_nowait(item)

# %% false-is-a-value: leaves out what is false
async def put_all(queue, items):
    for item in items:
        if item:
            await queue.put(item)
            await asyncio.sleep(0)

# %% list-as-item: puts the whole list
async def put_all(queue, items):
    await queue.put(items)
    await asyncio.sleep(0)

# %% left-over: tasks that nobody awaits
async def put_all(queue, items):
    for item in items:
        asyncio.create_task(queue.put(item))

# %% left-over: one task for all puts, not awaited
async def put_all(queue, items):
    async def work():
        for item in items:
            await queue.put(item)
            await asyncio.sleep(0)
    asyncio.create_task(work())
