"""`explore`: the program that it shows and runs, and what it says of it."""

import ast
import json
import subprocess
import sys
import threading

import pytest

from helpers import explore, last_recording, record
from helpers.exploring import CONTROLS, POLICIES, Outcome, Setting, play
from helpers.exploring import programs as whatif_program
from helpers.exploring.outcomes import run_program
from helpers.exploring.panel import ExploreWidget, answer_to, for_page
from helpers.exploring.settings import program
from helpers.storing import read_notebook
from tests.support import LONG, ROOT

LESSON = ROOT / "notebooks" / "05_bounded_queues.ipynb"
VIEW = "application/vnd.jupyter.widget-view+json"
# Two items a second, each a second of work, one consumer, room for two.
FULL = {
    "rate": 2,
    "arrival_spread": 0,
    "service": 1,
    "service_spread": 0,
    "consumers": 1,
    "maxsize": 2,
}


# ---- the setting


def test_a_setting_is_said_in_words():
    assert Setting().words == (
        "4 items/s by chance, 0.4 s each by chance, 2 consumers, no bound, "
        "seed 1"
    )
    setting = Setting(2.5, 0, 1, 2, 1, 3, "drop_oldest", 7)
    assert setting.words == (
        "2.5 items/s regular, 1 s each very mixed, 1 consumer, maxsize 3, "
        "drop the oldest, seed 7"
    )
    assert "no bound, keep the latest" in Setting(policy="keep_latest").words


@pytest.mark.parametrize(
    ("wrong", "kind", "said"),
    [
        ({"rate": 11}, ValueError, "rate as a number from 0.1 to 10"),
        ({"rate": 0.33}, ValueError, "in steps of 0.1, as in explore(rate=4"),
        ({"rate": float("nan")}, ValueError, "got nan"),
        ({"service": "1"}, TypeError, "service as a number .* got '1'"),
        ({"consumers": 1.5}, ValueError, "consumers as a whole number from"),
        ({"consumers": True}, TypeError, "got True"),
        ({"maxsize": -1}, ValueError, "maxsize as a whole number from 0 to"),
        ({"policy": "drop"}, ValueError, "one of 'wait', .* got 'drop'"),
        ({"policy": ["wait"]}, ValueError, "got ['wait']"),
        ({"seed": 0}, ValueError, "seed as a whole number from 1 to 50"),
    ],
)
def test_a_wrong_value_gets_a_sentence(wrong, kind, said):
    pattern = said.replace("(", r"\(").replace("[", r"\[")
    with pytest.raises(kind, match=r"explore\(\) expects .*" + pattern):
        explore(**wrong)


@pytest.mark.parametrize("control", CONTROLS, ids=lambda c: c.name)
def test_every_value_of_a_slider_can_be_set(control):
    steps = round((control.most - control.least) / control.step)
    for step in range(steps + 1):
        value = round(control.least + step * control.step, 9)
        setting = Setting(**{control.name: value})
        assert getattr(setting, control.name) == value


# ---- the program


def test_the_text_that_is_shown_is_the_one_that_runs():
    outcome = play(Setting())
    recording, _ = run_program(outcome.program)
    assert outcome.recording.rows == recording.rows
    other, _ = run_program(outcome.program.replace("RATE = 4 ", "RATE = 2 "))
    assert other.rows == play(Setting(rate=2)).recording.rows
    assert other.rows != recording.rows
    slower = outcome.program.replace("sleep(work)", "sleep(2 * work)")
    assert slower != outcome.program
    busy = Outcome(Setting(), slower, run_program(slower)[0], 0).busy_mean
    assert busy > outcome.busy_mean + 0.1


def test_a_learner_can_run_the_text():
    text = explore(maxsize=3, policy="drop_oldest").outcome.program
    names = {}
    exec(text, names)
    recording = record(names["main"](), until=100)
    same = play(Setting(maxsize=3, policy="drop_oldest")).recording
    assert recording.rows == same.rows
    assert "# explore() runs this for you: record(main(), until=100)" in text


