"""Programs that fail or get stuck, in a real kernel: what a learner sees."""

import re

import pytest

from tests.kernel.kernels import (
    GROUP,
    IMPORTS,
    Ran,
    awaiting,
    goes_on,
    in_both_cells,
    plain,
)


@in_both_cells
def test_an_error_is_shown_with_its_cell_and_line(kernel, cell):
    ran = kernel.run(cell("run(fail())"))
    (error,) = ran.errors
    assert ran.ename == error["ename"] == "ValueError"
    assert error["evalue"] == "no such order"
    assert ran.stderr == ""
    assert goes_on(kernel)


@pytest.mark.parametrize(
    "call",
    [
        plain("run(group())"),
        awaiting("run(group())"),
        "async with record_live() as recording:\n    await group()",
    ],
    ids=["plain", "awaiting", "live"],
)
def test_a_group_of_errors_may_be_the_first_that_a_kernel_meets(fresh, call):
    ran = fresh.run(IMPORTS + GROUP + call)
    assert ran.ename == "ExceptionGroup"
    said = "\n".join([ran.stderr, *(str(error) for error in ran.errors)])
    assert "unhandled errors in a TaskGroup (1 sub-exception)" in said
    assert "ValueError: no such order" in said
    assert 'raise ValueError("no such order")' in said  # the line itself
    assert goes_on(fresh)
    assert fresh.run("1 / 0").ename == "ZeroDivisionError"


# ---- programs that get stuck


@in_both_cells
@pytest.mark.parametrize("call", ["run", "record"])
def test_a_stuck_program_shows_its_report_alone(kernel, cell, call):
    defined = kernel.run(
        "async def consume(queue):\n"
        "    while True:\n"
        "        # nobody will ever tell it to go home\n"
        "        await queue.get()\n"
    )
    called = kernel.run(
        cell(
            "async def wait():\n"
            "    queue = asyncio.Queue()\n"
            "    async with asyncio.TaskGroup() as group:\n"
            "        group.create_task(consume(queue))\n"
            "        await main()\n"
            f"{call}(wait())"
        )
    )
    (error,) = called.errors
    report = error["evalue"]
    assert called.ename == error["ename"] == "Stuck"
    assert "\n".join(error["traceback"]) == report
    assert report.startswith("Stuck at 3.0 s: nobody can go on.\n")
    assert "\nMost likely: " in report
    assert not re.search(r"[\x1b\\]|[./]\w*/|\.py", report), report
    in_one_line = " ".join(report.split())
    waits = f"waits in queue.get() (cell {defined.count}, line 4)"
    assert waits in in_one_line
    line = 4 if cell is awaiting else 3
    assert f"(cell {called.count}, line {line})" in in_one_line
    assert called == Ran(called.count, "Stuck", errors=[error])
    assert goes_on(kernel)


def test_cells_are_counted_by_their_first_run_where_nobody_counts(fresh):
    def run(code):
        return fresh.run(code, store_history=False)

    cells = [
        IMPORTS + "async def first():\n    await asyncio.Queue().get()",
        "async def second():\n    await asyncio.Queue().get()",
        "# a line more\nasync def third():\n    await asyncio.Queue().get()",
    ]
    for code in (cells[0], cells[1], cells[0], cells[2], cells[1]):
        assert run(code).ename == ""
    lines = {"first": "cell 1, line 4", "second": "cell 2, line 2"}
    lines["third"] = "cell 3, line 3"
    for name, place in lines.items():
        (error,) = run(f"run({name}())").errors
        assert f"({place})" in error["evalue"]
