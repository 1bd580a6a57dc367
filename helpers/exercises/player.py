"""The process in which an answer is played, from our side.

    with Player("03.2", setup, source) as player:
        seen = player.play(case)

An answer may hang, crash or compute for ever: it costs only its process.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from types import TracebackType
from typing import Any

import psutil

from helpers.exercises.exercise import Case, Seen
from helpers.files import ROOT

LONGEST = 10.0  # seconds for one case, on however busy a machine
STILL = 0.4  # seconds without any work after which it counts as blocked
LOOK = 0.05  # seconds between looks


class NotPlayable(Exception):
    """The answer's cell does not run; the text says why."""


class Player:
    """A process that plays one answer, in as many cases as one likes.

    Args:
        exercise: the exercise's id.
        setup: the source of the lesson's set-up cells.
        source: the source of the answer's cell.

    Raises:
        NotPlayable: the cell does not run by itself.
    """

    def __init__(self, exercise: str, setup: str, source: str) -> None:
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "helpers.exercises.playing"],
            cwd=self._folder.name,
            env={**os.environ, "PYTHONPATH": _search_path()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()
        first = {"exercise": exercise, "setup": setup, "source": source}
        try:
            reply = self._ask(first)
            if "outcome" in reply:
                raise NotPlayable(f"The cell does not end: {reply['error']}.")
            if "broken" in reply:
                raise NotPlayable(reply["broken"])
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Player:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # what it was not told
                assert pipe
                pipe.close()

    def play(self, case: Case, keep: bool = False) -> Seen:
        """Play the answer in a case; `keep` its recording, too."""
        return Seen(**self._ask({"case": case, "keep": keep}))

    def _read(self) -> None:
        assert self._process.stdout
        try:
            for line in self._process.stdout:
                self._lines.put(line)
        except ValueError:
            pass  # the pipe was closed
        self._lines.put("")

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        except OSError:
            return _killed("it has ended its own process")
        return self._reply()

    def _reply(self) -> dict[str, Any]:
        end, still = time.monotonic() + LONGEST, _Stillness(self._process.pid)
        while time.monotonic() < end:
            try:
                line = self._lines.get(timeout=LOOK)
            except queue.Empty:
                if still.for_long():
                    return _killed("it blocks the thread", "never-lets-go")
                continue
            return self._understood(line)
        return _killed("it took too long")

    def _understood(self, line: str) -> dict[str, Any]:
        if not line:
            return _killed(*self._why_it_ended())
        reply: dict[str, Any] = json.loads(line)
        return reply

    def _why_it_ended(self) -> tuple[str, str]:
        code = self._process.wait()
        if sys.platform != "win32":
            import signal

            if code == -signal.SIGPROF:
                return "it computes without end", "never-lets-go"
            if code == -signal.SIGKILL:
                return "it needs too much memory", ""
        return "it has ended its own process", ""


def _search_path() -> str:
    # Our helpers, whatever stands in the folder of whoever asks.
    before = os.environ.get("PYTHONPATH")
    return os.pathsep.join([str(ROOT), *([before] if before else [])])


class _Stillness:
    """Tells whether a process does nothing at all, for some time."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._worked, self._since = -1.0, time.monotonic()

    def for_long(self) -> bool:
        """Whether it has slept, and not worked, since long ago."""
        try:
            process = psutil.Process(self._number)
            times, status = process.cpu_times(), process.status()
        except psutil.Error:
            return False
        worked = times.user + times.system
        if worked != self._worked or status != psutil.STATUS_SLEEPING:
            self._worked, self._since = worked, time.monotonic()
        return time.monotonic() - self._since > STILL


def _killed(why: str, cause: str = "") -> dict[str, Any]:
    return {"outcome": "killed", "error": why, "cause": cause}
