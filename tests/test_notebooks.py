"""Every lesson as it is published: its form, its counts, its cells."""

import itertools
import statistics

import nbformat
import pytest

from helpers.storing import normal_form, notebooks
from tests.support import ROOT

LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
SKELETON = ("able to", "mistakes", "exercise", "learned", "words", "next")


def test_the_first_lesson_is_there():
    assert (ROOT / "notebooks" / "00_start_here.ipynb").is_file()


every_lesson = pytest.mark.parametrize(
    "path", LESSONS, ids=[path.stem for path in LESSONS]
)


def code_lines(path):
    """Give for each code cell its lines that are not blank."""
    nb = notebooks.read_notebook(path)
    sources = [c.source for c in nb.cells if c.cell_type == "code"]
    return [
        [line for line in source.splitlines() if line.strip()]
        for source in sources
    ]


@every_lesson
def test_lesson_is_in_normal_form(path):
    nb = notebooks.read_notebook(path)
    normal = notebooks.to_bytes(normal_form(nb)) == path.read_bytes()
    assert normal, "run `python -m helpers refresh`"
    nbformat.validate(nb)


@every_lesson
def test_lesson_was_run_from_top_to_bottom(path):
    cells = notebooks.read_notebook(path).cells
    counts = [c.execution_count for c in cells if c.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))


@every_lesson
def test_lesson_cells_are_small(path):
    cells = code_lines(path)
    sizes = sorted(map(len, cells))
    assert sizes[-1] <= 20
    assert sizes[int(0.9 * (len(sizes) - 1))] <= 14
    assert 2 <= statistics.median(sizes) <= 7
    assert [x for lines in cells for x in lines if len(x) > 79] == []


@every_lesson
def test_lesson_explains_before_it_runs(path):
    kinds = [cell.cell_type for cell in notebooks.read_notebook(path).cells]
    runs = [
        len(list(run))
        for kind, run in itertools.groupby(kinds)
        if kind == "code"
    ]
    assert max(runs) <= 2


@every_lesson
def test_lesson_has_the_skeleton(path):
    cells = notebooks.read_notebook(path).cells
    text = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    lines = text.lower().replace("*", "").splitlines()
    heads = [x for x in lines if x.startswith("#") or "able to" in x]
    assert heads[0].startswith("# ") and heads[0].endswith("?")
    assert [w for w in SKELETON if not any(w in x for x in heads)] == []
