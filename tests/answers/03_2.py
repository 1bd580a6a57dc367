# %% after the loop
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(await work(item))
    await queue.put(DONE)

# %% in the loop, without waiting
async def worker(queue, results, work):
    while True:
        item = await queue.get()
        if item is DONE:
            queue.put_nowait(item)
            return
        results.append(await work(item))

# %% match, and finally
async def worker(queue, results, work):
    try:
        while True:
            match await queue.get():
                case item if item is DONE:
                    break
                case item:
                    results.append(await work(item))
    finally:
        await queue.put(DONE)

# %% an async generator
async def items(queue):
    while (item := await queue.get()) is not DONE:
        yield item
    await queue.put(DONE)


async def worker(queue, results, work):
    async for item in items(queue):
        results.append(await work(item))

# %% calls itself for the next item
async def worker(queue, results, work):
    item = await queue.get()
    if item is DONE:
        return await queue.put(DONE)
    results.append(await work(item))
    return await worker(queue, results, work)

# %% waits for one of two
async def worker(queue, results, work):
    going = True
    while going:
        item = await queue.get()
        going = item is not DONE
        outcome = await (work(item) if going else queue.put(DONE))
        if going:
            results.append(outcome)

# %% adds to the list in place
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results += [await work(item)]
    queue.put_nowait(DONE)

# %% an error of its own to leave
class Over(Exception):
    pass


async def worker(queue, results, work):
    async def take():
        if (item := await queue.get()) is DONE:
            raise Over
        return item

    try:
        while 1:
            results.append(await work(await take()))
    except Over:
        queue.put_nowait(DONE)

# %% puts it back in the loop's else
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(await work(item))
    else:
        await queue.put(item)
