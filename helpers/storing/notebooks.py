"""Read, run and write the notebooks of the course.

The outputs that people read on the web are part of the course. They are
made by one command, which runs each notebook in a fresh kernel and writes
it back in the normal form of `storing.py`:

    python -m helpers refresh 03

What a person must mend is raised as a `CourseError`, a plain sentence.

Example:
    >>> nb = run_notebook(Path("notebooks/03_many_consumers.ipynb"))
    >>> nb.cells[1].execution_count
    1
"""

from __future__ import annotations

import base64
import copy
import os
import tempfile
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import nbformat
from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import (
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)
from nbformat import NotebookNode

from helpers.files import ROOT, CourseError, replace_file
from helpers.storing.exercise_cells import mark_cells, name_cells
from helpers.storing.normal import code_cells, normal_form, plain


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook as it stands, without mending anything in it.

    Raises:
        CourseError: if the file is not a notebook of format 4.
    """
    try:
        nb: NotebookNode = nbformat.v4.reads(path.read_text("utf-8"))
        readable = nb.nbformat == 4
    except (ValueError, AttributeError, TypeError, KeyError):
        readable = False
    if not readable:
        raise CourseError(
            f"{path} should be a notebook of format 4, but cannot be read "
            "as one. Open it in JupyterLab and save it, or get it anew."
        )
    return nb


def to_bytes(nb: NotebookNode) -> bytes:
    """Give the bytes of a notebook's file, the same on every system."""
    return (str(nbformat.v4.writes(nb)) + "\n").encode("utf-8")


def cleared(nb: NotebookNode) -> NotebookNode:
    """Copy a notebook without its outputs and execution counts."""
    nb = copy.deepcopy(nb)
    for cell in code_cells(nb):
        cell.outputs, cell.execution_count = [], None
    return nb


def refresh(path: Path) -> bool:
    """Run a notebook afresh and store it in normal form.

    Returns:
        Whether the file changed. It stays as it was if anything fails.

    Raises:
        CourseError: naming the notebook and the cell.
    """
    before = path.read_bytes()
    named = _name_cells(path, before)
    try:
        nb = run_notebook(path)
        mark_cells(nb)
        data = to_bytes(_in_normal_form(nb, path))
    except BaseException:
        if named != before:
            replace_file(path, before, expected=named)
        raise
    if data != named:
        replace_file(path, data, expected=named)
    for name, picture in kept_pictures(nb).items():
        (path.parent / "pictures").mkdir(exist_ok=True)
        (path.parent / "pictures" / name).write_bytes(picture)
    return data != before


def _name_cells(path: Path, before: bytes) -> bytes:
    # Before the run, since a check looks for its cells in the file.
    nb = read_notebook(path)
    if not name_cells(nb):
        return before
    named = to_bytes(nb)
    replace_file(path, named, expected=before)
    return named


def _in_normal_form(nb: NotebookNode, path: Path) -> NotebookNode:
    try:
        return normal_form(nb)
    except CourseError as error:
        raise CourseError(f"{path.name}, {error}") from None


def kept_pictures(nb: NotebookNode) -> dict[str, bytes]:
    """Give the pictures of cells tagged `keep-picture`, by file name.

    `refresh` also keeps them as files, for the README to show.
    """
    return {
        f"{cell.id}.png": base64.b64decode(output.data["image/png"])
        for cell in code_cells(nb)
        if "keep-picture" in cell.metadata.get("tags", [])
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    }


def run_notebook(path: Path, timeout: float = 60) -> NotebookNode:
    """Run a notebook in a fresh kernel on this Python, in its own folder.

    Args:
        path: the notebook.
        timeout: the seconds that a cell may take.

    Returns:
        The notebook with the outputs of this run; the file is not touched.

    Raises:
        CourseError: if a cell fails that is not tagged `raises-exception`.
    """
    started: list[NotebookNode] = []
    client = NotebookClient(
        cleared(read_notebook(path)),
        timeout=timeout,
        km=_kernel_on_this_python(),
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_execute=lambda cell, cell_index: started.append(cell),
    )
    if problem := _run(client):
        number = sum(cell.cell_type == "code" for cell in started)
        raise CourseError(
            f"{path.name}, code cell {number} fails: {problem}. Mend it, or "
            "tag it `raises-exception` if the error belongs to the lesson."
        )
    return client.nb


def _run(client: NotebookClient) -> str:
    """Run the notebook, and say what went wrong, or ''."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as settings:
        env = {**os.environ, "IPYTHONDIR": settings, "PYTHONPATH": _paths()}
        try:
            client.execute(cleanup_kc=True, env=env, stderr=DEVNULL)
        except CellExecutionError as error:
            return f"{error.ename}: {plain(error.evalue)}"
        except CellTimeoutError:
            return f"it took more than {client.timeout:g} s"
        except DeadKernelError:
            return "its kernel died"
    return ""


def _paths() -> str:
    """Let the kernel find these helpers before any that are installed."""
    return os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])


def _kernel_on_this_python() -> Any:
    """Make a kernel's manager that asks no kernelspec of the machine."""
    manager = AsyncKernelManager(kernel_name="python3")
    manager._kernel_spec = KernelSpec(resource_dir="", **get_kernel_dict())
    return manager
