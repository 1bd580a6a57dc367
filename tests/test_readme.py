"""The README: its commands, its picture, its table of lessons."""

import re

import nbformat
import pytest

from helpers.storing import kept_pictures, read_notebook
from tests.support import ROOT

README = (ROOT / "README.md").read_text("utf-8")
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def test_each_set_up_command_stands_alone_on_one_line():
    commands = re.findall(r"^python3 -m venv .*$", README, re.M)
    assert [command.rsplit(" && ", 1)[1] for command in commands] == [
        ".venv/bin/python -m helpers start",
        ".venv/bin/python -m pytest",
    ]
    assert all("-r requirements.txt" in command for command in commands)


def test_the_windows_form_does_the_same():
    commands = re.findall(r"^py -m venv .*$", README, re.M)
    unix = re.findall(r"^python3 -m venv .*$", README, re.M)
    as_unix = [
        command.replace("py -m venv", "python3 -m venv")
        .replace(".venv\\Scripts\\", ".venv/bin/")
        .replace("\\", "/")
        for command in commands
    ]
    assert as_unix == unix


def test_every_link_into_the_project_leads_somewhere():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert len(links) > 6
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_pictures_are_those_that_the_lessons_show():
    shown = re.findall(r"notebooks/pictures/([\w-]+\.png)", README)
    kept = {}
    for lesson in LESSONS:
        kept |= kept_pictures(read_notebook(lesson))
    assert shown
    for name in shown:
        stored = (ROOT / "notebooks" / "pictures" / name).read_bytes()
        assert stored == kept[name], "run `python -m helpers refresh`"


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_the_table_says_what_the_lesson_says(lesson):
    nb = nbformat.read(lesson, as_version=4)
    title = nb.cells[0].source
    question = title.splitlines()[0].removeprefix("# ")
    minutes = re.search(
        r"\*\*Time:\*\* (\d+) minutes, and (\d+) for the exercises?", title
    )
    row = next(r for r in README.splitlines() if f"{lesson.name})" in r)
    assert question in row
    assert "{} + {} min".format(*minutes.groups()) in row
