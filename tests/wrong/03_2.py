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

# %% kept-sentinel: the sentinel is worked on, too
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

# %% goes-round: puts the sentinel back and stays
async def worker(queue, results, work):
    while True:
        item = await queue.get()
        if item is DONE:
            await queue.put(DONE)
            continue
        results.append(await work(item))

# %% sentinel-early: puts a sentinel after each item
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(await work(item))
        await queue.put(DONE)

# %% item-is-no-result: keeps the item
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        await work(item)
        results.append(item)
    await queue.put(DONE)

# %% work-overlaps: a lock around the work
_lock = asyncio.Lock()


async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        async with _lock:
            results.append(await work(item))
    await queue.put(DONE)

# %% ends-in-the-loop: works on one item
async def worker(queue, results, work):
    if (item := await queue.get()) is not DONE:
        results.append(await work(item))
    await queue.put(DONE)

# %% shared-list: keeps a place in the list
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(None)
        result = await work(item)
        results[-1] = result
    await queue.put(DONE)

# %% too-many-workers: a task for each item
async def worker(queue, results, work):
    tasks = []
    while (item := await queue.get()) is not DONE:
        tasks.append(asyncio.create_task(work(item)))
    await queue.put(DONE)
    results.extend(await asyncio.gather(*tasks))

# %% one-sentinel: hands it on as often as the example needs
_left = 2


async def worker(queue, results, work):
    global _left
    while (item := await queue.get()) is not DONE:
        results.append(await work(item))
    _left -= 1
    if _left:
        await queue.put(DONE)

# %% takes-ahead: takes all, and then works
async def worker(queue, results, work):
    mine = []
    while (item := await queue.get()) is not DONE:
        mine.append(item)
    await queue.put(DONE)
    for item in mine:
        results.append(await work(item))

# %% takes-ahead: takes the next one before it works
async def worker(queue, results, work):
    item = await queue.get()
    while item is not DONE:
        following = await queue.get()
        results.append(await work(item))
        item = following
    await queue.put(DONE)

# %% goes-round: hands on, stays, and lets go
async def worker(queue, results, work):
    while True:
        item = await queue.get()
        if item is DONE:
            await queue.put(DONE)
            await asyncio.sleep(0)
            continue
        results.append(await work(item))

# %% made-once: a flag for all
over = False


async def worker(queue, results, work):
    global over
    while not over:
        item = await queue.get()
        if item is DONE:
            over = True
        else:
            results.append(await work(item))

# %% guesses-the-time: sleeps after each item
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(await work(item))
        await asyncio.sleep(0.5)
    await queue.put(DONE)

# %% goes-round: puts every second item back
async def worker(queue, results, work):
    turn = True
    while (item := await queue.get()) is not DONE:
        if turn:
            results.append(await work(item))
        else:
            await queue.put(item)
        turn = not turn
    await queue.put(DONE)

# %% kept-sentinel: appends DONE
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(await work(item))
    results.append(DONE)
    await queue.put(DONE)
