"""The commands of the course: open it, restore a lesson, refresh outputs.

Example:
    $ python -m helpers start          # brings new lessons, opens JupyterLab
    $ python -m helpers restore 03     # lesson 03 fresh, the old one beside it
    $ python -m helpers refresh 03     # for authors: run it, store its outputs
"""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from helpers.course.copies import bring_lessons, restore
from helpers.files import ROOT, CourseError, find_lesson, find_lessons

USAGE = """\
python -m helpers start [...]     open the course; the rest goes to JupyterLab
python -m helpers restore 03      give lesson 03 back fresh, and keep yours
python -m helpers refresh [03]    run lessons afresh, store their outputs"""

FIRST = "00_start_here.ipynb"


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Do what the command line asks for and give the exit code."""
    try:
        return _command(list(arguments), root)
    except CourseError as error:
        problem = str(error)
    except OSError as error:
        problem = (
            f"{error.filename or root} cannot be used: {error.strerror}. "
            "What you wrote is untouched. Mend this, then run it again."
        )
    except KeyboardInterrupt:
        problem = "Stopped. What you wrote is untouched."
    print(problem, file=sys.stderr)
    return 1


def _command(arguments: list[str], root: Path) -> int:
    if not arguments or {"-h", "--help"} & {*arguments}:
        print(USAGE)
        return 0
    match arguments:
        case ["start", *options]:
            _require("jupyterlab", "nbformat")
            print(*bring_lessons(root), sep="\n", flush=True)
            return open_lab(root, options)
        case ["restore", name]:
            print(restore(root, name))
        case ["refresh", *names]:
            refresh(root, names)
        case _:
            said = " ".join(arguments)
            raise CourseError(f"There is no command {said!r}. Use:\n{USAGE}")
    return 0


def _require(*libraries: str) -> None:
    for name in libraries:
        if importlib.util.find_spec(name) is None:
            raise ModuleNotFoundError(name=name)


def refresh(root: Path, names: Sequence[str]) -> None:
    """Run the named lessons, or all, and store them in normal form.

    Raises:
        CourseError: at the first lesson that fails; it stays as it was.
    """
    from helpers import storing  # takes 2 s, and only authors need it

    chosen = [find_lesson(root, name) for name in names] or find_lessons(root)
    for path in chosen:
        before = time.perf_counter()
        changed = "changed" if storing.refresh(path) else "as it was"
        seconds = time.perf_counter() - before
        print(f"{path.name}: {changed} ({seconds:.1f} s)", flush=True)


def open_lab(root: Path, options: Sequence[str]) -> int:
    """Run JupyterLab on `work/` until it is stopped; give its exit code."""
    lab = subprocess.Popen(lab_command(root, options))
    signal.signal(signal.SIGTERM, lambda *_: lab.terminate())
    while True:
        try:
            return lab.wait()
        except KeyboardInterrupt:
            _pass_on(lab)


def lab_command(root: Path, options: Sequence[str]) -> list[str]:
    """Give the command that opens JupyterLab on the first lesson."""
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root / 'work'}",
        f"--LabApp.default_url=/lab/tree/{FIRST}",
        "--ServerApp.jpserver_extensions=helpers.storing.pre_save=True",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return [*command, *options]


def _pass_on(lab: subprocess.Popen[bytes]) -> None:
    """Interrupt JupyterLab, unless the terminal did so itself."""
    if os.name == "posix" and not sys.stdin.isatty():
        lab.send_signal(signal.SIGINT)
