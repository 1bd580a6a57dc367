# %% asserts-nothing: only calls it
async def check_policy(policy):
    queue, lost = asyncio.Queue(2), []
    for item in range(4):
        await policy(queue, item, lost)

# %% asserts-nothing: returns the answer
async def check_policy(policy):
    queue, lost = asyncio.Queue(2), []
    for item in range(4):
        await policy(queue, item, lost)
    return lost == [0, 1]

# %% assert-caught: catches its own errors
async def check_policy(policy):
    queue, lost = asyncio.Queue(2), []
    try:
        for item in range(4):
            await policy(queue, item, lost)
        assert lost == [0, 1]
    except Exception:
        print("wrong")

# %% wrong-victim: only the length
async def check_policy(policy):
    queue, lost = asyncio.Queue(2), []
    for item in range(4):
        await policy(queue, item, lost)
    assert queue.qsize() == 2 and len(lost) == 2

# %% drops-uncounted: only the queue
async def check_policy(policy):
    queue, lost = asyncio.Queue(2), []
    for item in range(4):
        await policy(queue, item, lost)
    items = []
    while not queue.empty():
        items.append(queue.get_nowait())
    assert items == [2, 3]

# %% drops-too-many: a queue with room for one
async def check_policy(policy):
    queue, lost = asyncio.Queue(1), []
    for item in range(3):
        await policy(queue, item, lost)
    assert queue.qsize() == 1
    assert (queue.get_nowait(), lost) == (2, [0, 1])

# %% policy-waits: no end to the wait
async def check_policy(policy):
    queue, lost = asyncio.Queue(2), []
    for item in range(3):
        await policy(queue, item, lost)
    assert queue.qsize() == 2
    assert [queue.get_nowait(), queue.get_nowait()] == [1, 2]
    assert lost == [0]

# %% not-an-assertion: lets the end of the time pass
async def check_policy(policy):
    queue, lost = asyncio.Queue(2), []
    async with asyncio.timeout(1):
        for item in range(3):
            await policy(queue, item, lost)
    assert queue.qsize() == 2
    assert [queue.get_nowait(), queue.get_nowait()] == [1, 2]
    assert lost == [0]

# %% asks-too-much: nothing may be lost
async def check_policy(policy):
    queue, lost = asyncio.Queue(2), []
    for item in range(4):
        await policy(queue, item, lost)
    assert lost == []

# %% drops-too-early: begins with a full queue
async def check_policy(policy):
    queue, lost = asyncio.Queue(2), []
    queue.put_nowait(0)
    queue.put_nowait(1)
    await policy(queue, 2, lost)
    assert queue.qsize() == 2
    assert [queue.get_nowait(), queue.get_nowait()] == [1, 2]
    assert lost == [0]

# %% not-an-assertion: takes more than there is
async def check_policy(policy):
    queue, lost = asyncio.Queue(2), []
    for item in range(4):
        await policy(queue, item, lost)
    assert [queue.get_nowait(), queue.get_nowait()] == [2, 3]
    assert lost == [0, 1]

# %% order-lost: the first item only, and the sum
async def check_policy(policy):
    queue, lost = asyncio.Queue(3), []
    for item in range(4):
        await policy(queue, item, lost)
    assert lost == [0]
    assert queue.qsize() == 3

# %% order-lost: compares sets
async def check_policy(policy):
    queue, lost = asyncio.Queue(maxsize=2), []
    try:
        async with asyncio.timeout(1):
            for item in [1, 2, 3, 4]:
                await policy(queue, item, lost)
    except TimeoutError:
        assert False, "it waits"
    left = {queue.get_nowait() for _ in range(queue.qsize())}
    assert left == {3, 4}
    assert sorted(lost) == [1, 2]

# %% test-hangs: takes with get
async def check_policy(policy):
    queue, lost = asyncio.Queue(maxsize=2), []
    try:
        async with asyncio.timeout(1):
            for item in [1, 2, 3]:
                await policy(queue, item, lost)
    except TimeoutError:
        assert False
    assert [await queue.get(), await queue.get()] == [2, 3]
    assert lost == [1]

# %% loop-in-loop: runs a loop inside
async def check_policy(policy):
    queue, lost = asyncio.Queue(2), []

    async def offers():
        for x in (1, 2, 3):
            await policy(queue, x, lost)
    asyncio.run(offers())
    assert lost == [1]

# %% drops-uncounted: the first item, and no count
async def check_policy(policy):
    queue, lost = asyncio.Queue(maxsize=2), []
    try:
        async with asyncio.timeout(1):
            for item in [1, 2, 3]:
                await policy(queue, item, lost)
    except TimeoutError:
        assert False
    assert lost == [1]
    assert queue.get_nowait() == 2

# %% test-hangs: takes two with get
async def check_policy(policy):
    queue, lost = asyncio.Queue(maxsize=2), []
    try:
        async with asyncio.timeout(1):
            for item in [1, 2, 3]:
                await policy(queue, item, lost)
    except TimeoutError:
        assert False
    assert lost == [1]
    first = await queue.get()
    second = await queue.get()
    assert (first, second) == (2, 3)

# %% no-bound: a queue that is never full
async def check_policy(policy):
    queue, lost = asyncio.Queue(), []
    try:
        async with asyncio.timeout(1):
            for item in [1, 2, 3]:
                await policy(queue, item, lost)
    except TimeoutError:
        assert False
    assert lost == [1] and queue.qsize() == 2
    assert [queue.get_nowait(), queue.get_nowait()] == [2, 3]

# %% in-both: the first item, and how many
async def check_policy(policy):
    queue, lost = asyncio.Queue(maxsize=3), []
    try:
        async with asyncio.timeout(1):
            for item in [1, 2, 3, 4]:
                await policy(queue, item, lost)
    except TimeoutError:
        assert False
    assert lost == [1] and queue.qsize() == 3
    assert queue.get_nowait() == 2
