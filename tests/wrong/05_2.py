# %% policy-waits: no end to the wait
async def wait_a_while(queue, item, lost):
    await queue.put(item)

# %% policy-waits: milliseconds
async def wait_a_while(queue, item, lost):
    try:
        async with asyncio.timeout(200):
            await queue.put(item)
    except TimeoutError:
        lost.append(item)

# %% queue-full: waits, and believes that there is room
async def wait_a_while(queue, item, lost):
    if queue.full():
        await asyncio.sleep(0.2)
    queue.put_nowait(item)

# %% late-put: sleeps, and looks again
async def wait_a_while(queue, item, lost):
    if queue.full():
        await asyncio.sleep(0.2)
    if queue.full():
        lost.append(item)
    else:
        queue.put_nowait(item)

# %% late-put: always sleeps to the end
async def wait_a_while(queue, item, lost):
    putting = asyncio.create_task(queue.put(item))
    await asyncio.sleep(0.2)
    if not putting.done():
        putting.cancel()
        lost.append(item)

# %% drops-uncounted: does not count
async def wait_a_while(queue, item, lost):
    try:
        async with asyncio.timeout(0.2):
            await queue.put(item)
    except TimeoutError:
        pass

# %% drops-uncounted: trusts full() when the time is over
async def wait_a_while(queue, item, lost):
    try:
        async with asyncio.timeout(0.2):
            await queue.put(item)
    except TimeoutError:
        if queue.full():
            lost.append(item)

# %% in-both: the put goes on behind its back
async def wait_a_while(queue, item, lost):
    putting = asyncio.create_task(queue.put(item))
    done, waiting = await asyncio.wait({putting}, timeout=0.2)
    if waiting:
        lost.append(item)

# %% in-both: counts what was put as well
async def wait_a_while(queue, item, lost):
    try:
        async with asyncio.timeout(0.2):
            await queue.put(item)
    finally:
        lost.append(item)

# %% drops-too-early: does not wait
async def wait_a_while(queue, item, lost):
    try:
        queue.put_nowait(item)
    except asyncio.QueueFull:
        lost.append(item)

# %% wrong-victim: drops the oldest
async def wait_a_while(queue, item, lost):
    try:
        async with asyncio.timeout(0.2):
            await queue.put(item)
    except TimeoutError:
        lost.append(queue.get_nowait())
        queue.put_nowait(item)

# %% ignores-cancel: catches everything
async def wait_a_while(queue, item, lost):
    try:
        async with asyncio.timeout(0.2):
            await queue.put(item)
    except BaseException:
        lost.append(item)

# %% no-await: forgets to wait
async def wait_a_while(queue, item, lost):
    try:
        async with asyncio.timeout(0.2):
            queue.put(item)
    except TimeoutError:
        lost.append(item)

# %% task-for-each-put: nobody waits for the task
async def wait_a_while(queue, item, lost):
    async def offer():
        try:
            async with asyncio.timeout(0.2):
                await queue.put(item)
        except TimeoutError:
            lost.append(item)

    asyncio.create_task(offer())

# %% late-put: looks every millisecond
async def wait_a_while(queue, item, lost):
    end = asyncio.get_running_loop().time() + 0.2
    while queue.full() and asyncio.get_running_loop().time() < end:
        await asyncio.sleep(0.001)
    if queue.full():
        lost.append(item)
    else:
        queue.put_nowait(item)

# %% in-both: lost until it is put
async def wait_a_while(queue, item, lost):
    lost.append(item)
    try:
        async with asyncio.timeout(0.2):
            await queue.put(item)
            lost.remove(item)
    except TimeoutError:
        pass

# %% lost-order: at the front of lost
async def wait_a_while(queue, item, lost):
    try:
        async with asyncio.timeout(0.2):
            await queue.put(item)
    except TimeoutError:
        lost.insert(0, item)

# %% over-bound: makes the queue longer
async def wait_a_while(queue, item, lost):
    try:
        async with asyncio.timeout(0.2):
            await queue.put(item)
    except TimeoutError:
        queue._maxsize += 1
        queue.put_nowait(item)

# %% refuses: drops, and says so with an error
async def wait_a_while(queue, item, lost):
    try:
        async with asyncio.timeout(0.2):
            await queue.put(item)
    except TimeoutError:
        lost.append(item)
        raise RuntimeError(f"busy, item {item} was refused") from None
