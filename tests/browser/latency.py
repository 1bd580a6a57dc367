"""How quickly the page answers: `python -m tests.browser.latency`.

From a key to the new picture, and from the end of a drag of one second to
the right one: medians in milliseconds, and ratios against a plain
`interact` with a fresh matplotlib figure in the same page. Nothing fails.
"""

import statistics
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import sync_playwright

from tests.browser import lab as jupyter
from tests.browser.conftest import FLAGS, find_chromium
from tests.browser.notebook import Notebook

KEYS, DRAGS = 40, 5
PEER = """\
import numpy as np
from ipywidgets import interact
from matplotlib.figure import Figure

def show(count=500):
    figure = Figure(figsize=(8, 3.2))
    steps = np.arange(count)
    figure.subplots().step(steps, np.sin(steps), where="post")
    return figure

interact(show, count=(100, 1000));"""
EXPLORE = "from helpers import explore\nexplore(rate=8)"

REPLAY = """\
import asyncio
from helpers import record, replay

async def producer(queue):
    for number in range(20_000):
        await queue.put(number)
        await asyncio.sleep(1 + number % 2)

async def consumer(queue):
    while True:
        await queue.get()
        await asyncio.sleep(2.9)
        queue.task_done()

async def main():
    queue = asyncio.Queue()
    await asyncio.gather(producer(queue), consumer(queue), consumer(queue))

recording = record(main(), until=29_000)
print(f"{len(recording):,}")
replay(recording)"""

# Notes in `took` how long after each key the page shows something new.
WATCH = """place => {
    window.took = [];
    let began = null;
    addEventListener("keydown", () => { began = performance.now(); }, true);
    const shown = () => {
        if (began === null) return;
        took.push(performance.now() - began);
        began = null; };
    const isPicture = node => node.matches?.("img, svg")
        || node.querySelector?.("img, svg");
    new MutationObserver(async records => {
        const added = records.flatMap(record => [...record.addedNodes]);
        if (!added.some(isPicture)) return;
        await place.querySelector("img")?.decode().catch(() => {});
        requestAnimationFrame(() => setTimeout(shown));
    }).observe(place, {childList: true, subtree: true}); }"""
# Notes in `settled` how long after the mouse's button the picture is right.
RELEASE = """root => {
    window.settled = null;
    addEventListener("pointerup", () => {
        const began = performance.now();
        const look = () => {
            const rate = root.querySelector("[name=rate]").value;
            const said = root.querySelector(".whatif-key li").textContent;
            if (said.startsWith(`now${rate} items`)) {
                settled = performance.now() - began;
            } else requestAnimationFrame(look); };
        look(); }, {capture: true, once: true}); }"""


ONE_WAY = ("ArrowRight",) * 5 + ("ArrowLeft",) * 5

# Sends keys to a replay; gives how long each took until it was painted.
PRESS = """async (root, keys) => {
    const slider = root.querySelector("[role=slider]");
    const place = root.querySelector(".aq-place");
    const frame = () => new Promise(requestAnimationFrame);
    const took = [];
    for (const key of keys) {
        const [before, began] = [place.textContent, performance.now()];
        slider.dispatchEvent(new KeyboardEvent("keydown",
                                               {key, bubbles: true}));
        while (place.textContent === before) await frame();
        await frame();
        took.push(performance.now() - began);
    }
    return took; }"""


def median_of_keys(slider, picture):
    """Press keys many times; give the median until the page has answered."""
    picture.evaluate(WATCH)
    slider.scroll_into_view_if_needed()
    slider.focus()
    for number in range(KEYS):
        slider.press(ONE_WAY[number % len(ONE_WAY)])
        slider.page.wait_for_function("n => took.length > n", arg=number)
        slider.page.wait_for_timeout(50)  # as fingers do
    return statistics.median(slider.page.evaluate("took"))


