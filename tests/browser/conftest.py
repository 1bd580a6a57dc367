"""A real JupyterLab in a real browser, for the tests in this folder.

    def test_the_answer_is_shown(write, open_notebook):
        notebook = open_notebook(write("small.ipynb", "number = 42", "number"))
        notebook.run_all()
        expect(notebook.output(1)).to_contain_text("42")

They are skipped where there is no Playwright or no Chromium.
"""

import functools
import importlib.util
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.browser import lab as jupyter
from tests.browser.console import Console
from tests.support import ROOT

ARTEFACTS = ROOT / "artefacts" / "browser"
MISSING = (
    "The tests in a browser need Chromium and what "
    "`pip install -e '.[browser]'` installs."
)
PATIENCE = 60_000  # milliseconds; a loaded machine may be slow
FLAGS = [
    "--no-sandbox",  # root may not use it, and only our own pages are shown
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@functools.cache
def find_chromium():
    """Find the system's Chromium, or else Playwright's own, or nothing."""
    libraries = ("playwright", "axe_playwright_python")
    if not all(map(importlib.util.find_spec, libraries)):
        return None
    return shutil.which("chromium") or find_own_chromium()


def find_own_chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


class Skipped(pytest.Module):
    """A file of tests that is not even imported."""

    def collect(self):
        pytest.skip(MISSING, allow_module_level=True)


def pytest_pycollect_makemodule(module_path, parent):
    if find_chromium() is None:
        return Skipped.from_parent(parent, path=module_path)
    return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.when == "call" and report.failed and "page" in item.funcargs:
        picture = ARTEFACTS / f"failed-{item.name}.png"
        item.funcargs["page"].screenshot(path=picture)
    return report


@pytest.fixture(scope="session")
def chromium():
    """A browser that is not seen."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def artefacts():
    """The folder for pictures and logs, which git leaves out."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    return ARTEFACTS


@pytest.fixture(scope="session")
def lab(artefacts, tmp_path_factory, worker_id):
    """A JupyterLab that shows a learner's folder, for each worker its own."""
    folder = tmp_path_factory.mktemp("lab")
    log = artefacts / f"jupyterlab-{worker_id}.log"
    with jupyter.started(folder, log) as running:
        yield running


@pytest.fixture
def page(lab, chromium):
    """A tab of a browser that remembers nothing, and what went wrong in it."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    console = Console(page)
    yield page
    context.close()
    lab.end_kernels()
    assert console.errors() == []


@pytest.fixture
def open_notebook(lab, page, artefacts):
    """A function that opens a notebook of the learner's folder."""
    from tests.browser.notebook import Notebook

    def open_notebook(path):
        page.goto(f"{lab.url}/lab/tree/{path}?token={lab.token}&reset")
        notebook = Notebook(page, path, artefacts)
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
