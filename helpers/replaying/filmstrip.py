"""Six moments of a recording side by side, for where no page is alive.

    filmstrip(stage)        # a Plot: on the web, in print, without a kernel

It draws the scenes that the page of `replay` goes through.
"""

from __future__ import annotations

import math
import textwrap

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, Rectangle

from helpers.plots import BLACK, ORANGE, WIDTH, Plot, look, short
from helpers.replaying.stage import Scene, Stage
from helpers.replaying.tracks import ABSENT, FINISHED, STATES, STUCK, WAITING
from helpers.wording import counted, seconds

# The colours of the items; black letters stand out on each of them.
COLOURS = ("#F0E442", "#56B4E9", "#E69F00", "#66D3AE", "#E6A5C9", "#D9D9D9")
EDGE, DIM, PAPER = "#555555", "#6b6b6b", "#f4f4f4"

ACROSS = 2  # panels
ROW, HEAD = 0.47, 0.5  # inches: a task's row, the words above the stage
MARGIN, GAP = 0.08, 0.06
TASKS, QUEUES = 1.0, 1.25  # shares of the width
MOST_TASKS, MOST_SLOTS = 5, 6
BIG, SMALL = 8.0, 7.0  # points
TOKEN = 0.2  # inches


def filmstrip(stage: Stage, title: str = "") -> Plot:
    """Draw the moments that tell most of the story.

    Args:
        stage: of the recording.
        title: the finding; by default what the last of them is.
    """
    moments = stage.moments()
    across = ACROSS if len(stage.queues) == 1 else 1
    down = math.ceil(len(moments) / across)
    rows = max(map(len, stage.columns), default=1)
    high = HEAD + ROW * min(rows, MOST_TASKS + 1) + 3 * MARGIN
    with look():
        summary = summary_of(stage)
        plot = Plot(summary, _KIND, down * high + 0.35)
        top = plot.get_figheight() - 0.35
        plot.text(
            MARGIN / WIDTH, (top + 0.1) / plot.get_figheight(),
            title or _title(stage, len(moments)), fontsize=11,
        )  # fmt: skip
        wide = WIDTH / across
        for place, step in enumerate(moments):
            row, column = divmod(place, across)
            corner = (column * wide, top - (row + 1) * high)
            axes = _panel(plot, corner, wide - MARGIN, high - MARGIN)
            _Panel(axes, stage.scene(step)).draw()
    return plot


_KIND = (
    "a filmstrip of telling moments, with producers on the left, the queue's "
    "slots in the middle and consumers on the right"
)


def summary_of(stage: Stage) -> str:
    """Say in a line what can be stepped through, and how it ends."""
    queues = counted(len(stage.queues), "queue")
    tasks = counted(len(stage.tasks), "task")
    steps = counted(len(stage), "step")
    return f"replay: {steps}, {queues}, {tasks}; {stage.how_it_ends}"


def _title(stage: Stage, moments: int) -> str:
    said = f"{counted(moments, 'moment')} of {counted(len(stage), 'step')}"
    if not stage.hidden:
        return said
    return f"{said}; the last {counted(stage.hidden, 'event')} left out"


def _panel(
    plot: Plot, corner: tuple[float, float], wide: float, high: float
) -> Axes:
    width, height = WIDTH, plot.get_figheight()
    x, y = corner[0] / width, corner[1] / height
    axes = plot.add_axes((x, y, wide / width, high / height))
    axes.set(xlim=(0, wide), ylim=(high, 0), xticks=[], yticks=[])
    axes.grid(False)
    axes.set_facecolor(PAPER)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes


