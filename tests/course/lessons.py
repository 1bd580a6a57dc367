"""Small lessons to be published, and what several tests ask of words."""

import re

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

RECORD = ".course.json"
MANY = "03_many_consumers.ipynb"


def publish(root, name=MANY, text="queue"):
    """Put a lesson, with its output, among the published ones."""
    output = new_output("stream", text="the answer\n")
    cell = new_code_cell(text, id="a", execution_count=1, outputs=[output])
    (root / "notebooks").mkdir(exist_ok=True)
    nbformat.write(new_notebook(cells=[cell]), root / "notebooks" / name)


def text_of(path):
    return nbformat.read(path, as_version=4).cells[0].source


def assert_sentence(text):
    """Check that a message is for people: words, and nothing else."""
    assert re.match(r"[\w/`'].* .*[.]\n$", text, flags=re.DOTALL)
    assert "Traceback" not in text
