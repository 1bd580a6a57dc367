"""The helpers in a real kernel: what a learner sees, and what stays alive."""

import os
import queue
import re
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from subprocess import DEVNULL

import pytest
from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

from tests.support import ROOT

START = 120  # seconds after which a kernel that does not start is given up
HANGS = 40  # and a cell that does not end
NO_REPLY = 10  # and a reply that has not come although the kernel is idle

IMPORTS = """\
import asyncio, signal, sys, time
from helpers import plot_queue_length, record, record_live, run
"""
PROGRAMS = """\
async def produce(queue):
    for item in range(3):
        await asyncio.sleep(1)
        await queue.put(item)

async def main():
    queue = asyncio.Queue()
    producer = asyncio.create_task(produce(queue))
    items = [await queue.get() for _ in range(3)]
    await producer
    return items

async def hang():
    await asyncio.Queue().get()

async def fail():
    await asyncio.sleep(1)
    raise ValueError("no such order")
"""
GROUP = """\
async def bad():
    raise ValueError("no such order")

async def group():
    async with asyncio.TaskGroup() as group:
        group.create_task(bad())
"""


@dataclass
class Ran:
    """What a cell gave.

    Attributes:
        count: the number in the cell's brackets.
        ename: the error that the kernel replied; "" where all went well.
        errors: what it showed as errors.
        shown: what it displayed, results included.
    """

    count: int = 0
    ename: str = ""
    stdout: str = ""
    stderr: str = ""
    errors: list = field(default_factory=list)
    shown: list = field(default_factory=list)


class Kernel:
    """A kernel on this Python, with settings of its own."""

    def __init__(self, settings):
        self._settings = settings
        self._start()

    def _start(self):
        self._manager = KernelManager(kernel_name="python3")
        spec = KernelSpec(resource_dir="", **get_kernel_dict())
        self._manager._kernel_spec = spec
        paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
        env = {
            **os.environ,
            "IPYTHONDIR": self._settings,
            "PYTHONPATH": os.pathsep.join(paths),
        }
        self._manager.start_kernel(env=env, stderr=DEVNULL)
        self._client = self._manager.client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=START)

    def stop(self):
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)

    def run(self, code, interrupt_at=None, then="", store_history=True):
        """Run a cell; interrupt it once it has printed these words.

        Then, if asked, send another cell while it still runs.
        """
        sent = self._client.execute(code, store_history=store_history)
        ran = Ran()
        try:
            for kind, content in self._messages(sent):
                note(ran, kind, content)
                if interrupt_at and interrupt_at in ran.stdout:
                    self._manager.interrupt_kernel()
                    interrupt_at = None
                    if then:
                        time.sleep(1)
                        self._client.execute(then)
            reply = self._reply(sent)
        except queue.Empty:
            self.stop()
            self._start()  # so that other tests have one that answers
            pytest.fail(f"The kernel did not answer. Until then: {ran}")
        ran.count = reply["execution_count"]
        ran.ename = reply.get("ename", "")
        return ran

    def _messages(self, sent):
        end = time.monotonic() + HANGS
        while left := max(end - time.monotonic(), 0):
            message = self._client.get_iopub_msg(timeout=left)
            if message["parent_header"].get("msg_id") != sent:
                continue
            content = message["content"]
            if content.get("execution_state") == "idle":
                return
            yield message["msg_type"], content
        raise queue.Empty

    def _reply(self, sent):
        while True:
            message = self._client.get_shell_msg(timeout=NO_REPLY)
            if message["parent_header"].get("msg_id") == sent:
                return message["content"]


def note(ran, kind, content):
    if kind == "stream":
        said = getattr(ran, content["name"]) + content["text"]
        setattr(ran, content["name"], said)
    elif kind == "error":
        ran.errors.append(content)
    elif kind in ("display_data", "execute_result"):
        ran.shown.append(content)


@contextmanager
def started():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as settings:
        kernel = Kernel(settings)
        try:
            yield kernel
        finally:
            kernel.stop()


@pytest.fixture(scope="module")
def shared():
    with started() as kernel:
        yield kernel


@pytest.fixture
def kernel(shared):
    """The kernel of most tests, which knows the programs above."""
    ran = shared.run(IMPORTS + PROGRAMS)
    assert ran.ename == "", ran
    return shared


@pytest.fixture
def fresh():
    """A kernel that has run nothing yet."""
    with started() as kernel:
        yield kernel


def plain(source):
    return source


def awaiting(source):
    """The same in a cell that also awaits, which kernels run otherwise."""
    return f"await asyncio.sleep(0)\n{source}\nawait asyncio.sleep(0)"


in_both_cells = pytest.mark.parametrize("cell", [plain, awaiting])


def goes_on(kernel):
    """Whether the kernel's own loop still does its work."""
    ran = kernel.run("await asyncio.sleep(0.01)\nprint('goes on')")
    return ran == Ran(count=ran.count, stdout="goes on\n")


# ---- programs that end


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


# ---- errors


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


# ---- what is said beside


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


# ---- the interrupt button

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
        "async def hangs():\n"
        "    queue = asyncio.Queue()\n"
        "    loop = asyncio.get_running_loop()\n"
        "    loop.call_later(0.5, print, 'has stood still')\n"
        "    await queue.get()\n"
        "async with record_live() as recording:\n"
        "    await hangs()",
        interrupt_at="has stood still",
    )
    assert ran.ename in ("KeyboardInterrupt", "CancelledError"), ran
    report = " ".join(ran.stderr.split())
    assert report.startswith("Stopped while it waited. main waits in queue.")
    assert f"queue.get() (cell {ran.count}, line 5)" in report
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


# ---- pictures


@pytest.mark.parametrize("before", ["", "await asyncio.sleep(0)\n"])
def test_a_plot_is_shown_once_with_its_summary(kernel, before):
    ran = kernel.run(f"{before}plot_queue_length(record(main()))")
    (shown,) = ran.shown
    assert "image/png" in shown["data"]
    summary = shown["data"]["text/plain"]
    assert summary.startswith("queue length: ")
    assert summary in shown["metadata"]["image/png"]["alt"]
    assert ran == Ran(count=ran.count, shown=[shown])
