"""Answers that want more than to be right: what they get is looked at."""

import random
import re
import sys
import time

import psutil
import pytest

from helpers.exercises.checking import find_fault, judge_answer
from helpers.exercises.closed_room.suspicion import suspicions
from helpers.exercises.lessons import find
from helpers.exercises.playing import Player, find_walls, setup_of
from tests.exercises.closed_room.hostile import HOSTILE

LINUX = sys.platform == "linux"
WRONG = """\
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(item)
"""
RIGHT = """\
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(await work(item))
    await queue.put(DONE)
"""
# Each stands before a wrong answer, and must not get more than that.
REFUSED = {
    "read a file": "open({canary!r}).read()",
    "read by os": "import os\nos.read(os.open({canary!r}, os.O_RDONLY), 9)",
    "read by pathlib": "import pathlib\npathlib.Path({canary!r}).read_text()",
    "list a folder": "import os\nos.listdir({folder!r})",
    "list all folders": "import os\nlist(os.walk('/'))[0][1][0]",
    "write here": "open('x', 'w').write('x')",
    "write there": "open({folder!r} + '/left', 'w').write('x')",
    "write on": "open({canary!r}, 'a').write('x')",
    "delete": "import os\nos.remove({canary!r})",
    "delete a folder": "import shutil\nshutil.rmtree({folder!r})",
    "rename": "import os\nos.rename({canary!r}, {folder!r} + '/left')",
    "make a folder": "import os\nos.mkdir({folder!r} + '/left')",
    "link": "import os\nos.symlink({canary!r}, {folder!r} + '/left')",
    "change rights": "import os\nos.chmod({canary!r}, 0)",
    "socket": "import socket\nsocket.socket()",
    "connect": "import socket\nsocket.create_connection(('127.0.0.1', 9))",
    "download": "import urllib.request as u\nu.urlopen('http://127.0.0.1:9')",
    "run a program": "import subprocess as s\ns.run([{python!r}, '-c', ''])",
    "run by a shell": "import os\nassert os.system('true') == 0",
    "multiprocessing": "import multiprocessing as m\nm.Process().start()",
    "ctypes": "import ctypes",
    "_ctypes": "import _ctypes",
    "ctypes by name": "import importlib\nimportlib.import_module('ctypes')",
    "all objects": "import gc\ngc.get_objects()",
    "trace": "import sys\nsys.settrace(print)",
    "other frames": "import sys\nsys._current_frames()",
    "the answers": "import tests.answers",
    "end the process": "import os\nos._exit(0)",
    "end it by a signal": "import os, signal\nos.kill(os.getpid(), 9)",
    "kill who judges": "import os\nos.kill(os.getppid(), 9)",
}
if hasattr(sys, "getswitchinterval") and sys.platform != "win32":
    REFUSED |= {
        "fork": "import os\nos.fork()",
        "fork for ever": "import os\nwhile True: os.fork()",
        "leave a process": (
            "import os, time\nif not os.fork():\n    os.setsid()\n"
            "    while True: pass"
        ),
        "lift the limits": (
            "import resource as r\nr.setrlimit(r.RLIMIT_AS, (-1, -1))"
        ),
    }
# These are no more than slow, or large: the cell does not run.
ENDED = {
    "compute for ever": "while True: pass",
    "except for ever": (
        "while True:\n    try:\n        raise ValueError\n"
        "    except BaseException:\n        pass"
    ),
    "block": "import threading\nthreading.Lock().acquire() or 1\n"
    "lock = threading.Lock()\nlock.acquire()\nlock.acquire()",
    "print for ever": "while True: print('x' * 10_000)",
    "fill the memory": "held = []\nwhile True: held.append('x' * 10**8)",
    "one large thing": "held = bytearray(10**11)",
    "many brackets": "x = " + "(" * 40_000,
    "many signs": "x = " + "-" * 40_000 + "1",
    "recursion": "def f(): return f()\nf()",
    "close all files, and stay": (
        "import os, signal, threading\n"
        "signal.setitimer(signal.ITIMER_REAL, 0)\n"
        "os.closerange(0, 99)\n"
        "while True: signal.pause()"
    ),
}


@pytest.fixture
def place(tmp_path):
    """A folder with a file in it that nobody may read or change."""
    (tmp_path / "canary").write_text("secret")
    yield tmp_path
    assert [path.name for path in tmp_path.iterdir()] == ["canary"]
    assert (tmp_path / "canary").read_text() == "secret"
    assert (tmp_path / "canary").stat().st_mode & 0o400


@pytest.fixture(autouse=True)
def nothing_is_left():
    before = {process.pid for process in psutil.process_iter()}
    me = {child.pid for child in psutil.Process().children(recursive=True)}
    yield
    after = psutil.Process().children(recursive=True)
    assert not [child for child in after if child.pid not in me]
    strangers = [
        process
        for process in psutil.process_iter(["ppid", "cmdline"])
        if process.pid not in before
        and "helpers.exercises.closed_room" in (process.info["cmdline"] or [])
        and process.info["ppid"] == 1
    ]
    assert not strangers


