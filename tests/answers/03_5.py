# %% one call that shows everything
async def check_workers(share):
    items = [1, 0, None, "", 1, 2]
    results = await share(items, 2)
    assert sorted(results) == sorted(f"page {item}" for item in items)
    assert asyncio.get_running_loop().time() == 6

# %% several calls, and a Counter
from collections import Counter


async def check_workers(share):
    loop = asyncio.get_running_loop()
    for items, workers, seconds in [
        ([1, 2, 3, 4], 2, 4),
        ([0, None, "", 0], 2, 4),
        ([5, 5, 5, 6, 7, 8, 9], 3, 6),
        ([1], 1, 2),
        ([], 4, 0),
        ([1, 2], 4, 2),
    ]:
        before = loop.time()
        results = await share(items, workers)
        expected = Counter([f"page {item}" for item in items])
        assert Counter(results) == expected, f"{results} for {items}"
        assert abs(loop.time() - before - seconds) < 0.1

# %% calls at the same time, and an AssertionError raised by hand
async def check_one(share, items, workers, rounds):
    start = asyncio.get_running_loop().time()
    results = await share(items=items, workers=workers)
    end = asyncio.get_running_loop().time()
    for item in items:
        if results.count(f"page {item}") != items.count(item):
            raise AssertionError(f"{item!r}: {results}")
    if len(results) != len(items) or end - start != 2 * rounds:
        raise AssertionError("too many, too slow or too quick")


async def check_workers(share):
    await asyncio.gather(
        check_one(share, ["a", "b", "c"], 2, 2),
        check_one(share, [None, 0, "", 3, 3], 2, 3),
    )

# %% in a TaskGroup, with a timeout
async def check_workers(share):
    items = [1, 2, 0, None, "", 1]

    async def check_pages():
        pages = sorted(await share(items, 3))
        assert pages == sorted(f"page {item}" for item in items)

    async def check_time():
        try:
            async with asyncio.timeout(4.5):
                await share(items, 3)
        except TimeoutError:
            raise AssertionError("too slow") from None
        assert asyncio.get_running_loop().time() == 4, "too quick"

    async with asyncio.TaskGroup() as group:
        group.create_task(check_pages())
        group.create_task(check_time())

# %% fails with a kind of AssertionError of its own
class Broken(AssertionError):
    pass


async def check_workers(share):
    async def timed(items, workers):
        t = asyncio.get_running_loop().time()
        results = await share(items, workers)
        return sorted(results), asyncio.get_running_loop().time() - t

    got, took = await timed(["x", None, "x", 0, ""], 2)
    if got != ["page ", "page 0", "page None", "page x", "page x"]:
        raise Broken("results")
    if not 5.5 < took < 6.5:
        raise Broken("time")

# %% with unittest
import unittest


async def check_workers(share):
    case = unittest.TestCase()
    loop = asyncio.get_running_loop()
    items = [None, 0, "", "", 7, 7, 8, 9, 10]
    begin = loop.time()
    results = await share(items, 3)
    case.assertCountEqual(results, [f"page {item}" for item in items])
    case.assertAlmostEqual(loop.time() - begin, 6)

# %% several at once
async def check_workers(share):
    clock = asyncio.get_running_loop().time

    async def one(items, workers):
        start = clock()
        results = await share(items, workers)
        want = -(-len(items) // workers) * 2
        assert sorted(results) == sorted(f"page {i}" for i in items), results
        assert clock() - start == want, (clock() - start, want)

    await asyncio.gather(one([1, 1, 0, None, "", 5], 2), one([1, 2, 3, 4, 5, 6, 7, 8, 9], 3))
