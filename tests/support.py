"""What several tests share."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONG = 60  # seconds after which a test counts as hung

# For tests in which "coroutine ... was never awaited" and its like are errors.
strict = pytest.mark.filterwarnings("error")


def free_cores():
    """How many cores a test may use, so that there are some for the others.

    pytest-xdist says how many workers run tests beside each other.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    return max(1, (os.cpu_count() or 1) // workers)


def hear_interrupts():
    """In a new process: a shell lets what runs behind it ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupted(script):
    """Run a script, interrupt it once it has said "ready"; give its output.

    Returns:
        Its stdout without "ready", its stderr, and the seconds from the
        interrupt to its end.
    """
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", textwrap.dedent(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        preexec_fn=hear_interrupts if os.name == "posix" else None,
    )
    try:
        assert process.stdout.readline() == "ready\n", process.communicate()
        time.sleep(0.3)  # so that it is well inside
        sent = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=LONG)
    finally:
        process.kill()
        process.wait()
    return out, err, time.monotonic() - sent
