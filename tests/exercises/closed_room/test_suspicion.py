"""What is no reason for suspicion, and what a text alone shows."""

import pytest

from helpers.exercises.closed_room.suspicion import suspicions
from tests.exercises.closed_room.answers import RIGHT, judged

HARMLESS = {
    "imports": (
        "import collections, contextlib, dataclasses, enum, functools, heapq\n"
        "import itertools, json, math, operator, random, statistics, time\n"
        "from __future__ import annotations\nfrom typing import Any\n"
        "from helpers import record\n"
    ),
    "classes": (
        "from dataclasses import dataclass\n"
        "from collections import namedtuple\n"
        "import enum, typing\n"
        "Point = namedtuple('Point', 'x y')\n"
        "class Kind(enum.Enum):\n    A = 1\n"
        "class Named(typing.NamedTuple):\n    a: int\n"
        "@dataclass(order=True)\nclass Job:\n    priority: int = 0\n"
        "class Box:\n"
        "    def __init__(self, queue):\n"
        "        self._queue, self.done = queue, False\n"
        "    def __aiter__(self): return self\n"
        "    async def __anext__(self): raise StopAsyncIteration\n"
    ),
    "a decorator": (
        "import functools\n"
        "def loud(f):\n"
        "    @functools.wraps(f)\n"
        "    async def g(*args): return await f(*args)\n"
        "    return g\n@loud\nasync def f(): pass\n"
    ),
    "a logarithm": "import math\nmath.log(2)\n",
    "a clock": "async def f(): return asyncio.get_running_loop().time()\n",
    "a name": "async def f(): pass\nf.__name__\n",
    "an await": "await asyncio.sleep(1)\n",
    "own attributes": (
        "class Lab:\n"
        "    def __init__(self):\n"
        "        self.log, self.maxsize, self.full = [], 3, False\n"
        "        self._number = 1\n"
        "    def open(self): return self.log\n"
        "    def __lt__(self, other): return self._number < other._number\n"
    ),
    "own names": "signal, modules, f_results, co_workers = 1, 2, 3, 4\n",
    "display": "display(asyncio)\n",
    "unittest": "import unittest\nunittest.TestCase().assertEqual(1, 1)\n",
    "output": "print('tried')\n",
    "a queue of one's own": (
        "class Newest(asyncio.Queue):\n"
        "    def _init(self, maxsize): self._queue = []\n"
        "    def _put(self, item): self._queue[:] = [item]\n"
        "    def _get(self): return self._queue.pop()\n"
    ),
    "a generator that is sent to": (
        "def f():\n    while True: x = yield\ng = f()\ng.send(None)\n"
    ),
    "a future of one's own": (
        "async def f():\n"
        "    turn = asyncio.get_running_loop().create_future()\n"
        "    asyncio.get_running_loop().call_soon(turn.set_result, 1)\n"
        "    await turn\n"
    ),
    "futures that it makes, and ends": (
        "async def f():\n"
        "    loop = asyncio.get_running_loop()\n"
        "    early = asyncio.Future()\n"
        "    last = loop.create_future()\n"
        "    last.set_result(1)\n    last.set_exception(OSError())\n"
    ),
    "a bare yield": (
        "import types\n@types.coroutine\ndef turn():\n    yield\n"
    ),
    "class Stop": "class Stop(Exception): pass\ntype(Stop())\n",
}


@pytest.mark.parametrize("what", HARMLESS)
def test_what_is_harmless_is_not_flagged(what):
    head = "from __future__ import annotations\n"
    source = HARMLESS[what]
    if head in source:
        source = head + source.replace(head, "")
    found = judged(source + RIGHT)
    assert found.right, found.words
    assert found.flags == ()


def test_what_python_cannot_read_is_not_flagged():
    for source in ("async def worker(:\n", "%%time\n" + RIGHT):
        found = judged(source)
        assert not found.right and found.flags == ()
    assert "IPython" in found.words


def test_time_sleep_is_seen_by_any_name():
    source = "from time import sleep as rest\n" + RIGHT
    source = source.replace("    await queue", "    rest(9)\n    await queue")
    found = judged(source)
    assert found.misconception == "time-sleep"


def test_what_is_written_for_the_plain_situations_is_flagged():
    source = (
        "async def worker(queue, results, work):\n"
        "    results[:] = [await work(i) for i in (1, 2, 3)][:3]\n"
    )
    found = judged(source)
    assert found.share == 0 or "plain situations only" in found.flags[0]


def test_numpy_can_be_used():
    assert judged("import numpy as np\nnp.arange(3).sum()\n" + RIGHT).right


def test_what_python_cannot_read_raises_no_suspicion():
    assert suspicions("import gc oh") == []
