"""Whatever happens to the tests, JupyterLab and its kernels end."""

import subprocess
import sys

import psutil

from tests.support import ROOT

ENDED = 40  # seconds
# Begins JupyterLab and a kernel, tells of all processes, and waits.
SESSION = """\
import sys, time
from pathlib import Path
import psutil
from tests.browser import lab

folder = Path(sys.argv[1])
with lab.started(folder, folder / "log") as running:
    running.ask("kernels", "POST")
    family = psutil.Process().children(recursive=True)
    print(*(process.pid for process in family), flush=True)
    time.sleep(600)
"""


def test_killed_tests_leave_no_process_behind(tmp_path):
    tests = subprocess.Popen(
        [sys.executable, "-c", SESSION, tmp_path],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    family = [psutil.Process(int(n)) for n in tests.stdout.readline().split()]
    tests.kill()
    tests.wait()
    assert len(family) >= 4  # the guard, `start`, JupyterLab, the kernel
    _, alive = psutil.wait_procs(family, timeout=ENDED)
    assert alive == []
