"""The notebooks' normal form: the same lesson, the same bytes."""

import statistics
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from helpers.files import CourseError
from helpers.storing import machine_paths, normal_form, notebooks
from tests.storing.books import notebook

VIEW = "application/vnd.jupyter.widget-view+json"


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
