"""Programs that hang, each with a word that its explanation must contain.

Every `main` below is a mistake that people make. On a real clock it would
never end, or never do anything again.
"""

import asyncio
import contextlib

DONE = object()
PROGRAMS = {}


def explained_by(*words):
    """Note a program with the words that must stand in its report."""

    def note(main):
        PROGRAMS[main.__name__] = (main, words)
        return main

    return note


async def put_all(queue, items, pause=1):
    for item in items:
        await asyncio.sleep(pause)
        await queue.put(item)


async def take_for_ever(queue):
    while True:
        await queue.get()
        await asyncio.sleep(1)
        queue.task_done()


async def take_until_done(queue):
    while await queue.get() is not DONE:
        await asyncio.sleep(1)


@explained_by("nobody told the consumer", "take_for_ever-1")
async def no_ending():
    queue = asyncio.Queue()
    await asyncio.gather(put_all(queue, "abc"), take_for_ever(queue))


@explained_by("one sentinel sends one consumer home", "take_until_done-2")
async def one_sentinel_for_two():
    queue = asyncio.Queue()
    await asyncio.gather(
        put_all(queue, ["a", "b", DONE]),
        take_until_done(queue),
        take_until_done(queue),
    )


@explained_by("one sentinel sends one consumer home", "4 more")
async def one_sentinel_for_many():
    queue = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        for _ in range(7):
            group.create_task(take_until_done(queue))
        await put_all(queue, ["a", "b", DONE])


@explained_by("did not mark item 3", "A sentinel was put")
async def sentinel_not_marked():
    async def take(queue):
        while await queue.get() is not DONE:
            queue.task_done()

    queue = asyncio.Queue()
    taking = asyncio.create_task(take(queue))
    await put_all(queue, ["a", "b", DONE])
    await queue.join()
    await taking


@explained_by("nobody calls task_done()")
async def never_marked():
    async def take(queue):
        while True:
            await queue.get()

    queue = asyncio.Queue()
    taking = asyncio.create_task(take(queue))
    await put_all(queue, "ab")
    await queue.join()
    taking.cancel()


@explained_by("take-1 took items and did not mark 2", "continue")
async def some_skipped():
    async def take(queue):
        while True:
            number = await queue.get()
            if number % 2:
                continue
            queue.task_done()

    queue = asyncio.Queue()
    taking = asyncio.create_task(take(queue))
    await put_all(queue, [0, 1, 2, 3, 4])
    await queue.join()
    taking.cancel()


@explained_by("take-1 died of ValueError: bad", "finally")
async def worker_died():
    async def take(queue):
        while True:
            await queue.get()
            raise ValueError("bad")

    queue = asyncio.Queue()
    taking = asyncio.create_task(take(queue))
    await put_all(queue, "ab")
    await queue.join()
    await taking


@explained_by("make-1 died of KeyError", "no sentinel")
async def producer_died():
    async def make(queue):
        await queue.put(1)
        raise KeyError("x")

    queue = asyncio.Queue()
    await asyncio.gather(
        make(queue), take_until_done(queue), return_exceptions=True
    )


@explained_by("take-1 died of ZeroDivisionError", "was to take items")
async def consumer_died_at_a_bound():
    async def take(queue):
        await queue.get()
        1 / 0  # noqa: B018

    queue = asyncio.Queue(1)
    await asyncio.gather(
        take(queue), put_all(queue, range(9)), return_exceptions=True
    )


@explained_by("join() has returned", "Cancel them after join()")
async def joined_and_awaited():
    queue = asyncio.Queue()
    workers = [asyncio.create_task(take_for_ever(queue)) for _ in range(2)]
    await put_all(queue, "abc")
    await queue.join()
    await asyncio.gather(*workers)


@explained_by("nobody takes items from queue")
async def nobody_takes():
    queue = asyncio.Queue(2)
    await put_all(queue, range(5))


@explained_by("nobody takes items from queue")
async def joined_without_a_worker():
    queue = asyncio.Queue()
    queue.put_nowait(1)
    await queue.join()


@explained_by("ended while items were still to come")
async def left_when_empty():
    async def take(queue):
        while not queue.empty():
            await queue.get()
            queue.task_done()

    queue = asyncio.Queue(2)
    await asyncio.gather(take(queue), put_all(queue, range(5)))


@explained_by("which they themselves empty")
async def feeds_itself():
    async def work(queue):
        while True:
            number = await queue.get()
            for _ in range(2):
                await queue.put(number + 1)
            queue.task_done()

    queue = asyncio.Queue(1)
    await queue.put(1)
    await asyncio.gather(work(queue), work(queue), queue.join())


@explained_by("two full queues wait for each other")
async def two_full_queues():
    async def forward(source, target):
        while True:
            item = await source.get()
            await target.put(item)
            await target.put(item)

    left, right = asyncio.Queue(1), asyncio.Queue(1)
    left.put_nowait(1)
    await asyncio.gather(forward(left, right), forward(right, left))


@explained_by("wait for each other to put something first")
async def each_waits_first():
    async def ask(mine, theirs):
        await theirs.put(await mine.get())

    left, right = asyncio.Queue(), asyncio.Queue()
    await asyncio.gather(ask(left, right), ask(right, left))


@explained_by("wait for each other to put something first")
async def each_waits_later():
    async def ask(mine, theirs):
        await theirs.put(1)
        await mine.get()
        await mine.get()

    left, right = asyncio.Queue(), asyncio.Queue()
    await asyncio.gather(ask(left, right), ask(right, left))