@pytest.mark.parametrize("policy", POLICIES)
def test_the_program_is_short_and_has_the_one_policy(policy):
    text = program(Setting(policy=policy))
    names = [
        node.name
        for node in ast.parse(text).body
        if isinstance(node, ast.AsyncFunctionDef)
    ]
    assert names == [policy, "producer", "consumer", "main"]
    assert len(text.splitlines()) <= 45
    assert max(map(len, text.splitlines())) <= 79


def test_the_policies_are_those_of_the_lesson():
    nb = read_notebook(LESSON)
    lesson = {
        node.name: ast.dump(node)
        for cell in nb.cells
        if cell.id.startswith("policies-") and cell.cell_type == "code"
        for node in filter(is_def, ast.parse(cell.source).body)
    }
    assert lesson.keys() >= POLICIES.keys()
    for policy in POLICIES.keys() - {"refuse"}:  # which tells its sender
        text = program(Setting(policy=policy))
        functions = {n.name: n for n in ast.walk(ast.parse(text)) if is_def(n)}
        assert ast.dump(functions[policy]) == lesson[policy]


def is_def(node):
    return isinstance(node, ast.AsyncFunctionDef)


def test_each_policy_gets_the_same_items():
    played = [play(Setting(rate=8, maxsize=3, policy=p)) for p in POLICIES]
    offered = [outcome.offered for outcome in played]
    assert offered[1:] == [offered[1]] * 4  # those that do not hold it back
    assert offered[0] < offered[1]
    assert play(Setting(rate=8)).offered == offered[1]


def test_it_prints_nothing_and_leaves_the_last_recording(capfd, monkeypatch):
    async def main():
        queue = whatif_program.asyncio.Queue()
        await queue.put(1)

    mine = record(main())
    monkeypatch.setattr("helpers.clock.loop.LONG", 0)  # all is slow
    play(Setting())
    assert last_recording() is mine
    assert capfd.readouterr() == ("", "")


# ---- what came out


def test_the_measures_of_a_run_that_can_be_worked_out_by_hand():
    waits = play(Setting(**FULL, policy="wait"))
    assert waits.queue.name == "queue"
    assert (waits.lost, waits.queue.peak) == (0, 2)
    assert waits.busy == [pytest.approx(0.995)]  # from 0.5 s on
    assert waits.waiting == (pytest.approx(1.97, abs=0.05), 2, 2)
    # from 2 s on it works half a second, and waits half a second
    assert waits.held == pytest.approx(0.49, abs=0.01)


@pytest.mark.parametrize("policy", [*POLICIES][1:])
def test_every_second_item_is_lost_and_it_is_seen_when(policy):
    outcome = play(Setting(**FULL, policy=policy))
    assert outcome.offered == 199
    assert outcome.lost == pytest.approx(99, abs=2)
    assert len(outcome.lost_at) == outcome.lost
    assert min(outcome.lost_at) > 0.5
    taken = len(outcome.waits)
    assert taken == 100
    left = outcome.offered - outcome.lost - taken
    assert left == outcome.queue.lengths[-1]


def test_a_run_in_which_nobody_waits_or_nothing_comes():
    idle = explore(rate=0.1, arrival_spread=0, service_spread=0).outcome
    assert idle.waiting == (0, 0, 0)
    nothing = explore(rate=0.1, arrival_spread=2, seed=3).outcome
    assert nothing.offered == 0 or nothing.waiting[0] == 0
    assert "lost" in nothing.summary


def test_the_summary_is_a_line_that_is_always_the_same():
    assert repr(explore()) == explore().summary
    assert explore().summary == (
        "what if 4 items/s by chance, 0.4 s each by chance, 2 consumers, "
        "no bound, seed 1: queue mean 1.95, peak 11; waiting mean 0.503 s, "
        "95 % within 1.55 s, longest 3.16 s; consumers busy 81 %; "
        "nothing lost"
    )
    assert play(Setting(rate=8, maxsize=5)).summary.endswith(
        "; producer waits 39 %"
    )
    dropping = play(Setting(rate=8, maxsize=5, policy="refuse"))
    assert dropping.summary.endswith("; 349 of 808 lost")


