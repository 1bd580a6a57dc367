# %% a number
longest = 4

# %% what was put, less what was taken
longest = 12 - 8

# %% worked out
taken = [1 + 1.5 * number for number in range(12)]
longest = max(now - sum(t <= now for t in taken) for now in range(1, 13))

# %% tried out
async def producer(queue):
    for parcel in range(12):
        await asyncio.sleep(1)
        await queue.put(parcel)
        lengths.append(queue.qsize())


async def consumer(queue):
    for _ in range(12):
        await queue.get()
        await asyncio.sleep(1.5)


lengths = []
parcels = asyncio.Queue()
await asyncio.gather(producer(parcels), consumer(parcels))
longest = max(lengths)
