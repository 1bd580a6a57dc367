# %% asserts-nothing: asserts nothing
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    try:
        async with asyncio.timeout(60):
            await queue.join()
    except TimeoutError:
        pass
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)

# %% test-hangs: no time limit
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    await queue.join()
    assert sorted(results) == ["photo 1", "photo 3"]
    working.cancel()
    ends = await asyncio.gather(working, return_exceptions=True)
    assert isinstance(ends[0], asyncio.CancelledError)

# %% no-verdict: lets the TimeoutError pass
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    async with asyncio.timeout(60):
        await queue.join()
    assert sorted(results) == ["photo 1", "photo 3"]
    working.cancel()
    ends = await asyncio.gather(working, return_exceptions=True)
    assert isinstance(ends[0], asyncio.CancelledError)

# %% marked-not-done: looks only at how many there are
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    try:
        async with asyncio.timeout(60):
            await queue.join()
    except TimeoutError:
        assert False, "join hangs"
    assert len(results) == 2
    assert failures.qsize() == 1
    working.cancel()
    ends = await asyncio.gather(working, return_exceptions=True)
    assert isinstance(ends[0], asyncio.CancelledError)

# %% marked-early: looks at the results too late
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    try:
        async with asyncio.timeout(60):
            await queue.join()
    except TimeoutError:
        assert False, "join hangs"
    await asyncio.sleep(60)
    assert sorted(results) == ["photo 1", "photo 3"]
    assert failures.qsize() == 1
    working.cancel()
    ends = await asyncio.gather(working, return_exceptions=True)
    assert isinstance(ends[0], asyncio.CancelledError)

# %% marked-not-done: does not look at the failures
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    try:
        async with asyncio.timeout(60):
            await queue.join()
    except TimeoutError:
        assert False, "join hangs"
    assert sorted(results) == ["photo 1", "photo 3"]
    working.cancel()
    ends = await asyncio.gather(working, return_exceptions=True)
    assert isinstance(ends[0], asyncio.CancelledError)

# %% get-in-try: does not look at the end
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    try:
        async with asyncio.timeout(60):
            await queue.join()
    except TimeoutError:
        assert False, "join hangs"
    assert sorted(results) == ["photo 1", "photo 3"]
    assert failures.qsize() == 1
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)

# %% fails-on-good: wants an order
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    try:
        async with asyncio.timeout(60):
            await queue.join()
    except TimeoutError:
        assert False, "join hangs"
    assert results == ["photo 1", "photo 3"]
    assert failures.qsize() == 1
    working.cancel()
    ends = await asyncio.gather(working, return_exceptions=True)
    assert isinstance(ends[0], asyncio.CancelledError)

# %% some-not-marked: no item fails
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 7:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    try:
        async with asyncio.timeout(60):
            await queue.join()
    except TimeoutError:
        assert False, "join hangs"
    assert sorted(results) == ["photo 1", "photo 2", "photo 3"]
    working.cancel()
    ends = await asyncio.gather(working, return_exceptions=True)
    assert isinstance(ends[0], asyncio.CancelledError)

# %% rejects-good: wants the failed item, too
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    try:
        async with asyncio.timeout(60):
            await queue.join()
    except TimeoutError:
        assert False, "join hangs"
    assert len(results) == 3
    working.cancel()
    ends = await asyncio.gather(working, return_exceptions=True)
    assert isinstance(ends[0], asyncio.CancelledError)

# %% assert-caught: catches its own AssertionError
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    try:
        try:
            async with asyncio.timeout(60):
                await queue.join()
        except TimeoutError:
            assert False, "join hangs"
        assert sorted(results) == ["photo 1", "photo 3"]
        assert failures.get_nowait() == (2, "black")
        working.cancel()
        ends = await asyncio.gather(working, return_exceptions=True)
        assert isinstance(ends[0], asyncio.CancelledError)
    except AssertionError:
        print('bad')

# %% no-verdict: gathers without return_exceptions
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    try:
        async with asyncio.timeout(60):
            await queue.join()
    except TimeoutError:
        assert False, "join hangs"
    assert sorted(results) == ["photo 1", "photo 3"]
    assert failures.qsize() == 1
    working.cancel()
    try:
        await asyncio.gather(working)
    except asyncio.CancelledError:
        pass

