# %% join in a time limit, then compare
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3, 4]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    try:
        async with asyncio.timeout(60):
            await queue.join()
    except TimeoutError:
        raise AssertionError("join hangs") from None
    assert sorted(results) == ["photo 1", "photo 3", "photo 4"]
    assert failures.qsize() == 1
    assert failures.get_nowait() == (2, "black")
    working.cancel()
    [end] = await asyncio.gather(working, return_exceptions=True)
    assert isinstance(end, asyncio.CancelledError), end

# %% two workers, and a flag
async def check_marks(worker):
    under_way = 0

    async def work(item):
        nonlocal under_way
        under_way += 1
        await asyncio.sleep(item)
        under_way -= 1
        if item % 2:
            raise RuntimeError(f"{item} is odd")
        return item

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    working = [asyncio.create_task(worker(queue, results, failures, work))
               for _ in range(2)]
    for item in range(10):
        await queue.put(item)
    hangs = False
    try:
        await asyncio.wait_for(queue.join(), 1000)
    except asyncio.TimeoutError:
        hangs = True
    busy = under_way
    for task in working:
        task.cancel()
    ends = await asyncio.gather(*working, return_exceptions=True)
    assert not hangs and not busy
    assert {*results} == {0, 2, 4, 6, 8} and len(results) == 5
    assert failures.qsize() == 5
    assert all(isinstance(end, asyncio.CancelledError) for end in ends)

# %% helpers, and the failed item last
async def work(item):
    await asyncio.sleep(0.5)
    return 10 // item


async def joined(queue):
    try:
        async with asyncio.timeout(30):
            await queue.join()
    except TimeoutError:
        return False
    return True


async def check_marks(worker):
    for items in ([1, 0], [0], [1, 0, 2, 0, 5], [1], []):
        queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
        task = asyncio.create_task(worker(queue, results, failures, work))
        for item in items:
            await queue.put(item)
        assert await joined(queue)
        assert sorted(results) == sorted(10 // i for i in items if i)
        assert failures.qsize() == items.count(0)
        await asyncio.sleep(1)
        assert not task.done()
        task.cancel()
        end = await asyncio.gather(task, return_exceptions=True)
        assert type(end[0]) is asyncio.CancelledError
