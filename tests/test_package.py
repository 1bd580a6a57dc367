"""What `from helpers import ...` gives, and what it says when it cannot."""

import re
import subprocess
import sys

import pytest

import helpers
from tests.support import ROOT


def python(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True
    )


def test_every_name_that_notebooks_import_is_there():
    lessons = (ROOT / "notebooks").glob("*.ipynb")
    text = "".join(lesson.read_text("utf-8") for lesson in lessons)
    imported = re.findall(r"from helpers import ([\w, ]+)", text)
    wanted = {name.strip() for names in imported for name in names.split(",")}
    assert wanted and wanted <= {*helpers.__all__}
    for name in helpers.__all__:
        assert getattr(helpers, name) is not None
    assert dir(helpers) == helpers.__all__


def test_another_name_is_refused_with_those_that_there_are():
    with pytest.raises(AttributeError, match=r"no 'rekord'; it has .*record"):
        helpers.rekord  # noqa: B018


def test_programs_and_recordings_need_no_matplotlib_nor_widgets():
    done = python(
        "import sys\n"
        "from helpers import record, run, Recording, workloads\n"
        "for name in ('matplotlib', 'ipywidgets', 'numpy', 'IPython'):\n"
        "    assert name not in sys.modules, name\n"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("package", ["matplotlib", "numpy"])
def test_a_missing_package_is_named_with_the_way_to_get_it(package):
    done = python(
        "import sys\n"
        f"sys.modules[{package!r}] = None\n"
        "from helpers import plot_queue_length\n"
    )
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("ModuleNotFoundError: The package ")
    assert package in last
    assert last.endswith("pip install -r requirements.txt")


@pytest.mark.parametrize("start", ["import helpers", "import helpers.clock"])
def test_an_old_python_gets_a_sentence(start):
    done = python(
        f"import sys\nsys.version_info = (3, 10, 13, 'final', 0)\n{start}\n"
    )
    assert done.returncode == 1
    assert done.stderr.startswith("This course needs Python 3.11 or newer")
    assert "this is Python 3.10" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("command", "module", "said"),
    [
        ("helpers", "helpers.course", "Stopped. What you wrote is untouched."),
        (
            "helpers.coursework",
            "helpers.coursework.commands",
            "Interrupted before anything was done.",
        ),
    ],
)
def test_a_command_that_is_stopped_while_it_loads(command, module, said):
    done = python(
        "import runpy, sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}:\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stop())\n"
        f"runpy.run_module({command!r}, run_name='__main__')\n"
    )
    assert done.returncode
    assert done.stderr == said + "\n"
