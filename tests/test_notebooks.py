"""The notebooks' normal form, and every lesson held against it."""

import itertools
import statistics
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from helpers.files import CourseError, replace_file
from helpers.storing import machine_paths, normal_form, notebooks
from tests.support import ROOT

LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
SKELETON = ("able to", "mistakes", "exercise", "learned", "words", "next")
VIEW = "application/vnd.jupyter.widget-view+json"


def notebook(cells):
    """Make a notebook without the mending that nbformat does."""
    nb = nbformat.v4.new_notebook()
    nb.cells = list(cells)
    return nb


def stream(text, name="stdout"):
    return nbformat.v4.new_output("stream", name=name, text=text)


def shown(**data):
    data = {key.replace("_", "/"): value for key, value in data.items()}
    return nbformat.v4.new_output("display_data", data=data)


def error(evalue, traceback):
    return nbformat.v4.new_output(
        "error", ename="E", evalue=evalue, traceback=traceback
    )


def outputs_of(*outputs):
    """Give the outputs of one cell in normal form."""
    cell = new_code_cell("1", outputs=list(outputs))
    return normal_form(notebook([cell])).cells[0].outputs


# ---- the normal form


def test_normal_form_keeps_only_metadata_that_mean_something():
    cell = new_code_cell("1")
    cell.metadata.update(
        tags=["setup"],
        exercise={"id": "ex-03-2"},
        nbgrader={"grade": True},
        collapsed=True,
        trusted=True,
        slideshow={"slide_type": "slide"},
        execution={"iopub.status.busy": "now"},
        jupyter={"source_hidden": True, "outputs_hidden": True},
    )
    nb = notebook([cell])
    nb.metadata.widgets = {"state": {}}
    normal = normal_form(nb)
    assert normal.cells[0].metadata == {
        "tags": ["setup"],
        "exercise": {"id": "ex-03-2"},
        "nbgrader": {"grade": True},
        "jupyter": {"source_hidden": True},
    }
    assert normal.metadata == {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }
    assert (normal.nbformat, normal.nbformat_minor) == (4, 5)


def test_normal_form_leaves_its_argument_alone():
    nb = notebook([new_code_cell("1\n\n")])
    normal_form(nb)
    assert nb.cells[0].source == "1\n\n"
    assert nb.cells[0].execution_count is None


def test_normal_form_is_its_own_normal_form_and_valid():
    cells = [new_markdown_cell("# A?"), new_code_cell("1", id="a")]
    cells.append(new_code_cell("2", id="a", outputs=[stream("x")]))
    once = normal_form(notebook(cells))
    nbformat.validate(once)
    assert normal_form(once) == once


def test_legal_ids_stay_and_others_are_made_from_the_text():
    ids = ["good-1", "good-1", "not legal", "x" * 65, ""]
    cells = [new_code_cell(f"{n}") for n in range(len(ids))]
    for cell, its_id in zip(cells, ids, strict=True):
        cell.id = its_id
    del cells[-1]["id"]
    made = [cell.id for cell in normal_form(notebook(cells)).cells]
    again = [cell.id for cell in normal_form(notebook(cells)).cells]
    assert made[0] == "good-1"
    assert len(set(made)) == len(ids)
    assert all(len(name) == 8 for name in made[1:])
    assert made == again


def test_cells_of_the_same_text_get_different_ids():
    cells = [new_markdown_cell("same") for _ in range(3)]
    for cell in cells:
        cell.id = "not legal"
    ids = [cell.id for cell in normal_form(notebook(cells)).cells]
    assert len(set(ids)) == 3


def test_counts_run_from_one_over_code_cells_and_their_results():
    result = nbformat.v4.new_output(
        "execute_result", data={"text/plain": "7"}, execution_count=9
    )
    cells = [
        new_code_cell("1", execution_count=5),
        new_markdown_cell("x"),
        new_code_cell("7", execution_count=9, outputs=[result]),
    ]
    normal = normal_form(notebook(cells))
    assert normal.cells[0].execution_count == 1
    assert normal.cells[2].execution_count == 2
    assert normal.cells[2].outputs[0].execution_count == 2


def test_streams_of_one_name_that_follow_each_other_are_joined():
    outputs = outputs_of(
        stream("a\n"),
        stream("b\n"),
        stream("c\n", name="stderr"),
        shown(text_plain="x"),
        stream("d\n"),
    )
    texts = [output.get("text") for output in outputs]
    assert texts == ["a\nb\n", "c\n", None, "d\n"]


def test_widget_views_go_and_their_text_stays():
    both = shown(text_plain="IntSlider()")
    both.data[VIEW] = {"model_id": "1"}
    alone = shown()
    alone.data[VIEW] = {"model_id": "2"}
    outputs = outputs_of(both, alone)
    assert [output.data for output in outputs] == [
        {"text/plain": "IntSlider()"}
    ]


