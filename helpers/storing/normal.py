"""The normal form in which the notebooks are stored.

The same lesson gives the same bytes on every machine, so that a changed
line in git is a changed line of the course.

Example:
    >>> nb = nbformat.v4.new_notebook()
    >>> nb.cells = [nbformat.v4.new_code_cell("1 + 1")]
    >>> normal_form(nb).cells[0].execution_count
    1
"""

from __future__ import annotations

import copy
import hashlib
import itertools
import os
import re
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from helpers.files import ROOT, CourseError

METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
KEPT_CELL_METADATA = ("exercise", "nbgrader", "tags")
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
LEGAL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
COLOUR = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
CELL_FILE = re.compile(r"[^\s\"']*ipykernel_\d+[/\\]\d+\.py")
SOMEBODYS_FILE = r"(?:/home/|/Users/|/root/|[A-Z]:\\)[^\s\"']*\.py\b"


def normal_form(nb: NotebookNode) -> NotebookNode:
    """Copy a notebook that has been run into its normal form.

    Format 4.5; only metadata that mean something; legal and unique ids,
    kept where they are; counts 1..n; outputs as `normal_outputs` has them.

    Raises:
        CourseError: if a code cell is empty, or an output names a place of
            this machine.
    """
    nb = copy.deepcopy(nb)
    nb.nbformat, nb.nbformat_minor = 4, 5
    nb.metadata = nbformat.from_dict(METADATA)
    _give_ids(nb.cells)
    for cell in nb.cells:
        cell.source = cell.source.rstrip()
        cell.metadata = _normal_metadata(cell.metadata)
    for number, cell in enumerate(code_cells(nb), start=1):
        _normal_code_cell(cell, number)
    return nb


def normal_outputs(outputs: Iterable[Any]) -> list[NotebookNode]:
    """Copy a cell's outputs into their normal form.

    Streams are joined, widgets' views left out, colours and the machine's
    folders taken out of texts and tracebacks; pictures stay as they are.
    """
    normal: list[NotebookNode] = []
    for output in map(nbformat.from_dict, outputs):
        _normal_texts(output)
        if _continues(output, normal):
            normal[-1].text += output.text
        elif output.get("data", True):
            normal.append(output)
    return normal


def machine_paths(outputs: Iterable[Any]) -> list[str]:
    """Find the places of one machine that outputs still name."""
    places = sorted(_places(), key=len, reverse=True)
    ours = "|".join(re.escape(place) for place in places)
    found = re.compile(
        rf"(?<![\w.])(?:{ours})(?![\w-])|{CELL_FILE.pattern}|{SOMEBODYS_FILE}"
    )
    texts = (text for output in outputs for text in _texts(output))
    return [match[0] for text in texts for match in found.finditer(text)]


def code_cells(nb: NotebookNode) -> list[NotebookNode]:
    """List the code cells of a notebook."""
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def plain(text: str) -> str:
    """Take colours and the machine's folders out of an error's text."""
    return _without_folders(COLOUR.sub("", text))


def _give_ids(cells: list[NotebookNode]) -> None:
    """Keep each legal id at its first cell, and make the others from text.

    Made from the text, not at random, so that each run makes the same.
    """
    owners: dict[str, NotebookNode] = {}
    for cell in cells:
        if LEGAL_ID.fullmatch(cell.get("id", "")):
            owners.setdefault(cell.id, cell)
    for cell in cells:
        if owners.get(cell.get("id", "")) is not cell:
            cell.id = next(i for i in _ids(cell.source) if i not in owners)
            owners[cell.id] = cell


def _ids(source: str) -> Iterator[str]:
    name = hashlib.sha256(source.encode("utf-8")).hexdigest()[:8]
    return itertools.chain([name], (f"{name}-{n}" for n in itertools.count(2)))


def _normal_metadata(metadata: NotebookNode) -> NotebookNode:
    kept = {k: metadata[k] for k in KEPT_CELL_METADATA if metadata.get(k)}
    if metadata.get("jupyter", {}).get("source_hidden"):
        kept["jupyter"] = {"source_hidden": True}
    return NotebookNode(kept)


def _normal_code_cell(cell: NotebookNode, number: int) -> None:
    if not cell.source:
        raise CourseError(f"code cell {number} is empty. Fill or delete it.")
    cell.execution_count = number
    cell.outputs = normal_outputs(cell.outputs)
    for output in cell.outputs:
        if output.output_type == "execute_result":
            output.execution_count = number
    if places := machine_paths(cell.outputs):
        raise CourseError(
            f"code cell {number}: its output names a place of this machine, "
            f"{places[0]}. Show what is the same on every machine."
        )


def _continues(output: NotebookNode, before: list[NotebookNode]) -> bool:
    return bool(
        before
        and output.output_type == before[-1].output_type == "stream"
        and output.name == before[-1].name
    )


def _normal_texts(output: NotebookNode) -> None:
    if output.output_type == "stream":
        output.text = _without_folders(output.text)
    elif output.output_type == "error":
        output.evalue = plain(output.evalue)
        output.traceback = [plain(line) for line in output.traceback]
    else:
        output.data.pop(WIDGET_VIEW, None)
        output.metadata.pop(WIDGET_VIEW, None)


def _without_folders(text: str) -> str:
    """Write `.../asyncio/runners.py` for a file of Python or a library."""
    folders = sorted(_python_folders(), key=len, reverse=True)
    folder = "|".join(re.escape(name) for name in folders)
    text = CELL_FILE.sub("<cell>", text)
    return re.sub(
        rf"(?:{folder})[/\\]([^\s\"':]*)",
        lambda match: ".../" + match[1].replace("\\", "/"),
        text,
    )


def _python_folders() -> set[str]:
    """Where Python, the libraries and the course stand, also written `~`."""
    kinds = ("stdlib", "platstdlib", "purelib", "platlib")
    named = [*map(sysconfig.get_path, kinds), *site.getsitepackages()]
    folders = {ROOT, Path(nbformat.__file__).parent.parent, *map(Path, named)}
    full = {str(p) for f in folders for p in (f, f.resolve())}
    home = str(Path.home()) + os.sep
    short = {"~" + n[len(home) - 1 :] for n in full if n.startswith(home)}
    return full | short


def _places() -> set[str]:
    """The folders that no output may name."""
    own = {str(Path.home()), sys.prefix, sys.base_prefix, sys.exec_prefix}
    return (_python_folders() | own) - {os.sep, "/usr", "/usr/local"}


def _texts(value: Any) -> Iterator[str]:
    """Give every text within an output, except the bytes of pictures."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if not str(key).startswith("image/png"):
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
