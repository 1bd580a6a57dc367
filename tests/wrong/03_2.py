# %% one-sentinel: takes it home, written otherwise
async def worker(queue, results, work):
    while True:
        item = await queue.get()
        if item is DONE:
            break
        results.append(await work(item))

# %% left-early: leaves when the queue is empty
async def worker(queue, results, work):
    while not queue.empty():
        item = await queue.get()
        if item is not DONE:
            results.append(await work(item))

# %% data-as-sentinel: leaves at the first false item
async def worker(queue, results, work):
    while (item := await queue.get()) and item is not DONE:
        results.append(await work(item))
    await queue.put(DONE)

# %% extra-items: the sentinel is worked on, too
async def worker(queue, results, work):
    while True:
        item = await queue.get()
        results.append(await work(item))
        if item is DONE:
            await queue.put(DONE)
            return

# %% no-await: forgets to wait for the work
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(work(item))
    await queue.put(DONE)

# %% no-await: forgets to wait for the put
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(await work(item))
    queue.put(DONE)

# %% spins: asks again and again
async def worker(queue, results, work):
    while True:
        if queue.empty():
            await asyncio.sleep(0)
            continue
        item = queue.get_nowait()
        if item is DONE:
            break
        results.append(await work(item))

# %% no-async: a plain function
def worker(queue, results, work):
    item = queue.get()
    results.append(work(item))
