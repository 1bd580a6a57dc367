"""Odd recordings are drawn, and what cannot be drawn gets a sentence."""

import asyncio

import pytest

from helpers import Stuck, record, record_live
from helpers.plots import (
    plot_latency,
    plot_queue_length,
    plot_runs,
    plot_speedup,
    plot_timeline,
    plot_unfinished,
)
from helpers.recording import QueueFacts, Recording
from tests.plots.programs import (
    SINGLE,
    block_times,
    consumer,
    in_no_time,
    producer,
    serve,
    small,
    unused,
)


def test_a_stuck_program_can_be_drawn():
    async def main():
        queue = asyncio.Queue()
        await asyncio.gather(consumer(queue, 1), producer(queue, 2, 1))

    with pytest.raises(Stuck) as stuck:
        record(main())
    plot = plot_queue_length(stuck.value.recording)
    assert block_times(plot.axes[1], "a consumer waits")[0] == (0, 1)
    assert plot_timeline(stuck.value.recording).summary


def test_a_live_recording_can_be_drawn():
    async def main():
        async with record_live() as recording:
            await serve(1, count=2, gap=0.001, work=0.001)
        return recording

    recording = asyncio.run(main())
    for draw in SINGLE:
        assert draw(recording).png()
    axes = plot_queue_length(recording).axes[1]
    assert axes.get_xlabel() == "time (s)"
    assert plot_queue_length(record(small())).axes[1].get_xlabel() == (
        "simulated time (s)"
    )


def test_a_queue_that_nobody_used():
    recording = record(unused())
    assert plot_queue_length(recording).summary == "queue length: always 0"
    assert plot_unfinished(recording).summary == "unfinished items: always 0"
    assert plot_timeline(recording).summary == "timeline: nobody took an item"


def test_a_program_that_takes_no_time():
    recording = record(in_no_time())
    plot = plot_queue_length(recording)
    assert plot.summary == "queue length: peak 1 at 0.0 s"
    for draw in SINGLE:
        assert draw(recording).png()
    with pytest.raises(ValueError, match="took no time at all"):
        plot_speedup({1: recording, 2: recording})


# ---- what cannot be drawn


def test_wrong_things_get_a_sentence():
    coroutine = small()
    wrong = {
        "the coroutine small(): record it first": coroutine,
        "the function small itself": small,
        "got None: keep what record": None,
        "a dict: plot_runs": {},
    }
    for draw in SINGLE:
        for said, thing in wrong.items():
            with pytest.raises(TypeError, match=draw.__name__) as caught:
                draw(thing)
            assert said in str(caught.value)


def test_a_stuck_error_is_told_from_its_recording():
    stuck = Stuck("Stuck at 1.0 s")
    stuck.recording = record(small())
    with pytest.raises(TypeError, match=r"write \.recording after it"):
        plot_timeline(stuck)


def test_an_empty_recording_gets_a_sentence():
    with pytest.raises(ValueError, match="there is no queue"):
        plot_queue_length(Recording())
    recording = Recording()
    recording.queue_facts = [QueueFacts("queue", 0)]
    with pytest.raises(ValueError, match="nothing happened"):
        plot_runs({"one": recording})
    with pytest.raises(ValueError, match="no item was finished"):
        plot_latency(record(unused()))


def test_a_title_is_a_text():
    with pytest.raises(TypeError, match="expects a text as its title"):
        plot_queue_length(record(small()), title=5)


def test_comparisons_want_a_dict_of_recordings():
    recording = record(small())
    wrong = [
        (plot_runs, {}, "got an empty dict"),
        (plot_runs, recording, "one recording: give it a name"),
        (plot_runs, {"a": None}, "for 'a' it got None"),
        (plot_speedup, {}, "got an empty dict"),
        (plot_speedup, {1: recording}, "two or more recordings, and got one"),
        (plot_speedup, {0: recording, 1: recording}, "1 consumer or more"),
        (plot_speedup, {"a": recording, 1: recording}, "number of consumers"),
    ]
    for draw, thing, said in wrong:
        with pytest.raises((TypeError, ValueError), match=said):
            draw(thing)