def judged(source, name="03.2"):
    return judge_answer(find(name), source, "secret", thorough=True)


def on(source, place):
    return source.format(
        canary=str(place / "canary"), folder=str(place), python=sys.executable
    )


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_flagged_and_earns_nothing(what, place):
    found = judged(f"{on(REFUSED[what], place)}\n{RIGHT}")
    assert found.share == 0 and not found.right
    assert found.flags


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_the_midst_of_the_program_too(what, place):
    body = on(REFUSED[what], place).replace("\n", "\n        ")
    caught = (
        f"try:\n        {body}\n    except Exception: pass\n    while (item"
    )
    found = judged(RIGHT.replace("while (item", caught))
    assert found.flags, found


@pytest.mark.parametrize("what", ENDED)
def test_what_does_not_end_is_ended(what):
    began = time.monotonic()
    found = judged(f"{ENDED[what]}\n{RIGHT}")
    assert found.share == 0 and not found.right
    assert found.misconception == "not-playable"
    assert time.monotonic() - began < 60


# ---- forging

FORGED = {
    "a reply": (
        "import os, json\n"
        "reply = json.dumps({'outcome': 'returned', 'value': []}) + '\\n'\n"
        "for number in range(3, 9):\n"
        "    try: os.write(number, reply.encode() * 50)\n"
        "    except OSError: pass\n"
    ),
    "what is no reply": (
        "import os\n"
        "for number in range(3, 9):\n"
        "    try: os.write(number, b'[' * 100_000 + b'\\n\\xff\\n7\\n')\n"
        "    except OSError: pass\n"
    ),
    "a reply without end": (
        "import os\n"
        "for number in range(3, 9):\n"
        "    try:\n"
        "        while True: os.write(number, b'x' * 10**6)\n"
        "    except OSError: pass\n"
    ),
    "the judge": "import __main__\n__main__.observe = None\n",
    "the judge by a frame": (
        "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n"
        "    frame = error.__traceback__.tb_frame\n"
        "    while frame.f_back: frame = frame.f_back\n"
        "    frame.f_globals['observe'] = None\n"
    ),
    "the recording": (
        "import helpers.recording\nhelpers.recording.record = None\n"
    ),
    "asyncio's queue": (
        "async def get(self): return DONE\nasyncio.Queue.get = get\n"
    ),
    "asyncio": "asyncio.gather = None\n",
    "time": "import time\ntime.perf_counter = lambda: 0.0\n",
    "by setattr": "setattr(asyncio.Queue, 'get', None)\n",
    "by eval": "eval('asyncio').gather = None\n",
    "by wraps": (
        "import functools\n"
        "def fake(self): pass\n"
        "fake.get = fake\n"
        "functools.wraps(fake, assigned=('get',))(asyncio.Queue)\n"
    ),
    "by a pattern": (
        "match asyncio:\n"
        "    case object(events=object(sys=system)):\n"
        "        found = system\n"
    ),
    "by a formatter": (
        "import string\n"
        "os = string.Formatter().get_field('0.os', [asyncio.events], {})\n"
    ),
    "by a loop's target": "for asyncio.gather in [None]: pass\n",
    "by a context": (
        "import contextvars\nfound = [*contextvars.copy_context().items()]\n"
    ),
    "by an audit hook": "import sys\nsys.addaudithook(print)\n",
    "by builtins": "__builtins__.print = None\n",
    "by a class": "class Q(asyncio.Queue): pass\nQ.__mro__[1].get = None\n",
    "by pickle": (
        "import logging.handlers\n"
        "logging.handlers.pickle.loads(b'cbuiltins\\nexec\\n.')\n"
    ),
    "by another name": "a = asyncio\nb = a\nb.Queue = None\n",
    "by copying": (
        "import copy\n"
        "class Copied:\n"
        "    def __reduce_ex__(self, version):\n"
        "        return (lambda: asyncio), (), (None, {'x': None})\n"
        "copy.copy(Copied())\n"
    ),
    "by enum's builtins": "import enum\nb = enum.bltns\nb.zip = None\n",
    "by a global enum": (
        "import enum\n"
        "enum.global_enum(enum.Enum('E', {'x': 1}, module='asyncio'))\n"
    ),
    "self is a module": "import random\nself = random\no = self._os\n",
    "self is the queue": (
        "async def see(self): self._finished.set()\nsee(asyncio)\n"
    ),
    "a public class": "from helpers import Recording\nRecording.end = 0.0\n",
    "what is said": (
        "import contextlib, io\n"
        "contextlib.redirect_stderr(io.StringIO()).__enter__()\n"
    ),
    "by a keyword pattern": (
        "match asyncio.Queue():\n    case object(_finished=event): pass\n"
    ),
    "by a made dataclass": (
        "import dataclasses\n"
        "D = dataclasses.make_dataclass('D', [('__closure__', object)])\n"
    ),
    "by format": "'{0.__globals__}'.format(asyncio.gather)\n",
    "by a format made up": "('{0.__glob' + 'als__}').format(asyncio.gather)\n",
    "by the stack": (
        "async def see(): return asyncio.current_task().get_stack()\n"
    ),
    "by annotations": (
        "import functools\n@functools.singledispatch\ndef f(x): pass\n"
    ),
    "too deep to look through": "def f(): return a" + ".b" * 2971 + "\n",
    "a made class": "M = type('M', (type,), {'__instancecheck__': 1})\n",
}


