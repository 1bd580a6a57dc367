"""Other threads, with loops and recordings of their own, are kept apart."""

import asyncio
import contextlib
import threading

from helpers.recording import record, tracing
from tests.recording.programs import simple
from tests.support import LONG, strict

pytestmark = strict


def test_other_threads_and_their_loops_go_on_unrecorded():
    begun, over = threading.Event(), threading.Event()
    results = []

    async def elsewhere():
        queue = asyncio.Queue()
        old.put_nowait(1)
        old.get_nowait()
        for item in range(100):
            await queue.put(item)
            results.append(await queue.get())
        results.append({*vars(queue)} == {*vars(old)})

    def thread():
        begun.wait(LONG)
        try:
            asyncio.run(elsewhere())
        finally:
            over.set()

    async def main():
        queue = asyncio.Queue()
        await queue.put(1)
        begun.set()
        assert over.wait(LONG)
        await queue.put(2)

    old = asyncio.Queue()
    other = threading.Thread(target=thread)
    other.start()
    recording = record(main())
    other.join(LONG)
    assert results == [*range(100), True]
    assert len(recording.queues) == 1 and len(recording.items) == 2


def test_recordings_in_two_threads_are_kept_apart():
    both, results = threading.Barrier(2), {}

    async def main(items):
        queue = asyncio.Queue()
        for item in range(items):
            both.wait(LONG)
            await queue.put(item)
            await asyncio.sleep(1)
        both.abort()

    def work(items):
        with contextlib.suppress(threading.BrokenBarrierError):
            results[items] = len(record(main(items)).items)

    threads = [threading.Thread(target=work, args=(20,)) for _ in range(1)]
    threads.append(threading.Thread(target=lambda: results.update(run_one())))

    def run_one():
        async def other():
            queue = asyncio.Queue()
            for item in range(20):
                both.wait(LONG)
                queue.put_nowait(item)

        return {"other": len(record(other()).items)}

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert results == {20: 20, "other": 20}


def test_a_recording_may_begin_while_another_one_ends(monkeypatch):
    ending, begun, over = (threading.Event() for _ in range(3))

    class Opened(list):
        def __len__(self):
            length = super().__len__()
            if not ending.is_set():
                ending.set()
                begun.wait(0.1)  # somebody comes between look and deed
            return length

    async def second():
        begun.set()
        assert over.wait(LONG)
        await simple()

    def begin_second():
        ending.wait(LONG)
        counts.append(len(record(second()).items))

    monkeypatch.setattr(tracing, "_opened", Opened())
    counts = []
    thread = threading.Thread(target=begin_second)
    thread.start()
    counts.append(len(record(simple(5)).items))
    over.set()
    thread.join(LONG)
    assert counts == [5, 3]
