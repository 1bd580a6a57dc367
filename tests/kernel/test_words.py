"""What the helpers say beside a cell, in a real kernel."""

import pytest

from tests.kernel.kernels import IMPORTS, PROGRAMS, Ran, goes_on, in_both_cells


def place_of(words, ran):
    """Give the place of a line of the programs, in the cell before."""
    lines = (IMPORTS + PROGRAMS).splitlines()
    (line,) = (n for n, text in enumerate(lines, start=1) if words in text)
    return f"cell {ran.count - 1}, line {line}"


@in_both_cells
@pytest.mark.parametrize("call", ["run", "record"])
def test_a_task_that_died_unseen_is_told_of(kernel, cell, call):
    ran = kernel.run(
        cell(
            "async def forget():\n"
            "    task = asyncio.create_task(fail())\n"
            "    await main()\n"
            f"recording = {call}(forget())"
        )
    )
    assert ran.stderr.startswith("fail-1 died at 1.0 s of ValueError: no such")
    assert ran.stderr.endswith(", and nobody awaited it.\n")
    assert f"({place_of('raise ValueError', ran)})" in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert ran == Ran(count=ran.count, stderr=ran.stderr)
    assert kernel.run("import gc; gc.collect();").stderr == ""


@in_both_cells
def test_tasks_that_are_left_over_are_told_of(kernel, cell):
    ran = kernel.run(
        cell(
            "async def leave():\n"
            "    task = asyncio.create_task(hang())\n"
            "    await main()\n"
            "run(leave())"
        )
    )
    said = "Left over when main ended, and cancelled: hang-1 waits in a queue"
    assert ran.stderr.startswith(said)
    assert f"({place_of('await asyncio.Queue', ran)})" in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert ran == Ran(count=ran.count, stderr=ran.stderr)
    assert goes_on(kernel)


@in_both_cells
def test_who_holds_the_thread_is_told_of(kernel, cell):
    ran = kernel.run(
        cell("async def block():\n    time.sleep(0.7)\nrun(block())")
    )
    assert ran.stderr.startswith("block held the thread for over 0.5 s ")
    assert ran.stderr.count("\n") == 1
    assert ran == Ran(count=ran.count, stderr=ran.stderr)
