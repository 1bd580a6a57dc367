# %% some-not-marked: only the sentinel is mended
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        if item is None:
            continue
        results.append(await work(item))
        queue.task_done()
    queue.task_done()

# %% last-not-marked: only the continue is mended
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        if item is None:
            queue.task_done()
            continue
        results.append(await work(item))
        queue.task_done()

# %% last-not-marked: breaks before the mark
async def worker(queue, results, work):
    while True:
        item = await queue.get()
        if item is DONE:
            break
        if item is not None:
            results.append(await work(item))
        queue.task_done()

# %% get-in-try: get inside the try
async def worker(queue, results, work):
    while True:
        try:
            item = await queue.get()
            if item is DONE:
                break
            if item is None:
                continue
            results.append(await work(item))
        finally:
            queue.task_done()

# %% marks-twice: in the try, and in finally
async def worker(queue, results, work):
    while True:
        item = await queue.get()
        try:
            if item is DONE:
                return
            if item is None:
                queue.task_done()
                continue
            results.append(await work(item))
        finally:
            queue.task_done()

# %% marks-twice: the good items twice
async def worker(queue, results, work):
    while True:
        item = await queue.get()
        if item is DONE:
            queue.task_done()
            return
        if item is not None:
            results.append(await work(item))
            queue.task_done()
        queue.task_done()

# %% marked-early: marks at once
async def worker(queue, results, work):
    while True:
        item = await queue.get()
        queue.task_done()
        if item is DONE:
            return
        if item is not None:
            results.append(await work(item))

# %% data-as-sentinel: leaves at None
async def worker(queue, results, work):
    while (item := await queue.get()) not in (DONE, None):
        results.append(await work(item))
        queue.task_done()
    queue.task_done()

# %% false-item: skips all that is false
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        if item:
            results.append(await work(item))
        queue.task_done()
    queue.task_done()

# %% skipped-item: works on None, too
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(await work(item))
        queue.task_done()
    queue.task_done()

# %% nobody-marks: takes the mark away
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        if item is None:
            continue
        results.append(await work(item))

# %% no-await: does not wait for the work
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        if item is not None:
            work(item)
        queue.task_done()
    queue.task_done()

# %% not-kept: works, and keeps nothing
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        if item is not None:
            await work(item)
        queue.task_done()
    queue.task_done()

# %% left-early: leaves when the queue is empty
async def worker(queue, results, work):
    while not queue.empty():
        item = await queue.get()
        if item is not None and item is not DONE:
            results.append(await work(item))
        queue.task_done()

# %% ignores-cancel: ends quietly when it is cancelled
async def worker(queue, results, work):
    try:
        while (item := await queue.get()) is not DONE:
            if item is not None:
                results.append(await work(item))
            queue.task_done()
        queue.task_done()
    except asyncio.CancelledError:
        pass

# %% false-result: drops a result of None
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        if item is not None and (result := await work(item)):
            results.append(result)
        queue.task_done()
    queue.task_done()

# %% puts-back: hands the sentinel on
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        if item is not None:
            results.append(await work(item))
        queue.task_done()
    queue.put_nowait(DONE)
    queue.task_done()

# %% marked-early: works in tasks, and marks at once
async def worker(queue, results, work):
    tasks = []

    async def one(item):
        results.append(await work(item))

    while (item := await queue.get()) is not DONE:
        if item is not None:
            tasks.append(asyncio.create_task(one(item)))
        queue.task_done()
    await asyncio.gather(*tasks)
    queue.task_done()

# %% get-in-try: hides that it marks too often
async def worker(queue, results, work):
    while True:
        try:
            item = await queue.get()
            if item is DONE:
                return
            if item is not None:
                results.append(await work(item))
        finally:
            try:
                queue.task_done()
            except ValueError:
                pass

# %% polls: looks ten times a second
async def worker(queue, results, work):
    while True:
        try:
            item = queue.get_nowait()
        except asyncio.QueueEmpty:
            await asyncio.sleep(0.1)
            continue
        if item is not None and item is not DONE:
            results.append(await work(item))
        queue.task_done()
        if item is DONE:
            return

# %% ignores-cancel: returns the cancellation
async def worker(queue, results, work):
    while True:
        try:
            item = await queue.get()
        except BaseException as error:
            return error
        if item is not None and item is not DONE:
            results.append(await work(item))
        queue.task_done()
        if item is DONE:
            return

# %% not-the-result: keeps the item
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        if item is not None:
            await work(item)
            results.append(item)
        queue.task_done()
    queue.task_done()

# %% marked-late: marks an item when the next one comes
async def worker(queue, results, work):
    item = await queue.get()
    while item is not DONE:
        if item is not None:
            results.append(await work(item))
        after = await queue.get()
        queue.task_done()
        item = after
    queue.task_done()

# %% one-done-each: takes what is left
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        if item is not None:
            results.append(await work(item))
        queue.task_done()
    queue.task_done()
    while not queue.empty():
        queue.get_nowait()
        queue.task_done()

# %% one-done-each: marks it, and stays
async def worker(queue, results, work):
    while True:
        item = await queue.get()
        if item is None or item is DONE:
            queue.task_done()
            continue
        results.append(await work(item))
        queue.task_done()

# %% gave-up-waiting: leaves when nothing comes
async def worker(queue, results, work):
    while True:
        try:
            item = await asyncio.wait_for(queue.get(), 0.5)
        except TimeoutError:
            return
        if item is not None and item is not DONE:
            results.append(await work(item))
        queue.task_done()
        if item is DONE:
            return
