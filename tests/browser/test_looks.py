"""How our outputs look: themes, widths, zoom, and what axe says of them."""

import pytest

from tests.browser.axe import findings

SETUP = """\
import asyncio
from helpers import *

async def producer(queue):
    for parcel in range(6):
        await asyncio.sleep(1)
        await queue.put(parcel)

async def consumer(queue):
    for _ in range(6):
        await queue.get()
        await asyncio.sleep(1.5)

async def main():
    queue = asyncio.Queue()
    await asyncio.gather(producer(queue), consumer(queue))

recording = record(main())"""
SHOWN = [
    "plot_queue_length(recording)",
    "plot_timeline(recording)",
    "plot_latency(recording)",
    "check('01.1', 3)",
    "check('01.2', None)",
    "progress()",
]
LOOKS = [
    ("Light", 1440, 1),
    ("Dark", 1440, 1),
    ("Light", 1024, 1),
    ("Dark", 1024, 1),
    ("Light", 1440, 2),
]
UNFIT = "<button></button><p style='color: #ccc; background: #fff'>pale</p>"


@pytest.fixture
def shown(write, open_notebook):
    notebook = open_notebook(write("looks.ipynb", SETUP, *SHOWN))
    notebook.run_all()
    return notebook


def test_outputs_fit_into_every_window(shown):
    for theme, width, zoom in LOOKS:
        with shown.look(theme, width, zoom):
            for index, source in enumerate(SHOWN, start=1):
                output = shown.output(index)
                assert output.evaluate(FITS), (source, width, zoom)
            shown.cell(1)
            shown.screenshot(f"outputs-{theme}-{width}-{zoom}".lower())


FITS = "element => element.scrollWidth <= element.clientWidth"


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_outputs_are_for_everyone(shown, theme):
    with shown.look(theme):
        for index, source in enumerate(SHOWN, start=1):
            assert findings(shown.output(index)) == [], source


def test_what_is_not_for_everyone_is_found(write, open_notebook):
    source = f"from IPython.display import HTML\nHTML({UNFIT!r})"
    notebook = open_notebook(write("unfit.ipynb", source))
    notebook.run(0)
    found = "\n".join(findings(notebook.output(0)))
    assert "button-name (critical)" in found
    assert "color-contrast (serious)" in found