def median_of_drags(root):
    """Drag for a second; give the median from the release to the end."""
    slider, mouse, took = root.locator("[name=rate]"), root.page.mouse, []
    for _ in range(DRAGS):
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        y = box["y"] + box["height"] / 2
        mouse.move(box["x"] + 5, y)
        root.evaluate(RELEASE)
        mouse.down()
        for step in range(60):
            mouse.move(box["x"] + 5 + step * (box["width"] - 40) / 60, y)
            root.page.wait_for_timeout(1000 / 60)
        mouse.up()
        root.page.wait_for_function("settled !== null")
        took.append(root.page.evaluate("settled"))
    return statistics.median(took)


def measure(page, lab, folder):
    """Open notebooks with them, and print what was measured."""
    notebook = opened(page, lab, folder, "latency.ipynb", EXPLORE, PEER)
    peer = notebook.output(1)
    handle = peer.locator(".noUi-handle")
    drawn = peer.locator(".widget-output")  # without the number beside it
    theirs = median_of_keys(handle, drawn)
    root = notebook.output(0).locator(".whatif")
    drawing = root.locator(".whatif-drawing")
    ours = median_of_keys(root.locator("[name=rate]"), drawing)
    print(f"interact, a fresh matplotlib figure: {theirs:.0f} ms")
    print(f"explore, key to picture: {ours:.0f} ms, x{ours / theirs:.2f}")
    print(f"explore, end of a drag: {median_of_drags(root):.0f} ms")
    measure_replay(opened(page, lab, folder, "large.ipynb", REPLAY), theirs)


def opened(page, lab, folder, name, *sources):
    """Write a notebook with these cells, open it and run it."""
    cells = [new_code_cell(source) for source in sources]
    metadata = {"kernelspec": {"name": "python3", "display_name": "P"}}
    book = new_notebook(cells=cells, metadata=metadata)
    nbformat.write(book, lab.work / name)
    page.goto(f"{lab.url}/lab/tree/{name}?token={lab.token}&reset")
    notebook = Notebook(page, name, folder)
    notebook.wait_ready()
    notebook.run_all()
    return notebook


def measure_replay(notebook, theirs):
    """The same for a large recording: steps, and jumps through all of it."""
    events = notebook.outputs(0)[0]["text"].strip()
    root = notebook.output(0).locator(".aq-replay")
    slider = root.get_by_role("slider")
    print(f"replay of {events} events:")
    for name, keys in (("a step", ONE_WAY), ("a jump", ("End", "Home"))):
        took = root.evaluate(PRESS, [*keys] * (KEYS // len(keys)))
        ours = statistics.median(took)
        print(f"  {name}, key to picture: {ours:.0f} ms, x{ours / theirs:.2f}")
    took = median_of_moves(slider)
    print(f"  a move of the mouse to picture: {took:.0f} ms")


def median_of_moves(slider):
    """Drag the cursor; give the median from a move to its picture."""
    slider.evaluate(
        """slider => {
            window.took = [];
            slider.addEventListener("pointermove", () => {
                const began = performance.now();
                requestAnimationFrame(() => setTimeout(
                    () => took.push(performance.now() - began)));
            }); }"""
    )
    box, mouse = slider.bounding_box(), slider.page.mouse
    mouse.move(box["x"] + 2, box["y"] + 20)
    mouse.down()
    for step in range(KEYS):
        mouse.move(box["x"] + 2 + step * box["width"] / KEYS, box["y"] + 20)
        slider.page.wait_for_timeout(1000 / KEYS)
    mouse.up()
    slider.page.wait_for_function("n => took.length >= n", arg=KEYS)
    return statistics.median(slider.page.evaluate("took"))


def main():
    """Start JupyterLab and a browser, and measure."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as web:
        folder = Path(name)
        log = folder / "jupyterlab.log"
        with jupyter.started(folder / "lab", log) as lab:
            path = find_chromium()
            browser = web.chromium.launch(executable_path=path, args=FLAGS)
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            measure(page, lab, folder)
            browser.close()
            lab.end_kernels()


if __name__ == "__main__":
    main()
