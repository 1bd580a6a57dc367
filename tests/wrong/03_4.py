# %% order-promised: emits them as they come
async def emit_in_order(queue, emit):
    while (pair := await queue.get()) is not DONE:
        emit(pair[1])

# %% sorts-at-end: sorts when all have come
async def emit_in_order(queue, emit):
    pairs = []
    while (pair := await queue.get()) is not DONE:
        pairs.append(pair)
    for number, value in sorted(pairs, key=lambda pair: pair[0]):
        emit(value)

# %% one-for-one: emits at most one for each that comes
async def emit_in_order(queue, emit):
    waiting, expected = {}, 1
    while (pair := await queue.get()) is not DONE:
        number, value = pair
        waiting[number] = value
        if expected in waiting:
            emit(waiting.pop(expected))
            expected += 1

# %% one-for-one: and the rest at the end
async def emit_in_order(queue, emit):
    waiting, expected = {}, 1
    while (pair := await queue.get()) is not DONE:
        waiting[pair[0]] = pair[1]
        if expected in waiting:
            emit(waiting.pop(expected))
            expected += 1
    for number in sorted(waiting):
        emit(waiting[number])

# %% false-is-a-value: asks whether the value counts as true
async def emit_in_order(queue, emit):
    waiting, expected = {}, 1
    while (pair := await queue.get()) is not DONE:
        waiting[pair[0]] = pair[1]
        while waiting.get(expected):
            emit(waiting[expected])
            expected += 1

# %% false-is-a-value: takes None for nothing
async def emit_in_order(queue, emit):
    waiting, expected = {}, 1
    while (pair := await queue.get()) is not DONE:
        waiting[pair[0]] = pair[1]
        while (value := waiting.pop(expected, None)) is not None:
            emit(value)
            expected += 1

# %% emits-the-pair: emits number and value
async def emit_in_order(queue, emit):
    waiting, expected = {}, 1
    while (pair := await queue.get()) is not DONE:
        waiting[pair[0]] = pair
        while expected in waiting:
            emit(waiting.pop(expected))
            expected += 1

# %% first-is-one: begins at number 0
async def emit_in_order(queue, emit):
    waiting, expected = {}, 0
    while (pair := await queue.get()) is not DONE:
        waiting[pair[0]] = pair[1]
        while expected in waiting:
            emit(waiting.pop(expected))
            expected += 1

# %% extra-items: emits what it keeps again
async def emit_in_order(queue, emit):
    waiting = {}
    while (pair := await queue.get()) is not DONE:
        waiting[pair[0]] = pair[1]
        number = 1
        while number in waiting:
            emit(waiting[number])
            number += 1

# %% missed-sentinel: never leaves
async def emit_in_order(queue, emit):
    waiting, expected = {}, 1
    while True:
        pair = await queue.get()
        if pair is DONE:
            continue
        waiting[pair[0]] = pair[1]
        while expected in waiting:
            emit(waiting.pop(expected))
            expected += 1

# %% skips-gaps: emits all that waits when one can go on
async def emit_in_order(queue, emit):
    waiting, expected = {}, 1
    while (pair := await queue.get()) is not DONE:
        number, value = pair
        waiting[number] = value
        if expected in waiting:
            for n in sorted(waiting):
                emit(waiting.pop(n))
                expected = n + 1

# %% looks-too-soon: looks before it keeps the new pair
async def emit_in_order(queue, emit):
    waiting, expected = {}, 1
    while (pair := await queue.get()) is not DONE:
        while expected in waiting:
            emit(waiting.pop(expected))
            expected += 1
        number, value = pair
        waiting[number] = value
    while expected in waiting:
        emit(waiting.pop(expected))
        expected += 1

# %% goes-round: puts early pairs back
async def emit_in_order(queue, emit):
    expected = 1
    while (pair := await queue.get()) is not DONE:
        number, value = pair
        if number == expected:
            emit(value)
            expected += 1
        else:
            await queue.put(pair)

# %% emits-a-list: emits a list of values
async def emit_in_order(queue, emit):
    waiting, expected = {}, 1
    while (pair := await queue.get()) is not DONE:
        number, value = pair
        waiting[number] = value
        ready = []
        while expected in waiting:
            ready.append(waiting.pop(expected))
            expected += 1
        if ready:
            emit(ready)

# %% first-is-one: always expects number 1
async def emit_in_order(queue, emit):
    waiting, expected = {}, 1
    while (pair := await queue.get()) is not DONE:
        number, value = pair
        waiting[number] = value
        while expected in waiting:
            emit(waiting.pop(expected))

# %% emits-the-pair: emits the number
async def emit_in_order(queue, emit):
    waiting, expected = set(), 1
    while (pair := await queue.get()) is not DONE:
        number, value = pair
        waiting.add(number)
        while expected in waiting:
            waiting.remove(expected)
            emit(expected)
            expected += 1

# %% lost-items: drops what comes too early
async def emit_in_order(queue, emit):
    expected = 1
    while (pair := await queue.get()) is not DONE:
        number, value = pair
        if number == expected:
            emit(value)
            expected += 1

# %% returned-not-emitted: prints the values
async def emit_in_order(queue, emit):
    waiting, expected = {}, 1
    while (pair := await queue.get()) is not DONE:
        number, value = pair
        waiting[number] = value
        while expected in waiting:
            print(waiting.pop(expected))
            expected += 1
