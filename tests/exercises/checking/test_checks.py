"""`check` and `progress`: what a learner gets, whatever the answer is."""

import asyncio
import functools
import itertools
import linecache
import time
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from helpers import check, progress
from helpers.exercises.checking import solved
from helpers.exercises.lessons import find
from helpers.exercises.playing import stub_of

NUMBERS = itertools.count()
SECONDS = 10  # an idle machine needs less than one; this one may be busy


@pytest.fixture(autouse=True)
def nothing_solved(monkeypatch):
    monkeypatch.setattr(solved, "_solved", {})


def run_cell(source, name="worker"):
    """Run a cell as a notebook does, and give what it defines."""
    file = f"<cell {next(NUMBERS)}>"
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    space = {"asyncio": asyncio}
    exec(compile(source, file, "exec"), space)
    return space[name]


def function(body, head="async def worker(queue, results, work):"):
    return f"{head}\n    {body}\n"


RIGHT = """\
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(await work(item))
    await queue.put(DONE)
"""
STUB = """\
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(await work(item))
"""


def test_a_right_answer():
    checked = check("03.2", run_cell(RIGHT))
    assert checked.right and checked.attempted
    assert repr(checked) == (
        "03.2 Hand it on: right, in 102 situations. 2 points."
    )
    assert checked.recording is None


WITH_A_CALL = """\
class Worker:
    async def __call__(self, queue, results, work):
        while (item := await queue.get()) is not DONE:
            results.append(await work(item))
        await queue.put(DONE)

worker = Worker()
"""


@pytest.mark.parametrize(
    "source",
    [
        RIGHT.replace("worker", "hand_on")
        + "\nimport functools\nworker = functools.partial(hand_on)\n",
        WITH_A_CALL,
    ],
)
def test_a_right_answer_that_is_no_plain_function(source):
    checked = check("03.2", run_cell(source))
    assert checked.right, repr(checked)


def test_a_prediction_may_be_any_kind_of_number():
    for number in (Fraction(52, 5), Decimal("10.4"), np.float64(10.4)):
        assert check("01.1", number).right
    assert check("02.1", tuple(np.array([1, 2, 4]))).right


def test_what_computes_without_end_is_told_its_line():
    words = repr(check("03.2", run_cell(function("while True: pass"))))
    assert "computes without end (line 2)" in " ".join(words.split())


@pytest.mark.parametrize(
    ("name", "tried"), [("03.1", False), ("03.2", False), ("03.2", True)]
)
def test_what_nobody_has_tried_yet(name, tried):
    stub = "# a comment is no answer\n\n" + stub_of(find(name))
    answer = run_cell(stub) if tried else None
    checked = check(name, answer)
    assert not checked.attempted and not checked.right
    assert repr(checked).endswith(": not attempted yet.")


def test_a_wrong_answer_says_what_where_and_why():
    answer = run_cell(f"{STUB}    return results\n")
    checked = check("03.2", answer)
    words = repr(checked)
    assert words.startswith("03.2 Hand it on: not yet.\nWith 3 workers and 4 ")
    assert "wait in queue.get() (line 2)" in words
    assert max(map(len, words.splitlines())) <= 78
    assert "(Lesson 03, section “A sentinel for each”.)" in " ".join(
        words.split()
    )
    assert checked.misconception == "one-sentinel"
    assert checked.recording.end > 0
    assert len(checked.recording.items) == 5


GETS = "item = await queue.get()"
ODD = {
    "computes": (function("while True: pass"), "never-lets-go"),
    "catches all": (
        function(
            "while True:\n        try:\n            while True: pass\n"
            "        except: pass"
        ),
        "never-lets-go",
    ),
    "prints": (function("while True: print('x' * 1000)"), "never-lets-go"),
    "blocks": (
        function("__import__('threading').Event().wait()"),
        "blocks-the-thread",
    ),
    "reads": (function("input()"), ""),
    "sleeps": (function("__import__('time').sleep(60)"), "time-sleep"),
    "lets go": (function("while True: await asyncio.sleep(0)"), "spins"),
    "ticks": (function("while True: await asyncio.sleep(1)"), None),
    "leaves the process": (function("__import__('os')._exit(3)"), ""),
    "exits": (function("raise SystemExit(3)"), ""),
    "interrupts": (function("raise KeyboardInterrupt"), ""),
    "a group": (function("raise ExceptionGroup('a', [ValueError('b')])"), ""),
    "an odd error": (
        function("class E(Exception):\n        __str__ = None\n    raise E"),
        "",
    ),
    "odd results": (function("results.append(results)"), None),
    "a plain function": (
        function("return 1", "def worker(queue, results, work):"),
        "no-async",
    ),
    "a generator": (
        function("yield 1", "def worker(queue, results, work):"),
        "not-playable",
    ),
    "an async generator": (function("yield 1"), "not-playable"),
    "other arguments": (function(GETS, "async def worker(queue):"), ""),
    "a task left behind": (
        function("asyncio.create_task(asyncio.sleep(99))"),
        None,
    ),
    "recursion": (function("await worker(queue, results, work)"), ""),
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_answer_costs_only_itself(what, capfd):
    source, key = ODD[what]
    began = time.monotonic()
    checked = check("03.2", run_cell(source))
    assert time.monotonic() - began < SECONDS
    assert not checked.right and checked.attempted
    if key is not None:
        assert checked.misconception == key, checked
    assert "Traceback" not in repr(checked)
    assert len(repr(checked)) < 3000
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "answer",
    [
        *(7, "worker", [1], object(), len, int, asyncio.Queue),
        *(functools.partial(print, 1), ValueError("x"), float("nan")),
        lambda queue, results, work: None,
    ],
)
def test_an_answer_that_is_no_function_of_the_learner(answer):
    checked = check("03.2", answer)
    assert not checked.right
    assert "Traceback" not in repr(checked)


