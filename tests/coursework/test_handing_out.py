"""The students' zip and the instructor's solved lessons."""

import ast
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from helpers.coursework.commands import main
from helpers.coursework.handing_out import read_answers
from helpers.exercises.lessons import all_exercises, of_lesson
from helpers.exercises.playing import setup_of
from helpers.files import ROOT

ANSWERS = ROOT / "tests" / "answers"


@pytest.fixture(scope="module")
def student(tmp_path_factory):
    """A folder with what a student unpacks."""
    folder = tmp_path_factory.mktemp("student")
    assert main(["bundle", str(folder / "course.zip")]) == 0
    with zipfile.ZipFile(folder / "course.zip") as archive:
        archive.extractall(folder / "course")
    return folder / "course"


def functions(source):
    """Every function of a source, as what it means, without its docstring."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if ast.get_docstring(node):
                node.body = node.body[1:]
            yield ast.dump(node)


def sources(folder):
    for path in folder.rglob("*.py"):
        yield path.read_text("utf-8")
    for path in folder.rglob("*.ipynb"):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                source = "".join(cell["source"])
                lines = source.splitlines()
                yield "\n".join(x for x in lines if not x.startswith("await"))


def test_no_function_of_an_answer_is_in_the_students_zip(student):
    given = {f for source in sources(student) for f in functions(source)}
    for exercise in all_exercises():
        for title, source in read_answers(ANSWERS, exercise):
            mine = {*functions(source)}
            shared = mine & given
            assert not shared, (exercise.id, title)


def test_the_zip_holds_the_whole_course_and_no_tests(student):
    for name in ("README.md", "LICENSE", "requirements.txt", "helpers"):
        assert (student / name).exists()
    published = {p.name for p in (ROOT / "notebooks").glob("*.ipynb")}
    assert {p.name for p in (student / "notebooks").glob("*")} == {
        *published,
        "pictures",
    }
    assert not (student / "tests").exists()
    assert not [*student.rglob("__pycache__")]


def test_outputs_are_cleared(student):
    for path in (student / "notebooks").glob("*.ipynb"):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            assert not cell.get("outputs")
            assert cell.get("execution_count") is None


def python(folder, code):
    paths = [str(folder), os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
    )


def test_the_zip_works_by_itself(student):
    done = python(
        student,
        "import helpers\n"
        "from helpers.course import bring_lessons\n"
        "from helpers.files import ROOT\n"
        "assert ROOT.name == 'course', ROOT\n"
        "bring_lessons(ROOT)\n"
        "print(helpers.check('03.1', 5))\n"
        "helpers.explore()._repr_mimebundle_()\n",
    )
    assert done.stdout == "03.1 Count the sentinels: right. 1 point.\n"
    assert len([*(student / "work").glob("*.ipynb")]) >= 6


def test_a_zip_is_never_overwritten(tmp_path, capsys):
    path = tmp_path / "thesis.zip"
    path.write_text("years of work")
    assert main(["bundle", str(path)]) == 1
    assert "exists, and stays as it is" in capsys.readouterr().err
    assert path.read_text() == "years of work"


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("solved")
    assert main(["solutions", str(folder)]) == 0
    return folder


def test_the_solved_lessons_hold_the_answers(solved):
    for path in sorted(solved.glob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        found = {cell["id"]: "".join(cell["source"]) for cell in cells}
        for exercise in of_lesson(path.name[:2]):
            _, source = read_answers(ANSWERS, exercise)[0]
            assert found[exercise.cell_id] == source.rstrip()


def test_solved_lessons_are_never_overwritten(solved, capsys):
    first = sorted(solved.glob("*.ipynb"))[0]
    first.write_text("my notes")
    assert main(["solutions", str(solved)]) == 1
    assert "exists, and stays as it is" in capsys.readouterr().err
    assert first.read_text() == "my notes"


def test_an_answer_that_is_missing_is_named(tmp_path, capsys):
    arguments = ["solutions", str(tmp_path), "--answers", str(tmp_path)]
    assert main(arguments) == 1
    assert f"There is no {tmp_path / '00_1.py'}" in capsys.readouterr().err


def test_the_setup_of_a_lesson_is_what_students_have_too(student):
    for path in (student / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        tagged = [
            "".join(cell["source"])
            for cell in cells
            if "setup" in cell["metadata"].get("tags", [])
        ]
        assert "\n".join(tagged) == setup_of(Path(path).name[:2])
