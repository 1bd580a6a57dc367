# %% timeout
async def wait_a_while(queue, item, lost):
    try:
        async with asyncio.timeout(0.2):
            await queue.put(item)
    except TimeoutError:
        lost.append(item)

# %% wait_for
async def wait_a_while(queue, item, lost):
    try:
        await asyncio.wait_for(queue.put(item), timeout=0.2)
    except asyncio.TimeoutError:
        lost.append(item)

# %% first without waiting, then timeout_at
async def wait_a_while(queue, item, lost):
    if not queue.full():
        queue.put_nowait(item)
        return
    end = asyncio.get_running_loop().time() + 0.2
    try:
        async with asyncio.timeout_at(end):
            await queue.put(item)
    except TimeoutError:
        lost.append(item)

# %% a task, and wait
async def wait_a_while(queue, item, lost):
    putting = asyncio.create_task(queue.put(item))
    try:
        await asyncio.wait({putting}, timeout=0.2)
    finally:
        putting.cancel()
        await asyncio.gather(putting, return_exceptions=True)
    if putting.cancelled():
        lost.append(item)

# %% as_completed
async def wait_a_while(queue, item, lost):
    putting = asyncio.ensure_future(queue.put(item))
    try:
        for first in asyncio.as_completed([putting], timeout=0.2):
            await first
    except asyncio.TimeoutError:
        putting.cancel()
        await asyncio.wait([putting])
        if putting.cancelled():
            lost.append(item)
    except asyncio.CancelledError:
        putting.cancel()
        await asyncio.wait([putting])
        raise

# %% gathered, and matched
async def wait_a_while(queue, item, lost):
    [outcome] = await asyncio.gather(
        asyncio.wait_for(queue.put(item), 0.2), return_exceptions=True)
    match outcome:
        case TimeoutError():
            lost.append(item)
        case Exception():
            raise outcome

# %% a timer that cancels
async def wait_a_while(queue, item, lost):
    loop = asyncio.get_running_loop()
    task = loop.create_task(queue.put(item))
    timer = loop.call_later(0.2, task.cancel)
    try:
        await asyncio.wait([task])
        if task.cancelled():
            lost.append(item)
        else:
            task.result()
    finally:
        timer.cancel()
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
