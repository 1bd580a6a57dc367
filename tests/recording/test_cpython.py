"""CPython's own tests of asyncio, unchanged, on the simulated loop.

They run twice: with the traced queues in asyncio's place, and with a log
open, so that each plain queue they make is traced.
"""

import asyncio
import contextlib
import importlib.util
import unittest
import warnings

import pytest

from helpers.clock import SimulatedLoop
from helpers.recording import (
    RecordedLoop,
    TracedLifoQueue,
    TracedPriorityQueue,
    TracedQueue,
)

# Each of CPython's test modules, and fewer tests than it has on any Python.
MODULES = {
    "test_queues": 30,
    "test_locks": 60,
    "test_timeouts": 12,
    "test_taskgroups": 25,
    "test_waitfor": 8,
}
TRACED = {
    "Queue": TracedQueue,
    "LifoQueue": TracedLifoQueue,
    "PriorityQueue": TracedPriorityQueue,
}
LOGS = []


class SimulatedRunner(asyncio.Runner):
    """What CPython's tests run on here, whatever loop they ask for."""

    def __init__(self, *, debug=None, loop_factory=None):
        super().__init__(debug=debug, loop_factory=SimulatedLoop)


class RecordingRunner(asyncio.Runner):
    """Traces every plain queue that the test makes."""

    def __init__(self, *, debug=None, loop_factory=None):
        super().__init__(debug=debug, loop_factory=RecordedLoop)

    def run(self, coro, *, context=None):
        log = self.get_loop().log
        LOGS.append(log)
        opened = log.opened()
        context.run(opened.__enter__)
        try:
            return super().run(coro, context=context)
        finally:
            context.run(opened.__exit__, None, None, None)


def fresh_copy_of(name):
    """Import one of CPython's test modules, with asyncio as it is now."""
    try:
        spec = importlib.util.find_spec(f"test.test_asyncio.{name}")
    except ModuleNotFoundError:
        spec = None
    if spec is None:
        pytest.skip("this Python was installed without CPython's own tests")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def failures_in(module):
    """Run a module's tests; give how many, and those that failed."""
    tests = unittest.defaultTestLoader.loadTestsFromModule(module)
    result = unittest.TestResult()
    loop = SimulatedLoop()  # for those that make no runner
    with warnings.catch_warnings(), contextlib.closing(loop):
        warnings.simplefilter("ignore", DeprecationWarning)  # the tests' own
        asyncio.set_event_loop(loop)
        tests.run(result)
        asyncio.set_event_loop(None)
    bad = [*result.failures, *result.errors]
    said = [f"{test.id()}: {text.splitlines()[-1]}" for test, text in bad]
    skipped = [f"{test.id()}: {why}" for test, why in result.skipped]
    return result.testsRun, said + skipped


@pytest.mark.parametrize("name", MODULES)
def test_cpythons_tests_pass_with_traced_queues(name, monkeypatch):
    monkeypatch.setattr(asyncio, "Runner", SimulatedRunner)
    for word, traced in TRACED.items():
        monkeypatch.setattr(asyncio, word, traced)
    count, failed = failures_in(fresh_copy_of(name))
    assert failed == []
    assert count >= MODULES[name]


@pytest.mark.parametrize("name", MODULES)
def test_cpythons_tests_pass_while_they_are_recorded(name, monkeypatch):
    monkeypatch.setattr(asyncio, "Runner", RecordingRunner)
    LOGS.clear()
    count, failed = failures_in(fresh_copy_of(name))
    assert failed == []
    assert count >= MODULES[name]
    rows = sum(len(log.rows) for log in LOGS)
    queues = sum(len(log.queues) for log in LOGS)
    assert rows > count
    assert (queues > count / 2) == (name == "test_queues")
