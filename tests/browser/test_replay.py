"""The stage of `replay` in a real page, by mouse and by keyboard."""

import json

import pytest

pytest.importorskip("playwright.sync_api")

from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.support import ROOT

SETUP = """
import asyncio
from helpers import Stuck, last_recording, record, replay

async def producer(queue, count):
    for number in range(count):
        await asyncio.sleep(1)
        await queue.put(number)
    await queue.put(None)

async def consumer(queue):
    while (item := await queue.get()) is not None:
        await asyncio.sleep(2.5)

async def stuck():
    queue = asyncio.Queue(maxsize=2)
    await asyncio.gather(producer(queue, 6), consumer(queue), consumer(queue))
"""

STUCK = """
try:
    record(stuck())
except Stuck:
    pass
replay(last_recording())
"""

PIPELINE = """
async def parse(raw, parsed):
    while (item := await raw.get()) is not None:
        await asyncio.sleep(0.9)
        await parsed.put(item)
    await parsed.put(None)

async def pipeline():
    raw, parsed = asyncio.Queue(4), asyncio.Queue(2)
    await asyncio.gather(
        producer(raw, 20), parse(raw, parsed), consumer(parsed))

replay(record(pipeline()), title="A pipeline")
"""

LARGE = """
async def large():
    queue = asyncio.Queue()
    async def produce():
        for number in range(25_000):
            await queue.put(number)
            await asyncio.sleep(1 + number % 2)
    async def consume():
        while True:
            await queue.get()
            await asyncio.sleep(2.9)
            queue.task_done()
    await asyncio.gather(produce(), consume(), consume())

replay(record(large(), until=40_000))
"""


@pytest.fixture
def opened(write, open_notebook):
    """A notebook with these cells after the set-up, which have been run."""

    def opened(*sources):
        notebook = open_notebook(write("replay.ipynb", SETUP, *sources))
        notebook.run_all()
        return notebook

    return opened


class Stage:
    """What a reader sees of one replay."""

    def __init__(self, notebook, cell):
        self.page = notebook.page
        self.root = notebook.output(cell).locator(".aq-replay")
        expect(self.root).to_be_visible()
        self.words = self.root.locator(".aq-words")
        self.place = self.root.locator(".aq-place")
        self.slider = self.root.get_by_role("slider")

    def press(self, *keys):
        self.slider.focus()
        for key in keys:
            self.page.keyboard.press(key)

    def step_to(self, words):
        """Step forwards until these words are said."""
        for _ in range(60):
            if words in self.words.text_content():
                return
            before = self.place.text_content()
            self.press("ArrowRight")
            expect(self.place).not_to_have_text(before)
        raise AssertionError(f"nothing said {words!r}")

    def click(self, name):
        self.root.get_by_role("button", name=name).click()

    def task(self, name):
        return self.root.locator(".aq-task", has_text=name)


def test_steps_by_key_and_by_button_go_forwards_and_back(opened):
    stage = Stage(opened(STUCK), 1)
    stage.press("Home")
    expect(stage.words).to_have_text("stuck is created")
    stage.press("ArrowRight", "ArrowRight")
    expect(stage.words).to_have_text("consumer-1 is created")
    stage.click("Step")
    expect(stage.words).to_have_text("consumer-2 is created")
    stage.click("Back")
    expect(stage.words).to_have_text("consumer-1 is created")
    stage.press("End")
    expect(stage.place).to_have_text("step 25 of 25")
    expect(stage.words).to_contain_text("Stuck at 9.5 s")


def test_jumps_go_where_they_say(opened):
    stage = Stage(opened(STUCK), 1)
    stage.press("Home", "w")
    expect(stage.words).to_contain_text("consumer-1 waits to get")
    stage.press("l")
    expect(stage.root.locator(".aq-fill")).to_have_text("2 of 2 in the queue")
    stage.click("Stuck")
    expect(stage.task("consumer-2")).to_contain_text("waits to get, for ever")
    stage.click("Start")
    expect(stage.place).to_have_text("step 1 of 25")


