"""The tests notice each kind of stale notebook: shown on damaged copies.

A course is made in a folder of its own, with a lesson in which each cell's
stored output is damaged in another way, and lessons that are damaged in
their form. The project's own pytest settings run there, once, on a worker
as always, and each test here looks at what they said about one damage.
"""

import base64
import copy
import io
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import matplotlib.image
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.storing import normal_form, run_notebook, to_bytes
from tests.support import ROOT

CACHES = shutil.ignore_patterns("__pycache__")
LESSON = "00_start_here"
ALONE = {"PYTEST_ADDOPTS": "", "PYTEST_XDIST_AUTO_NUM_WORKERS": "1"}
PROSE = """\
# Does it show?
You will be able to see it.
## Common mistakes
## Exercises
## What you learned
## Words
## Next"""
TEXT = """\
print("one")
1 + 1"""
PICTURE = """\
from pathlib import Path
png = Path("picture.txt").read_text()
shown = {"image/png": png, "text/plain": "peak 5"}
display(shown, raw=True)"""
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def png(value, size=8):
    """Make a grey picture as base64."""
    grey = np.full((size, size, 3), value, dtype=np.uint8)
    file = io.BytesIO()
    matplotlib.image.imsave(file, grey, format="png")
    return base64.b64encode(file.getvalue()).decode()


def data(cell):
    return cell["outputs"][-1]["data"]


# What nbval and the comparison of pictures must notice, and must not.
OUTPUTS = {
    "sound text": (TEXT, lambda cell: None),
    "text": (TEXT, lambda cell: cell["outputs"][0].update(text=["two\n"])),
    "result": (TEXT, lambda cell: data(cell).update({"text/plain": "3"})),
    "missing output": (TEXT, lambda cell: cell["outputs"].pop()),
    "sound picture": (PICTURE, lambda cell: None),
    "slightly other picture": (
        PICTURE,
        lambda cell: data(cell).update({"image/png": png(101)}),
    ),
    "other picture": (
        PICTURE,
        lambda cell: data(cell).update({"image/png": png(105)}),
    ),
    "other size": (
        PICTURE,
        lambda cell: data(cell).update({"image/png": png(100, size=9)}),
    ),
    "missing picture": (PICTURE, lambda cell: data(cell).pop("image/png")),
    "extra picture": (
        TEXT,
        lambda cell: data(cell).update({"image/png": png(100)}),
    ),
    "alt text": (
        PICTURE,
        lambda cell: cell["outputs"][0]["metadata"].update(alt="before"),
    ),
}
SOUND = {"sound text", "sound picture", "slightly other picture"}
# What the tests of the form must notice: the damage, and who notices.
FORMS = {
    "missing count": (
        lambda nb: nb["cells"][1].update(execution_count=None),
        "was_run",
    ),
    "wrong count": (
        lambda nb: nb["cells"][1].update(execution_count=7),
        "was_run",
    ),
    "illegal id": (
        lambda nb: nb["cells"][1].update(id="not legal"),
        "normal_form",
    ),
    "same ids": (
        lambda nb: nb["cells"][1].update(id=nb["cells"][0]["id"]),
        "normal_form",
    ),
    "metadata": (
        lambda nb: nb["metadata"].update(widgets={}),
        "normal_form",
    ),
    "cell metadata": (
        lambda nb: nb["cells"][1]["metadata"].update(collapsed=True),
        "normal_form",
    ),
    "widget view": (
        lambda nb: data(nb["cells"][1]).update({WIDGET_VIEW: {"a": 1}}),
        "normal_form",
    ),
    "machine path": (
        lambda nb: nb["cells"][1]["outputs"][0].update(
            text=[str(Path.home() / "me")]
        ),
        "normal_form",
    ),
    "empty cell": (
        lambda nb: nb["cells"][1].update(source=[]),
        "normal_form",
    ),
    "long cell": (
        lambda nb: nb["cells"][1].update(source=["x = 1\n"] * 20 + ["x"]),
        "cells_are_small",
    ),
    "wide line": (
        lambda nb: nb["cells"][1].update(source=["#\n", f"# {'x' * 78}"]),
        "cells_are_small",
    ),
    "three code cells in a row": (
        lambda nb: nb["cells"].extend(nb["cells"][1:2] * 2),
        "explains",
    ),
    "no glossary": (
        lambda nb: nb["cells"][0]["source"].remove("## Words\n"),
        "skeleton",
    ),
}


