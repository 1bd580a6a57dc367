# %% lost-rest: forgets the last batch
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) is not DONE:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []

# %% empty-batch: yields what is left, also nothing
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) is not DONE:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch

# %% same-list: clears what it has handed out
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) is not DONE:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch.clear()
    if batch:
        yield batch

# %% yielded-sentinel: the last batch holds it
async def batches(queue, size):
    batch = []
    while True:
        item = await queue.get()
        batch.append(item)
        if len(batch) == size or item is DONE:
            yield batch
            batch = []
        if item is DONE:
            return

# %% missed-sentinel: takes size items, then looks
async def batches(queue, size):
    while True:
        batch = [await queue.get() for _ in range(size)]
        if DONE in batch:
            rest = batch[:batch.index(DONE)]
            if rest:
                yield rest
            return
        yield batch

# %% missed-sentinel: takes what is there behind it, too
async def batches(queue, size):
    batch, over = [], False
    while not over or not queue.empty():
        item = await queue.get()
        if item is DONE:
            over = True
            continue
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch

# %% not-a-generator: returns a list of lists
async def batches(queue, size):
    results = []
    while (item := await queue.get()) is not DONE:
        results.append(item)
    return [results[at:at + size] for at in range(0, len(results), size)]

# %% collected-first: reads all, then cuts
async def batches(queue, size):
    results = []
    while (item := await queue.get()) is not DONE:
        results.append(item)
    for at in range(0, len(results), size):
        yield results[at:at + size]

# %% collected-first: a full batch waits for the next item
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) is not DONE:
        if len(batch) == size:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch

# %% left-early: a batch is what is there
async def batches(queue, size):
    while (item := await queue.get()) is not DONE:
        batch = [item]
        while len(batch) < size and not queue.empty():
            batch.append(await queue.get())
        yield batch

# %% left-early: leaves when the queue is empty
async def batches(queue, size):
    batch = []
    while not queue.empty():
        item = await queue.get()
        if item is DONE:
            break
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch

# %% gave-up-waiting: leaves after a minute
async def batches(queue, size):
    batch = []
    while True:
        try:
            item = await asyncio.wait_for(queue.get(), 60)
        except asyncio.TimeoutError:
            break
        if item is DONE:
            break
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch

# %% truth-not-identity: ends at a false item
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) and item is not DONE:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch

# %% data-as-sentinel: ends at None
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) not in (None, DONE):
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch

# %% equal-not-same: asks for equality
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) != DONE:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch

# %% wrong-size: one too many in each
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) is not DONE:
        batch.append(item)
        if len(batch) > size:
            yield batch
            batch = []
    if batch:
        yield batch

# %% hands-out-lists: single readings
async def batches(queue, size):
    while (item := await queue.get()) is not DONE:
        yield item

# %% same-list: hands out one list that grows
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) is not DONE:
        batch.append(item)
        if len(batch) % size == 0:
            yield batch
    if len(batch) % size:
        yield batch

# %% dropped-data: leaves out the missing readings
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) is not DONE:
        if item is None:
            continue
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch

# %% put-back: puts DONE back
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) is not DONE:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
    await queue.put(DONE)

# %% not-a-generator: a plain generator
def batches(queue, size):
    batch = []
    while (item := queue.get_nowait()) is not DONE:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []

# %% lost-items: loses the reading behind a full list
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) is not DONE:
        if len(batch) < size:
            batch.append(item)
        else:
            yield batch
            batch = []
    if batch:
        yield batch

# %% wrong-size: hands a full list out one by one
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) is not DONE:
        batch.append(item)
        if len(batch) == size:
            for one in batch:
                yield [one]
            batch = []
    if batch:
        yield batch

# %% wrong-size: hands out one too early
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) is not DONE:
        batch.append(item)
        if len(batch) == size - 1:
            yield batch
            batch = []
    if batch:
        yield batch

# %% gave-up-waiting: hands out what it has after a silence
async def batches(queue, size):
    batch = []
    while True:
        try:
            item = await asyncio.wait_for(queue.get(), 5)
        except TimeoutError:
            if batch:
                yield batch
                batch = []
            continue
        if item is DONE:
            break
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch

# %% made-once: a list as default
async def batches(queue, size, batch=[]):
    while (item := await queue.get()) is not DONE:
        batch.append(item)
        if len(batch) == size:
            yield list(batch)
            batch.clear()
    if batch:
        yield list(batch)

# %% equal-are-two: keeps equal readings once
async def batches(queue, size):
    batch = []
    while (item := await queue.get()) is not DONE:
        if item not in batch:
            batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch

# %% missed-sentinel: takes what stands behind DONE
async def batches(queue, size):
    batch = []
    while True:
        item = await queue.get()
        if item is DONE:
            if not queue.empty():
                queue.get_nowait()
            break
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
