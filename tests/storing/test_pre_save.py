"""What JupyterLab saves of an output that shows a widget and a picture."""

import copy

import nbformat
import pytest
from jupyter_server.services.contents.filemanager import FileContentsManager
from nbformat.v4 import new_code_cell, new_notebook, new_output

from helpers.storing.pre_save import leave_out_views

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"


def shown(**data):
    """Make an output: the words, and what else it shows."""
    bundle = {"text/plain": "queue length: peak 3", **data}
    return new_output("display_data", data=bundle)


def view(model_id="a"):
    return {VIEW: {"version_major": 2, "model_id": model_id}}


def model_of(*outputs, **metadata):
    """Give what JupyterLab hands over to be saved."""
    cell = new_code_cell("replay(recording)", outputs=list(outputs))
    nb = new_notebook(cells=[cell], metadata=metadata)
    return {"type": "notebook", "format": "json", "content": nb}


def saved(model):
    """Give the data of each output after the hook."""
    leave_out_views(model=model, path="a.ipynb", contents_manager=None)
    return [o["data"] for o in model["content"]["cells"][0]["outputs"]]


@pytest.mark.parametrize("image", ["image/png", "image/svg+xml"])
def test_a_view_beside_a_picture_goes_and_the_rest_stays(image):
    (data,) = saved(model_of(shown(**view(), **{image: "..."})))
    assert data == {"text/plain": "queue length: peak 3", image: "..."}


def test_a_view_without_a_picture_stays():
    (data,) = saved(model_of(shown(**view())))
    assert VIEW in data


def test_a_view_whose_widget_is_saved_with_the_notebook_stays():
    widgets = {STATE: {"state": {"a": {"model_name": "AnyModel"}}}}
    both = [shown(**view(i), **{"image/png": "..."}) for i in ("a", "b")]
    first, second = saved(model_of(*both, widgets=widgets))
    assert VIEW in first and VIEW not in second


def test_nothing_else_of_a_notebook_changes():
    plain = [
        shown(),
        shown(**{"image/png": "..."}),
        new_output("stream", text="a"),
        new_output("error", ename="E", evalue="e", traceback=[]),
    ]
    model = model_of(*plain, language_info={"name": "python"})
    before = copy.deepcopy(model)
    leave_out_views(model=model, path="", contents_manager=None)
    assert model == before


@pytest.mark.parametrize(
    "content",
    [
        None,
        "text",
        [],
        {},
        {"cells": None},
        {"cells": [None]},
        {"cells": [{"outputs": None}]},
        {"cells": [{"outputs": [{"data": None}]}]},
        {"cells": [{"outputs": [{"data": {VIEW: 1, "image/png": ""}}]}]},
        {
            "cells": [
                {"outputs": [{"data": {VIEW: {"a": 1}, "image/png": ""}}]},
                {"outputs": 3},
            ]
        },
        {
            "metadata": {"widgets": 3},
            "cells": [{"outputs": [shown(**view(), **{"image/png": ""})]}],
        },
    ],
    ids=repr,
)
def test_what_is_no_proper_notebook_is_saved_as_it_is(content):
    model = {"type": "notebook", "content": content}
    before = copy.deepcopy(model)
    leave_out_views(model=model, path="", contents_manager=None)
    assert model == before


def test_what_has_no_content_is_left_alone():
    model = {"type": "directory"}
    leave_out_views(model=model, path="", contents_manager=None)
    assert model == {"type": "directory"}


@pytest.mark.parametrize("path", ["a.ipynb", "week 1/deep/a.ipynb"])
def test_a_saved_file_has_the_picture_and_keeps_its_time(tmp_path, path):
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    contents = FileContentsManager(root_dir=str(tmp_path))
    contents.register_pre_save_hook(leave_out_views)
    model = model_of(shown(**view(), **{"image/png": "..."}))
    answer = contents.save(model, path)
    assert answer.get("message") is None
    stored = nbformat.read(tmp_path / path, as_version=4)
    (output,) = stored.cells[0].outputs
    assert set(output.data) == {"text/plain", "image/png"}
    again = contents.get(path)
    assert again["last_modified"] == answer["last_modified"]
    contents.notary.store.close()  # a database, of which Python would warn
