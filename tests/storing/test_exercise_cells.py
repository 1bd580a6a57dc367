"""A new exercise's cells get their ids and their metadata by themselves."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.files import CourseError
from helpers.storing import refresh
from helpers.storing.exercise_cells import mark_cells, name_cells
from helpers.storing.notebooks import read_notebook, to_bytes

STUB = "async def worker(queue, results, work): ..."
CHECK = 'check("03.2", worker)'


def notebook(*cells):
    return new_notebook(cells=[*cells])


def ids(nb):
    return [cell.id for cell in nb.cells if cell.cell_type == "code"]


def test_the_check_and_the_code_cell_above_it_are_named():
    nb = notebook(
        new_code_cell("1 + 1"),
        new_markdown_cell("### 03.2 Hand it on"),
        new_code_cell(STUB),
        new_markdown_cell("A hint."),
        new_code_cell(CHECK),
    )
    assert name_cells(nb)
    assert ids(nb)[1:] == ["ex-03-2", "ex-03-2-check"]
    assert not name_cells(nb)


def test_ids_that_are_there_stay():
    nb = notebook(new_code_cell(STUB), new_code_cell(CHECK))
    nb.cells[0].id = "ex-03-2"
    before = ids(nb)
    assert not name_cells(nb)
    assert ids(nb) == before


def test_a_check_of_no_exercise_names_nothing():
    nb = notebook(new_code_cell(STUB), new_code_cell('check("03.77", worker)'))
    assert not name_cells(nb)


def test_the_cells_carry_what_nbgrader_reads():
    nb = notebook(new_code_cell(STUB), new_code_cell(CHECK))
    name_cells(nb)
    mark_cells(nb)
    answer, check = nb.cells
    assert answer.metadata.nbgrader.solution
    assert check.metadata.nbgrader.grade
    assert check.metadata.nbgrader.points == 2


def test_refresh_names_them_in_the_file(tmp_path):
    path = tmp_path / "03_small.ipynb"
    nb = notebook(
        new_code_cell("def check(*_): return 'checked'"),
        new_code_cell(STUB),
        new_code_cell(CHECK),
    )
    path.write_bytes(to_bytes(nb))
    assert refresh(path)
    assert ids(read_notebook(path))[1:] == ["ex-03-2", "ex-03-2-check"]
    assert not refresh(path)


def test_a_lesson_that_fails_stays_without_names(tmp_path):
    path = tmp_path / "03_small.ipynb"
    nb = notebook(new_code_cell(STUB), new_code_cell(CHECK))  # no such name
    path.write_bytes(to_bytes(nb))
    before = path.read_bytes()
    with pytest.raises(CourseError, match="NameError"):
        refresh(path)
    assert path.read_bytes() == before