# %% asserts-nothing: returns a verdict in place of an assert
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    try:
        async with asyncio.timeout(60):
            await queue.join()
    except TimeoutError:
        return False
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    return len(results) == 2

# %% rejects-good: always says no
async def check_marks(worker):
    raise AssertionError("bad")

# %% no-async: a plain function
def check_marks(worker):
    assert worker

# %% worker-died: the failed item is the last, and the worker is not watched
async def check_marks(worker):
    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("black")
        return f"photo {item}"

    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    for item in [1, 3, 2]:
        queue.put_nowait(item)
    working = asyncio.create_task(worker(queue, results, failures, work))
    try:
        async with asyncio.timeout(60):
            await queue.join()
    except TimeoutError:
        assert False, "join hangs"
    assert sorted(results) == ["photo 1", "photo 3"]
    assert failures.qsize() == 1
    assert failures.get_nowait() == (2, "black")
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)

# %% not-its-text: only counts the failures
async def check_marks(worker):
    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []

    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("two")
        return item

    task = asyncio.create_task(worker(queue, results, failures, work))
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    try:
        async with asyncio.timeout(100):
            await queue.join()
    except TimeoutError:
        assert False
    got = sorted(results)
    task.cancel()
    [end] = await asyncio.gather(task, return_exceptions=True)
    assert got == [1, 3]
    assert failures.qsize() == 1
    assert isinstance(end, asyncio.CancelledError)

# %% assert-unheard: asserts in a task that nobody awaits
async def check_marks(worker):
    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []

    async def work(item):
        await asyncio.sleep(0.3)
        if item == 'b':
            raise ValueError("no " + item)
        return item.upper()

    task = asyncio.create_task(worker(queue, results, failures, work))
    for item in 'abcd':
        await queue.put(item)
    try:
        await asyncio.wait_for(queue.join(), 30)
    except TimeoutError:
        raise AssertionError("join hangs")
    async def look():
        assert sorted(results) == ["A", "C", "D"]
    asyncio.create_task(look())
    assert failures.qsize() == 1
    assert failures.get_nowait() == ("b", "no b")
    task.cancel()
    [end] = await asyncio.gather(task, return_exceptions=True)
    assert isinstance(end, asyncio.CancelledError), end

# %% ignores-cancel: only wants no ValueError
async def check_marks(worker):
    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []

    async def work(item):
        await asyncio.sleep(0.3)
        if item == 'b':
            raise ValueError("no " + item)
        return item.upper()

    task = asyncio.create_task(worker(queue, results, failures, work))
    for item in 'abcd':
        await queue.put(item)
    try:
        await asyncio.wait_for(queue.join(), 30)
    except TimeoutError:
        raise AssertionError("join hangs")
    got = sorted(results)
    assert got == ["A", "C", "D"], got
    assert failures.qsize() == 1
    assert failures.get_nowait() == ("b", "no b")
    task.cancel()
    [end] = await asyncio.gather(task, return_exceptions=True)
    assert not isinstance(end, ValueError)

# %% test-tools: three tools in place of four
async def check_marks(worker):
    queue, results = asyncio.Queue(), []

    async def work(item):
        await asyncio.sleep(1)
        return item

    task = asyncio.create_task(worker(queue, results, work))
    for item in [1, 2, 3]:
        queue.put_nowait(item)
    try:
        async with asyncio.timeout(20):
            await queue.join()
    except TimeoutError:
        assert False, "hangs"
    assert sorted(results) == [1, 2, 3]
    task.cancel()
    [end] = await asyncio.gather(task, return_exceptions=True)
    assert isinstance(end, asyncio.CancelledError)

# %% awaits-worker: a group that waits for the worker
async def check_marks(worker):
    queue, results, failures = asyncio.Queue(), [], asyncio.Queue()

    async def work(item):
        await asyncio.sleep(1)
        if item == 2:
            raise ValueError("two")
        return item

    async with asyncio.TaskGroup() as group:
        group.create_task(worker(queue, results, failures, work))
        for item in [1, 2, 3]:
            await queue.put(item)
        await queue.join()
    assert sorted(results) == [1, 3]
    assert failures.qsize() == 1 and failures.get_nowait() == (2, "two")
