# %% sequential-await: without a queue
async def three_steps(orders, read, pack, send):
    receipts = []
    for order in orders:
        receipts.append(await send(await pack(await read(order))))
    return receipts

# %% sequential-await: one step after the other
async def three_steps(orders, read, pack, send):
    pages = [await read(order) for order in orders]
    parcels = [await pack(page) for page in pages]
    return [await send(parcel) for parcel in parcels]

# %% waits-for-another: packs and sends in one task
async def three_steps(orders, read, pack, send):
    queue, receipts = asyncio.Queue(), []

    async def reader():
        for order in orders:
            await queue.put(await read(order))

    async def sender():
        for _ in orders:
            page = await queue.get()
            receipts.append(await send(await pack(page)))

    await asyncio.gather(reader(), sender())
    return receipts

# %% sequential-await: sends when all is packed
async def three_steps(orders, read, pack, send):
    pages, parcels = asyncio.Queue(), asyncio.Queue()

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            await parcels.put(await pack(await pages.get()))

    await asyncio.gather(reader(), packer())
    return [await send(await parcels.get()) for _ in orders]

# %% sequential-await: waits for the packer before the reader starts
async def three_steps(orders, read, pack, send):
    pages, parcels = asyncio.Queue(), asyncio.Queue()

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            await parcels.put(await pack(await pages.get()))

    await packer()
    await reader()
    return [await send(await parcels.get()) for _ in orders]

# %% all-at-once: a task for each order
async def three_steps(orders, read, pack, send):
    async def handle(order):
        return await send(await pack(await read(order)))

    return await asyncio.gather(*map(handle, orders))

# %% all-at-once: a task for each parcel, seen only where sending is slow
async def three_steps(orders, read, pack, send):
    pages, sending = asyncio.Queue(), []

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            parcel = await pack(await pages.get())
            sending.append(asyncio.create_task(send(parcel)))

    await asyncio.gather(reader(), packer())
    return await asyncio.gather(*sending)

# %% one-queue-for-two: one queue for pages and parcels
async def three_steps(orders, read, pack, send):
    queue, receipts = asyncio.Queue(), []

    async def reader():
        for order in orders:
            await queue.put(await read(order))

    async def packer():
        for _ in orders:
            await queue.put(await pack(await queue.get()))

    async def sender():
        for _ in orders:
            receipts.append(await send(await queue.get()))

    await asyncio.gather(reader(), packer(), sender())
    return receipts

# %% hands-on-the-old: packs, and hands the page on
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), []

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            page = await pages.get()
            await pack(page)
            await parcels.put(page)

    async def sender():
        for _ in orders:
            receipts.append(await send(await parcels.get()))

    await asyncio.gather(reader(), packer(), sender())
    return receipts

# %% asks-for-more: the sender loops for ever
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), []

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            await parcels.put(await pack(await pages.get()))

    async def sender():
        while True:
            receipts.append(await send(await parcels.get()))

    await asyncio.gather(reader(), packer(), sender())
    return receipts

# %% stops-short: counts one too few
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), []

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in range(1, len(orders)):
            await parcels.put(await pack(await pages.get()))

    async def sender():
        for _ in range(1, len(orders)):
            receipts.append(await send(await parcels.get()))

    await asyncio.gather(reader(), packer(), sender())
    return receipts

# %% own-queue: the sender asks the wrong queue
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), []

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            await pages.put(await pack(await pages.get()))

    async def sender():
        for _ in orders:
            receipts.append(await send(await parcels.get()))

    await asyncio.gather(reader(), packer(), sender())
    return receipts

# %% gather-results: returns what gather gives
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), []

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            await parcels.put(await pack(await pages.get()))

    async def sender():
        for _ in orders:
            receipts.append(await send(await parcels.get()))
        return receipts

    return await asyncio.gather(reader(), packer(), sender())

