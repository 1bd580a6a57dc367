# %% one test
async def collect(queue):
    results = []
    while (reading := await queue.get()) is not DONE:
        results.append(reading)
    return results

# %% for ever, and a break
async def collect(queue):
    results = []
    while True:
        reading = await queue.get()
        if reading is DONE:
            break
        results.append(reading)
    return results

# %% an async generator
async def until_over(queue):
    while (item := await queue.get()) is not DONE:
        yield item


async def collect(queue):
    return [item async for item in until_over(queue)]

# %% it calls itself
async def collect(queue):
    match await queue.get():
        case item if item is DONE:
            return []
        case item:
            return [item, *await collect(queue)]

# %% it looks now and then
async def collect(queue):
    results = []
    while True:
        if queue.empty():
            await asyncio.sleep(0.5)
        elif (item := queue.get_nowait()) is DONE:
            return results
        else:
            results.append(item)

# %% takes the sentinel out again
async def collect(queue):
    results = [await queue.get()]
    while results[-1] is not DONE:
        results.append(await queue.get())
    results.pop()
    return results
