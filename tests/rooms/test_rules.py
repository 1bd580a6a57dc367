"""Each rule of the rooms can be broken: shown on houses that are made up."""

import pytest

from tests.rooms import rules
from tests.rooms.house import House

SOUND = {
    "__init__": '"""All."""\nROOMS = {"record": "recording", "words": ""}',
    "__main__": '"""The command."""\nfrom helpers import recording',
    "words": '"""Words."""\ndef said(): ...\ndef _inner(): ...',
    "clock/__init__": (
        '"""The clock: `loop`, then `naming`."""\n'
        "from helpers.clock.loop import run\n"
        '__all__ = ["run"]'
    ),
    "clock/loop": "from helpers import words\nrun = words.said",
    "clock/naming": "def f():\n    from helpers.words import said",
    "recording/__init__": (
        '"""What happened: `recorder`."""\n'
        "from helpers.recording.recorder import Log, record\n"
        '__all__ = ["Log", "record"]'
    ),
    "recording/recorder": "from helpers.clock import run\nclass Log: ...",
    "exercises/__init__": '"""What one is: `exercise`."""\nCASE = 1',
    "exercises/exercise": "from helpers.recording import Log",
    "exercises/lessons/__init__": '"""For each lesson `beliefs`."""',
    "exercises/lessons/lesson01/__init__": "",
    "exercises/lessons/lesson01/beliefs": "from helpers import exercises",
    "exercises/lessons/lesson02/__init__": "",
    "exercises/lessons/lesson02/beliefs": "",
    "exercises/lessons/lesson02/programs": "",
}
TABLE = {
    "words": (),
    "clock": ("words",),
    "recording": ("clock",),
    "exercises": ("recording",),
    "lessons": ("exercises",),
    "helpers": (),
    "__main__": ("recording",),
}
RECORDING = SOUND["recording/__init__"]


@pytest.fixture
def built(tmp_path):
    """A function that builds the sound house, with these files in it."""

    def built(changed=None):
        for name, source in {**SOUND, **(changed or {})}.items():
            path = tmp_path / "helpers" / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source)
        (tmp_path / "tests").mkdir(exist_ok=True)
        return House(tmp_path)

    return built


def broken(house, tests, table=TABLE):
    """Every sentence that any rule says of a house."""
    return [
        *rules.table_in_order(house, table),
        *rules.only_arrows_of_the_table(house, table),
        *rules.through_the_door(house),
        *rules.in_full(house),
        *rules.lessons_apart(house),
        *rules.no_idle_arrows(house, table),
        *rules.nothing_for_nobody(house, tests),
        *rules.doors_say_the_order(house),
        *rules.nothing_in_the_shade(house),
    ]


