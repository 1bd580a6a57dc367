"""Programs that hang: each must be explained, in a learner's words."""

import asyncio
import gc

import pytest

from helpers import Stuck, record, run
from tests.diagnosis.hanging import PROGRAMS

LIMIT = 5_000  # moves and rounds, for those that go on for ever


def in_one_line(stuck):
    return " ".join(str(stuck.value).split())


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_recorded_program_that_hangs_is_explained(name, capsys):
    main, words = PROGRAMS[name]
    with pytest.raises(Stuck) as stuck:
        record(main(), max_moves=LIMIT, max_rounds=LIMIT)
    report = in_one_line(stuck)
    missing = [word for word in words if word not in report]
    assert not missing, report
    assert "Most likely: " in report
    assert stuck.value.recording is not None
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", PROGRAMS)
def test_one_that_is_only_run_names_every_task_and_a_cause(name):
    main, _ = PROGRAMS[name]
    with pytest.raises(Stuck) as stuck:
        run(main(), max_moves=LIMIT, max_rounds=LIMIT)
    report = in_one_line(stuck)
    assert report.startswith("Stuck at ")
    assert " Most likely: " in report
    assert "(hanging.py, line" in report
    assert max(map(len, str(stuck.value).splitlines())) < 80


def test_nothing_of_a_hung_program_is_left(recwarn, caplog):
    for main, _ in PROGRAMS.values():
        with pytest.raises(Stuck):
            record(main(), max_moves=LIMIT, max_rounds=LIMIT)
        gc.collect()
    assert not recwarn.list
    assert not caplog.records


def test_tasks_that_wait_alike_share_a_line():
    async def wait(queue):
        await queue.get()

    async def main():
        queue = asyncio.Queue()
        await asyncio.gather(*(wait(queue) for _ in range(1000)))

    with pytest.raises(Stuck) as stuck:
        record(main())
    said = "wait-1, wait-2 and 998 more wait in queue.get()"
    assert said in in_one_line(stuck)


def test_a_queue_is_called_as_the_program_calls_it():
    class Shop:
        def __init__(self):
            self.orders = asyncio.Queue()

        async def open(self):
            await self.orders.get()

    async def main():
        await Shop().open()

    with pytest.raises(Stuck) as stuck:
        record(main())
    assert "main waits in self.orders.get()" in in_one_line(stuck)
    assert stuck.value.recording.queues[0].name == "self.orders"


def test_a_task_that_died_is_named_with_its_line():
    async def dies():
        raise LookupError("no such order")

    async def main():
        asyncio.create_task(dies()).add_done_callback(lambda task: None)
        await asyncio.Queue().get()

    with pytest.raises(Stuck) as stuck:
        record(main())
    said = "dies-1 died at 0.0 s of LookupError: no such order (test_diagnosis"
    assert said in in_one_line(stuck)


def test_the_line_is_the_learners_and_no_librarys():
    import numpy as np

    async def dies():
        np.random.default_rng().choice([], 1)

    async def main():
        asyncio.create_task(dies()).add_done_callback(lambda task: None)
        await asyncio.Queue().get()

    with pytest.raises(Stuck) as stuck:
        record(main())
    said = in_one_line(stuck).split("dies-1 died")[1].split(").")[0]
    assert "(test_diagnosis.py, line " in said
