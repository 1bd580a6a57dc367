"""What an instructor hands out, and keeps.

    bundle(ROOT, Path("course.zip"))            # for students: no answers
    solve(ROOT, answers, Path("solved"))        # for instructors
    prepare_nbgrader(ROOT, Path("queues"))      # a course for nbgrader

Right answers stand in files of cells, one for each exercise, `03_2.py` for
03.2; `# %% title` begins a cell, and the first is the one that is shown.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from nbformat import NotebookNode

from helpers.exercises import Exercise
from helpers.exercises.lessons import of_lesson
from helpers.files import CourseError, create_file, find_lessons
from helpers.storing import cleared, read_notebook, to_bytes

FILES = ("LICENSE", "README.md", "pyproject.toml", "requirements.txt")
FOLDERS = (
    ("helpers", "*.md"),
    ("helpers", "*.py"),
    ("helpers", "*.html"),
    ("helpers", "*.js"),
    ("helpers", "*.css"),
    ("notebooks/pictures", "*.png"),
)


def bundle(root: Path, out: Path) -> list[str]:
    """Write a zip with all that a student needs, and no answer.

    Args:
        root: the folder of the course.
        out: the zip to write; it must not exist.

    Returns:
        The names of the files in it.

    Raises:
        CourseError: the name is taken, or the course is not whole.
    """
    if out.exists():
        raise CourseError(f"{out} exists, and stays as it is. Name another.")
    files = _files(root)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            archive.write(path, path.relative_to(root).as_posix())
        for lesson in find_lessons(root):
            data = to_bytes(cleared(read_notebook(lesson)))
            archive.writestr(f"notebooks/{lesson.name}", data)
        return archive.namelist()


def _files(root: Path) -> list[Path]:
    files = [root / name for name in FILES]
    for folder, pattern in FOLDERS:
        files += sorted((root / folder).rglob(pattern))
    missing = [path.name for path in files if not path.is_file()]
    if missing:
        raise CourseError(f"{root} has no {missing[0]}. Get the course anew.")
    return files


def read_answers(folder: Path, exercise: Exercise) -> list[tuple[str, str]]:
    """Read the answers to one exercise: title and source of each.

    Raises:
        CourseError: there is no such file.
    """
    path = folder / f"{exercise.id.replace('.', '_')}.py"
    if not path.is_file():
        raise CourseError(f"There is no {path}, so no answer to it.")
    parts = re.split(r"^# %% ?(.*)\n", path.read_text("utf-8"), flags=re.M)
    sources = (source.strip() + "\n" for source in parts[2::2])
    return list(zip(parts[1::2], sources, strict=True))


def solve(root: Path, answers: Path, out: Path) -> list[Path]:
    """Write the lessons with a right answer in each exercise's cell.

    Args:
        root: the folder of the course.
        answers: the folder of the right answers.
        out: the folder to write to; a file that exists there is an error.

    Raises:
        CourseError: an answer is missing, or a file is in the way.
    """
    written = []
    for lesson in find_lessons(root):
        nb = cleared(read_notebook(lesson))
        _fill_in(nb, lesson.name[:2], answers)
        written.append(_create(out / lesson.name, to_bytes(nb)))
    return written


def prepare_nbgrader(root: Path, out: Path) -> list[Path]:
    """Write a course for nbgrader: its settings, and a source each lesson.

    Args:
        root: the folder of the course.
        out: the folder to write to; a file that exists there is an error.

    Raises:
        CourseError: a file is in the way.
    """
    written = [_create(out / "nbgrader_config.py", _SETTINGS.encode())]
    for lesson in find_lessons(root):
        data = to_bytes(cleared(read_notebook(lesson)))
        path = out / "source" / lesson.stem / lesson.name
        written.append(_create(path, data))
    return written


_SETTINGS = """\
c = get_config()
c.CourseDirectory.course_id = "asyncio-queues"
# The lessons hold no solutions, and their stubs are to stay: so all of
# nbgrader's steps but ClearSolutions.
c.GenerateAssignment.preprocessors = [
    f"nbgrader.preprocessors.{step}"
    for step in (
        "IncludeHeaderFooter",
        "LockCells",
        "ClearOutput",
        "CheckCellMetadata",
        "ComputeChecksums",
        "SaveCells",
        "ClearHiddenTests",
        "ClearMarkScheme",
        "ComputeChecksums",
        "CheckCellMetadata",
    )
]
c.Execute.timeout = 120  # seconds for a cell
"""


def _create(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        create_file(path, data)
    except FileExistsError:
        raise CourseError(
            f"{path} exists, and stays as it is. Name another folder."
        ) from None
    return path


def _fill_in(nb: NotebookNode, lesson: str, answers: Path) -> None:
    cells = {cell.id: cell for cell in nb.cells}
    for exercise in of_lesson(lesson):
        _, source = read_answers(answers, exercise)[0]
        cells[exercise.cell_id].source = source.rstrip()
