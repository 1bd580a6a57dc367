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
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from types import TracebackType
from typing import Any

import psutil

from helpers.exercises import OUT_OF_MEMORY, Case, Seen
from helpers.files import ROOT

LONGEST = 10.0  # seconds for one case, on however busy a machine
STILL = 0.4  # seconds without any work after which it counts as blocked
LOOK = 0.05  # seconds between looks
MOST_BYTES = 20_000_000  # of one reply
MOST_STRANGE = 100  # lines that are no replies
MOST_RECORDED = 1_000_000  # letters of a saved recording
MOST_LINES = 4  # that nobody has read yet
MOST_FLAGS = 50
MOST_MEMORY = 2 << 30  # bytes
_NO_RESULT = "it writes where only results belong"


class NotPlayable(Exception):
    """The answer's cell does not run; the text says why.

    Attributes:
        flags: what a person should look at, in sentences.
    """

    def __init__(self, words: str, flags: list[str]) -> None:
        super().__init__(words)
        self.flags = flags


class Player:
    """A process that plays one answer, in as many cases as one likes.

    Args:
        exercise: the exercise's id.
        setup: the source of the lesson's set-up cells.
        source: the source of the answer's cell.

    Attributes:
        flags: what a person should look at, in sentences.
        walls: what keeps the answer in; see
            `helpers.exercises.closed_room.sandbox`.

    Raises:
        NotPlayable: the cell does not run by itself.
    """

    def __init__(self, exercise: str, setup: str, source: str) -> None:
        self.flags: list[str] = []
        self.walls: list[str] = []
        self._closed = False
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "helpers.exercises.closed_room"],
            cwd=self._folder.name,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()
        first = {"exercise": exercise, "setup": setup, "source": source}
        try:
            reply = self._ask(first)
            if "outcome" in reply:
                words = f"The cell does not end: {reply['error']}."
                raise NotPlayable(words, self.flags)
            if "broken" in reply:
                raise NotPlayable(reply["broken"], self.flags)
            self.walls = reply["walls"]
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
        """End the process, whatever it does, and all that it has begun."""
        self._closed = True
        family = [] if "seccomp" in self.walls else _children(self._process)
        for process in (self._process, *family):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self._process.wait()
        self._folder.cleanup()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # what it was not told
                assert pipe
                pipe.close()

    def play(self, case: Case, keep: bool = False) -> Seen:
        """Play the answer in a case; `keep` its recording, too."""
        seen = Seen(**self._ask({"case": case, "keep": keep}))
        if len(seen.recording) > MOST_RECORDED:
            seen.recording = ""
        return seen

    def _read(self) -> None:
        assert self._process.stdout
        line = b"..."
        while line and not self._closed:
            if self._lines.qsize() > MOST_LINES:
                time.sleep(LOOK)  # who writes without end waits with us
                continue
            try:
                line = self._process.stdout.readline(MOST_BYTES)
            except (OSError, ValueError):
                line = b""  # the pipe was closed
            self._lines.put(line)

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        token = secrets.token_hex(8)
        data = json.dumps({**request, "token": token}) + "\n"
        try:
            self._process.stdin.write(data.encode())
            self._process.stdin.flush()
        except OSError:
            return _killed("it has ended its own process")
        return self._reply(token)

    def _reply(self, token: str) -> dict[str, Any]:
        reply = self._awaited(token)
        if reply.get("outcome") == "killed":
            self._process.kill()  # or its late reply would look forged
        return reply

    def _awaited(self, token: str) -> dict[str, Any]:
        end, watch = time.monotonic() + LONGEST, _Watch(self._process.pid)
        strange = 0
        while time.monotonic() < end and strange < MOST_STRANGE:
            try:
                line = self._lines.get(timeout=LOOK)
            except queue.Empty:
                if why := watch.why_to_end():
                    return _killed(*why)
                continue
            if not line:
                return _killed(*self._why_it_ended())
            reply = _understood(line)
            if reply.pop("token", "") == token:
                return reply
            self._take_flag(reply.get("flag"))
            strange += "flag" not in reply
        many = strange >= MOST_STRANGE
        return _killed(_NO_RESULT if many else "it took too long")

    def _take_flag(self, said: Any) -> None:
        if not isinstance(said, str):
            said = _NO_RESULT
        if len(self.flags) < MOST_FLAGS and said not in self.flags:
            self.flags.append(said)

    def _why_it_ended(self) -> tuple[str, str]:
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "it has closed its way to us", ""
        if code == OUT_OF_MEMORY:
            return "it needs too much memory", ""
        if sys.platform != "win32" and code == -signal.SIGVTALRM:
            return "it computes without end", "never-lets-go"
        return "it has ended its own process", ""


def find_walls() -> list[str]:
    """The names of the walls that keep an answer in, on this system."""
    with Player("00.1", "", "longest = 0") as player:
        return player.walls


def _understood(line: bytes) -> dict[str, Any]:
    try:
        reply = json.loads(line)
    except (ValueError, RecursionError):
        reply = {}
    return reply if isinstance(reply, dict) else {}


def _children(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    try:
        found = psutil.Process(process.pid).children(recursive=True)
    except psutil.Error:
        return []
    return list(found)


def _environment() -> dict[str, str]:
    # Nothing of what whoever asks has there, but what Python needs to start.
    # Our helpers come first, whatever stands in the folder of whoever asks.
    names = ("LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    before = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(ROOT), *([before] if before else [])])
    # It may not start threads, and numpy's own would be the first.
    return {**kept, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"}


class _Watch:
    """Sees whether a process does nothing at all, or takes too much."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._worked, self._since = -1.0, time.monotonic()

    def why_to_end(self) -> tuple[str, str] | None:
        """Why it must be ended from outside, and its cause, if it must."""
        try:
            process = psutil.Process(self._number)
            times, status = process.cpu_times(), process.status()
            memory = process.memory_info().rss
        except psutil.Error:
            return None
        if memory > MOST_MEMORY:
            return "it needs too much memory", ""
        worked = times.user + times.system
        if worked != self._worked or status != psutil.STATUS_SLEEPING:
            self._worked, self._since = worked, time.monotonic()
        if time.monotonic() - self._since > STILL:
            return "it blocks the thread", "blocks-the-thread"
        return None


def _killed(why: str, cause: str = "") -> dict[str, Any]:
    return {"outcome": "killed", "error": why, "cause": cause}
