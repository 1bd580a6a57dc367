"""Programs that end, in a real kernel: what is shown, and what stays alive."""

import pytest

from tests.kernel.kernels import Ran, goes_on, in_both_cells


@in_both_cells
def test_run_and_record_work(kernel, cell):
    ran = kernel.run(
        cell(
            "print(run(main()))\n"
            "recording = record(main())\n"
            "print(recording.result, recording.end)"
        )
    )
    said = "[0, 1, 2]\n[0, 1, 2] 3.0\n"
    assert ran == Ran(count=ran.count, stdout=said)
    assert goes_on(kernel)


@in_both_cells
@pytest.mark.parametrize("call", ["run", "record"])
@pytest.mark.parametrize(
    ("program", "ending"),
    [("main", "no error"), ("hang", "Stuck"), ("fail", "ValueError")],
)
def test_the_cell_keeps_its_loop_and_its_task(
    kernel, cell, call, program, ending
):
    ran = kernel.run(
        cell(
            "def here():\n"
            "    return [asyncio.get_running_loop(), asyncio.current_task(),\n"
            "            signal.getsignal(signal.SIGINT)]\n"
            "before, ending = here(), 'no error'\n"
            "try:\n"
            f"    {call}({program}())\n"
            "except Exception as error:\n"
            "    ending = type(error).__name__\n"
            "print(ending, [a is b for a, b in zip(before, here())])"
        )
    )
    said = f"{ending} [True, True, True]\n"
    assert ran == Ran(count=ran.count, stdout=said)
    assert goes_on(kernel)


@in_both_cells
def test_a_cell_run_twice_leaves_no_task_behind(kernel, cell):
    count = "print(len(asyncio.all_tasks()))"
    source = cell(f"{count}; run(main()); record(main()); {count}")
    counts = {kernel.run(source).stdout for _ in range(2)}
    assert len(counts) == 1
    assert len({*counts.pop().split()}) == 1


def test_a_live_recording_run_twice_leaves_no_task_behind(kernel):
    count = "print(len(asyncio.all_tasks()))"
    source = (
        f"{count}\n"
        "async with record_live() as recording:\n"
        "    await asyncio.Queue().put('a')\n"
        f"{count}"
    )
    counts = {kernel.run(source).stdout for _ in range(2)}
    assert len(counts) == 1
    assert len({*counts.pop().split()}) == 1


@pytest.mark.parametrize("before", ["", "await asyncio.sleep(0)\n"])
def test_a_plot_is_shown_once_with_its_summary(kernel, before):
    ran = kernel.run(f"{before}plot_queue_length(record(main()))")
    (shown,) = ran.shown
    assert "image/png" in shown["data"]
    summary = shown["data"]["text/plain"]
    assert summary.startswith("queue length: ")
    assert summary in shown["metadata"]["image/png"]["alt"]
    assert ran == Ran(count=ran.count, shown=[shown])
