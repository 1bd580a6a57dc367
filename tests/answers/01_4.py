# %% three functions inside
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

    await asyncio.gather(reader(), packer(), sender())
    return receipts

# %% one function for each step, and a group
async def step(source, target, work, count):
    for _ in range(count):
        target.put_nowait(await work(await source.get()))


async def three_steps(orders, read, pack, send):
    queues = [asyncio.Queue() for _ in range(4)]
    for order in orders:
        await queues[0].put(order)
    async with asyncio.TaskGroup() as group:
        for number, work in enumerate((read, pack, send)):
            group.create_task(
                step(queues[number], queues[number + 1], work, len(orders))
            )
    return [queues[3].get_nowait() for _ in orders]

# %% sentinels, and the sender in the main task
async def three_steps(orders, read, pack, send):
    end = object()
    pages, parcels = asyncio.Queue(), asyncio.Queue()

    async def reader():
        for order in orders:
            page = await read(order)
            await pages.put(page)
        await pages.put(end)

    async def packer():
        while (page := await pages.get()) is not end:
            await parcels.put(await pack(page))
        await parcels.put(end)

    tasks = [asyncio.create_task(reader()), asyncio.create_task(packer())]
    receipts = []
    while (parcel := await parcels.get()) is not end:
        receipts.append(await send(parcel))
    for task in tasks:
        await task
    return receipts

# %% a task for each order, and a lock for each step
async def three_steps(orders, read, pack, send):
    locks = [asyncio.Lock() for _ in range(3)]

    async def handle(thing):
        for lock, work in zip(locks, (read, pack, send)):
            async with lock:
                thing = await work(thing)
        return thing

    return await asyncio.gather(*map(handle, orders))

# %% a chain of tasks for each order
async def three_steps(orders, read, pack, send):
    async def after(step, thing, before):
        if before is not None:
            await asyncio.wait({before})
        return await step(await thing if asyncio.isfuture(thing) else thing)

    r = p = s = None
    sent = []
    for order in orders:
        r = asyncio.create_task(after(read, order, r))
        p = asyncio.create_task(after(pack, r, p))
        s = asyncio.create_task(after(send, p, s))
        sent.append(s)
    return [await task for task in sent]

# %% events and lists
async def three_steps(orders, read, pack, send):
    n = len(orders)
    pages, parcels, receipts = [None] * n, [None] * n, [None] * n
    page_there = [asyncio.Event() for _ in orders]
    parcel_there = [asyncio.Event() for _ in orders]

    async def reading():
        for i, order in enumerate(orders):
            pages[i] = await read(order)
            page_there[i].set()

    async def packing():
        for i in range(n):
            await page_there[i].wait()
            parcels[i] = await pack(pages[i])
            parcel_there[i].set()

    async def sending():
        for i in range(n):
            await parcel_there[i].wait()
            receipts[i] = await send(parcels[i])

    await asyncio.wait([asyncio.ensure_future(c) for c in (reading(), packing(), sending())])
    return receipts

# %% a future for each page and each parcel
async def three_steps(orders, read, pack, send):
    loop = asyncio.get_running_loop()
    pages = [loop.create_future() for _ in orders]
    parcels = [loop.create_future() for _ in orders]

    async def reader():
        for order, page in zip(orders, pages):
            page.set_result(await read(order))

    async def packer():
        for page, parcel in zip(pages, parcels):
            parcel.set_result(await pack(await page))

    async def sender():
        return [await send(await parcel) for parcel in parcels]

    async with asyncio.TaskGroup() as group:
        group.create_task(reader())
        group.create_task(packer())
        receipts = group.create_task(sender())
    return receipts.result()
