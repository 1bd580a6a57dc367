"""What every plot is: a figure with words, the same bytes each time."""

import subprocess
import sys

import matplotlib
import nbformat
import pytest
from matplotlib.figure import Figure
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from helpers import record
from helpers.plots import Plot, plot_queue_length, plot_timeline
from helpers.plots.marks import COLOURS, DASHES, STATES
from tests.plots.programs import SINGLE, pipeline, small


@pytest.mark.parametrize("draw", SINGLE)
@pytest.mark.parametrize("main", [small, pipeline])
def test_a_plot_is_a_figure_whose_words_are_its_summary(draw, main):
    plot = draw(record(main()))
    data, metadata = plot._repr_mimebundle_()
    assert isinstance(plot, Plot) and isinstance(plot, Figure)
    assert repr(plot) == str(plot) == data["text/plain"] == plot.summary
    assert "\n" not in plot.summary
    assert data["image/png"].startswith(b"\x89PNG")
    assert metadata["image/png"]["alt"].startswith(plot.summary)
    assert "Picture: " in metadata["image/png"]["alt"]


@pytest.mark.parametrize("draw", SINGLE)
def test_equal_recordings_give_equal_bytes(draw):
    first, second = (draw(record(pipeline())).png() for _ in range(2))
    assert first == second
    assert b"Software" not in first


def test_settings_of_matplotlib_change_nothing():
    recording = record(small())
    before = plot_timeline(recording).png()
    own = {"font.size": 20, "axes.facecolor": "black", "savefig.dpi": 30}
    with matplotlib.rc_context(own):
        assert plot_timeline(recording).png() == before
        assert matplotlib.rcParams["font.size"] == 20


@pytest.mark.parametrize("draw", SINGLE)
def test_title_is_the_lessons_own_finding(draw):
    recording = record(small())
    title = "The queue costs $5 and $6, and holds_one"
    plot = draw(recording, title=title)
    assert plot.axes[0].get_title(loc="left") == title
    assert plot.summary == draw(recording).summary
    plot.png()


def test_long_title_is_broken_into_lines():
    title = "The producer waits for room whenever " * 4
    plot = plot_queue_length(record(small()), title=title)
    assert plot.axes[0].get_title(loc="left").count("\n") == 1


def test_people_can_add_to_a_plot(tmp_path):
    plot = plot_queue_length(record(small()))
    plot.axes[0].axvline(3, color="red")
    plot.savefig(tmp_path / "queue.svg")
    assert (tmp_path / "queue.svg").stat().st_size > 1000


def test_importing_plots_leaves_pyplot_out():
    code = (
        "import sys, helpers.plots; print('matplotlib.pyplot' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "False\n"


def test_a_notebook_shows_a_plot_once():
    source = """
    import asyncio
    from helpers import plot_queue_length, record
    async def main():
        queue = asyncio.Queue()
        queue.put_nowait(1)
        await asyncio.sleep(2)
    plot_queue_length(record(main()))
    """
    lines = "\n".join(line[4:] for line in source.splitlines())
    again = "import matplotlib.pyplot\nplot_queue_length(record(main()))"
    cells = [new_code_cell(lines), new_code_cell(again)]
    notebook = new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3", timeout=60).execute()
    for cell in nbformat.from_dict(notebook).cells:
        (shown,) = cell.outputs
        summary = "queue length: peak 1 at 0.0 s, mean 1"
        assert shown.data["text/plain"] == summary
        assert shown.data["image/png"].startswith("iVBOR")
        assert shown.metadata["image/png"]["alt"].startswith(summary)


def test_dashes_and_hatches_can_be_told_apart_in_grey():
    assert len(set(DASHES)) == len(DASHES) > len(COLOURS)
    looks = [(s.height, s.hatch, s.face) for s in STATES.values()]
    assert len({(height, hatch) for height, hatch, _ in looks[:4]}) == 4
    assert len(set(looks)) == len(looks)
