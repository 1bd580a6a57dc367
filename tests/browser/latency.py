"""How quickly a page answers: `python -m tests.browser.latency`.

From a key to the new picture, and from the end of a drag to the right one,
as medians in milliseconds, and as ratios against a plain `interact` with a
fresh matplotlib figure in the same page. Nothing here fails.
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import lab as jupyter
from tests.browser.conftest import FLAGS, find_chromium
from tests.browser.notebook import Notebook, write_notebook

KEYS, DRAGS = 30, 5
PEER = """\
import numpy as np
from ipywidgets import interact
from matplotlib.figure import Figure

def draw(count):
    figure = Figure(figsize=(8, 3.2))
    x = np.arange(count)
    figure.subplots().step(x, np.sin(x), where="post")
    return figure

def show(count=500):
    display(draw(count))

interact(show, count=(100, 1000));"""
SOURCES = ["from helpers import explore\nexplore()", PEER]

# Watches a place, and notes how long after a key something new is seen.
WATCH = """([key, picture]) => {
    window.took = [];
    let began = null;
    addEventListener("keydown", () => { began = performance.now(); }, true);
    const place = document.querySelector(picture);
    new MutationObserver(async () => {
        if (began === null) return;
        const image = place.querySelector("img");
        if (image && !image.complete) await image.decode();
        requestAnimationFrame(() => setTimeout(() => {
            if (began !== null) took.push(performance.now() - began);
            began = null; }));
    }).observe(place, {childList: true, subtree: true, attributes: true}); }"""


def median_of_keys(page, slider, picture):
    """Press a key many times, and give the median until it is answered."""
    page.evaluate(WATCH, [slider, picture])
    handle = page.locator(slider).first
    handle.scroll_into_view_if_needed()
    handle.focus()
    for number in range(KEYS):
        handle.press("ArrowRight" if number % 10 < 5 else "ArrowLeft")
        page.wait_for_function("n => took.length > n", arg=number)
    return statistics.median(page.evaluate("took"))