def test_errors_have_no_colours_and_no_folders():
    file = Path(statistics.__file__)
    lines = [
        f"\x1b[0;31mFile {file}:12\x1b[0m in mean",
        'File "/tmp/ipykernel_12/345.py", line 2',
        f"File {Path(pytest.__file__)}",
    ]
    (output,) = outputs_of(error("\x1b[31mred\x1b[0m", lines))
    assert output.evalue == "red"
    assert output.traceback == [
        "File .../statistics.py:12 in mean",
        'File "<cell>", line 2',
        "File .../pytest/__init__.py",
    ]


@pytest.mark.parametrize(
    "place",
    [str(Path.home() / "notes.txt"), "/Users/somebody/course/lesson.py"],
)
def test_a_place_of_this_machine_is_refused_with_its_cell(place):
    with pytest.raises(CourseError, match=r"^code cell 1: .* machine"):
        outputs_of(shown(text_plain=f"saved {place} now"))


def test_pictures_and_plain_words_are_no_places():
    home = str(Path.home())
    picture = shown(image_png=home, text_plain=f"x{home}y")
    assert machine_paths([picture, stream("GET /index 200")]) == []


def test_picture_stays_as_it_is():
    png = "iVBORw0KGgo\nAAAA\n"
    assert outputs_of(shown(image_png=png))[0].data["image/png"] == png


def test_empty_code_cell_is_refused():
    nb = notebook([new_code_cell("1"), new_code_cell(" \n")])
    with pytest.raises(CourseError, match="code cell 2 is empty"):
        normal_form(nb)


def test_blank_lines_at_the_end_go():
    nb = notebook([new_markdown_cell("a\n\n  \n")])
    assert normal_form(nb).cells[0].source == "a"


def test_bytes_are_sorted_utf8_with_one_newline_at_the_end():
    nb = notebook([new_markdown_cell("größer")])
    data = notebooks.to_bytes(normal_form(nb))
    assert "größer".encode() in data
    assert data.startswith(b'{\n "cells"')
    assert data.endswith(b"}\n") and not data.endswith(b"\n\n")
    assert b"\r" not in data


# ---- running


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
    said = "code cell 2 fails: it took more than 1 s"
    with pytest.raises(CourseError, match=said):
        notebooks.run_notebook(path, timeout=1)


def test_file_that_is_no_notebook_is_named(tmp_path):
    path = tmp_path / "05_broken.ipynb"
    for text in ("no json", "[]", '{"nbformat": 3, "worksheets": []}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CourseError, match=r"05_broken.ipynb should be"):
            notebooks.read_notebook(path)


def test_file_that_somebody_changed_meanwhile_stays(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"theirs")
    with pytest.raises(CourseError, match="changed by somebody else"):
        replace_file(path, b"ours", expected=b"before")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


# ---- every lesson


def test_the_first_lesson_is_there():
    assert (ROOT / "notebooks" / "00_start_here.ipynb").is_file()


every_lesson = pytest.mark.parametrize(
    "path", LESSONS, ids=[path.stem for path in LESSONS]
)


def code_lines(path):
    """Give for each code cell its lines that are not blank."""
    nb = notebooks.read_notebook(path)
    sources = [c.source for c in nb.cells if c.cell_type == "code"]
    return [
        [line for line in source.splitlines() if line.strip()]
        for source in sources
    ]


@every_lesson
def test_lesson_is_in_normal_form(path):
    nb = notebooks.read_notebook(path)
    normal = notebooks.to_bytes(normal_form(nb)) == path.read_bytes()
    assert normal, "run `python -m helpers refresh`"
    nbformat.validate(nb)


@every_lesson
def test_lesson_was_run_from_top_to_bottom(path):
    cells = notebooks.read_notebook(path).cells
    counts = [c.execution_count for c in cells if c.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))


@every_lesson
def test_lesson_cells_are_small(path):
    cells = code_lines(path)
    sizes = sorted(map(len, cells))
    assert sizes[-1] <= 20
    assert sizes[int(0.9 * (len(sizes) - 1))] <= 14
    assert 2 <= statistics.median(sizes) <= 7
    assert [x for lines in cells for x in lines if len(x) > 79] == []


@every_lesson
def test_lesson_explains_before_it_runs(path):
    kinds = [cell.cell_type for cell in notebooks.read_notebook(path).cells]
    runs = [
        len(list(run))
        for kind, run in itertools.groupby(kinds)
        if kind == "code"
    ]
    assert max(runs) <= 2


@every_lesson
def test_lesson_has_the_skeleton(path):
    cells = notebooks.read_notebook(path).cells
    text = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    lines = text.lower().replace("*", "").splitlines()
    heads = [x for x in lines if x.startswith("#") or "able to" in x]
    assert heads[0].startswith("# ") and heads[0].endswith("?")
    assert [w for w in SKELETON if not any(w in x for x in heads)] == []
