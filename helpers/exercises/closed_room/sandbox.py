"""The closed room in which an answer runs: no files, network or processes.

    layers = close_room(tell)       # in the answer's own process, for good

Three walls stand one behind the other, as many as the system has:

*audit*: Python asks before it opens a file, makes a socket or starts a
process. What an answer has no business with is told first, and then refused
(PEP 578). On every system.

*limits*: of memory and of open files, and no byte is written to any file.
Not on Windows.

*landlock*, *seccomp*: the kernel itself refuses all files but Python's own,
and network, processes, threads and signals. On Linux, where its kernel has
them.
"""

from __future__ import annotations

import contextlib
import os
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from helpers.files import ROOT

MEMORY = 1 << 30  # bytes, more than the process has when the room is closed
OPEN_FILES = 64
CLOSED = (
    "an answer runs in a closed room, without files, network, threads and "
    "processes"
)
MOST_TOLD = 20  # an answer that tries more often is told of no further

Tell = Callable[[str], None]


def close_room(tell: Tell) -> list[str]:
    """Close the room around this process.

    Args:
        tell: takes a sentence for each thing that an answer tries and may
            not, before it is refused.

    Returns:
        The names of the walls that stand.
    """
    walls = {
        "limits": _limit,
        "landlock": _close_files,
        "seccomp": _close_system_calls,
    }
    standing = []
    for name, build in walls.items():
        # A system without it says so in one of many ways.
        with contextlib.suppress(ImportError, OSError, RuntimeError):
            build()
            standing.append(name)
    sys.dont_write_bytecode = True
    _forget("ctypes", "_ctypes", "landlockpy", "pyseccomp")
    sys.addaudithook(_guard(tell))
    return [*standing, "audit"]


def _forget(*packages: str) -> None:
    # To import them again is an event of its own, and refused.
    for name in list(sys.modules):
        if name.partition(".")[0] in packages:
            del sys.modules[name]


def _readable() -> list[str]:
    # Where Python itself reads: its library, the packages, our helpers.
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    paths = {path for name in names if (path := sysconfig.get_path(name))}
    paths |= {path for path in sys.path if not ROOT.is_relative_to(path)}
    paths |= {str(ROOT / "helpers"), f"{sys.base_prefix}/lib"}
    paths |= {"/lib", "/lib64", "/usr/lib"}
    found = (path for path in paths if path and os.path.isdir(path))
    return sorted(map(os.path.abspath, found))


# ---- limits


def _limit() -> None:
    import resource

    for limit, most in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_AS, _memory() + MEMORY),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (most, most))


def _memory() -> int:
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGESIZE")


# ---- the kernel's walls


def _close_files() -> None:
    from landlockpy import AccessFS, Ruleset

    with Ruleset() as rules:
        for path in _readable():
            rules.allow_path(path, AccessFS.READ_FILE | AccessFS.READ_DIR)
        rules.restrict()


# What leaves the process, or outlives it. The names of all processors are
# here; one that this processor has not is passed over.
_REFUSED = (
    "accept accept4 acct add_key adjtimex bind bpf chmod chown chroot "
    "clock_adjtime clock_settime clone clone3 connect execve execveat fchmod "
    "fchmodat fchown fchownat finit_module fork fsetxattr init_module "
    "io_uring_setup ioprio_set kcmp kexec_load keyctl kill lchown listen "
    "lsetxattr memfd_create migrate_pages mount move_pages mq_open msgget "
    "open_by_handle_at perf_event_open personality pidfd_getfd pidfd_open "
    "pidfd_send_signal pivot_root process_madvise process_vm_readv "
    "process_vm_writev ptrace quotactl reboot removexattr request_key "
    "rt_sigqueueinfo rt_tgsigqueueinfo sched_setaffinity sched_setattr "
    "sched_setparam sched_setscheduler semget sendmmsg sendmsg sendto "
    "setdomainname sethostname setns setpgid setpriority setsid settimeofday "
    "setxattr shmget socket socketpair swapoff swapon tgkill tkill umount2 "
    "unshare userfaultfd utime utimensat utimes vfork"
).split()

# Younger than many a libseccomp, and of one number on all processors:
# fchmodat2, setxattrat, removexattrat.
_NEWER = (452, 463, 466)
_SIGNALS_BY_FCNTL = (8, 10, 15)  # F_SETOWN, F_SETSIG, F_SETOWN_EX


