"""Helpers of the course on producers and consumers with asyncio queues.

    from helpers import plot_queue_length, record

    recording = record(main())
    plot_queue_length(recording)

These are all the names that the notebooks import. Each is loaded when it
is first used, so that a part that needs no pictures starts quickly.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (a sentence, not a SyntaxError)
    sys.exit(
        "This course needs Python 3.11 or newer, and this is Python "
        + ".".join(str(part) for part in sys.version_info[:2])
        + ". Install a newer one from python.org, and make the .venv with it."
    )

ROOMS = {
    "Recording": "recording",
    "Stuck": "clock",
    "check": "exercises.checking",
    "explore": "exploring",
    "last_recording": "recording",
    "plot_latency": "plots",
    "plot_queue_length": "plots",
    "plot_runs": "plots",
    "plot_speedup": "plots",
    "plot_timeline": "plots",
    "plot_unfinished": "plots",
    "progress": "exercises.checking",
    "record": "recording",
    "record_live": "recording",
    "replay": "replaying",
    "run": "clock",
    "self_test": "course",
    "workloads": "",
}

__all__ = sorted(ROOMS)


def __getattr__(name):  # type: ignore[no-untyped-def]
    """Load one of the names above when it is first asked for."""
    if name not in ROOMS:
        raise AttributeError(
            f"helpers has no {name!r}; it has {', '.join(__all__)}."
        )
    import importlib

    where = ROOMS[name]
    try:
        module = importlib.import_module(f"helpers.{where or name}")
    except ModuleNotFoundError as missing:
        raise _missing(missing) from None
    return getattr(module, name) if where else module


def _missing(error: ModuleNotFoundError) -> ModuleNotFoundError:
    # Without its name: Python 3.15 would guess at what else was meant.
    return ModuleNotFoundError(
        f"The package {error.name} is missing. Install what the course "
        "needs: pip install -r requirements.txt"
    )


def __dir__():  # type: ignore[no-untyped-def]
    """List the names above."""
    return __all__


def _let_the_kernel_answer() -> None:
    # ipykernel 7.4 answers a failed cell from an attribute that exists only
    # once a cell without `await` has run or an error was shown as one. In a
    # fresh kernel, an ExceptionGroup out of a cell that awaits is neither:
    # the reply is never sent, and the cell seems to run for ever.
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None and not hasattr(shell, "_last_traceback"):
        shell._last_traceback = None


_let_the_kernel_answer()
