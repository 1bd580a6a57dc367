"""The stage of a recording: what is where after each step."""

import asyncio

import pytest

from helpers import Stuck, last_recording, record, record_live
from helpers.recording import GET, PUT
from helpers.replaying import Stage
from helpers.replaying.tracks import STATES, STUCK
from tests.replaying.programs import (
    producer,
    random_program,
    shown,
    step_of,
    stuck_stage,
    two_consumers_one_sentinel,
)


def test_an_item_goes_from_the_producer_through_the_queue_into_a_hand():
    stage = stuck_stage()
    waits = step_of(stage, "waits to put D")
    inside, hands, states = shown(stage, waits)
    assert inside == ["C"]
    assert hands == {"feed-1": "D", "consumer-1": "A", "consumer-2": "B"}
    assert states["feed-1"] == "waits to put"
    inside, hands, states = shown(stage, waits + 1)
    assert inside == [""]
    assert hands == {"feed-1": "D", "consumer-1": "C", "consumer-2": "B"}
    assert states["feed-1"] == "ready to run"
    inside, hands, _ = shown(stage, waits + 2)
    assert inside == ["D"]
    assert hands == {"consumer-1": "C", "consumer-2": "B"}


def test_a_stuck_program_ends_with_who_waits():
    stage = stuck_stage()
    assert stage.kind[-1] == STUCK
    assert stage.stuck == len(stage) - 1
    inside, hands, states = shown(stage, stage.stuck)
    assert (inside, hands) == ([""], {})
    assert states["consumer-1"] == "waits to get"
    assert states["consumer-2"] == "ended"
    assert states["two_consumers_one_sentinel"] == "awaits something else"


def test_who_has_nothing_to_do_but_end_awaits_nothing():
    async def main():
        queue = asyncio.Queue()
        feeding = asyncio.create_task(queue.put(None), name="feed")
        await queue.get()
        await feeding

    stage = Stage(record(main()))
    takes = stage.words.index("main takes A (None)")
    _, _, states = shown(stage, takes)
    assert states["feed"] == "lets others run"
    _, _, states = shown(stage, stage.words.index("feed ends"))
    assert states["feed"] == "ended"


def test_who_has_slept_enough_sleeps_no_more():
    async def main():
        queue, lock = asyncio.Queue(), asyncio.Lock()

        async def waits(item):
            await asyncio.sleep(1)
            if item:
                await queue.get()
            async with lock:
                await asyncio.sleep(1)

        await queue.put("A")
        async with lock, asyncio.TaskGroup() as group:
            group.create_task(waits(False), name="idle")
            group.create_task(waits(True), name="busy")
            await asyncio.sleep(5)
            await queue.put("B")
            lock.release()
            await asyncio.sleep(9)
            await lock.acquire()

    stage = Stage(record(main()))
    _, hands, states = shown(stage, stage.words.index("busy takes A ('A')"))
    assert states["idle"] == "sleeps"  # its time is up at this very moment
    later = next(n for n, time in enumerate(stage.time) if time == 5)
    _, hands, states = shown(stage, later)
    assert states["idle"] == "awaits something else"
    assert (hands["busy"], states["busy"]) == ("A", "works")


def test_who_is_cancelled_at_the_very_end_awaits_nothing():
    async def main():
        queue = asyncio.Queue()
        worker = asyncio.create_task(queue.get(), name="worker")
        await asyncio.sleep(1)
        worker.cancel()
        await asyncio.sleep(0)

    stage = Stage(record(main()))
    _, _, states = shown(stage, len(stage) - 1)
    assert states["worker"] in ("lets others run", "cancelled")


def test_the_longest_queue_may_be_so_for_no_time():
    async def main():
        queue = asyncio.Queue()
        for item in range(5):
            queue.put_nowait(item)
        for _ in range(5):
            queue.get_nowait()

    stage = Stage(record(main()))
    assert stage.words[stage.longest].startswith("main puts E")


