# %% a dict of those that came too early
async def emit_in_order(queue, emit):
    waiting, expected = {}, 1
    while (pair := await queue.get()) is not DONE:
        number, value = pair
        waiting[number] = value
        while expected in waiting:
            emit(waiting.pop(expected))
            expected += 1

# %% a heap
import heapq


async def emit_in_order(queue, emit):
    waiting, emitted = [], 0
    while True:
        match await queue.get():
            case (number, value):
                heapq.heappush(waiting, (number, value))
            case _:
                return
        while waiting and waiting[0][0] == emitted + 1:
            emit(heapq.heappop(waiting)[1])
            emitted += 1

# %% a generator that is sent pairs
def sorter():
    ready, waiting, expected = [], {}, 1
    while True:
        number, value = yield ready
        waiting[number] = [value]
        ready = []
        while found := waiting.pop(expected, None):
            ready += found
            expected += 1


async def emit_in_order(queue, emit):
    sorting = sorter()
    next(sorting)
    while (pair := await queue.get()) is not DONE:
        for value in sorting.send(pair):
            emit(value)

# %% a generator that is sent the pairs
def _orderer(emit):
    early, turn = {}, 1
    while True:
        number, value = yield
        early[number] = value
        while turn in early:
            emit(early.pop(turn))
            turn += 1


async def emit_in_order(queue, emit):
    orderer = _orderer(emit)
    next(orderer)
    while (pair := await queue.get()) is not DONE:
        orderer.send(pair)
    orderer.close()

# %% counts with itertools
import itertools


async def emit_in_order(queue, emit):
    known, done = {}, 0
    while 1:
        pair = await queue.get()
        if pair is DONE:
            break
        known.__setitem__(*pair)
        ready = list(itertools.takewhile(known.__contains__, itertools.count(done + 1)))
        for number in ready:
            emit(known[number])
        done += len(ready)

# %% a future for each number, and a task that emits
from collections import defaultdict


async def emit_in_order(queue, emit):
    slots = defaultdict(asyncio.get_running_loop().create_future)

    async def emit_all():
        number = 1
        while (value := await slots[number]) is not DONE:
            emit(value)
            number += 1

    emitting = asyncio.create_task(emit_all())
    pairs = 1
    while (pair := await queue.get()) is not DONE:
        slots[pair[0]].set_result(pair[1])
        pairs += 1
    slots[pairs].set_result(DONE)
    await emitting
