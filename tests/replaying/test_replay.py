"""replay(): what a cell shows, and what goes to the page."""

import asyncio
import json
import struct
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from helpers import Stuck, last_recording, record, replay
from helpers.replaying import Stage
from helpers.replaying.tape import tape_of
from helpers.storing import normal_form

VIEW = "application/vnd.jupyter.widget-view+json"


async def main():
    queue = asyncio.Queue(maxsize=2)

    async def producer():
        for number in range(3):
            await queue.put(number)
            await asyncio.sleep(1)

    async def consumer():
        for _ in range(3):
            await queue.get()
            await asyncio.sleep(2)

    await asyncio.gather(producer(), consumer())


async def hangs():
    await asyncio.Queue().get()


def test_a_cell_gets_the_stage_a_picture_and_a_line():
    shown = replay(record(main()))
    data, metadata = shown._repr_mimebundle_()
    assert VIEW in data
    assert data["image/png"].startswith(b"\x89PNG")
    assert data["text/plain"] == shown.summary == repr(shown)
    assert shown.summary == "replay: 12 steps, 1 queue, 3 tasks; ends at 6.0 s"
    assert metadata["image/png"]["alt"].startswith(shown.summary)


def test_a_stuck_program_can_be_replayed():
    with pytest.raises(Stuck) as stuck:
        record(hangs())
    shown = replay(last_recording())
    assert shown.summary.endswith("Stuck at 0.0 s: nobody can go on")
    assert repr(replay(stuck.value.recording)) == shown.summary


def test_a_title_stands_above_the_filmstrip():
    plot = replay(record(main()), title="Who waits?").filmstrip()
    assert "Who waits?" in [text.get_text() for text in plot.texts]


@pytest.mark.parametrize("thing", [None, main, "recording", 3])
def test_what_is_no_recording_gets_a_sentence(thing):
    with pytest.raises(TypeError, match=r"^replay\(\) expects a recording"):
        replay(thing)


def test_a_stuck_error_itself_gets_a_sentence():
    with pytest.raises(Stuck) as stuck:
        record(hangs())
    with pytest.raises(TypeError, match=r"write \.recording after it"):
        replay(stuck.value)


def column(about, tape, name):
    """Read a column as the page does."""
    kind, start, length = about["tape"][name]
    if kind == "text":
        return tape[start : start + length].decode().split("\n")
    assert start % 8 == 0
    form = {"float64": "d", "int32": "i"}[kind]
    size = struct.calcsize(form)
    return list(
        struct.unpack(f"{length}{form}", tape[start : start + size * length])
    )


def test_the_tape_holds_every_step():
    stage = Stage(record(main()))
    about, tape = tape_of(stage)
    json.dumps(about)  # it is sent as JSON
    assert column(about, tape, "words") == stage.words
    assert column(about, tape, "time") == list(stage.time)
    assert column(about, tape, "item") == list(stage.item)
    assert column(about, tape, "places.what") == list(stage.places.what)
    assert column(about, tape, "letters") == stage.letters
    assert about["values"] == {0: "0", 1: "1", 2: "2"}
    assert about["queues"] == [
        {"name": "queue", "maxsize": 2, "counted": False}
    ]
    lengths = column(about, tape, "chart0.length")
    assert max(lengths) == stage.recording.queues[0].peak


def test_each_step_has_its_line_of_the_program():
    stage = Stage(record(main()))
    about, tape = tape_of(stage)
    functions = column(about, tape, "function")
    lines = column(about, tape, "line")
    step = stage.words.index("consumer-1 takes A (0) and works until 2.0 s")
    function = about["functions"][functions[step]]
    assert function["name"] == "consumer"
    assert function["lines"][lines[step]].strip() == "await queue.get()"
    assert function["lines"][0] == "async def consumer():"


def test_names_with_lines_in_them_do_not_shift_the_words():
    async def program():
        queue = asyncio.Queue()
        put = queue.put(1)
        await asyncio.create_task(put, name="two\nlines")
        await queue.get()

    stage = Stage(record(program()))
    about, tape = tape_of(stage)
    assert len(column(about, tape, "words")) == len(stage)


def test_the_exercises_do_not_load_what_is_for_the_page():
    code = (
        "import sys\n"
        "from helpers import check, record, run\n"
        "import helpers.exercises.closed_room.answering\n"
        "loaded = {'anywidget', 'ipywidgets', 'matplotlib'} & {*sys.modules}\n"
        "sys.exit(str(loaded) if loaded else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


PROGRAM = """
import asyncio
from helpers import record, replay

async def main():
    queue = asyncio.Queue()
    await queue.put(1)
    await queue.get()
"""


def run_cells(*sources):
    """Run these cells as JupyterLab does, and give the notebook."""
    nb = new_notebook(cells=[new_code_cell(source) for source in sources])
    nb.metadata["kernelspec"] = {"name": "python3", "display_name": "Python"}
    NotebookClient(nb, timeout=60).execute()
    return nb


def test_a_stored_notebook_has_the_picture_and_the_line_only():
    nb = normal_form(run_cells(PROGRAM, "replay(record(main()))"))
    (output,) = nb.cells[1].outputs
    assert sorted(output.data) == ["image/png", "text/plain"]
    assert output.data["text/plain"].startswith("replay: ")
    nbformat.validate(nb)


AGAIN = """
from ipywidgets.widgets.widget import _instances
import helpers.widgets.showing as showing

def run_of(cell, number):
    showing._cell_that_runs = lambda: (cell, number)
    return replay(record(main()))._repr_mimebundle_()[0]["{view}"]["model_id"]

first, other = run_of("a", "1"), run_of("b", "2")
before = len(_instances)
second = run_of("a", "3")
alive = (first in _instances, other in _instances, second in _instances)
(*alive, len(_instances) == before)
"""


def test_a_cell_that_runs_again_ends_what_it_showed_before():
    nb = run_cells(PROGRAM, AGAIN.format(view=VIEW))
    (output,) = nb.cells[1].outputs
    assert output.data["text/plain"] == "(False, True, True, True)"
