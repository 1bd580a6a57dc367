"""Who may import whom among the rooms of helpers/, and how."""

import subprocess
import sys

import pytest

from tests.rooms import rules
from tests.rooms.house import House
from tests.support import ROOT

# From the ground floor up: a room names those only that stand above it here.
MAY_IMPORT = {
    "wording": (),
    "files": (),
    "workloads": (),
    "helpers": (),
    "diagnosis": ("wording",),
    "clock": ("diagnosis",),
    "recording": ("wording", "diagnosis", "clock"),
    "plots": ("wording", "recording"),
    "widgets": ("plots",),
    "replaying": ("wording", "recording", "plots", "widgets"),
    "exploring": ("wording", "recording", "plots", "widgets"),
    "exercises": ("recording",),
    "judging": ("diagnosis", "exercises"),
    "lessons": ("wording", "exercises", "judging"),
    "playing": ("files", "exercises"),
    "checking": (
        "wording",
        "files",
        "recording",
        "exercises",
        "judging",
        "lessons",
        "playing",
    ),
    "storing": ("files", "lessons"),
    "course": ("files", "storing"),
    "__main__": ("course",),
    "coursework": (
        "files",
        "recording",
        "plots",
        "exercises",
        "lessons",
        "playing",
        "checking",
        "storing",
    ),
    "closed_room": (
        "helpers",
        "files",
        "clock",
        "recording",
        "exercises",
        "judging",
        "lessons",
    ),
}


@pytest.fixture(scope="module")
def house():
    return House(ROOT)


def assert_none(sentences):
    found = sorted({*sentences})
    assert not found, "\n".join(["", *found])


def test_no_arrow_points_up(house):
    assert_none(rules.table_in_order(house, MAY_IMPORT))


def test_no_room_reaches_for_another_than_those(house):
    assert_none(rules.only_arrows_of_the_table(house, MAY_IMPORT))


def test_all_go_through_the_doors(house):
    assert_none(rules.through_the_door(house))
    assert_none(rules.in_full(house))


def test_no_lesson_reaches_for_another(house):
    assert_none(rules.lessons_apart(house))


def test_each_arrow_is_needed(house):
    assert_none(rules.no_idle_arrows(house, MAY_IMPORT))


def test_each_name_that_a_door_hands_on_is_used(house):
    assert_none(rules.nothing_for_nobody(house, ROOT / "tests"))


def test_each_door_says_in_which_order_to_read(house):
    assert_none(rules.doors_say_the_order(house))


def test_the_drawing_has_just_these_arrows():
    text = (ROOT / "helpers" / "README.md").read_text("utf-8")
    drawing = rules.mermaid(text)
    assert_none(rules.drawn_as_it_is(drawing, MAY_IMPORT))


def test_no_name_is_hidden_by_a_module(house):
    assert_none(rules.nothing_in_the_shade(house))


# ---- what is loaded by whom


def python(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT
    )


@pytest.mark.parametrize(
    "room",
    ["helpers.exercises.checking", "helpers.exercises.closed_room.answering"],
)
def test_the_exercises_load_nothing_for_pictures_and_pages(room):
    done = python(
        f"import sys, {room}\n"
        "slow = {'matplotlib', 'ipywidgets', 'numpy', 'IPython'}\n"
        "print(*slow & {*sys.modules})\n"
    )
    assert done.stdout == "\n", (
        f"{room} loads {done.stdout}: an answer waits for that each time. "
        "Import it where it is used, or from a room that does without it. "
        f"{done.stderr}"
    )


def test_helpers_alone_loads_none_of_its_rooms():
    done = python(
        "import sys, helpers\n"
        "print(*(name for name in sys.modules if 'helpers.' in name))\n"
    )
    assert done.stdout == "\n", (
        f"`import helpers` loads {done.stdout}: its public names are loaded "
        f"when they are first used. {done.stderr}"
    )