# %% no-await: forgets to wait for a put
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), []

    async def reader():
        for order in orders:
            pages.put(await read(order))

    async def packer():
        for _ in orders:
            parcels.put(await pack(await pages.get()))

    async def sender():
        for _ in orders:
            receipts.append(await send(await parcels.get()))

    await asyncio.gather(reader(), packer(), sender())
    return receipts

# %% data-as-sentinel: works while what comes counts as true
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), []

    async def reader():
        for order in orders:
            await pages.put(await read(order))
        await pages.put(None)

    async def packer():
        while page := await pages.get():
            await parcels.put(await pack(page))
        await parcels.put(None)

    async def sender():
        while parcel := await parcels.get():
            receipts.append(await send(parcel))

    await asyncio.gather(reader(), packer(), sender())
    return receipts

# %% looks-now-and-then: looks now and then whether all is over
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), []

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            await parcels.put(await pack(await pages.get()))

    async def sender():
        for _ in orders:
            receipts.append(await send(await parcels.get()))

    tasks = [asyncio.create_task(step()) for step in (reader, packer, sender)]
    while not all(task.done() for task in tasks):
        await asyncio.sleep(0.25)
    return receipts

# %% left-over: starts three tasks and returns
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), []

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            await parcels.put(await pack(await pages.get()))

    async def sender():
        for _ in orders:
            receipts.append(await send(await parcels.get()))

    asyncio.create_task(packer())
    asyncio.create_task(sender())
    await reader()
    return receipts

# %% bound-holds-back: a bound in each queue
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(1), asyncio.Queue(1), []

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            await parcels.put(await pack(await pages.get()))

    async def sender():
        for _ in orders:
            receipts.append(await send(await parcels.get()))

    await asyncio.gather(reader(), packer(), sender())
    return receipts

# %% false-is-a-value: keeps receipts that are true
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), []

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            await parcels.put(await pack(await pages.get()))

    async def sender():
        for _ in orders:
            if receipt := await send(await parcels.get()):
                receipts.append(receipt)

    await asyncio.gather(reader(), packer(), sender())
    return receipts

# %% made-once: the list is a default value
async def three_steps(orders, read, pack, send, receipts=[]):
    pages, parcels = asyncio.Queue(), asyncio.Queue()

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            await parcels.put(await pack(await pages.get()))

    async def sender():
        for _ in orders:
            receipts.append(await send(await parcels.get()))

    await asyncio.gather(reader(), packer(), sender())
    return receipts

# %% waits-for-another: reads two ahead at most
async def three_steps(orders, read, pack, send):
    slots = asyncio.Semaphore(2)
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), []

    async def reader():
        for order in orders:
            await slots.acquire()
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            parcel = await pack(await pages.get())
            await parcels.put(parcel)

    async def sender():
        for _ in orders:
            receipts.append(await send(await parcels.get()))
            slots.release()

    await asyncio.gather(reader(), packer(), sender())
    return receipts

# %% equal-are-two: keeps the receipts by order
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), {}

    async def reader():
        for order in orders:
            await pages.put((order, await read(order)))

    async def packer():
        for _ in orders:
            order, page = await pages.get()
            await parcels.put((order, await pack(page)))

    async def sender():
        for _ in orders:
            order, parcel = await parcels.get()
            receipts[order] = await send(parcel)

    await asyncio.gather(reader(), packer(), sender())
    return list(receipts.values())

# %% gather-results: returns what gather gives, three times None
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), []

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        for _ in orders:
            await parcels.put(await pack(await pages.get()))

    async def sender():
        for _ in orders:
            receipts.append(await send(await parcels.get()))

    return await asyncio.gather(reader(), packer(), sender())

# %% left-early: leaves when a queue is empty
async def three_steps(orders, read, pack, send):
    pages, parcels, receipts = asyncio.Queue(), asyncio.Queue(), []

    async def reader():
        for order in orders:
            await pages.put(await read(order))

    async def packer():
        while not pages.empty():
            await parcels.put(await pack(await pages.get()))

    async def sender():
        while not parcels.empty():
            receipts.append(await send(await parcels.get()))

    await asyncio.gather(reader(), packer(), sender())
    return receipts
