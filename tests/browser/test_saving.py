"""Save, close, open again: what was there is there."""

import pytest
from playwright.sync_api import expect

PLOT = """\
import asyncio
from helpers import plot_queue_length, record

async def main():
    queue = asyncio.Queue()
    await queue.put("parcel")
    print("one parcel is put")

plot_queue_length(record(main()))"""

# An output as ours that can be played with: a widget, a picture, words.
WIDGET = """\
from IPython.display import display
from ipywidgets import IntSlider
from helpers.plots import Plot

slider = IntSlider(description="speed")
bundle, metadata = Plot("queue length: peak 3", "line")._repr_mimebundle_()
display(slider._repr_mimebundle_() | bundle, metadata=metadata, raw=True)"""

VIEW = "application/vnd.jupyter.widget-view+json"


def test_outputs_are_there_after_saving(write, open_notebook):
    notebook = open_notebook(write("kept.ipynb", PLOT))
    notebook.run_all()
    before = notebook.outputs(0)
    notebook.save()
    notebook.close()
    again = open_notebook(notebook.path)
    assert again.outputs(0) == before
    output = again.output(0)
    expect(output).to_contain_text("one parcel is put")
    expect(output.locator("img")).to_be_visible()


@pytest.mark.parametrize("path", ["widget.ipynb", "week 1/deep/widget.ipynb"])
def test_a_picture_stands_where_a_widget_was(lab, write, open_notebook, path):
    notebook = open_notebook(write(path, WIDGET))
    notebook.run(0)
    expect(notebook.output(0).locator(".widget-slider")).to_be_visible()
    for _ in range(2):  # a file changed by another would be asked about
        notebook.add_cell("# more")
        notebook.save()
    expect(notebook.output(0).locator(".widget-slider")).to_be_visible()
    assert VIEW in notebook.outputs(0)[0]["data"]
    notebook.close()
    lab.end_kernels()

    again = open_notebook(path)
    output = again.output(0)
    expect(output.locator("img")).to_be_visible()
    assert output.locator("img").evaluate("image => image.naturalWidth > 0")
    expect(output).not_to_contain_text("Error")
    (kept,) = again.outputs(0)
    assert set(kept["data"]) == {"image/png", "text/plain"}
    assert kept["data"]["text/plain"] == "queue length: peak 3"
