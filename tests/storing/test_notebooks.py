"""Lessons are run here, and refreshed only when they run."""

import sys

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from helpers.files import CourseError
from helpers.storing import normal_form, notebooks
from tests.storing.books import notebook


@pytest.fixture
def write(tmp_path):
    def write(*cells):
        path = tmp_path / "05_small.ipynb"
        path.write_bytes(notebooks.to_bytes(notebook(cells)))
        return path

    return write


def test_refresh_runs_here_and_stores_the_normal_form(write, tmp_path):
    path = write(
        new_code_cell("import os, sys\nsys.executable == os.environ['MINE']"),
        new_code_cell("os.getcwd() == os.environ['HERE']"),
        new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]}),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINE", sys.executable)
        patch.setenv("HERE", str(tmp_path))
        assert notebooks.refresh(path)
    nb = notebooks.read_notebook(path)
    outputs = [output for cell in nb.cells for output in cell.outputs]
    assert outputs[0].data["text/plain"] == "True"
    assert outputs[1].data["text/plain"] == "True"
    assert outputs[2].ename == "ZeroDivisionError"
    assert notebooks.to_bytes(normal_form(nb)) == path.read_bytes()


def test_failing_cell_is_named_and_the_file_stays(write):
    path = write(
        new_markdown_cell("x"), new_code_cell("1"), new_code_cell("1 / 0")
    )
    before = path.read_bytes()
    said = r"^05_small.ipynb, code cell 2 fails: ZeroDivisionError: division"
    with pytest.raises(CourseError, match=said):
        notebooks.refresh(path)
    assert path.read_bytes() == before


def test_cell_that_takes_too_long_is_named(write):
    path = write(new_code_cell("1"), new_code_cell("while True: pass"))
    said = "code cell 2 fails: it took more than 2 s"
    with pytest.raises(CourseError, match=said):
        notebooks.run_notebook(path, timeout=2)


def test_file_that_is_no_notebook_is_named(tmp_path):
    path = tmp_path / "05_broken.ipynb"
    for text in ("no json", "[]", '{"nbformat": 3, "worksheets": []}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CourseError, match=r"05_broken.ipynb should be"):
            notebooks.read_notebook(path)
