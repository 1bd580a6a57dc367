# %% a number
seconds = 10.4

# %% worked out
seconds = 10 * 1 + 0.4

# %% tried out
async def reading(queue):
    for number in range(10):
        await asyncio.sleep(1)
        await queue.put(number)


async def packing(queue):
    for _ in range(10):
        await queue.get()
        await asyncio.sleep(0.4)


async def both():
    queue = asyncio.Queue()
    await asyncio.gather(reading(queue), packing(queue))
    return asyncio.get_running_loop().time()


seconds = run(both())

# %% a fraction
from fractions import Fraction

seconds = Fraction(104, 10)
