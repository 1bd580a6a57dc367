# %% once full, and once with room
async def check_policy(policy):
    queue, lost = asyncio.Queue(maxsize=3), []
    try:
        async with asyncio.timeout(1):
            for item in range(1, 6):
                await policy(queue, item, lost)
    except TimeoutError:
        assert False, "the policy waits"
    assert queue.qsize() == 3, "as many as there is room for"
    assert [queue.get_nowait() for _ in range(3)] == [3, 4, 5]
    assert lost == [1, 2]

# %% after each item, with helpers
def inside(queue):
    items = [queue.get_nowait() for _ in range(queue.qsize())]
    for item in items:
        queue._queue.append(item)
    return items


async def check_policy(policy):
    for size in range(1, 4):
        queue, lost = asyncio.Queue(size), []
        for item in range(6):
            offering = asyncio.create_task(policy(queue, item, lost))
            await asyncio.wait({offering}, timeout=1)
            if not offering.done():
                offering.cancel()
                raise AssertionError("it waits")
            everything = list(range(item + 1))
            assert inside(queue) == everything[-size:], item
            assert lost == everything[:-size], item

# %% filled by put, and the end of the time as a flag
async def check_policy(policy):
    queue, lost, in_time = asyncio.Queue(2), [], False
    await queue.put("a")
    try:
        async with asyncio.timeout(0.5):
            await policy(queue, "b", lost)
            assert lost == [], "there was room"
            await policy(queue, "c", lost)
            in_time = True
    except TimeoutError:
        pass
    assert in_time
    left = []
    while not queue.empty():
        left.append(await queue.get())
    assert (left, lost) == (["b", "c"], ["a"])

# %% driven by hand
async def check_policy(policy):
    queue, lost = asyncio.Queue(3), ["before"]
    for item in ["a", "b", "c", "d", "e"]:
        coroutine = policy(queue, item, lost)
        try:
            coroutine.send(None)
        except StopIteration:
            continue
        except Exception as error:
            raise AssertionError("it failed") from error
        coroutine.close()
        raise AssertionError("it waits")
    left = []
    while not queue.empty():
        left.append(queue.get_nowait())
    assert left == ["c", "d", "e"], left
    assert lost == ["before", "a", "b"], lost

# %% beside a deque
from collections import deque


async def check_policy(policy):
    """Play against a deque that does the same."""
    loop = asyncio.get_running_loop()
    for size in (1, 2, 5):
        queue, lost = asyncio.Queue(size), []
        model, gone = deque(), []
        for item in range(3 * size + 2):
            if len(model) == size:
                gone.append(model.popleft())
            model.append(item)
            before = loop.time()
            task = asyncio.create_task(policy(queue, item, lost))
            done, pending = await asyncio.wait([task], timeout=0.5)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            assert not pending, "it waits"
            assert task.exception() is None, task.exception()
            assert loop.time() == before
            assert queue.qsize() == len(model)
            assert lost == gone
            if item == size:
                assert queue.get_nowait() == model.popleft()
        assert [queue.get_nowait() for _ in range(queue.qsize())] == [*model]

# %% also without a bound
async def check_policy(policy):
    async def after(maxsize, items):
        queue, lost = asyncio.Queue(maxsize), []
        for item in items:
            try:
                async with asyncio.timeout(0.01):
                    await policy(queue, item, lost)
            except TimeoutError:
                raise AssertionError(f"waits with {item!r}") from None
        left = []
        while True:
            try:
                left.append(queue.get_nowait())
            except asyncio.QueueEmpty:
                return left, lost

    assert await after(0, "abcdef") == (list("abcdef"), [])
    assert await after(3, "abcdef") == (list("def"), list("abc"))
    assert await after(4, "abcdef") == (list("cdef"), list("ab"))
    assert await after(6, "abcdef") == (list("abcdef"), [])

# %% steps by chance, beside a model
import random
from collections import deque


async def check_policy(policy):
    dice = random.Random(5)
    queue, lost = asyncio.Queue(maxsize=3), []
    model, gone = deque(), []
    for number in range(40):
        if model and dice.random() < 0.3:
            assert queue.qsize() and queue.get_nowait() == model.popleft()
            continue
        if len(model) == 3:
            gone.append(model.popleft())
        model.append(number)
        try:
            async with asyncio.timeout(1):
                await policy(queue, number, lost)
        except TimeoutError:
            raise AssertionError("the policy waits")
        assert (queue.qsize(), lost) == (len(model), gone)
    while model:
        assert queue.get_nowait() == model.popleft()