@explained_by("nothing was ever put into queue", "without `await`")
async def forgot_the_await():
    async def make(queue):
        for number in range(3):
            queue.put(number).close()  # close() only spares us a warning

    queue = asyncio.Queue()
    await asyncio.gather(make(queue), take_for_ever(queue))


@explained_by("nothing was ever put into queue")
async def another_queue():
    mine, theirs = asyncio.Queue(), asyncio.Queue()
    await asyncio.gather(put_all(mine, "ab"), take_for_ever(theirs))


@explained_by("stubborn-1 was cancelled and went on", "CancelledError")
async def ignores_cancel():
    async def stubborn(queue):
        while True:
            with contextlib.suppress(BaseException):
                await queue.get()

    queue = asyncio.Queue()
    task = asyncio.create_task(stubborn(queue))
    await put_all(queue, "a")
    task.cancel()
    await task


@explained_by("started.wait()", "set()")
async def event_never_set():
    async def wait(started, queue):
        await started.wait()
        await queue.get()

    queue, started = asyncio.Queue(), asyncio.Event()
    await asyncio.gather(wait(started, queue), put_all(queue, "a"))


@explained_by("lock that is never released", "cannot take it again")
async def lock_twice():
    queue, lock = asyncio.Queue(), asyncio.Lock()
    async with lock:
        queue.put_nowait(1)
        async with lock:
            await queue.get()


@explained_by("each hold a lock", "same order")
async def locks_crossed():
    async def hold(first, second):
        async with first:
            await asyncio.sleep(1)
            async with second:
                pass

    queue = asyncio.Queue()
    queue.put_nowait(1)
    a, b = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(hold(a, b), hold(b, a))


@explained_by("places", "async with")
async def semaphore_never_given_back():
    async def take(queue, places):
        await places.acquire()
        await queue.get()

    queue, places = asyncio.Queue(), asyncio.Semaphore(2)
    for number in range(3):
        queue.put_nowait(number)
    await asyncio.gather(*(take(queue, places) for _ in range(3)))


@explained_by("answer", "set_result()")
async def answer_never_given():
    async def ask(queue):
        answer = asyncio.get_running_loop().create_future()
        await queue.put(answer)
        await answer

    async def serve(queue):
        await queue.get()

    queue = asyncio.Queue()
    await asyncio.gather(ask(queue), serve(queue))


@explained_by("1 of 2 have come")
async def barrier_too_large():
    queue, barrier = asyncio.Queue(), asyncio.Barrier(2)
    queue.put_nowait(1)
    await barrier.wait()


@explained_by("notify")
async def condition_never_notified():
    queue, changed = asyncio.Queue(), asyncio.Condition()
    queue.put_nowait(1)
    async with changed:
        await changed.wait()


@explained_by("wait for each other to end")
async def await_each_other():
    async def wait(other):
        await asyncio.sleep(1)
        await other[0]

    queue, first, second = asyncio.Queue(), [], []
    queue.put_nowait(1)
    first.append(asyncio.create_task(wait(second)))
    second.append(asyncio.create_task(wait(first)))
    await asyncio.gather(*first, *second)


@explained_by("asks again and again", "await queue.get()")
async def polls_for_ever():
    async def poll(queue):
        while queue.empty():
            await asyncio.sleep(0)

    await poll(asyncio.Queue())


@explained_by("asks again and again")
async def puts_back_for_ever():
    async def choosy(queue):
        while True:
            item = await queue.get()
            if item == "mine":
                return
            await queue.put(item)
            await asyncio.sleep(0)

    queue = asyncio.Queue()
    queue.put_nowait("yours")
    await choosy(queue)


@explained_by("only ticker-1 still goes on", "one sentinel")
async def hidden_by_a_ticker():
    async def ticker():
        while True:
            await asyncio.sleep(1)

    queue = asyncio.Queue()
    await asyncio.gather(
        ticker(),
        put_all(queue, ["a", DONE]),
        take_until_done(queue),
        take_until_done(queue),
    )


@explained_by("goes on for ever", "until=")
async def ticks_for_ever():
    queue = asyncio.Queue()
    while True:
        await asyncio.sleep(1)
        await queue.put(1)
        await queue.get()


@explained_by("waits in queue.get()", "nobody told the consumer")
async def generator_waits():
    async def items(queue):
        while (item := await queue.get()) is not DONE:
            yield item

    async def take(queue):
        async for _ in items(queue):
            pass

    queue = asyncio.Queue()
    await asyncio.gather(put_all(queue, "ab"), take(queue))


@explained_by("take-1 waits in queue.get()", "nobody told the consumer")
async def wait_for_without_a_limit():
    async def take(queue):
        while True:
            await asyncio.wait_for(queue.get(), None)

    queue = asyncio.Queue()
    await asyncio.gather(put_all(queue, "ab"), take(queue))


@explained_by("upstream.get()", "nobody told the consumer")
async def pipeline_without_an_end():
    async def stage(upstream, downstream):
        while True:
            await downstream.put(await upstream.get())

    first, second = asyncio.Queue(), asyncio.Queue()
    await asyncio.gather(
        put_all(first, "ab"), stage(first, second), take_until_done(second)
    )


@explained_by("sleeps", "a time that comes")
async def sleeps_for_ever():
    queue = asyncio.Queue()
    queue.put_nowait(1)
    await asyncio.sleep(float("inf"))
