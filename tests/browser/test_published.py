"""The lessons as published, opened by somebody who has not run them."""

import shutil

import nbformat
import pytest
from nbformat.v4 import new_output
from playwright.sync_api import expect

from tests.browser.test_lessons import LESSONS, is_drawn

SCRIPT = "<p>shown</p><script>window.scriptRan = true</script>"


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_a_published_lesson_shows_what_is_stored(lab, open_notebook, lesson):
    target = lab.work / "published" / lesson.name
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(lesson, target)
    stored = nbformat.read(lesson, as_version=4).cells
    notebook = open_notebook(f"published/{lesson.name}")
    shown = notebook.cells()
    assert [c.get("outputs") for c in shown] == [
        c.get("outputs") for c in stored
    ]
    for index, cell in enumerate(stored):
        if is_drawn(cell):
            expect(notebook.output(index).locator("img").first).to_be_visible()
    assert_untouched(notebook)


def assert_untouched(notebook):
    """Check that the kernel has run nothing yet."""
    index = notebook.add_cell("'first'")
    notebook.run(index)
    assert notebook.cells()[index]["execution_count"] == 1


def test_scripts_of_somebody_else_do_not_run(lab, write, open_notebook):
    path = write("theirs.ipynb", "1", "2")
    nb = nbformat.read(lab.work / path, as_version=4)
    bundles = [
        {"text/html": SCRIPT, "text/plain": "words"},
        {"application/javascript": "window.scriptRan = true"},
    ]
    for cell, data in zip(nb.cells, bundles, strict=True):
        cell.outputs = [new_output("display_data", data=data)]
    nbformat.write(nb, lab.work / path)
    notebook = open_notebook(path)
    expect(notebook.output(0)).to_contain_text("shown")
    notebook.cell(1)
    assert notebook.page.evaluate("window.scriptRan") is None
    assert_untouched(notebook)