class BadRepr:
    def __repr__(self):
        raise ValueError("no repr")


@pytest.mark.parametrize("name", ["03.1", "03.2"])
def test_an_answer_that_cannot_be_shown(name):
    checked = check(name, BadRepr())
    assert not checked.right
    assert "What you wrote is as it was" in repr(checked)


@pytest.mark.parametrize("name", ["3.2", "03.99", "99.1", "", 3, None])
def test_an_exercise_that_does_not_exist(name):
    checked = check(name, 1)
    assert not checked.attempted
    assert repr(checked).startswith(f"There is no exercise {name!r}. There ")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x = elsewhere\n" + RIGHT, "move what it needs into it"),
        (RIGHT + "1 / 0\n", "The cell does not run: ZeroDivisionError"),
    ],
)
def test_a_cell_that_leans_on_others(source, words):
    answer = run_cell(RIGHT)
    file = answer.__code__.co_filename
    lines = source.splitlines(True)
    linecache.cache[file] = (len(source), None, lines, file)
    checked = check("03.2", answer)
    assert not checked.right
    assert words in repr(checked)


def line_of(lesson):
    lines = repr(progress()).splitlines()
    return next(line for line in lines if line.startswith(lesson))


def test_progress_counts_what_is_right():
    assert line_of("03").startswith("03: 0 of ")
    check("03.1", 5)
    check("03.2", run_cell(ODD["exits"][0]))
    line = line_of("03")
    assert line.startswith("03: 1 of ") and "; still open: 03.2" in line
    check("03.1", 4)  # once solved, it stays solved
    assert progress().solved == {"03.1"}
    assert progress().tried == {"03.2"}


@pytest.fixture
def in_work(tmp_path, monkeypatch):
    """As in a kernel of the learner's own copy of a lesson."""
    monkeypatch.setattr(solved, "ROOT", tmp_path)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def forget(monkeypatch):
    monkeypatch.setattr(solved, "_solved", {})


def test_progress_outlives_the_kernel(in_work, monkeypatch):
    check("03.1", 5)
    check("03.2", run_cell(ODD["exits"][0]))
    forget(monkeypatch)
    assert progress().solved == {"03.1"}
    assert progress().tried == {"03.2"}
    check("03.1", 4)
    assert progress().solved == {"03.1"}


def test_two_kernels_note_in_turn(in_work, monkeypatch):
    check("03.1", 5)
    forget(monkeypatch)
    check("02.1", None)  # not attempted, and so not noted
    solved.note("02.1", True)
    forget(monkeypatch)
    assert progress().solved == {"03.1", "02.1"}


@pytest.mark.parametrize("data", [b"", b"[1]", b'{"03.1": tr', b"\xff"])
def test_damaged_progress_is_begun_anew(in_work, data):
    (in_work / solved.FILE).write_bytes(data)
    assert progress().solved == set()
    check("03.1", 5)
    assert progress().solved == {"03.1"}


def test_elsewhere_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    check("03.1", 5)
    assert progress().solved == {"03.1"}
    assert not any(tmp_path.iterdir())


# ---- under nbgrader


@pytest.fixture
def nbgrader(monkeypatch, tmp_path):
    (tmp_path / "seed.txt").write_text("secret\n")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv("COURSEWORK_SEED_FILE", str(tmp_path / "seed.txt"))


def test_under_nbgrader_the_value_is_the_points(nbgrader):
    assert repr(check("03.1", 5)) == "1.0"
    assert repr(check("03.1", 4)) == "0.0"
    assert repr(check("03.1", None)) == "0.0"
    assert repr(check("03.2", run_cell(STUB))) == "0.0"
    assert repr(check("03.2", run_cell(RIGHT))) == "2.0"
    part = RIGHT.replace("is not DONE", "not in (None, DONE)")
    assert repr(check("03.2", run_cell(part))) == "1.33"


def test_under_nbgrader_without_a_secret(nbgrader, monkeypatch):
    monkeypatch.delenv("COURSEWORK_SEED_FILE")
    assert repr(check("03.2", run_cell(RIGHT))) == "2.0"


def test_under_nbgrader_what_fails_is_an_error_and_so_no_points(
    nbgrader, monkeypatch
):
    monkeypatch.setenv("COURSEWORK_SEED_FILE", "no-such-file")
    with pytest.raises(FileNotFoundError):
        check("03.2", run_cell(RIGHT))
    with pytest.raises(LookupError):
        check("03.99", 1)


def test_the_tasks_of_the_check_are_in_the_report():
    source = (
        "async def run_all(producers, workers, work):\n"
        "    queue = asyncio.Queue()\n"
        "    tasks = [asyncio.create_task(p(queue)) for p in producers]\n"
        "    await asyncio.Queue().get()\n"
    )
    words = repr(check("03.3", run_cell(source, "run_all")))
    assert "main waits in a queue.get() (line 4)" in words
    answer = run_cell(
        "async def emit_in_order(queue, emit):\n"
        "    while queue.empty():\n"
        "        await asyncio.sleep(0)\n",
        "emit_in_order",
    )
    words = repr(check("03.4", answer))
    assert "producer-1 sleeps (part of the check)." in words
    assert "emitting-1 asks again and again" in words