def _close_system_calls() -> None:
    import ctypes.util
    import errno

    # It would ask ldconfig for them, which takes longer than all the rest.
    known = {"seccomp": "libseccomp.so.2"}
    ctypes.util.find_library = known.get  # type: ignore[assignment]
    import pyseccomp

    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for name in _REFUSED:
        # A libc that may not use clone3 falls back to clone.
        error = errno.ENOSYS if name == "clone3" else errno.EPERM
        with contextlib.suppress(OSError, RuntimeError, ValueError):
            rules.add_rule(pyseccomp.ERRNO(error), name)
    for number in _NEWER:
        with contextlib.suppress(OSError, RuntimeError, ValueError):
            rules.add_rule(pyseccomp.ERRNO(errno.EPERM), number)
    for command in _SIGNALS_BY_FCNTL:
        argument = pyseccomp.Arg(1, pyseccomp.EQ, command)
        rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "fcntl", argument)
    another = pyseccomp.Arg(0, pyseccomp.NE, 0)  # limits of another process
    rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "prlimit64", another)
    rules.load()


# ---- Python's own wall

_KINDS = frozenset(
    "_posixsubprocess _winapi cpython ctypes fcntl ftplib http imaplib mmap "
    "msvcrt nntplib os poplib pty resource shutil signal smtplib socket "
    "sqlite3 subprocess syslog tempfile urllib webbrowser winreg".split()
)
_EVENTS = frozenset(
    "_thread.start_new_thread builtins.breakpoint builtins.input "
    "gc.get_objects gc.get_referrers sys._current_exceptions "
    "sys._current_frames sys.addaudithook "
    "sys.monitoring.register_callback sys.remote_exec sys.setprofile "
    "pickle.find_class sys.settrace".split()
)
_IMPORTS = frozenset(
    "_ctypes _posixsubprocess _socket _testcapi _testinternalcapi ctypes "
    "faulthandler fcntl landlockpy mmap multiprocessing psutil pyseccomp "
    "resource socketserver tests".split()
)
_HARMLESS = frozenset(
    "array.__new__ builtins.id compile exec marshal.loads object.__getattr__ "
    "os.putenv os.unsetenv sys._getframe sys._getframemodulename "
    "sys.set_asyncgen_hook_finalizer sys.set_asyncgen_hook_firstiter".split()
)
_LOOKS = frozenset(("os.listdir", "os.scandir", "os.fwalk", "os.walk"))
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _guard(tell: Tell) -> Callable[[str, tuple[Any, ...]], None]:
    # All that it needs is bound here, out of an answer's reach.
    allowed = tuple(os.path.join(path, "") for path in _readable())
    own = {os.path.dirname(path.rstrip(os.sep)) for path in allowed}
    absolute, isinstance_, left = os.path.abspath, isinstance, [MOST_TOLD]
    kinds, events, imports, looks = _KINDS, _EVENTS, _IMPORTS, _LOOKS
    harmless, writes, closed = _HARMLESS, _WRITES, CLOSED
    get_frame = sys._getframe
    numpy = tuple(os.path.join(path, "numpy", "") for path in allowed)

    def readable(path: Any) -> bool:
        if not isinstance_(path, str | bytes | os.PathLike):
            return isinstance_(path, int)  # a file that is open already
        place = absolute(os.fsdecode(path))
        return place.startswith(allowed) or place + os.sep in allowed

    def fault(event: str, args: tuple[Any, ...]) -> str:
        if event in events:
            return f"it calls {event}"
        if event == "open":
            path, _, flags = args
            if isinstance_(path, str) and path[:1] == "<":
                return ""  # as "<your cell>", whose lines an error shows
            if (flags or 0) & writes:
                return f"it opens {path!r:.80} to write"
            return "" if readable(path) else f"it opens {path!r:.80}"
        if event == "import":
            name = str(args[0])
            refused = name.partition(".")[0] in imports
            return f"it imports {name:.80}" if refused else ""
        if event in looks:
            place = absolute(os.fsdecode(args[0] or "."))
            if readable(place) or place in own:
                return ""
        if event.partition(".")[0] in kinds:
            return f"it calls {event}"
        return ""

    def by_numpy() -> bool:
        # It asks for ctypes, and does without: that is no answer's doing.
        frame: FrameType | None = get_frame(2)
        while frame and "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        file = frame.f_code.co_filename if frame else ""
        return file.startswith(numpy)

    def guard(event: str, args: tuple[Any, ...]) -> None:
        if event in harmless:
            return
        said = fault(event, args)
        if not said:
            return
        left[0] -= 1
        if left[0] >= 0 and not (event == "import" and by_numpy()):
            tell(said)
        kind = ModuleNotFoundError if event == "import" else PermissionError
        raise kind(f"{event}: {closed}")

    return guard
