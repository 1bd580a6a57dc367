"""Every lesson as a learner's copy, run from top to bottom in JupyterLab."""

import pytest

from tests.support import ROOT

LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def errors_of(cell):
    return [o for o in cell["outputs"] if o["output_type"] == "error"]


def has_picture(cell):
    return any("image/png" in o.get("data", {}) for o in cell["outputs"])


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_runs_from_top_to_bottom(open_notebook, lesson):
    notebook = open_notebook(lesson.name)
    notebook.run_all()
    cells = notebook.cells()
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    counts = [cell["execution_count"] for cell in code]
    assert counts == list(range(1, len(code) + 1))
    for cell in code:
        expected = "raises-exception" in cell["metadata"].get("tags", [])
        assert bool(errors_of(cell)) == expected, cell["source"]
    drawn = [index for index, cell in enumerate(cells) if is_drawn(cell)]
    assert drawn
    for index in drawn:
        picture = notebook.output(index).locator(PICTURE).first
        picture.wait_for()
        assert picture.evaluate(DECODED)


# The others are explore's and replay's, drawn in the page.
PICTURE = "img, svg[role=img], .aq-stage"
DECODED = "async picture => { await picture.decode?.(); return true; }"


def is_drawn(cell):
    return cell["cell_type"] == "code" and has_picture(cell)
