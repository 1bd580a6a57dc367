"""`explore` in a real page: every slider, idle and busy, pinned, restarted."""

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from helpers.exploring import CONTROLS, POLICIES, Setting, play
from tests.browser.axe import findings

BUSY = {
    "waits": "while not go.exists():\n    await asyncio.sleep(0.01)",
    "sleeps": "while not go.exists():\n    time.sleep(0.01)",
    "computes": "while not go.exists():\n    pass",
}
SETUP = """\
import asyncio, os, time
from pathlib import Path
from helpers import explore
go = Path("go")
os.getpid()"""
LOOKS = [
    ("Light", 1440, 1),
    ("Dark", 1440, 1),
    ("Light", 1024, 1),
    ("Dark", 1024, 1),
    ("Light", 1440, 2),
]


class Panel:
    """The panel of the cell at this index, as a person sees it."""

    def __init__(self, notebook, index=1):
        self.notebook = notebook
        self.root = notebook.output(index).locator(".whatif")
        self.key = self.root.locator(".whatif-key li").filter(visible=True)
        self.status = self.root.locator("p[role=status]")
        self.picture = self.root.get_by_role("img")
        self.pin = self.root.get_by_role("button", name="Pin this to compare")
        expect(self.picture).to_be_visible(timeout=30_000)

    def control(self, name):
        """Give the slider or the choice of this name."""
        return self.root.locator(f"[name={name}]")

    def setting(self):
        """Give the setting at which the controls stand."""
        names = [control.name for control in CONTROLS]
        values = {n: float(self.control(n).input_value()) for n in names}
        whole = {n: int(v) if v == int(v) else v for n, v in values.items()}
        return Setting(**whole, policy=self.control("policy").input_value())

    def expect_shown(self, setting):
        """Wait until picture, words and numbers are those of a setting."""
        outcome = play(setting)
        expect(self.key.first).to_contain_text(setting.words)
        expect(self.picture).to_have_attribute(
            "aria-label", re.compile(re.escape(outcome.summary))
        )
        expect(self.status).to_have_text(outcome.summary)
        row = self.root.get_by_role("row", name="waiting, mean")
        expect(row).to_contain_text(outcome.rows[2][1])
        constant = f"CONSUMERS = {setting.consumers}\n"
        expect(self.root.locator("pre")).to_contain_text(constant.strip())


@pytest.fixture
def panel(write, open_notebook):
    notebook = open_notebook(write("explore.ipynb", SETUP, "explore()"))
    notebook.run(0)
    notebook.run(1)
    return Panel(notebook)


def drag(panel, slider, share):
    """Drag a slider's thumb to a share of its length, in many steps."""
    slider.scroll_into_view_if_needed()
    box, mouse = slider.bounding_box(), panel.root.page.mouse
    y = box["y"] + box["height"] / 2
    mouse.move(box["x"] + box["width"] / 2, y)
    mouse.down()
    mouse.move(box["x"] + box["width"] * share, y, steps=20)
    mouse.up()


def test_it_shows_the_start_and_the_program_that_runs(panel):
    panel.expect_shown(Setting())
    shown = panel.root.locator("pre").text_content()
    assert shown.strip() == play(Setting()).program.strip()


def test_every_slider_moves_by_key_and_by_mouse(panel):
    for name in [control.name for control in CONTROLS]:
        slider, before = panel.control(name), panel.setting()
        slider.focus()
        slider.press("ArrowRight")
        moved = panel.setting()
        assert getattr(moved, name) > getattr(before, name)
        panel.expect_shown(moved)
        drag(panel, slider, 0.7)
        dragged = panel.setting()
        assert getattr(dragged, name) > getattr(moved, name)
        panel.expect_shown(dragged)
        expect(slider).to_be_focused()


def test_jupyterlab_has_its_own_keys_back(panel):
    notebook = panel.notebook
    slider = panel.control("maxsize")
    slider.press("ArrowRight")
    notebook.wait("panel.context.model.dirty")
    slider.press("Control+s")
    notebook.wait("!panel.context.model.dirty")


def test_a_policy_is_chosen_by_key(panel):
    panel.control("maxsize").focus()
    panel.control("maxsize").press("PageUp")
    panel.control("policy").focus()
    for policy in [*POLICIES][1:]:
        panel.control("policy").press("ArrowDown")
        assert panel.setting().policy == policy
        panel.expect_shown(panel.setting())


def test_all_is_reached_by_tab_and_named(panel):
    page = panel.root.page
    panel.control("rate").focus()
    reached = []
    for _ in range(len(CONTROLS) + 3):
        reached.append(page.evaluate(NAME))
        page.keyboard.press("Tab")
    labels = [control.label for control in CONTROLS]
    assert reached == [
        *labels[:-1],
        "When the queue is full",
        labels[-1],
        "Pin this to compare",
        "The program that runs",
    ]


NAME = """() => {
    const it = document.activeElement;
    const named = document.getElementById(it.getAttribute("aria-labelledby"));
    return it.labels?.[0]?.textContent ?? (named ?? it).textContent; }"""


@pytest.mark.parametrize("how", BUSY)
def test_sliders_answer_while_a_cell_runs(panel, lab, how):
    notebook, go = panel.notebook, lab.work / "go"
    index = notebook.add_cell(BUSY[how])
    notebook.begin_run(index)
    runs = notebook.cell(index).locator(".jp-InputPrompt")
    expect(runs).to_have_text("[*]:")
    try:
        panel.control("rate").press("ArrowRight")
        assert panel.setting().rate == 4.1
        panel.expect_shown(panel.setting())
        expect(runs).to_have_text("[*]:")  # still
    finally:
        go.touch()
        notebook.wait_settled()
        go.unlink()
    panel.expect_shown(panel.setting())