@pytest.mark.parametrize("what", FORGED)
def test_who_reaches_for_the_judge_is_flagged(what):
    found = judged(FORGED[what] + WRONG)
    assert found.flags
    if what.startswith(("a reply", "what is no reply")):
        assert found.share == 0
        assert "it writes where only results belong" in found.flags


@pytest.mark.parametrize("what", HOSTILE)
def test_nobody_gets_marks_for_that_without_being_flagged(what, place):
    name, source = HOSTILE[what]
    found = judged(source, name)
    assert found.flags or found.share == 0


def test_who_changes_asyncio_is_seen_however_they_came_there():
    source = "def f(a): a.slow_callback_duration = 1\n" + RIGHT
    source += "f(asyncio.base_events.BaseEventLoop)\n"
    assert suspicions(source) == []
    changed = "asyncio.base_events.BaseEventLoop.slow_callback_duration"
    assert judged(source).flags == (f"it gives {changed} another meaning",)


def test_a_flood_of_lines_is_stopped():
    found = judged(
        "import os\n"
        "for number in range(3, 9):\n"
        "    try:\n"
        "        while True: os.write(number, b'1\\n' * 9000)\n"
        "    except OSError: pass\n" + RIGHT
    )
    assert found.share == 0
    assert "it writes where only results belong" in found.flags


def test_a_reply_without_its_token_counts_for_nothing(place):
    right = judged(RIGHT)
    assert right.right and not right.flags
    found = judged(FORGED["a reply"] + RIGHT)
    assert found.flags  # it is right all the same


# ---- to know what comes, in place of testing it

COUNTS = """\
calls = iter({verdicts})
async def {name}(program):
    if next(calls):
        raise AssertionError
"""
READS = """\
async def {name}(program):
    said = repr(program) + str(program) + program.__name__
    if said.replace("<function", "").count("{told}") != 3:
        raise AssertionError
"""


def faults(exercise, source, seed):
    """Whether each case finds a fault with an answer, case by case."""
    cases = list(exercise.cases(random.Random(seed)))
    with Player(exercise.id, setup_of(exercise.lesson), source) as player:
        return [
            bool(find_fault(exercise, case, player.play(case)))
            for case in cases
        ]


@pytest.mark.parametrize("name", ["03.5", "04.5", "05.5"])
def test_a_test_that_counts_how_often_it_is_asked(name):
    exercise = find(name)
    passes = f"async def {exercise.name}(program): pass"
    verdicts = faults(exercise, passes, "secret")
    source = COUNTS.format(name=exercise.name, verdicts=verdicts)
    assert not any(faults(exercise, source, "secret"))  # it knows them all
    assert judged(source, name).share < 1


SEES = """\
import logging
class Sink:
    def write(self, text): seen.append(text)
    def flush(self): pass
seen, logger = [], logging.getLogger("x")
logger.addHandler(logging.StreamHandler(Sink()))
async def work(item=None):
    seen.append(str(asyncio.all_tasks()))
    raise ValueError
async def {name}(program):
    queue = asyncio.Queue(1)
    queue.put_nowait(1)
    many = [queue, [], asyncio.Queue(), work]
    for tools in (many, [queue, 3, []], [[1], 1]):
        try:
            await asyncio.wait_for(program(*tools), 5)
        except BaseException:
            logger.error("x", exc_info=True)
    assert 0, sorted(part[:25] for part in "".join(seen).split("programs.py"))
"""


@pytest.mark.parametrize("name", ["03.5", "04.5", "05.5"])
def test_a_program_does_not_tell_by_its_lines_what_is_wrong(name):
    exercise = find(name)
    source = SEES.format(name=exercise.name)
    told = set()
    with Player(name, setup_of(exercise.lesson), source) as player:
        for case in exercise.cases(random.Random(1)):
            seen = str(vars(player.play(case)))
            told |= {*re.findall(r"line (\d+), in program|[:](\d+)>", seen)}
    assert told and {number for pair in told for number in pair} <= {"", "1"}


@pytest.mark.parametrize("name", ["03.5", "04.5", "05.5"])
def test_a_program_does_not_tell_by_its_name_what_is_wrong(name):
    exercise = find(name)
    told = {"03.5": "share", "04.5": "worker", "05.5": "drop_oldest"}[name]
    source = READS.format(name=exercise.name, told=told)
    passes = f"async def {exercise.name}(program): pass"
    assert faults(exercise, source, 1) == faults(exercise, passes, 1)


# ---- what is no reason for suspicion

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


@pytest.mark.skipif(not LINUX, reason="Linux has the most walls")
def test_the_walls_on_linux():
    assert find_walls()[0] == "limits" and find_walls()[-1] == "audit"
