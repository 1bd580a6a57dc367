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
    kept = {failures.get_nowait() for _ in range(failures.qsize())}
    assert kept == {(item, f"{item} is odd") for item in (1, 3, 5, 7, 9)}
    assert all(isinstance(end, asyncio.CancelledError) for end in ends)

# %% helpers, and the failed item last
async def work(item):
    await asyncio.sleep(0.5)
    if not item:
        raise ZeroDivisionError("zero")
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
        kept = [failures.get_nowait() for _ in range(failures.qsize())]
        assert kept == [(0, "zero")] * items.count(0)
        await asyncio.sleep(1)
        assert not task.done()
        task.cancel()
        end = await asyncio.gather(task, return_exceptions=True)
        assert type(end[0]) is asyncio.CancelledError

# %% a queue that counts its marks
class Counting(asyncio.Queue):
    """A queue that counts its marks."""

    marks = 0

    def task_done(self):
        self.marks += 1
        super().task_done()


async def check_marks(worker):
    queue, results, failures = Counting(), [], asyncio.Queue()
    begun, ended = [], []

    async def work(item):
        begun.append(item)
        await asyncio.sleep(2)
        ended.append(item)
        assert_ok.append(queue.marks < len(ended))
        if item % 2:
            raise RuntimeError(f"{item} is odd")
        return item

    assert_ok = []
    task = asyncio.create_task(worker(queue, results, failures, work))
    for number in range(6):
        queue.put_nowait(number)
    try:
        await asyncio.wait_for(queue.join(), 60)
    except asyncio.TimeoutError:
        assert False, "join does not return"
    finally:
        task.cancel()
        ends = await asyncio.gather(task, return_exceptions=True)
    assert queue.marks == 6
    assert all(assert_ok)
    assert sorted(begun) == list(range(6))
    assert sorted(results) == [0, 2, 4]
    got = {failures.get_nowait() for _ in range(3)} if (
        failures.qsize() == 3) else set()
    assert got == {(n, f"{n} is odd") for n in (1, 3, 5)}
    assert type(ends[0]) is asyncio.CancelledError

# %% in a group
async def check_marks(worker):
    queue, failures, results = asyncio.Queue(), asyncio.Queue(), []
    over = []

    async def work(item):
        await asyncio.sleep(2)
        over.append(item)
        if item == "y":
            raise ValueError(item)
        return ord(item)

    for item in "xyz":
        queue.put_nowait(item)
    try:
        async with asyncio.timeout(100):
            async with asyncio.TaskGroup() as group:
                task = group.create_task(
                    worker(queue, results, failures, work))
                await queue.join()
                complete = len(over) == 3
                task.cancel()
    except Exception as error:
        raise AssertionError(repr(error))
    assert complete and task.cancelled()
    assert sorted(results) == [120, 122]
    assert not failures.empty()
    assert failures.get_nowait() == ("y", "y") and failures.empty()