def test_the_house_is_otherwise_sound(built, tmp_path):
    assert broken(built(), tmp_path / "tests") == []


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({**TABLE, "attic": ()}, "has attic, which is no room: take it out"),
        ({"words": ()}, "lacks the room clock: add it."),
        ({**TABLE, "words": ("clock",)}, "words names clock, which does not"),
        ({**TABLE, "clock": ("clock", "words")}, "clock names clock, which"),
        ({**TABLE, "clock": ("words", "attic")}, "clock names attic, which"),
        ({**TABLE, "recording": ()}, "recording reaches for clock (helpers.r"),
        ({**TABLE, "exercises": ()}, "exercises reaches for recording (help"),
        ({**TABLE, "lessons": ()}, "lessons reaches for exercises (helpers.e"),
        ({**TABLE, "__main__": ()}, "__main__ reaches for recording (help"),
        ({**TABLE, "clock": ()}, "clock.naming, line 2), and MAY_IMPORT"),
        (
            {**TABLE, "recording": ("clock", "words")},
            "recording may import words by MAY_IMPORT in tests/test_rooms.py,",
        ),
    ],
)
def test_a_wrong_table_is_noticed(built, tmp_path, table, said):
    found = broken(built(), tmp_path / "tests", table)
    assert any(said in sentence for sentence in found), found


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        (  # an import in a function counts, and so does a whole room
            "words",
            "def f():\n    from helpers import clock",
            "words reaches for clock (helpers.words, line 2)",
        ),
        ("words", "import helpers.clock", "words reaches for clock"),
        ("words", "import helpers", "words reaches for helpers"),
        (
            "recording/recorder",
            "from helpers.clock.loop import run\nclass Log: ...",
            "recorder, line 1 goes past the door of clock, to helpers.clock.l",
        ),
        (
            "recording/recorder",
            "import helpers.clock.loop as l\nclass Log: ...",
            "recorder, line 1 goes past the door of clock",
        ),
        (
            "recording/recorder",
            "from helpers.clock import loop",
            "takes loop from helpers.clock, which does not hand it on",
        ),
        (
            "recording/recorder",
            "from helpers import clock\nx = clock.run, clock.__name__\n\n"
            "def f():\n    clock.loop.run()",
            "recorder, line 5 takes loop from helpers.clock, which does not",
        ),
        (
            "recording/recorder",
            "import helpers.clock as c\nc.hidden",
            "line 2 takes hidden from helpers.clock",
        ),
        (
            "recording/recorder",
            "import helpers.clock\nhelpers.clock.hidden",
            "line 2 takes hidden from helpers.clock",
        ),
        (
            "clock/naming",
            "from helpers.words import _inner",
            "takes _inner from helpers.words",
        ),
        (
            "clock/loop",
            "from .naming import x\nfrom helpers.words import said",
            "loop, line 1 imports from .naming: write the module in full",
        ),
        (
            "exercises/lessons/lesson01/beliefs",
            "from helpers.exercises.lessons.lesson02.programs import x\n"
            "import helpers.exercises",
            "beliefs, line 1 reaches for lesson02: a lesson does without",
        ),
        (
            "exercises/lessons/lesson01/beliefs",
            "from helpers.exercises.lessons import lesson02",
            "reaches for lesson02",
        ),
        (
            "recording/__init__",
            RECORDING.replace('["Log"', '["Row", "Log"'),
            "helpers.recording hands on Row, and nobody outside takes it",
        ),
        ("clock/__init__", "", "helpers.clock has no docstring: say what"),
        ("exercises/lessons/__init__", "", "helpers.exercises.lessons has no"),
        (
            "recording/columns",
            "",
            "docstring of helpers.recording does not name its module `columns",
        ),
        (
            "exercises/lessons/lesson01/programs",
            "",
            "of helpers.exercises.lessons does not name its module `programs`",
        ),
        (
            "record/__init__",
            '"""A room that is called like a function."""',
            "helpers.record is called like the public name record, which it",
        ),
        (
            "recording/record",
            "",
            "helpers.recording hands on record, and has a module of that name",
        ),
        (
            "exercises/CASE/__init__",
            "",
            "helpers.exercises hands on CASE, and has a module of that name",
        ),
    ],
)
def test_a_broken_rule_is_noticed(built, tmp_path, name, source, said):
    found = broken(built({name: source}), tmp_path / "tests")
    assert any(said in sentence for sentence in found), found


def test_a_name_that_a_test_takes_is_for_somebody(built, tmp_path):
    house = built({"recording/__init__": RECORDING.replace("Log", "Row")})
    said = "recording hands on Row"
    assert said in " ".join(broken(house, tmp_path / "tests"))
    test = tmp_path / "tests" / "test_row.py"
    for source in ("from helpers.recording import Row", "import helpers"):
        test.write_text(f"def test():\n    {source}")
        found = " ".join(broken(house, tmp_path / "tests"))
        assert (said in found) == (source == "import helpers")


def test_two_rooms_of_one_name_cannot_be_told_apart(built):
    with pytest.raises(ValueError, match=r"helpers\.clock and .*of one name"):
        built({"exercises/clock/__init__": '"""Another clock."""'})


README = """\
Rooms:

```mermaid
flowchart BT
  words["words"]
  clock --> words
  recording --> clock
```

Not this one: `a --> b`

    words --> clock
"""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("words", "words", None),
        (
            "recording --> clock\n",
            "\n",
            "The drawing lacks the line `recording --> clock`: add it.",
        ),
        (
            "clock --> words\n",
            "clock --> words\n  words --> recording\n",
            "The drawing has `words --> recording`, which is no arrow",
        ),
    ],
)
def test_a_drawing_that_is_not_as_the_table_is_noticed(before, after, said):
    table = {"words": (), "clock": ("words",), "recording": ("clock",)}
    drawing = rules.mermaid(README.replace(before, after))
    found = [*rules.drawn_as_it_is(drawing, table)]
    assert len(found) == (said is not None)
    assert all(sentence.startswith(said) for sentence in found)


def test_a_drawing_leaves_out_what_a_longer_way_says():
    table = {"a": (), "b": ("a",), "c": ("a", "b")}
    assert {*rules.arrows_to_draw(table)} == {("b", "a"), ("c", "b")}
    assert not [*rules.drawn_as_it_is("  b --> a\n  c --> b\n", table)]
    lacks, too_many = rules.drawn_as_it_is("  b --> a\n  c --> a\n", table)
    assert lacks == "The drawing lacks the line `c --> b`: add it."
    assert too_many.startswith("The drawing has `c --> a`, which is no arrow")
