"""The stage of a recording: what is where after each step."""

import asyncio
import random

import pytest

from helpers import Stuck, last_recording, record, record_live
from helpers.recording import GET, PUT
from helpers.replaying import Stage
from helpers.replaying.filmstrip import filmstrip, summary_of
from helpers.replaying.tracks import STATES, STUCK


async def producer(queue, count, gap=1.0):
    for number in range(count):
        await asyncio.sleep(gap)
        await queue.put(number)


async def consumer(queue, work=2.5):
    while (item := await queue.get()) is not None:
        await asyncio.sleep(work)
    return item


async def two_consumers_one_sentinel():
    queue = asyncio.Queue(maxsize=1)

    async def feed():
        await producer(queue, 3)
        await queue.put(None)

    await asyncio.gather(feed(), consumer(queue), consumer(queue))


def stuck_stage():
    with pytest.raises(Stuck):
        record(two_consumers_one_sentinel())
    return Stage(last_recording())


def shown(stage, step):
    """The letters in each queue and hand, and the state of each task."""
    scene = stage.scene(step)
    queues = range(len(stage.queues))
    inside = ["".join(stage.letters[i] for i in scene.inside(q))
              for q in queues]  # fmt: skip
    hands = {
        name: "".join(stage.letters[i] for i in scene.in_hand(task))
        for task, name in enumerate(stage.tasks)
        if scene.in_hand(task)
    }
    states = dict(
        zip(stage.tasks, (STATES[s] for s in scene.state), strict=True)
    )
    return inside, hands, states


def step_of(stage, words):
    return next(n for n, said in enumerate(stage.words) if words in said)


def test_the_words_tell_the_whole_story():
    assert stuck_stage().words == [
        "two_consumers_one_sentinel is created",
        "feed-1 is created",
        "consumer-1 is created",
        "consumer-2 is created",
        "feed-1 sleeps until 1.0 s",
        "consumer-1 waits to get an item: the queue is empty",
        "consumer-2 waits to get an item: the queue is empty",
        "feed-1 puts A (0) and sleeps until 2.0 s; consumer-1 is woken",
        "consumer-1 takes A (0) and works until 3.5 s",
        "feed-1 puts B (1) and sleeps until 3.0 s; consumer-2 is woken",
        "consumer-2 takes B (1) and works until 4.5 s",
        "feed-1 puts C (2)",
        "feed-1 waits to put D: the queue is full",
        "consumer-1 takes C (2) and works until 6.0 s; feed-1 is woken",
        "feed-1 puts D (None)",
        "feed-1 ends",
        "consumer-2 takes D (None)",
        "consumer-2 ends",
        "consumer-1 waits to get an item: the queue is empty",
        "Stuck at 6.0 s: nobody can go on",
    ]


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


def test_a_queue_that_nobody_takes_from_stands_right_of_its_source():
    async def main():
        raw, done = asyncio.Queue(), asyncio.Queue(1)

        async def step():
            while True:
                await done.put(await raw.get())

        async def feed():
            for item in range(9):
                await asyncio.sleep(1)
                await raw.put(item)

        await asyncio.gather(feed(), step())

    with pytest.raises(Stuck):
        record(main())
    stage = Stage(last_recording())
    names = [stage.tasks, stage.queues] * 3
    shown_as = [
        [names[place][number] for number in column]
        for place, column in enumerate(stage.columns)
    ]
    assert shown_as[1:4] == [["raw"], ["step-1"], ["done"]]


def test_the_longest_queue_may_be_so_for_no_time():
    async def main():
        queue = asyncio.Queue()
        for item in range(5):
            queue.put_nowait(item)
        for _ in range(5):
            queue.get_nowait()

    stage = Stage(record(main()))
    assert stage.words[stage.longest].startswith("main puts E")


def test_a_program_whose_end_is_left_out_is_said_to_be_stuck(monkeypatch):
    monkeypatch.setattr("helpers.replaying.stage.MOST_STEPS", 10)
    stage = stuck_stage()
    assert (stage.hidden > 0, stage.stuck) == (True, -1)
    assert summary_of(stage).endswith(f"; {stage.recording.stuck[:-1]}")
    assert f"the last {stage.hidden} events left out" in (
        filmstrip(stage).texts[0].get_text()
    )


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