def test_it_plays_to_the_end_and_stops(opened):
    stage = Stage(opened(STUCK), 1)
    stage.root.get_by_label("Speed").select_option("10")
    stage.press("Home", "Space")
    expect(stage.root.get_by_role("button", name="Pause")).to_be_visible()
    expect(stage.place).to_have_text("step 25 of 25", timeout=10_000)
    expect(stage.root.get_by_role("button", name="Play")).to_be_visible()


def test_the_cursor_is_dragged(opened):
    stage = Stage(opened(STUCK), 1)
    box = stage.slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    stage.page.mouse.move(box["x"] + 3, middle)
    stage.page.mouse.down()
    stage.page.mouse.move(box["x"] + box["width"] / 2, middle, steps=10)
    stage.page.mouse.up()
    expect(stage.root.locator(".aq-clock")).to_have_text("4.5 s")
    expect(stage.words).to_contain_text("consumer-2")


def test_a_token_is_followed_from_hand_to_hand(opened):
    stage = Stage(opened(STUCK), 1)
    stage.step_to("puts E")
    token = stage.root.locator(".aq-slots .aq-token", has_text="E")
    expect(token).to_have_attribute("title", "4")
    stage.step_to("takes E")
    expect(stage.task("consumer").locator(".aq-moved")).to_have_text("E")


def test_the_line_of_the_program_is_marked(opened):
    stage = Stage(opened(STUCK), 1)
    here = stage.root.locator(".aq-here")
    stage.step_to("takes")
    expect(here).to_contain_text("await queue.get()")
    expect(here).to_have_attribute("aria-current", "step")


def test_a_click_anywhere_in_it_gives_it_the_keys(opened):
    stage = Stage(opened(PIPELINE), 1)
    for part in (".aq-says", ".aq-head", ".aq-help"):
        stage.page.locator(".jp-Notebook-cell").first.click()
        stage.root.locator(part).first.click()
        before = stage.place.text_content()
        stage.page.keyboard.press("ArrowRight")
        expect(stage.place).not_to_have_text(before)
        stage.page.keyboard.press("ArrowLeft")
        expect(stage.place).to_have_text(before)


def test_jupyterlab_has_its_own_keys_back(opened):
    notebook = opened(PIPELINE, "2 + 3")
    stage = Stage(notebook, 1)
    notebook.select(1)
    stage.press("ArrowRight")
    notebook.wait("panel.context.model.dirty")
    stage.press("Control+s")
    notebook.wait("!panel.context.model.dirty")
    before = notebook.cells()[1]["execution_count"]
    stage.press("Shift+Enter")
    count = "panel.content.model.cells.get(1).executionCount"
    notebook.wait(f"{count} > before", before=before)


def test_keys_do_not_reach_jupyterlab(opened):
    notebook = opened(STUCK)
    stage = Stage(notebook, 1)
    before = len(notebook.cells())
    active = notebook.ask("return panel.content.activeCellIndex;")
    stage.press("ArrowDown", "ArrowUp", "s", "l", "w", "Space", "Home")
    stage.press("b", "a", "x", "d", "d")
    for name in ("Back", "Next wait"):
        stage.root.get_by_role("button", name=name).focus()
        for key in ("ArrowDown", "ArrowUp", "j", "k", "b", "d", "d"):
            stage.page.keyboard.press(key)
    assert len(notebook.cells()) == before
    assert notebook.ask("return panel.content.activeCellIndex;") == active


BUSY = "import time\nprint('begins', flush=True)\ntime.sleep(600)"


def test_it_works_while_a_cell_runs_and_after_the_kernel_is_gone(opened):
    notebook = opened(STUCK)
    busy = notebook.add_cell(BUSY)
    notebook.begin_run(busy)
    notebook.wait_output(busy, "begins")
    stage = Stage(notebook, 1)
    stage.press("End")
    expect(stage.words).to_contain_text("Stuck")
    stage.press("Home")
    expect(stage.words).to_contain_text("is created")
    notebook.restart()
    stage.press("End")
    expect(stage.words).to_contain_text("Stuck")


COUNT = """
from ipywidgets.widgets.widget import _instances
len(_instances)
"""