def test_a_kernel_that_is_busy_is_said_and_then_the_newest_wins(panel):
    shown = panel.notebook.outputs(0)[0]["data"]["text/plain"]
    os.kill(int(shown), signal.SIGSTOP)
    try:
        for _ in range(5):
            panel.control("rate").press("ArrowRight")
        expect(panel.status).to_have_text(
            "The kernel is busy: this is still the picture of the former "
            "setting."
        )
        expect(panel.key.first).to_contain_text(Setting().words)
    finally:
        os.kill(int(shown), signal.SIGCONT)
    assert panel.setting().rate == 4.5
    panel.expect_shown(panel.setting())


def test_of_many_moves_the_last_one_wins(panel):
    panel.control("rate").evaluate(
        """slider => { for (let n = 0; n < 60; n++) {
            slider.value = 1 + (n % 50) / 10;
            slider.dispatchEvent(new Event("input", {bubbles: true})); } }"""
    )
    assert panel.setting().rate == 1.9
    panel.expect_shown(panel.setting())


def test_an_answer_that_nobody_waits_for_is_not_shown(panel):
    panel.control("rate").press("ArrowRight")
    panel.expect_shown(panel.setting())
    notebook = panel.notebook
    stale = notebook.add_cell(
        "from ipywidgets.widgets.widget import _instances\n"
        "for widget in list(_instances.values()):\n"
        "    if type(widget).__name__ == 'ExploreWidget':\n"
        "        widget.answer = {**widget.answer, 'words': 'stale'}\n"
        "widget.answer['words']"
    )
    output = notebook.run(stale)[0]
    notebook.wait_settled()
    assert "stale" in output["data"]["text/plain"]
    expect(panel.root).not_to_contain_text("stale")
    panel.expect_shown(panel.setting())


def test_a_setting_is_pinned_for_comparison(panel):
    heads = panel.root.get_by_role("columnheader")
    expect(heads).to_have_text(["now", "theory"])
    panel.pin.press("Space")
    expect(panel.pin).to_have_attribute("aria-pressed", "true")
    panel.control("consumers").press("ArrowRight")
    panel.expect_shown(panel.setting())
    expect(heads).to_have_text(["now", "theory", "pinned"])
    expect(panel.key.nth(1)).to_contain_text(f"pinned{Setting().words}")
    row = panel.root.get_by_role("row", name="waiting, mean")
    cells = row.get_by_role("cell")
    expect(cells).to_have_text(["0.071 s", re.compile("0.0"), "0.503 s"])
    panel.pin.click()
    expect(panel.pin).to_have_attribute("aria-pressed", "false")
    expect(heads).to_have_text(["now", "theory"])


def test_run_again_the_cell_has_one_panel_and_the_kernel_one_widget(panel):
    notebook = panel.notebook
    panel.control("rate").press("ArrowRight")
    for _ in range(2):
        notebook.run(1)
    again = Panel(notebook)
    expect(again.root).to_have_count(1)
    again.expect_shown(Setting())
    again.control("rate").press("ArrowRight")
    again.expect_shown(again.setting())
    count = notebook.add_cell(
        "from ipywidgets.widgets.widget import _instances\n"
        "sum('Explore' in type(w).__name__ for w in _instances.values())"
    )
    assert notebook.run(count)[0]["data"]["text/plain"] == "1"


def test_after_a_restart_it_says_what_to_do(panel):
    notebook = panel.notebook
    notebook.restart()
    old = Panel(notebook)
    expect(old.status).to_have_text(
        "The kernel that made this is gone. To go on, run the cell again."
    )
    expect(old.control("rate")).to_be_disabled()
    notebook.run(0)
    notebook.run(1)
    fresh = Panel(notebook)
    fresh.control("rate").press("ArrowRight")
    fresh.expect_shown(fresh.setting())


def test_nothing_is_printed_and_one_output_stays(panel):
    for name in ("rate", "consumers", "maxsize"):
        panel.control(name).press("ArrowRight")
        panel.expect_shown(panel.setting())
    (output,) = panel.notebook.outputs(1)
    assert set(output["data"]) >= {"image/png", "text/plain"}


@pytest.fixture
def full_panel(panel):
    """A panel with all that it can show."""
    panel.control("rate").fill("8")
    panel.control("maxsize").fill("4")
    panel.control("policy").select_option("drop_oldest")
    panel.expect_shown(panel.setting())
    panel.pin.click()
    panel.control("maxsize").fill("9")
    panel.control("consumers").fill("3")
    panel.expect_shown(panel.setting())
    return panel


def test_it_fits_into_every_window(full_panel):
    for theme, width, zoom in LOOKS:
        with full_panel.notebook.look(theme, width, zoom):
            panel = Panel(full_panel.notebook)
            size = {"width": width // zoom, "height": TALL}
            panel.root.page.set_viewport_size(size)
            for part in (panel.root, *panel.root.locator(PARTS).all()):
                assert part.evaluate(FITS), (width, zoom, part)
            name = f"explore-{theme}-{width}-{zoom}".lower()
            panel.notebook.screenshot(name, panel.root)


TALL = 2600  # so that a picture has the whole panel
PARTS = "fieldset, .whatif-control, label, output, select, button, table, p"
FITS = "element => element.scrollWidth <= element.clientWidth + 1"


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_it_is_for_everyone(full_panel, theme):
    with full_panel.notebook.look(theme):
        assert findings(Panel(full_panel.notebook).root) == []