def test_what_is_made_of_an_item_keeps_its_letter():
    async def main():
        raw, parsed = asyncio.Queue(), asyncio.Queue()

        async def parse():
            while (item := await raw.get()) is not None:
                await parsed.put(item)
                if item == 1:
                    await parsed.put("a copy")
            await parsed.put(None)

        async def store():
            while await parsed.get() is not None:
                await asyncio.sleep(1)

        async def feed():
            for number in (0, 1):
                await raw.put(number)
            await raw.put(None)

        await asyncio.gather(feed(), parse(), store())

    stage = Stage(record(main()))
    puts = [said for said in stage.words if "into parsed" in said]
    assert [said.split(" into")[0] for said in puts] == [
        "parse-1 puts A (0)",
        "parse-1 puts B (1)",
        "parse-1 puts B2 ('a copy')",
        "parse-1 puts C (None)",
    ]
    named = [[stage.tasks[t] for t in c] for c in stage.columns[::2]]
    assert named == [["feed-1"], ["parse-1"], ["store-1"]]
    assert [stage.queues[q] for (q,) in stage.columns[1::2]] == [
        "raw", "parsed",
    ]  # fmt: skip
    assert [stage.tasks[task] for task in stage.others] == ["main"]


def test_a_worker_that_feeds_its_own_queue_stands_right_of_it():
    async def main():
        frontier = asyncio.Queue()
        await frontier.put(2)

        async def worker():
            for _ in range(3):
                depth = await frontier.get()
                if depth:
                    await frontier.put(depth - 1)

        await worker()

    stage = Stage(record(main()))
    assert stage.columns == [[], [0], [0]]
    assert stage.letters == ["A", "B", "C"]


def test_task_done_and_join_are_counted_and_told():
    async def main():
        queue = asyncio.Queue()

        async def worker():
            for _ in range(2):
                await queue.get()
                await asyncio.sleep(1)
                queue.task_done()

        for number in range(2):
            await queue.put(number)
        task = asyncio.create_task(worker())
        await queue.join()
        await task

    stage = Stage(record(main()))
    told = [said for said in stage.words if "left" in said or "join" in said]
    assert told == [
        "main waits in join(): 2 left unfinished",
        "worker-1 marks A (0) done: 1 left unfinished",
        "worker-1 marks B (1) done: none left unfinished; main is woken",
        "main is back from join()",
    ]
    marks = step_of(stage, "marks A")
    assert stage.scene(marks - 1).unfinished == [2]
    assert stage.scene(marks).unfinished == [1]


def test_cancelled_and_dead_tasks_are_told():
    async def main():
        queue = asyncio.Queue()

        async def dies():
            await queue.get()
            raise ValueError("a broken page")

        waits = asyncio.create_task(consumer(queue))
        await asyncio.sleep(1)
        waits.cancel()
        tasks = [waits, asyncio.create_task(dies())]
        await queue.put(1)
        await asyncio.gather(*tasks, return_exceptions=True)

    stage = Stage(record(main()))
    assert "consumer-1 stops waiting to get an item" in stage.words
    assert "consumer-1 is cancelled" in stage.words
    assert "dies-1 dies: ValueError: a broken page" in stage.words
    # Nobody says that the cancelled one is woken.
    assert step_of(stage, "puts A") and not any(
        "consumer-1 is woken" in said for said in stage.words
    )


async def random_program(seed):
    """Producers and consumers with gaps, work and bounds by chance."""
    dice = random.Random(seed)
    kinds = (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue)
    queue = dice.choice(kinds)(dice.choice([0, 1, 2, 5]))
    times = [0, 0, 0.5, 1, 1.5]

    async def puts(who):
        for number in range(dice.randint(1, 6)):
            await asyncio.sleep(dice.choice(times))
            await queue.put((number, who))

    async def takes():
        while True:
            try:
                async with asyncio.timeout(dice.choice([1, 5, 50])):
                    await queue.get()
            except TimeoutError:
                return
            await asyncio.sleep(dice.choice(times))
            if dice.random() < 0.8:
                queue.task_done()

    tasks = [puts(n) for n in range(dice.randint(1, 3))]
    tasks += [takes() for _ in range(dice.randint(1, 4))]
    async with asyncio.timeout(200):
        await asyncio.gather(*tasks)


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


# ---- the filmstrip


def test_a_filmstrip_shows_six_moments_and_says_how_it_ends():
    stage = stuck_stage()
    moments = stage.moments()
    assert len(moments) == 6 and moments[-1] == stage.stuck
    plot = filmstrip(stage)
    assert plot.summary == (
        "replay: 20 steps, 1 queue, 4 tasks; Stuck at 6.0 s: nobody can go on"
    )
    texts = [text.get_text() for text in plot.findobj(_is_text)]
    said = " ".join(" ".join(texts).split())
    for step in moments:
        assert stage.words[step] in said
    assert plot.png().startswith(b"\x89PNG")


def _is_text(artist):
    return hasattr(artist, "get_text")


def test_a_filmstrip_of_few_steps_has_fewer_moments():
    async def main():
        asyncio.Queue().put_nowait("one")

    stage = Stage(record(main()))
    assert stage.moments() == [0, 1, 2]
    assert filmstrip(stage).summary.endswith("ends at 0.0 s")
