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
        *("wording", "files", "recording"),
        *("exercises", "judging", "lessons", "playing"),
    ),
    "storing": ("files", "lessons"),
    "course": ("files", "storing"),
    "coursework": (
        *("files", "recording", "plots"),
        *("exercises", "lessons", "playing", "checking", "storing"),
    ),
    "helpers": ("course",),
    "closed_room": (
        *("files", "clock", "recording"),
        *("exercises", "judging", "lessons", "helpers"),
    ),
}


# What still breaks a rule; each must go from here when it is mended.
PRIVATE = ["takes _WHERE from helpers"]
FOR_NOBODY = [
    *("course hands on SelfTest", "diagnosis hands on Place"),
    *("diagnosis hands on Report", "diagnosis hands on Wait"),
    *("diagnosis hands on wait_of", "exercises hands on Judge"),
    *("exercises hands on Play", "checking hands on Checked"),
    *("checking hands on Progress", "judging hands on FALSE"),
    *("exploring hands on Explorer", "recording hands on Ints"),
    *("recording hands on Span", "replaying hands on Replay"),
]
UNTOLD = ["The docstring of helpers.coursework does not name its module"]


@pytest.fixture(scope="module")
def house():
    return House(ROOT)


def assert_none(sentences, but=()):
    """Show each sentence but the known ones, and each known one that went."""
    found = sorted({*sentences})
    new = [said for said in found if not any(known in said for known in but)]
    assert not new, "\n".join(["", *new])
    mended = [known for known in but if not any(known in x for x in found)]
    assert not mended, f"This is mended, so take it out above: {mended}"


def test_no_arrow_points_up(house):
    assert_none(rules.table_in_order(house, MAY_IMPORT))


def test_no_room_reaches_for_another_than_those(house):
    assert_none(rules.only_arrows_of_the_table(house, MAY_IMPORT))


def test_all_go_through_the_doors(house):
    assert_none(rules.through_the_door(house), but=PRIVATE)
    assert_none(rules.in_full(house))


def test_no_lesson_reaches_for_another(house):
    assert_none(rules.lessons_apart(house))


def test_each_arrow_is_needed(house):
    assert_none(rules.no_idle_arrows(house, MAY_IMPORT))


def test_each_name_that_a_door_hands_on_is_used(house):
    found = rules.nothing_for_nobody(house, ROOT / "tests")
    assert_none(found, but=FOR_NOBODY)


def test_each_door_says_in_which_order_to_read(house):
    assert_none(rules.doors_say_the_order(house), but=UNTOLD)


def test_the_drawing_has_just_these_arrows():
    path = ROOT / "helpers" / "README.md"
    if not path.exists():
        pytest.skip("helpers/README.md is not written yet")
    drawing = rules.mermaid(path.read_text("utf-8"))
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
