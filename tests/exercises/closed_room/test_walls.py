"""What an answer is refused, and what does not end: it earns nothing."""

import sys
import time

import pytest

from helpers.exercises.playing import find_walls
from tests.exercises.closed_room.answers import RIGHT, judged

LINUX = sys.platform == "linux"


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


@pytest.mark.skipif(not LINUX, reason="Linux has the most walls")
def test_the_walls_on_linux():
    assert find_walls()[0] == "limits" and find_walls()[-1] == "audit"
