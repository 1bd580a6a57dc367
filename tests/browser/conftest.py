"""A real JupyterLab in a real browser, for the tests in this folder.

    def test_a_plot_is_shown(write, open_notebook):
        notebook = open_notebook(write("plot.ipynb", "plot()"))
        notebook.run_all()
        expect(notebook.output(0).locator("img")).to_be_visible()

They are skipped where there is no Playwright or no Chromium.
"""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.browser import lab as jupyter
from tests.browser.console import Console

MISSING = (
    "The browser tests need Chromium and Playwright: "
    "`apt install chromium` and `pip install -e '.[browser]'`."
)
FLAGS = [
    "--no-sandbox",  # root may not use it, and only our own pages are shown
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """A browser: the system's Chromium, or else Playwright's own."""
    api = pytest.importorskip("playwright.sync_api", reason=MISSING)
    with api.sync_playwright() as playwright:
        kind = playwright.chromium
        program = shutil.which("chromium") or kind.executable_path
        if not Path(program).is_file():
            pytest.skip(MISSING)
        browser = kind.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(chromium, tmp_path_factory):
    """A JupyterLab that shows a learner's folder."""
    from tests.browser.notebook import ARTEFACTS

    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    folder = tmp_path_factory.mktemp("lab")
    with jupyter.started(folder, ARTEFACTS / "jupyterlab.log") as running:
        yield running


@pytest.fixture
def page(lab, chromium):
    """A tab of a browser that remembers nothing, and what went wrong in it."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    console = Console(page)
    yield page
    context.close()
    lab.end_kernels()
    assert console.errors() == []


@pytest.fixture
def open_notebook(lab, page):
    """A function that opens a notebook of the learner's folder."""
    from tests.browser.notebook import Notebook

    def open_notebook(path):
        page.goto(f"{lab.url}/lab/tree/{path}?token={lab.token}&reset")
        notebook = Notebook(page, path)
        notebook.wait_ready()
        return notebook

    return open_notebook


@pytest.fixture
def write(lab):
    """A function that writes a notebook with these code cells."""

    def write(path, *sources):
        target = lab.work / path
        target.parent.mkdir(parents=True, exist_ok=True)
        cells = [new_code_cell(source) for source in sources]
        metadata = {"kernelspec": {"name": "python3", "display_name": "P"}}
        nbformat.write(new_notebook(cells=cells, metadata=metadata), target)
        return path

    return write