def test_what_is_damaged_is_otherwise_sound(verdicts):
    assert not any(verdicts[name] for name in SOUND)


@pytest.mark.parametrize(
    "name", [name for name in OUTPUTS if name not in SOUND]
)
def test_stale_output_is_noticed(verdicts, name):
    assert "`python -m helpers refresh 00`" in verdicts[name]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("other picture", "Picture 1: it differs by an RMS of 4.3."),
        ("other size", "its shape was (9, 9, 4), now (8, 8, 4)"),
        ("extra picture", "1 pictures are stored, the cell shows 0."),
        ("alt text", "its metadata were {'alt': 'before'}, now {}"),
    ],
)
def test_stale_picture_is_described(verdicts, name, said):
    assert said in verdicts[name]


@pytest.mark.parametrize("name", FORMS)
def test_wrong_form_is_noticed(verdicts, name):
    assert any(FORMS[name][1] in test for test in verdicts[name])


# ---- the course that is damaged, and what its tests say


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """Give for each damage what pytest said of it; '' where it passed."""
    root = tmp_path_factory.mktemp("course")
    make_course(root)
    said = run_tests(root)
    return outputs_verdicts(said) | forms_verdicts(said)


def make_course(root):
    for name in ("helpers", "tests"):
        shutil.copytree(ROOT / name, root / name, ignore=CACHES)
    shutil.copy(ROOT / "pyproject.toml", root / "pyproject.toml")
    folder = root / "notebooks"
    folder.mkdir()
    (folder / "picture.txt").write_text(png(100))
    path = folder / f"{LESSON}.ipynb"
    stored = store(path, [source for source, _ in OUTPUTS.values()])
    for number, (damage, _) in enumerate(FORMS.values(), start=1):
        nb = copy.deepcopy(stored)
        damage(nb)
        write(folder / f"{number:02}_form.ipynb", nb)
    cells = [c for c in stored["cells"] if c["cell_type"] == "code"]
    for cell, (_, damage) in zip(cells, OUTPUTS.values(), strict=True):
        damage(cell)
    write(path, stored)


def store(path, sources):
    """Write, run and store a lesson; give what its file holds."""
    nb = new_notebook()
    for source in sources:
        prose = "Then:" if nb.cells else PROSE
        nb.cells += [new_markdown_cell(prose), new_code_cell(source)]
    path.write_bytes(to_bytes(nb))
    path.write_bytes(to_bytes(normal_form(run_notebook(path))))
    return json.loads(path.read_bytes())


def write(path, nb):
    text = json.dumps(nb, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def run_tests(root):
    """Run the form's tests and nbval there; give each failure's text."""
    report = root / "report.xml"
    subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "no:cacheprovider"),
            *("-k", "test_lesson or Cell", f"--junitxml={report}"),
            *("tests/test_notebooks.py", f"notebooks/{LESSON}.ipynb"),
        ],
        cwd=root,
        env={**os.environ, **ALONE},
        stdout=subprocess.DEVNULL,
    )
    cases = ET.parse(report).iter("testcase")
    return {case.get("name"): "".join(case.itertext()) for case in cases}


def outputs_verdicts(said):
    return {name: said[f"Cell {n}"] for n, name in enumerate(OUTPUTS)}


def forms_verdicts(said):
    """Give for each damaged form the names of the tests that failed."""
    return {
        name: [
            case for case, text in said.items() if f"{n:02}_" in case and text
        ]
        for n, name in enumerate(FORMS, start=1)
    }
