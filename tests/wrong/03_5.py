# %% loss-unseen: asserts nothing
async def check_workers(share):
    await share([1, 2, 3, 4], 2)

# %% loss-unseen: looks at the first item only
async def check_workers(share):
    results = await share([1, 2, 3, 4], 2)
    assert "page 1" in results

# %% loss-unseen: each result is an expected one
async def check_workers(share):
    for result in await share([1, 2, 3, 4], 2):
        assert result in ["page 1", "page 2", "page 3", "page 4"]

# %% returns-no-error: returns whether it is right
async def check_workers(share):
    results = await share([1, 0, None, "", 1, 2], 2)
    return len(results) == 6 and asyncio.get_running_loop().time() == 6

# %% assert-caught: catches its own AssertionError
async def check_workers(share):
    try:
        results = await share([1, 0, None, "", 1, 2], 2)
        assert len(results) == 6
    except AssertionError:
        print("wrong!")

# %% length-is-not-content: counts the results
async def check_workers(share):
    for items in ([1, 2, 3, 4], [0, None, "", 0, 5, 5]):
        start = asyncio.get_running_loop().time()
        results = await share(items, 2)
        assert len(results) == len(items)
        assert asyncio.get_running_loop().time() - start == len(items)

# %% twice-unseen: compares sets
async def check_workers(share):
    items = [1, 0, None, "", 5, 2]
    results = await share(items, 2)
    assert set(results) == {f"page {item}" for item in items}
    assert asyncio.get_running_loop().time() == 6

# %% order-promised: wants the results in order
async def check_workers(share):
    items = [1, 0, None, "", 1, 2]
    results = await share(items, 2)
    assert results == [f"page {item}" for item in items]
    assert asyncio.get_running_loop().time() == 6

# %% sharing-untried: tries one worker only
async def check_workers(share):
    items = [1, 0, None, "", 1, 2]
    results = await share(items, 1)
    assert sorted(results) == sorted(f"page {item}" for item in items)
    assert asyncio.get_running_loop().time() == 12

# %% sharing-untried: as many workers as items
async def check_workers(share):
    results = await share([3, 0, None, ""], 4)
    assert sorted(results) == ["page ", "page 0", "page 3", "page None"]
    assert asyncio.get_running_loop().time() == 2

# %% false-untried: tries plain items only
async def check_workers(share):
    results = await share([1, 2, 3, 1], 2)
    assert sorted(results) == ["page 1", "page 1", "page 2", "page 3"]
    assert asyncio.get_running_loop().time() == 4

# %% false-untried: tries None, and nothing else that is false
async def check_workers(share):
    results = await share([1, None, 3, 1], 2)
    assert sorted(results) == ["page 1", "page 1", "page 3", "page None"]
    assert asyncio.get_running_loop().time() == 4

# %% equal-untried: tries no equal items
async def check_workers(share):
    items = [1, 2, None, "", 0, 3]
    results = await share(items, 2)
    assert sorted(results) == sorted(f"page {item}" for item in items)
    assert asyncio.get_running_loop().time() == 6

# %% time-unseen: looks at the results only
async def check_workers(share):
    items = [1, 0, None, "", 1, 2]
    results = await share(items, 2)
    assert sorted(results) == sorted(f"page {item}" for item in items)

# %% time-unseen: does not see too many workers
async def check_workers(share):
    items = [1, 0, None, "", 1, 2]
    results = await share(items, 2)
    assert sorted(results) == sorted(f"page {item}" for item in items)
    assert asyncio.get_running_loop().time() < 12

# %% test-breaks: ends with another error
async def check_workers(share):
    items = [1, 0, None, "", 1, 2]
    results = await share(items, 2)
    for item in items:
        results.remove(f"page {item}")
    assert not results

# %% not-promised: expects too short a time
async def check_workers(share):
    results = await share([1, 2, 3, 4], 2)
    assert asyncio.get_running_loop().time() == 2

# %% no-await: does not await
async def check_workers(share):
    results = share([1, 2, 3, 4], 2)
    assert results

# %% length-is-not-content: compares as sets, and the lengths
async def check_workers(share):
    items = [1, 0, None, "", 1, 2]
    start = asyncio.get_running_loop().time()
    results = await share(items, 2)
    for item in items:
        assert f"page {item}" in results
    assert len(results) == len(items)
    assert asyncio.get_running_loop().time() - start == 6

# %% assert-in-parentheses: asserts pairs
async def check_workers(share):
    items = [1, 0, None, "", 1, 2]
    start = asyncio.get_running_loop().time()
    results = await share(items, 2)
    assert (sorted(results) == sorted(f"page {i}" for i in items), "pages")
    assert (asyncio.get_running_loop().time() - start == 6, "time")

# %% returns-no-error: prints what is wrong
async def check_workers(share):
    items = [1, 0, None, "", 1, 2]
    start = asyncio.get_running_loop().time()
    results = await share(items, 2)
    if sorted(results) != sorted(f"page {i}" for i in items):
        print("broken")
    if asyncio.get_running_loop().time() - start != 6:
        print("wrong time")

# %% false-untried: does not try the empty text
async def check_workers(share):
    items = [1, 0, None, 1, 2, 3]
    start = asyncio.get_running_loop().time()
    results = await share(items, 2)
    assert sorted(results) == sorted(f"page {i}" for i in items)
    assert asyncio.get_running_loop().time() - start == 6

# %% time-unseen: allows any time between
async def check_workers(share):
    items = [1, 0, None, "", 1, 2]
    start = asyncio.get_running_loop().time()
    results = await share(items, 2)
    assert sorted(results) == sorted(f"page {i}" for i in items)
    assert 2 < asyncio.get_running_loop().time() - start < 12

# %% loss-unseen: compares as far as both go
async def check_workers(share):
    items = [1, 0, None, "", 1, 2]
    start = asyncio.get_running_loop().time()
    results = await share(items, 2)
    for got, want in zip(sorted(results), sorted(f"page {i}" for i in items)):
        assert got == want
    assert asyncio.get_running_loop().time() - start == 6

# %% real-clock: measures by the real clock
import time


async def check_workers(share):
    start = time.monotonic()
    items = [1, 0, None, "", 1, 2]
    results = await share(items, 2)
    assert sorted(results) == sorted(f"page {i}" for i in items)
    assert abs(time.monotonic() - start - 6) < 0.1

# %% assert-unheard: asserts in a task that nobody awaits
async def check_workers(share):
    async def look():
        loop = asyncio.get_running_loop()
        start = loop.time()
        items = [1, 0, None, "", 1, 2]
        results = await share(items, 2)
        assert sorted(results) == sorted(f"page {i}" for i in items)
        assert loop.time() - start == 6
    asyncio.create_task(look())
    await asyncio.sleep(60)

# %% test-breaks: sorts items that cannot be sorted
async def check_workers(share):
    items = [1, 0, None, "", 1, 2]
    results = await share(items, 2)
    assert sorted(results) == [f"page {i}" for i in sorted(items)]

# %% returns-no-error: returns words
async def check_workers(share):
    items = [1, 0, None, "", 1, 2]
    results = await share(items, 2)
    if sorted(results) != sorted(f"page {i}" for i in items):
        return "pages are missing"
    return "ok"
