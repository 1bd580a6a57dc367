# %% truth-not-identity: still asks for truth
async def collect(queue):
    results = []
    while reading := await queue.get():
        if reading is DONE:
            break
        results.append(reading)
    return results

# %% data-as-sentinel: asks for None
async def collect(queue):
    results = []
    while (reading := await queue.get()) is not None:
        if reading is DONE:
            break
        results.append(reading)
    return results

# %% equal-not-same: asks for equality
async def collect(queue):
    results = []
    while (reading := await queue.get()) != DONE:
        results.append(reading)
    return results

# %% equal-not-same: asks for equality, behind the word in
async def collect(queue):
    results = []
    while True:
        reading = await queue.get()
        if reading in [DONE]:
            return results
        results.append(reading)

# %% dropped-data: leaves out what is false
async def collect(queue):
    results = []
    while (reading := await queue.get()) is not DONE:
        if reading:
            results.append(reading)
    return results

# %% dropped-data: leaves out the missing readings
async def collect(queue):
    results = []
    while (reading := await queue.get()) is not DONE:
        if reading is not None:
            results.append(reading)
    return results

# %% left-early: leaves when the queue is empty
async def collect(queue):
    results = []
    while not queue.empty():
        reading = await queue.get()
        if reading is not DONE:
            results.append(reading)
    return results

# %% left-early: waits for the first reading only
async def collect(queue):
    results = [await queue.get()]
    while not queue.empty():
        results.append(await queue.get())
    return [reading for reading in results if reading is not DONE]

# %% gave-up-waiting: leaves after a minute of silence
async def collect(queue):
    results = []
    while True:
        try:
            reading = await asyncio.wait_for(queue.get(), 60)
        except asyncio.TimeoutError:
            return results
        if reading is DONE:
            return results
        results.append(reading)

# %% queue-empty: takes without waiting
async def collect(queue):
    results = []
    while (reading := queue.get_nowait()) is not DONE:
        results.append(reading)
    return results

# %% kept-sentinel: keeps it, then leaves
async def collect(queue):
    results = []
    while True:
        reading = await queue.get()
        results.append(reading)
        if reading is DONE:
            return results

# %% missed-sentinel: makes another DONE
DONE = object()


async def collect(queue):
    results = []
    while (reading := await queue.get()) is not DONE:
        results.append(reading)
    return results

# %% missed-sentinel: waits for a text
async def collect(queue):
    results = []
    while True:
        reading = await queue.get()
        if type(reading) is str and reading == "DONE":
            return results
        results.append(reading)

# %% no-return: returns nothing
async def collect(queue):
    results = []
    while (reading := await queue.get()) is not DONE:
        results.append(reading)

# %% no-await: takes without await
async def collect(queue):
    results = []
    while (reading := queue.get()) is not DONE:
        results.append(reading)
    return results

# %% spins: asks again and again
async def collect(queue):
    results = []
    while True:
        if queue.empty():
            await asyncio.sleep(0)
        elif (item := queue.get_nowait()) is DONE:
            return results
        else:
            results.append(item)

# %% data-as-sentinel: any plain object counts as the sentinel
async def collect(queue):
    results = []
    while type(reading := await queue.get()) is not object:
        results.append(reading)
    return results

# %% equal-not-same: compares what is printed
async def collect(queue):
    results = []
    while True:
        reading = await queue.get()
        if str(reading) == str(DONE):
            break
        results.append(reading)
    return results

# %% equal-are-two: keeps equal readings once
async def collect(queue):
    results = []
    while (reading := await queue.get()) is not DONE:
        if reading not in results:
            results.append(reading)
    return results

# %% ends-in-the-loop: returns inside the loop
async def collect(queue):
    results = []
    while (reading := await queue.get()) is not DONE:
        results.append(reading)
        return results

# %% adds-a-list: adds with plus
async def collect(queue):
    results = []
    while (reading := await queue.get()) is not DONE:
        results += reading
    return results

# %% equal-not-same: looks for the sentinel with index
async def collect(queue):
    results = []
    while not results or results[-1] is not DONE:
        results.append(await queue.get())
    return results[:results.index(DONE)]
