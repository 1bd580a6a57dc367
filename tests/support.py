"""What several tests share."""

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
