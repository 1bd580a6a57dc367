"""What `record` gives, and what a recording holds of a run and its end."""

import asyncio

import pytest

from helpers.clock import Stuck, run
from helpers.recording import (
    last_recording,
    record,
    record_live,
)
from tests.recording.programs import produce, simple
from tests.support import strict

pytestmark = strict


def test_a_recording_holds_what_main_returned_and_when_it_ended():
    recording = record(simple())
    assert recording.result == 3
    assert recording.end == 1 + 3 * 1.5
    assert recording.live is False
    assert len(recording) == len(recording.times) == len(recording.codes)
    said = "<Recording of 5.5 s: 1 queue, 2 tasks, "
    assert repr(recording) == f"{said}{len(recording)} events>"


def test_the_last_recording_is_the_newest(monkeypatch):
    monkeypatch.setattr("helpers.recording.recorder._last", [])
    with pytest.raises(LookupError, match=r"Run record\(main\(\)\) first"):
        last_recording()
    assert record(simple()) is last_recording()
    assert record(simple(5)) is last_recording()
    with pytest.raises(TypeError):
        record(simple)
    assert last_recording().result == 5


def test_until_cuts_a_recording():
    recording = record(simple(100), until=10)
    assert recording.result is None
    assert recording.end == 10
    assert max(recording.times) < 10
    assert {task.outcome for task in recording.tasks} == {"left"}


def test_max_rounds_and_shuffle_reach_the_loop():
    async def spin():
        asyncio.Queue()
        while True:
            await asyncio.sleep(0)

    with pytest.raises(Stuck, match="50 rounds"):
        record(spin(), max_rounds=50)

    async def race():
        queue = asyncio.Queue()
        await asyncio.gather(*(produce(queue, [k]) for k in range(5)))
        return [queue.get_nowait() for _ in range(5)]

    orders = [record(race(), shuffle=seed).result for seed in range(10)]
    assert orders == [run(race(), shuffle=seed) for seed in range(10)]
    assert len({*map(tuple, orders)}) > 5


def test_a_failing_program_keeps_its_recording():
    async def main():
        queue = asyncio.Queue()
        await produce(queue, "ab")
        raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        record(main())
    recording = last_recording()
    assert recording.end == 2
    assert recording.result is None
    assert [item.put_at for item in recording.items] == [1, 2]
    (task,) = recording.tasks
    assert (task.outcome, task.error) == ("died", "ValueError: half-way")


def test_a_stuck_program_carries_its_recording():
    async def main():
        queue = asyncio.Queue(1)
        await produce(queue, "ab")

    with pytest.raises(Stuck) as stuck:
        record(main())
    recording = stuck.value.recording
    assert recording is last_recording()
    assert recording.end == stuck.value.time == 2
    (queue,) = recording.queues
    assert queue.waits_to_put()[1] == [2]  # still waits at the end
    assert recording.tasks[0].outcome == "left"


def test_a_program_without_a_queue_is_told_so():
    with pytest.raises(ValueError, match="and this one made none"):
        record(asyncio.sleep(1))
    with pytest.raises(ZeroDivisionError):  # its own error comes first

        async def main():
            return 1 / 0

        record(main())


@pytest.mark.parametrize("wrong", [simple, None, 3])
def test_what_is_no_coroutine_is_refused(wrong):
    with pytest.raises(TypeError, match=r"record\(\) expects a coroutine"):
        record(wrong)


def test_recordings_do_not_nest():
    async def main():
        queue = asyncio.Queue()
        await queue.put(1)
        with pytest.raises(RuntimeError, match=r"record\(\) was called insid"):
            record(simple())
        with pytest.raises(RuntimeError, match="runs on the simulated one"):
            async with record_live():
                pass
        await queue.put(2)

    recording = record(main())
    assert len(recording.items) == 2
    assert last_recording() is recording


def test_an_empty_recording_of_an_unused_queue():
    async def main():
        asyncio.Queue(7)

    recording = record(main())
    (queue,) = recording.queues
    assert (queue.maxsize, queue.peak, queue.mean) == (7, 0, 0)
    assert recording.items == []
    assert len(queue.times) == len(queue.lengths) == 0
    assert len(queue.waits_to_get()[0]) == 0
