# %% lets go after each
async def put_all(queue, items):
    for item in items:
        await queue.put(item)
        await asyncio.sleep(0)

# %% lets go before each, without waiting
async def put_all(queue, items):
    for item in items:
        await asyncio.sleep(0)
        queue.put_nowait(item)

# %% a task for each, awaited at once
async def put_all(queue, items):
    for item in items:
        await asyncio.create_task(queue.put(item))

# %% lets go more often than it must
async def put_all(queue, items):
    position = 0
    while position < len(items):
        await queue.put(items[position])
        position += 1
        for _ in range(7):
            await asyncio.sleep(0)

# %% a function of its own
async def put_one(queue, item):
    await queue.put(item)
    await asyncio.sleep(0)


async def put_all(queue, items):
    if not items:
        return
    first, *others = items
    await put_one(queue, first)
    await put_all(queue, others)

# %% an object that lets go
class _Turn:
    def __await__(self):
        yield


async def put_all(queue, items):
    [await _Turn() for item in items if await queue.put(item) is None]

# %% awaits each put as a task
async def put_all(queue, items):
    for item in items:
        await asyncio.create_task(queue.put(item))

# %% a future that the loop sets
async def put_all(queue, items):
    loop = asyncio.get_running_loop()
    for item in list(items):
        await queue.put(item)
        turn = loop.create_future()
        loop.call_soon(turn.set_result, True)
        await turn

# %% a bare yield
import types


@types.coroutine
def step_aside():
    yield


async def put_all(queue, items):
    for item in items:
        await queue.put(item)
        await step_aside()
