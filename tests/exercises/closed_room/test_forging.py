"""Who reaches for marks that are not earned is flagged for a person."""

import pytest

from helpers.exercises.closed_room.suspicion import suspicions
from tests.exercises.closed_room.answers import RIGHT, WRONG, judged
from tests.exercises.closed_room.hostile import HOSTILE

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
