"""A real kernel, what a cell gave there, and the programs that it knows."""

import os
import queue
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
