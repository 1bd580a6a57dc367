"""The interrupt button, in a real kernel: the program stops, all goes on."""

import pytest

from tests.kernel.kernels import goes_on, in_both_cells

BUSY = {
    "computes": "while True: pass",
    "lets go": "while True: await asyncio.sleep(0)",
    "sleeps": "time.sleep(60)",
}


@in_both_cells
@pytest.mark.parametrize("what", BUSY)
def test_an_interrupt_stops_a_program(kernel, cell, what):
    defined = kernel.run(
        f"async def busy():\n    print('begun')\n    {BUSY[what]}"
    )
    source = cell("run(busy(), max_rounds=10**12)")
    ran = kernel.run(source, interrupt_at="begun")
    assert ran.ename == "KeyboardInterrupt", ran
    shown = [error["ename"] for error in ran.errors]
    assert shown == ["KeyboardInterrupt"], ran
    assert ran.stderr.startswith("Interrupted at 0.0 s")
    assert f"cell {defined.count}, line " in ran.stderr
    assert "Traceback" not in ran.stderr
    assert goes_on(kernel)


def test_an_interrupt_of_a_live_recording_gives_the_report(kernel):
    ran = kernel.run(
        "def say(after):\n"
        "    if after:\n"  # one by one: the looks come in between
        "        later = asyncio.get_running_loop().call_later\n"
        "        return later(0.1, say, after - 1)\n"
        "    print('has stood still')\n"
        "async def hangs():\n"
        "    queue = asyncio.Queue()\n"
        "    say(after=5)\n"
        "    await queue.get()\n"
        "async with record_live() as recording:\n"
        "    await hangs()",
        interrupt_at="has stood still",
    )
    assert ran.ename in ("KeyboardInterrupt", "CancelledError"), ran
    report = " ".join(ran.stderr.split())
    assert report.startswith("Stopped while it waited. main waits in queue.")
    assert f"queue.get() (cell {ran.count}, line 9)" in report
    assert goes_on(kernel)


def test_a_wait_that_was_interrupted_ends_when_another_cell_is_run(kernel):
    ran = kernel.run(
        "here = 1\nprint('waits')\nawait hang()",
        interrupt_at="waits",
        then="here = 2",
    )
    assert ran.ename in ("CancelledError", "KeyboardInterrupt"), ran
    assert goes_on(kernel)
    assert kernel.run("print(here > 0)").stdout == "True\n"