class _Panel:
    """One moment, in inches from the panel's upper left corner."""

    def __init__(self, axes: Axes, scene: Scene) -> None:
        self.axes, self.scene, self.stage = axes, scene, scene.stage
        self.wide = axes.get_xlim()[1]
        self.moved = self.stage.item[scene.step]
        self.counted = self.stage.counted

    def draw(self) -> None:
        """Draw the words and the stage."""
        self._words()
        columns = self.stage.columns
        shares = [QUEUES if n % 2 else TASKS for n in range(len(columns))]
        left, unit = MARGIN, (self.wide - 2 * MARGIN) / sum(shares)
        for number, (column, share) in enumerate(
            zip(columns, shares, strict=True)
        ):
            width = unit * share
            draw = self._queues if number % 2 else self._tasks
            draw(column, left, width - GAP)
            left += width

    def _text(self, x: float, y: float, text: str, **options: object) -> None:
        style = {"fontsize": SMALL, "va": "center", **options}
        self.axes.text(x, y, text, **style)  # type: ignore[arg-type]

    def _words(self) -> None:
        stage, step = self.stage, self.scene.step
        words = stage.words[step]
        if stage.kind[step] != STUCK:
            words = f"{seconds(stage.time[step])}  {words}"
        lines = textwrap.wrap(words, int(self.wide * 16.4))[:3]
        self._text(
            MARGIN, MARGIN, "\n".join(lines), fontsize=BIG, va="top",
            linespacing=1.25,
        )  # fmt: skip

    def _tasks(self, tasks: list[int], left: float, wide: float) -> None:
        shown = self._those_shown(tasks)
        for row, task in enumerate(shown):
            self._task(task, left, HEAD + row * ROW, wide)
        more = len(tasks) - len(shown)
        if more > 0:
            y = HEAD + (len(shown) + 0.4) * ROW
            self._text(left, y, f"and {more:,} more", color=DIM)

    def _those_shown(self, tasks: list[int]) -> list[int]:
        acts = self.stage.task[self.scene.step]
        shown = tasks[:MOST_TASKS]
        if acts in tasks and acts not in shown:
            shown[-1] = acts
        return shown

    def _task(self, task: int, left: float, top: float, wide: float) -> None:
        scene, stage = self.scene, self.stage
        state = scene.state[task]
        acts = stage.task[scene.step] == task
        gone = state in FINISHED or state == ABSENT
        waits = state in WAITING.values()
        edge = ORANGE if waits else BLACK if acts else EDGE
        line = ":" if gone else "--" if waits else "-"
        self._box(left, top, wide, edge, line, 1.8 if acts else 0.8)
        room = wide - GAP
        fits = int(room * 16)
        name = short(stage.tasks[task], fits + 3)
        size = SMALL * min(1, fits / len(name)) if name else SMALL
        self._text(
            left + 0.04, top + 0.11, name, weight="bold", fontsize=size,
        )  # fmt: skip
        hand = scene.in_hand(task)
        if hand:
            room -= TOKEN
            self._token(hand[-1], left + wide - TOKEN - 0.03, top + 0.18)
        said = short(STATES[state], int(room * 19))
        self._text(left + 0.04, top + 0.285, said, color=DIM, fontsize=6.5)

    def _box(
        self, x: float, y: float, wide: float, edge: str, line: str,
        thick: float,
    ) -> None:  # fmt: skip
        round_corners = "round,pad=0,rounding_size=0.04"
        box = FancyBboxPatch((x, y), wide, ROW - GAP, boxstyle=round_corners)
        box.set(facecolor=PAPER if line == ":" else "white", edgecolor=edge)
        box.set(linestyle=line, linewidth=thick)
        self.axes.add_patch(box)

    def _queues(self, queues: list[int], left: float, wide: float) -> None:
        slots = max(1, min(MOST_SLOTS, int(wide / (TOKEN + 0.03))))
        for row, queue in enumerate(queues[:MOST_TASKS]):
            self._queue(queue, left, HEAD + 1.25 * row * ROW, wide, slots)

    def _queue(
        self, queue: int, left: float, top: float, wide: float, slots: int
    ) -> None:
        facts = self.stage.recording.queue_facts[queue]
        bound = facts.maxsize if facts.maxsize > 0 else slots
        width = (wide - 0.02) / slots
        shown = min(bound, slots)
        start = left + (wide - shown * width) / 2
        inside = self._in_slots(self.scene.inside(queue), shown)
        for slot in range(shown):
            x = start + (shown - 1 - slot) * width
            place = Rectangle((x, top + 0.03), width, TOKEN + 0.06)
            place.set(facecolor="white", edgecolor=EDGE, linewidth=0.7)
            self.axes.add_patch(place)
            what = inside[slot] if slot < len(inside) else ""
            if isinstance(what, str):
                self._text(x + width / 2, top + 0.16, what, ha="center")
            else:
                self._token(what, x + (width - TOKEN) / 2, top + 0.06)
        self._below(queue, left + wide / 2, top + TOKEN + 0.17, shown)

    def _in_slots(self, inside: list[int], slots: int) -> list[int | str]:
        # The items in the slots; where there are more, "+3" stands for them.
        if len(inside) <= slots:
            return [*inside]
        moved = self.stage.item[self.scene.step]
        comes = moved in inside[slots - 1 :] and slots > 2
        last = [moved] if comes else []  # or it would be hidden
        kept = inside[: slots - 1 - len(last)]
        more = len(inside) - len(kept) - len(last)
        return [*kept, f"+{more:,}", *last]

    def _below(self, queue: int, x: float, y: float, shown: int) -> None:
        facts = self.stage.recording.queue_facts[queue]
        inside = len(self.scene.inside(queue))
        bound = f" of {facts.maxsize:,}" if facts.maxsize > 0 else ""
        several = len(self.stage.queues) > 1
        name = f"{short(facts.name, 10)}: " if several else ""
        items = "" if several else " in the queue"
        if queue in self.counted:
            items += f", {self.scene.unfinished[queue]:,} unfinished"
        self._text(
            x, y, f"{name}{inside:,}{bound}{items}", ha="center", color=DIM,
            fontsize=6.5,
        )  # fmt: skip

    def _token(self, item: int, x: float, y: float) -> None:
        letters = self.stage.letters[item]
        token = Rectangle((x, y), TOKEN, TOKEN)
        token.set(
            facecolor=COLOURS[self.stage.roots[item] % len(COLOURS)],
            edgecolor=BLACK,
            linewidth=1.8 if item == self.moved else 0.6,
        )
        self.axes.add_patch(token)
        size = SMALL if len(letters) < 3 else 5.0
        self._text(
            x + TOKEN / 2, y + TOKEN / 2 + 0.005, letters, ha="center",
            fontsize=size,
        )  # fmt: skip
