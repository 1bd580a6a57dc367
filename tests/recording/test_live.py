"""`record_live`: a program on the real clock, whatever becomes of it."""

import asyncio
import contextlib

import pytest

from helpers.recording import last_recording, record_live
from tests.recording.programs import fill, produce, work
from tests.support import LONG, interrupted, strict

pytestmark = strict


async def live(items=3, gap=0.02):
    queue = asyncio.Queue()
    worker = asyncio.create_task(work(queue, 0.01))
    await produce(queue, range(items), gap)
    await queue.join()
    worker.cancel()


def test_a_live_recording():
    async def main():
        task = asyncio.current_task()
        task.set_name("cell")
        async with record_live() as recording:
            await live()
        assert task.get_name() == "cell"
        assert asyncio.all_tasks() == {task}
        return recording

    recording = asyncio.run(main())
    assert recording.live and recording is last_recording()
    assert [queue.name for queue in recording.queues] == ["queue"]
    assert len(recording.items) == 3
    for item in recording.items:
        assert 0 <= item.put_at <= item.got_at < item.marked_at
        assert item.service > 0.005
        assert (item.put_by, item.got_by) == ("main", "work-1")
    assert 0.06 < recording.end < LONG
    main, worker = recording.tasks
    assert (main.name, main.outcome) == ("main", "left")
    assert (worker.name, worker.outcome) == ("work-1", "cancelled")


def test_live_recordings_in_two_tasks_are_kept_apart():
    async def one(items):
        async with record_live() as recording:
            await live(items, 0.005)
        return recording

    async def main():
        loop = asyncio.get_running_loop()
        recordings = await asyncio.gather(one(3), one(7))
        assert loop.get_task_factory() is None
        return recordings

    first, second = asyncio.run(main())
    assert [len(first.items), len(second.items)] == [3, 7]
    for recording in (first, second):
        names = [task.name for task in recording.tasks]
        assert names == ["main", "work-1"]


def test_a_live_recording_without_a_queue_is_told_so():
    async def main():
        async with record_live():
            await asyncio.sleep(0)

    with pytest.raises(ValueError, match=r"record_live\(\) expects a program"):
        asyncio.run(main())


def test_a_live_recording_of_a_program_that_fails():
    async def main():
        async with record_live():
            queue = asyncio.Queue()
            await queue.put(1)
            raise KeyError("order")

    with pytest.raises(KeyError, match="order"):
        asyncio.run(main())
    assert len(last_recording().items) == 1


def test_threads_feed_a_live_recording():
    async def main():
        async with record_live() as recording:
            queue, loop = asyncio.Queue(), asyncio.get_running_loop()

            def feed():
                for item in range(3):
                    put = asyncio.run_coroutine_threadsafe(
                        queue.put(item), loop
                    )
                    put.result(LONG)

            feeding = asyncio.create_task(asyncio.to_thread(feed))
            got = [await queue.get() for _ in range(3)]
            await feeding
        return recording, got

    recording, got = asyncio.run(main())
    assert got == [0, 1, 2]
    assert {item.got_by for item in recording.items} == {"main"}
    assert len(recording.items) == 3


def test_a_stopped_live_recording_reports_who_waits(capsys):
    async def hang():
        queue = asyncio.Queue()
        await asyncio.sleep(0.3)  # a first look finds fewer tasks
        late = asyncio.create_task(work(queue, LONG), name="late")
        queue.put_nowait("item")
        await asyncio.sleep(0.01)
        await queue.join()
        await late

    async def main():
        async with record_live():
            await hang()

    async def stop():
        task = asyncio.create_task(main())
        for _ in range(8):  # one by one: the looks come in between
            await asyncio.sleep(0.1)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    asyncio.run(stop())
    report = " ".join(capsys.readouterr().err.split())
    assert report.startswith("Stopped while it waited.")
    assert "late sleeps" in report
    assert "queue.join() (test_live.py, line" in report
    assert last_recording().items[0].got_by == "late"


SCRIPT = """
    import asyncio
    from helpers.recording import last_recording, record_live

    def say(after):
        if after:  # one by one: the looks come in between
            asyncio.get_running_loop().call_later(0.1, say, after - 1)
        else:
            print("ready")

    async def main():
        async with record_live() as recording:
            queue = asyncio.Queue()
            say(after=4)
            await queue.get()

    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        print("KeyboardInterrupt", len(last_recording().queues))
"""


def test_a_live_recording_may_be_looked_at_before_it_is_whole():
    async def main():
        async with record_live() as recording:
            assert len(recording) == len(recording.queues) == 0
            assert recording.items == recording.tasks == []
            await fill(asyncio.Queue(), 1, 2)
        return recording

    recording = asyncio.run(main())
    assert len(recording) == len(recording.times) == 3  # it began, two puts
    assert len(recording.queues) == 1 and len(recording.items) == 2


def test_an_interrupt_of_a_live_recording_reports():
    out, err, took = interrupted(SCRIPT)
    assert out == "KeyboardInterrupt 1\n"
    assert err.startswith("Stopped while it waited.\n  main waits in queue.ge")
    assert "Traceback" not in err
    assert took < 10