def test_a_program_that_ends_is_not_stuck():
    async def main():
        queue = asyncio.Queue()
        await producer(queue, 3)

    stage = Stage(record(main()))
    assert stage.stuck == -1
    assert stage.words[stage.longest].startswith("main puts C")
    assert stage.words[-1] == "main ends"


def test_forwards_and_back_is_the_same():
    stage = stuck_stage()
    there = [stage.scene(n) for n in range(len(stage))]
    back = [stage.scene(n) for n in reversed(range(len(stage)))]
    assert there == list(reversed(back))
    with pytest.raises(IndexError, match="steps 0 to 19"):
        stage.scene(20)


def test_the_line_outside_is_in_the_order_of_coming():
    async def main():
        queue = asyncio.Queue(1)
        late = [producer(queue, 2, gap) for gap in (3, 1, 2)]
        await asyncio.gather(*late, return_exceptions=True)

    with pytest.raises(Stuck):
        record(main())
    stage = Stage(last_recording())
    scene = stage.scene(stage.stuck)
    line = [stage.tasks[task] for task in scene.line(0, 4)]
    assert line == ["producer-3", "producer-2", "producer-1"]
    letters = [stage.letters[i] for i in scene.inside(0)]
    assert letters == ["A"]


@pytest.mark.parametrize(
    ("make", "order"),
    [
        (asyncio.Queue, "ABC"),
        (asyncio.LifoQueue, "CBA"),
        (asyncio.PriorityQueue, "CBA"),
    ],
)
def test_the_item_that_comes_out_next_is_first(make, order):
    async def main():
        queue = make()
        for number in (3, 2, 1):
            await queue.put(number)
        await asyncio.sleep(1)
        while not queue.empty():
            await queue.get()

    stage = Stage(record(main()))
    (inside,), _, _ = shown(stage, step_of(stage, "puts C"))
    assert inside == order


@pytest.mark.parametrize("seed", range(60))
def test_the_stage_agrees_with_the_recording(seed):
    try:
        recording = record(random_program(seed))
    except TimeoutError:
        recording = last_recording()
    stage = Stage(recording)
    length, waiting = 0, set()
    for step in range(len(stage)):
        kind = stage.kind[step]
        length += (kind == PUT) - (kind == GET)
        scene = stage.scene(step)
        assert len(scene.inside(0)) == length
        for task, state in enumerate(scene.state):
            name = STATES[state]
            if name in ("waits to get", "waits to put", "waits to join"):
                waiting.add(name)
                assert task in scene.line(0, state)
            if name == "waits to get":
                assert not scene.in_hand(task)
            if name == "waits to put":
                assert len(scene.in_hand(task)) == 1
    # Whoever is said to be woken acts in the same moment.
    for step, words in enumerate(stage.words):
        if words.endswith(" is woken"):
            who = words.split("; ")[1].removesuffix(" is woken")
            task = stage.tasks.index(who)
            acts = next(n for n in range(step + 1, len(stage))
                        if stage.task[n] == task)  # fmt: skip
            assert stage.time[acts] == stage.time[step]
            assert stage.words[acts].startswith(f"{who} ")


def test_too_many_events_are_cut(monkeypatch):
    monkeypatch.setattr("helpers.replaying.stage.MOST_STEPS", 10)
    stage = Stage(record(two_consumers_one_sentinel(), until=5))
    assert len(stage) <= 10
    assert stage.hidden == len(stage.recording) - 10


def test_a_live_recording_has_a_stage_too():
    async def main():
        async with record_live() as recording:
            queue = asyncio.Queue()
            await asyncio.gather(
                producer(queue, 2, 0.01), consumer_of_two(queue)
            )
        return recording

    async def consumer_of_two(queue):
        for _ in range(2):
            await queue.get()

    stage = Stage(asyncio.run(main()))
    told = [said.split(" (")[0] for said in stage.words if "takes" in said]
    assert told == ["consumer_of_two-1 takes A", "consumer_of_two-1 takes B"]