def test_a_cell_that_runs_again_shows_one_fresh_stage(opened):
    notebook = opened(STUCK)
    Stage(notebook, 1).press("End")
    notebook.run(1)
    stage = Stage(notebook, 1)
    expect(stage.root).to_have_count(1)
    expect(stage.place).not_to_have_text("step 25 of 25")
    index = notebook.add_cell(COUNT)
    first = notebook.run(index)
    notebook.run(1)
    assert notebook.run(index)[0]["data"] == first[0]["data"]


SAME = """
async ([code, about, base64, asked]) => {
  const url = URL.createObjectURL(new Blob([code],
    { type: "text/javascript" }));
  const { Story } = await import(url);
  const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
  const story = new Story(about, new DataView(bytes.buffer));
  return asked.map(step => {
    story.go(step);
    return {
      place: [...story.places.now], state: [...story.states.now],
      since: [...story.states.since],
      unfinished: [...story.unfinished.now],
      inside: story.queues.map((_, n) => story.front(n, 1e9)),
    };
  });
}
"""


def test_the_page_shows_the_scenes_that_python_draws(page, lab):
    import base64
    import random

    from helpers import last_recording, record
    from helpers.replaying import Stage as Scenes
    from helpers.replaying.tape import tape_of
    from tests.replaying.programs import random_program

    page.goto(f"{lab.url}/lab?token={lab.token}")
    code = (ROOT / "helpers/replaying/story.js").read_text("utf-8")
    for seed in range(12):
        try:
            recording = record(random_program(seed))
        except TimeoutError:
            recording = last_recording()
        stage = Scenes(recording)
        about, tape = tape_of(stage)
        steps = [*range(len(stage)), *reversed(range(len(stage)))]
        steps += random.Random(seed).choices(range(len(stage)), k=50)
        packed = base64.b64encode(tape).decode()
        about = json.loads(json.dumps(about))
        seen = page.evaluate(SAME, [code, about, packed, steps])
        for step, found in zip(steps, seen, strict=True):
            scene = stage.scene(step)
            inside = [scene.inside(q) for q in range(len(stage.queues))]
            assert found == {
                "place": scene.place,
                "state": scene.state,
                "since": scene.since,
                "unfinished": scene.unfinished,
                "inside": inside,
            }


def test_a_large_recording_is_shown_too(opened):
    stage = Stage(opened(LARGE), 1)
    stage.press("End")
    expect(stage.place).to_have_text("step 100,006 of 100,006")
    stage.press("l", "ArrowLeft", "Home")
    expect(stage.words).to_have_text("large is created")


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_everyone_can_use_it(opened, theme):
    notebook = opened(STUCK, PIPELINE)
    with notebook.look(theme=theme):
        for cell in (1, 2):
            stage = Stage(notebook, cell)
            for key in ("Home", "l", "End"):
                stage.press(key)
                assert findings(stage.root) == []


def test_every_control_is_reached_by_tab_and_has_a_name(opened):
    stage = Stage(opened(STUCK), 1)
    stage.root.get_by_role("button", name="Step").focus()
    names = []
    for _ in range(9):
        stage.page.keyboard.press("Tab")
        names.append(
            stage.page.evaluate(
                "() => { const e = document.activeElement; return "
                "e.closest('.aq-replay') && (e.getAttribute('aria-label')"
                " || e.textContent); }"
            )
        )
    assert names[:8] == [
        "Play", "Speed", "Start", "Next wait", "Longest queue", "Stuck",
        "Step", "Program",
    ]  # fmt: skip


@pytest.mark.parametrize("theme", ["Light", "Dark"])
@pytest.mark.parametrize(("width", "zoom"), [(1024, 1), (1440, 1), (1440, 2)])
def test_nothing_is_cut_off(opened, theme, width, zoom):
    notebook = opened(STUCK, PIPELINE)
    with notebook.look(theme=theme, width=width, zoom=zoom):
        for cell in (1, 2):
            stage = Stage(notebook, cell)
            stage.press("l")
            wide, shown = stage.root.evaluate(
                "e => [e.scrollWidth, e.clientWidth]"
            )
            assert wide <= shown
            name = f"replay-{cell}-{theme}-{width}-{zoom}"
            notebook.screenshot(name)
