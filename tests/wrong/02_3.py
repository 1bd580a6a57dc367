# %% died-feeding: puts it in the last line
async def produce(queue, read, count):
    for number in range(1, count + 1):
        await queue.put(await read(number))
    await queue.put(DONE)

# %% no-ending: puts none
async def produce(queue, read, count):
    for number in range(1, count + 1):
        await queue.put(await read(number))

# %% no-ending: puts it only after an error
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    except BaseException:
        await queue.put(DONE)
        raise

# %% except-not-finally: knows one error
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    except ValueError:
        await queue.put(DONE)
        raise
    await queue.put(DONE)

# %% except-not-finally: knows all errors, and no cancellation
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    except Exception:
        await queue.put(DONE)
        raise
    else:
        await queue.put(DONE)

# %% sentinel-twice: at the end and in the finally
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
        await queue.put(DONE)
    finally:
        await queue.put(DONE)

# %% sentinel-twice: in the except and in the finally
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    except Exception:
        await queue.put(DONE)
        raise
    finally:
        await queue.put(DONE)

# %% not-the-last: a finally in the loop
async def produce(queue, read, count):
    for number in range(1, count + 1):
        try:
            await queue.put(await read(number))
        finally:
            await queue.put(DONE)

# %% swallowed-error: prints it
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    except Exception as error:
        print(error)
    finally:
        await queue.put(DONE)

# %% swallowed-error: returns in the finally
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    finally:
        await queue.put(DONE)
        return

# %% swallowed-error: goes on with the next reading
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            try:
                await queue.put(await read(number))
            except Exception:
                continue
    finally:
        await queue.put(DONE)

# %% swallowed-error: only that it was cancelled
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    except asyncio.CancelledError:
        pass
    finally:
        await queue.put(DONE)

# %% dropped-data: leaves out what is false
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            if reading := await read(number):
                await queue.put(reading)
    finally:
        await queue.put(DONE)

# %% collected-first: reads all, then puts
async def produce(queue, read, count):
    readings = []
    try:
        for number in range(1, count + 1):
            readings.append(await read(number))
    finally:
        for reading in readings:
            await queue.put(reading)
        await queue.put(DONE)

# %% not-the-last: all at once, the sentinel too
async def produce(queue, read, count):
    async def put(number):
        await queue.put(await read(number))

    numbers = range(1, count + 1)
    await asyncio.gather(*map(put, numbers), queue.put(DONE))

# %% reads-at-once: reads all at once
async def produce(queue, read, count):
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(read(number))
                     for number in range(1, count + 1)]
            for task in tasks:
                await queue.put(await task)
    finally:
        await queue.put(DONE)

# %% off-by-one: begins at 0
async def produce(queue, read, count):
    try:
        for number in range(count):
            await queue.put(await read(number))
    finally:
        await queue.put(DONE)

# %% no-await: forgets to wait for the put
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    finally:
        queue.put(DONE)

# %% no-await: forgets to wait for the reading
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(read(number))
    finally:
        await queue.put(DONE)

# %% no-async: a plain function
def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            queue.put_nowait(read(number))
    finally:
        queue.put_nowait(DONE)

# %% left-over: the sentinel is put by a task that nobody awaits
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    finally:
        asyncio.create_task(queue.put(DONE))

# %% reads-on: tries once more after an error
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            try:
                reading = await read(number)
            except OSError:
                reading = await read(number)
            await queue.put(reading)
    finally:
        await queue.put(DONE)

# %% another-error: raises another in its place
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    except Exception as error:
        raise RuntimeError("reading failed") from error
    finally:
        await queue.put(DONE)

# %% off-by-one: does not read the last
async def produce(queue, read, count):
    try:
        for number in range(1, count):
            await queue.put(await read(number))
    finally:
        await queue.put(DONE)

# %% data-as-sentinel: stops at a missing reading
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            reading = await read(number)
            if reading is None:
                break
            await queue.put(reading)
    finally:
        await queue.put(DONE)

# %% reads-on: tells of the error at the end
async def produce(queue, read, count):
    failure = None
    for number in range(1, count + 1):
        try:
            await queue.put(await read(number))
        except Exception as error:
            failure = error
    await queue.put(DONE)
    if failure:
        raise failure

# %% error-as-item: puts the error, too
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    except Exception as error:
        await queue.put(error)
        raise
    finally:
        await queue.put(DONE)

# %% lost-rest: puts one reading behind
async def produce(queue, read, count):
    try:
        reading = await read(1) if count else None
        for number in range(2, count + 1):
            await queue.put(reading)
            reading = await read(number)
    finally:
        await queue.put(DONE)

# %% gave-up-waiting: a time limit for each reading
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            async with asyncio.timeout(5):
                reading = await read(number)
            await queue.put(reading)
    finally:
        await queue.put(DONE)

# %% sleeps-itself: sleeps after each put
async def produce(queue, read, count):
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
            await asyncio.sleep(1)
    finally:
        await queue.put(DONE)

# %% missed-sentinel: a DONE of its own
async def produce(queue, read, count):
    DONE = object()
    try:
        for number in range(1, count + 1):
            await queue.put(await read(number))
    finally:
        await queue.put(DONE)

# %% off-by-one: begins with the second
async def produce(queue, read, count):
    try:
        for number in range(2, count + 1):
            await queue.put(await read(number))
    finally:
        await queue.put(DONE)