def test_the_table_has_theory_beside_the_run_where_it_is_known():
    rows = {name: values for name, *values in play(Setting()).rows}
    assert rows["queue, mean"] == ["1.95", "2.84"]
    assert rows["waiting, mean"] == ["0.503 s", "0.711 s"]
    assert rows["waiting, longest"] == ["3.16 s", ""]
    assert rows["items lost"] == ["0 %", "0 %"]
    unknown = play(Setting(arrival_spread=2)).rows
    assert [known for _, _, known in unknown] == [""] * len(unknown)


# ---- what a cell shows


def test_a_cell_gets_a_picture_its_words_and_the_panel():
    data, metadata = explore()._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain", VIEW}
    assert data["text/plain"] == explore().summary
    assert metadata["image/png"]["alt"].startswith(explore().summary)
    assert data[VIEW]["model_id"]


def test_the_picture_is_the_same_every_time():
    assert explore().picture().png() == explore().picture().png()


# ---- what the page asks and is told


def ask(widget, number=1, **setting):
    """Send what the page sends, as the kernel passes it on."""
    asked = {**vars(Setting()), **setting}
    content = {"view": "v", "number": number, "setting": asked}
    data = {"method": "custom", "content": content}
    widget._handle_msg({"content": {"data": data}, "buffers": []})


@pytest.fixture
def widget():
    widget = ExploreWidget(play(Setting()))
    yield widget
    widget.close()


def test_an_answer_says_what_it_answers(widget):
    assert widget.answer == for_page(play(Setting()))
    ask(widget, number=7, rate=2)
    assert (widget.answer["view"], widget.answer["number"]) == ("v", 7)
    assert widget.answer["setting"] == vars(Setting(rate=2))
    assert widget.answer["words"] == Setting(rate=2).words
    assert "RATE = 2 " in widget.answer["program"]


def test_an_answer_is_small_and_plain(widget):
    for setting in (Setting(rate=10), Setting(rate=10, consumers=8)):
        assert len(json.dumps(for_page(play(setting)))) < 60_000


def test_what_fails_is_said_in_a_sentence(widget, monkeypatch):
    ask(widget, number=2, rate=99)
    assert widget.answer["number"] == 2
    assert widget.answer["error"].startswith("This run failed. ValueError: ")
    broken = "async def main():\n    raise ZeroDivisionError('no')\nlost = []"
    monkeypatch.setattr("helpers.exploring.outcomes.program", lambda _: broken)
    ask(widget, number=3)
    said = "This run failed. ZeroDivisionError: no"
    assert widget.answer["error"] == said
    monkeypatch.undo()
    ask(widget, number=4)
    assert "error" not in widget.answer


def test_a_closed_widget_answers_nobody_and_does_not_fail(widget, capfd):
    widget.close()
    widget.close()
    request = {"view": "v", "number": 1, "setting": vars(Setting())}
    assert answer_to(request)["number"] == 1
    widget._receive(widget, request, [])
    assert capfd.readouterr() == ("", "")


def test_requests_from_many_threads_are_answered_one_by_one(widget, capfd):
    seen = []
    widget.observe(lambda change: seen.append(change.new), "answer")
    threads = [
        threading.Thread(target=ask, args=(widget, n), kwargs={"seed": n})
        for n in range(1, 13)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        mine = play(Setting(seed=50)).recording  # what a cell does meanwhile
        assert mine.rows == play(Setting(seed=50)).recording.rows
    for thread in threads:
        thread.join(LONG)
    assert sorted(answer["number"] for answer in seen) == [*range(1, 13)]
    for answer in seen:
        expected = for_page(play(Setting(seed=answer["number"])))
        assert {**answer, **expected} == answer
    assert capfd.readouterr() == ("", "")


def test_the_exercises_do_without_it():
    code = (
        "import sys\n"
        "from helpers import check, record, run\n"
        "import helpers.exercises.closed_room.answering\n"
        "for name in ('anywidget', 'ipywidgets', 'traitlets', 'numpy'):\n"
        "    assert name not in sys.modules, name\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
