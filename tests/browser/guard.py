"""Run a command until standard input ends, then end it and its children.

The tests hold the other end of that pipe. It closes when they end, in
whatever way, so no JupyterLab and no kernel is ever left behind: kernels
have process groups of their own, and outlive a killed server.
"""

import sys
from subprocess import DEVNULL

import psutil

PATIENCE = 15  # seconds in which JupyterLab may end its kernels itself


def main(command):
    """Run the command until the pipe closes."""
    server = psutil.Popen(command, stdin=DEVNULL)
    sys.stdin.buffer.read()
    family = [*server.children(recursive=True), server]
    server.terminate()
    psutil.wait_procs(family, timeout=PATIENCE)
    for process in family:
        if process.is_running():
            process.kill()


if __name__ == "__main__":
    main(sys.argv[1:])
