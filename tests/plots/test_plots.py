"""Plots: what is drawn is what was recorded, and each has its words."""

import asyncio
import subprocess
import sys

import matplotlib
import nbformat
import numpy as np
import pytest
from matplotlib.figure import Figure
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from helpers import Stuck, record, record_live, workloads
from helpers.plots import (
    Plot,
    plot_latency,
    plot_queue_length,
    plot_runs,
    plot_speedup,
    plot_timeline,
    plot_unfinished,
    thin,
)
from helpers.plots.marks import COLOURS, DASHES, STATES
from helpers.plots.reduce import shares, total_length, union, visible
from helpers.recording import GET, PUT, QueueFacts, Recording, TaskEnd, row_of

SINGLE = [plot_queue_length, plot_unfinished, plot_timeline, plot_latency]


async def producer(queue, count, gap):
    for number in range(count):
        await asyncio.sleep(gap)
        await queue.put(number)


async def consumer(queue, work):
    while True:
        await queue.get()
        await asyncio.sleep(work)
        queue.task_done()


async def serve(consumers, count, gap, work, maxsize=0):
    queue = asyncio.Queue(maxsize)
    tasks = [
        asyncio.create_task(consumer(queue, work)) for _ in range(consumers)
    ]
    await producer(queue, count, gap)
    await queue.join()
    for task in tasks:
        task.cancel()


async def small():
    """One second of waiting, then three items at once, two seconds each."""
    queue = asyncio.Queue(1)

    async def put_three():
        await asyncio.sleep(1)
        for number in range(3):
            await queue.put(number)

    async def take_three():
        for _ in range(3):
            await queue.get()
            await asyncio.sleep(2)
            queue.task_done()

    async with asyncio.TaskGroup() as group:
        group.create_task(put_three(), name="producer")
        group.create_task(take_three(), name="consumer")


async def pipeline():
    raw = asyncio.Queue(4)
    parsed = asyncio.Queue(2)
    gaps = workloads.arrivals(1.0, seed=1)

    async def parse():
        for _ in range(40):
            item = await raw.get()
            await asyncio.sleep(0.9)
            await parsed.put(item)
            raw.task_done()

    async def store():
        for _ in range(40):
            await parsed.get()
            await asyncio.sleep(1.1)
            parsed.task_done()

    async def produce():
        for number in range(40):
            await asyncio.sleep(next(gaps))
            await raw.put(number)

    await asyncio.gather(produce(), parse(), store())


def hand_made(times, kinds, end):
    """A recording of one queue and one task, from columns."""
    recording = Recording()
    rows = np.empty(2 * len(times))
    rows[0::2], rows[1::2] = times, [row_of(kind) for kind in kinds]
    recording.rows.frombytes(rows.tobytes())
    recording.queue_facts = [QueueFacts("queue", 0)]
    recording.task_names, recording.task_ends = ["main"], [TaskEnd()]
    recording.end = end
    return recording


def texts(plot):
    """Everything that is written in a plot, in one string."""
    found = plot.findobj(lambda artist: hasattr(artist, "get_text"))
    return "\n".join(artist.get_text() for artist in found)


def block_times(axes, label):
    """Starts and ends of the blocks with this label."""
    (patch,) = [p for p in axes.patches if p.get_label() == label]
    corners = patch.get_path().vertices.reshape(-1, 5, 2)
    return [(c[0, 0], c[2, 0]) for c in corners]


# ---- what every plot is


@pytest.mark.parametrize("draw", SINGLE)
@pytest.mark.parametrize("main", [small, pipeline])
def test_a_plot_is_a_figure_whose_words_are_its_summary(draw, main):
    plot = draw(record(main()))
    data, metadata = plot._repr_mimebundle_()
    assert isinstance(plot, Plot) and isinstance(plot, Figure)
    assert repr(plot) == str(plot) == data["text/plain"] == plot.summary
    assert "\n" not in plot.summary
    assert data["image/png"].startswith(b"\x89PNG")
    assert metadata["image/png"]["alt"].startswith(plot.summary)
    assert "Picture: " in metadata["image/png"]["alt"]


@pytest.mark.parametrize("draw", SINGLE)
def test_equal_recordings_give_equal_bytes(draw):
    first, second = (draw(record(pipeline())).png() for _ in range(2))
    assert first == second
    assert b"Software" not in first


def test_settings_of_matplotlib_change_nothing():
    recording = record(small())
    before = plot_timeline(recording).png()
    own = {"font.size": 20, "axes.facecolor": "black", "savefig.dpi": 30}
    with matplotlib.rc_context(own):
        assert plot_timeline(recording).png() == before
        assert matplotlib.rcParams["font.size"] == 20


@pytest.mark.parametrize("draw", SINGLE)
def test_title_is_the_lessons_own_finding(draw):
    recording = record(small())
    title = "The queue costs $5 and $6, and holds_one"
    plot = draw(recording, title=title)
    assert plot.axes[0].get_title(loc="left") == title
    assert plot.summary == draw(recording).summary
    plot.png()


def test_long_title_is_broken_into_lines():
    title = "The producer waits for room whenever " * 4
    plot = plot_queue_length(record(small()), title=title)
    assert plot.axes[0].get_title(loc="left").count("\n") == 1


def test_people_can_add_to_a_plot(tmp_path):
    plot = plot_queue_length(record(small()))
    plot.axes[0].axvline(3, color="red")
    plot.savefig(tmp_path / "queue.svg")
    assert (tmp_path / "queue.svg").stat().st_size > 1000


def test_importing_plots_leaves_pyplot_out():
    code = (
        "import sys, helpers.plots; print('matplotlib.pyplot' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "False\n"


def test_a_notebook_shows_a_plot_once():
    source = """
    import asyncio
    from helpers import plot_queue_length, record
    async def main():
        queue = asyncio.Queue()
        queue.put_nowait(1)
        await asyncio.sleep(2)
    plot_queue_length(record(main()))
    """
    lines = "\n".join(line[4:] for line in source.splitlines())
    again = "import matplotlib.pyplot\nplot_queue_length(record(main()))"
    cells = [new_code_cell(lines), new_code_cell(again)]
    notebook = new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3", timeout=60).execute()
    for cell in nbformat.from_dict(notebook).cells:
        (shown,) = cell.outputs
        summary = "queue length: peak 1 at 0.0 s, mean 1"
        assert shown.data["text/plain"] == summary
        assert shown.data["image/png"].startswith("iVBOR")
        assert shown.metadata["image/png"]["alt"].startswith(summary)


# ---- queue length


def test_the_line_is_the_recordings_lengths():
    recording = record(small())
    queue = recording.queues[0]
    (line,) = plot_queue_length(recording).axes[0].lines[:1]
    assert line.get_drawstyle() == "steps-post"
    assert np.array_equal(line.get_xdata(), queue.times)
    assert np.array_equal(line.get_ydata(), queue.lengths)


def test_the_line_begins_at_0_and_lasts_until_the_end():
    recording = hand_made([1.0, 2.0], [PUT, PUT], end=4.0)
    (line,) = plot_queue_length(recording).axes[0].lines
    assert [*line.get_xdata()] == [0, 1, 2, 4]
    assert [*line.get_ydata()] == [0, 1, 2, 2]


def test_queue_length_summary_and_bound():
    plot = plot_queue_length(record(small()))
    assert plot.summary == "queue length: peak 1 at 1.0 s, mean 0.571"
    assert "Queue length: peak 1, mean 0.571" in texts(plot)
    assert "maxsize 1" in texts(plot)
    bound = plot.axes[0].lines[1]
    assert [*bound.get_ydata()] == [1, 1] and bound.get_linestyle() == ":"


def test_strip_marks_who_waits_when():
    strip = plot_queue_length(record(small())).axes[1]
    assert block_times(strip, "a producer waits") == [(1, 3)]
    assert block_times(strip, "a consumer waits") == [(0, 1)]


def test_overlapping_waits_are_one_mark():
    plot = plot_queue_length(record(serve(2, count=2, gap=1, work=0.5)))
    # One waits until 1.0, the other until 2.0, the first again from 1.5.
    assert block_times(plot.axes[1], "a consumer waits") == [(0, 2.5)]


def test_queues_differ_in_dash_and_are_named():
    plot = plot_queue_length(record(pipeline()))
    lines = plot.axes[0].lines[:2]
    assert lines[0]._unscaled_dash_pattern != lines[1]._unscaled_dash_pattern
    assert lines[0].get_color() != lines[1].get_color()
    named = plot.axes[0].get_legend().get_texts()
    assert [text.get_text().strip() for text in named] == ["raw", "parsed"]
    raw, parsed = plot.summary.removeprefix("queue length: ").split("; ")
    assert raw.startswith("raw peak ") and parsed.startswith("parsed peak 2 ")
    assert "maxsize 2" in texts(plot) and "maxsize 4" in texts(plot)


def test_a_far_bound_is_only_said():
    async def main():
        queue = asyncio.Queue(1000)
        queue.put_nowait(1)
        await asyncio.sleep(1)

    plot = plot_queue_length(record(main()))
    assert "maxsize 1,000 is higher" in texts(plot)
    assert plot.axes[0].get_ylim()[1] < 3


def test_a_name_with_an_underscore_stands_in_the_legend():
    async def main():
        _jobs = asyncio.Queue()
        other = asyncio.Queue()
        _jobs.put_nowait(1)
        other.put_nowait(1)
        await asyncio.sleep(1)

    plot = plot_queue_length(record(main()))
    assert "_jobs" in texts(plot)
    plot.png()


def test_many_queues_are_cut_short_in_words():
    async def main():
        queues = [asyncio.Queue() for _ in range(12)]
        for queue in queues:
            queue.put_nowait(1)
        await asyncio.sleep(1)

    recording = record(main())
    plot = plot_queue_length(recording)
    assert plot.summary.endswith("; 6 more")
    assert len(plot.axes[0].lines) == 12
    assert "4 more" in texts(plot)
    assert "7 more queues" in texts(plot_unfinished(recording))
    assert len(plot_unfinished(recording).axes) == 5


def test_dashes_and_hatches_can_be_told_apart_in_grey():
    assert len(set(DASHES)) == len(DASHES) > len(COLOURS)
    looks = [(s.height, s.hatch, s.face) for s in STATES.values()]
    assert len({(height, hatch) for height, hatch, _ in looks[:4]}) == 4
    assert len(set(looks)) == len(looks)


# ---- many events


@pytest.mark.parametrize("seed", range(5))
def test_thinning_keeps_first_last_lowest_and_highest(seed):
    draw = np.random.default_rng(seed)
    times = np.sort(
        draw.choice([draw.random(50_000), draw.random(50_000) ** 9])
    )
    values = draw.integers(0, 1000, len(times))
    x, y = thin(times, values, columns=100)
    edges = np.linspace(times[0], times[-1], 101)
    assert len(x) <= 400 and (np.diff(x) >= 0).all()
    where = np.clip(np.searchsorted(edges, times, "right") - 1, 0, 99)
    kept = np.clip(np.searchsorted(edges, x, "right") - 1, 0, 99)
    for column in np.unique(where):
        whole, drawn = values[where == column], y[kept == column]
        assert (drawn[0], drawn[-1]) == (whole[0], whole[-1])
        assert (drawn.min(), drawn.max()) == (whole.min(), whole.max())


def test_few_events_are_not_thinned():
    times, values = np.arange(400.0), np.arange(400)
    assert thin(times, values, columns=100) == (times, values)


def test_one_spike_in_a_million_events_is_drawn():
    kinds = np.tile([PUT, GET], 500_000)
    times = np.arange(1_000_000) / 1000
    kinds[[654_320, 654_321, 654_322, 654_323]] = [PUT, PUT, GET, GET]
    plot = plot_queue_length(hand_made(times, kinds, end=1000.0))
    x, y = plot.axes[0].lines[0].get_data()
    assert plot.summary.startswith("queue length: peak 2 at 654.3 s")
    assert y.max() == 2 and y.min() == 0
    assert 653 < x[y.argmax()] < 656
    assert len(x) < 3000


def test_union_and_shares_agree_with_counting():
    draw = np.random.default_rng(1)
    spans = []
    for _ in range(3):
        starts = draw.integers(0, 100, 12).astype(float)
        spans.append((starts, starts + draw.integers(0, 9, 12)))
    seconds = np.arange(110) + 0.5
    inside = [
        (a < seconds) & (seconds < b)
        for s in spans
        for a, b in zip(*s, strict=True)
    ]
    starts, ends = union(spans)
    assert (starts[1:] > ends[:-1]).all() and (starts < ends).all()
    edges = np.arange(0.0, 111.0, 10)
    counted = np.any(inside, axis=0).reshape(11, 10).mean(axis=1)
    assert shares(starts, ends, edges) == pytest.approx(counted)


def test_too_many_waits_become_shares_of_the_time():
    starts = np.arange(1000.0)
    begin, end, high = visible(starts, starts + 0.25, 1000.0, columns=100)
    assert len(begin) == 100 and (end - begin) == pytest.approx(10)
    assert high == pytest.approx(0.25)


def test_timeline_of_many_spans_keeps_the_time_worked():
    recording = record(serve(1, count=2000, gap=1, work=0.25))
    plot = plot_timeline(recording)
    task = recording.tasks[1]
    area = 0.0
    for patch in plot.axes[0].patches:
        if patch.get_facecolor() == matplotlib.colors.to_rgba(COLOURS[0]):
            corners = patch.get_path().vertices.reshape(-1, 5, 2)
            high = abs(corners[:, 1, 1] - corners[:, 0, 1])
            area += (high * (corners[:, 2, 0] - corners[:, 0, 0])).sum()
    assert area / STATES["works"].height == pytest.approx(task.worked)


# ---- the other plots of one recording


def test_unfinished_beside_length():
    recording = record(small())
    plot = plot_unfinished(recording)
    assert plot.summary == (
        "unfinished items: peak 2 at 1.0 s, 0 at the end "
        "(queue length peak 1 at 1.0 s, mean 0.571)"
    )
    queue, lines = recording.queues[0], plot.axes[0].lines
    for line, counts in zip(
        lines, (queue.lengths, queue.unfinished), strict=True
    ):
        held = dict(zip(*line.get_data(), strict=True))
        assert [held[t] for t in queue.times] == [*counts]
    assert lines[0].get_color() != lines[1].get_color()
    assert lines[0]._unscaled_dash_pattern != lines[1]._unscaled_dash_pattern


def test_unfinished_by_queue():
    plot = plot_unfinished(record(pipeline()))
    assert len(plot.axes) == 2
    assert [axes.get_ylabel() for axes in plot.axes] == ["raw", "parsed"]
    assert plot.summary.startswith("unfinished items: raw peak ")
    assert "; parsed peak " in plot.summary


def test_timeline():
    plot = plot_timeline(record(small()))
    assert plot.summary == "timeline: consumer worked 6.0 of 7.0 s"
    labels = [text.get_text() for text in plot.axes[0].get_yticklabels()]
    assert labels == ["small", "producer", "consumer"]
    said = texts(plot)
    for state in ("works", "waits to get", "waits to put", "sleeps", "other"):
        assert state in said
    assert "waits to join" not in said


def test_timeline_of_a_crowd():
    plot = plot_timeline(record(serve(30, count=60, gap=0.1, work=2)))
    assert plot.summary.endswith(", 26 more")
    assert plot.summary.startswith("timeline: consumer-1 worked ")
    assert len(plot.axes[0].get_yticklabels()) == 20
    assert "11 more tasks" in texts(plot)


def test_timeline_marks_who_died():
    async def fails(queue):
        await queue.get()
        raise ValueError("bad line")

    async def main():
        queue = asyncio.Queue()
        task = asyncio.create_task(fails(queue))
        await asyncio.sleep(1)
        queue.put_nowait(1)
        await asyncio.wait([task])
        task.exception()

    assert "dies" in texts(plot_timeline(record(main())))


def test_timeline_marks_who_still_waits_when_it_is_stuck():
    async def main():
        queue = asyncio.Queue()
        patient = asyncio.create_task(queue.get())
        gone = asyncio.create_task(queue.get())
        await asyncio.sleep(1)
        gone.cancel()
        await patient

    with pytest.raises(Stuck) as caught:
        record(main())
    recording = caught.value.recording
    assert [task.left_in for task in recording.tasks] == [
        *("", "waits to get", ""),
    ]
    plot = plot_timeline(recording)
    assert "still waits" in texts(plot)
    (mark,) = plot.axes[0].lines
    assert (*mark.get_xdata(), *mark.get_ydata()) == (1, 1)
    assert "still waits" not in texts(plot_timeline(record(small())))


def test_latency():
    recording = record(small())
    plot = plot_latency(recording)
    assert plot.summary == (
        "latency: median 4.0 s, 90 % within 4.0 s, longest 4.0 s; "
        "waiting mean 1.33 s, service mean 2.0 s"
    )
    works, waits = plot.axes[0].patches
    tops = [
        p.get_path().vertices.reshape(-1, 5, 2)[:, 1, 1]
        for p in (works, waits)
    ]
    assert [*tops[0]] == [i.latency for i in recording.items]
    assert [*tops[1]] == [i.waited for i in recording.items]


def test_latency_of_many_items_is_sorted():
    recording = record(serve(1, count=500, gap=1, work=1.5))
    plot = plot_latency(recording)
    longest = max(item.latency for item in recording.items)
    latency, waiting, service = plot.axes[0].lines
    assert latency.get_ydata()[-1] == longest
    assert (np.diff(latency.get_ydata()) >= 0).all()
    assert waiting.get_ydata()[0] == 0
    assert service.get_ydata() == pytest.approx(1.5)


def test_latency_counts_what_was_not_finished():
    async def main():
        queue = asyncio.Queue()
        for number in range(3):
            queue.put_nowait(number)
        await queue.get()
        await asyncio.sleep(1)
        queue.task_done()

    assert plot_latency(record(main())).summary.endswith("; 2 not finished")


def test_latency_by_queue():
    plot = plot_latency(record(pipeline()))
    assert len(plot.axes) == 2
    assert plot.summary.startswith("latency: raw median ")
    assert plot.summary.count(";") == 1


@pytest.mark.parametrize("seed", range(3))
def test_little(seed):
    gaps = workloads.arrivals(1.0, seed)
    works = workloads.service_times(0.8, seed)

    async def main():
        queue = asyncio.Queue()

        async def consume():
            for _ in range(300):
                await queue.get()
                await asyncio.sleep(next(works))

        async def produce():
            for number in range(300):
                await asyncio.sleep(next(gaps))
                await queue.put(number)

        await asyncio.gather(consume(), produce())

    recording = record(main())
    waited = sum(item.waited for item in recording.items)
    assert recording.queues[0].mean == pytest.approx(waited / recording.end)


# ---- several recordings


def test_runs():
    one = record(serve(1, count=4, gap=1, work=2))
    two = record(serve(2, count=4, gap=1, work=2))
    plot = plot_runs({"one consumer": one, "two consumers": two})
    assert plot.summary == (
        "queue length of runs: one consumer peak 2, mean 0.667, "
        "ends at 9.0 s; two consumers peak 0, mean 0, ends at 6.0 s"
    )
    first, second = plot.axes[0].lines
    assert first.get_xdata()[-1] == 9 and second.get_xdata()[-1] == 6
    assert first._unscaled_dash_pattern != second._unscaled_dash_pattern


def test_a_run_counts_the_items_of_all_its_queues():
    recording = record(pipeline())
    times, lengths = total_length(recording.queues)
    at = [q.times.searchsorted(times, "right") for q in recording.queues]
    columns = zip(recording.queues, at, strict=True)
    sums = sum(np.append(0, q.lengths)[rows] for q, rows in columns)
    assert (lengths == sums).all()
    assert f"pipe peak {sums.max()}," in plot_runs({"pipe": recording}).summary


def test_speedup():
    runs = {n: record(serve(n, 16, gap=0, work=1)) for n in (4, 1, 2)}
    plot = plot_speedup(runs)
    assert plot.summary == "speed-up: 2 consumers x2.0, 4 consumers x4.0"
    ideal, measured = plot.axes[0].lines
    assert [*measured.get_xdata()] == [1, 2, 4] == [*ideal.get_ydata()]
    assert [*measured.get_ydata()] == pytest.approx([1, 2, 4])
    assert "4 consumers are 4.0 times as fast as 1" in texts(plot)


# ---- odd recordings


def test_a_stuck_program_can_be_drawn():
    async def main():
        queue = asyncio.Queue()
        await asyncio.gather(consumer(queue, 1), producer(queue, 2, 1))

    with pytest.raises(Stuck) as stuck:
        record(main())
    plot = plot_queue_length(stuck.value.recording)
    assert block_times(plot.axes[1], "a consumer waits")[0] == (0, 1)
    assert plot_timeline(stuck.value.recording).summary


def test_a_live_recording_can_be_drawn():
    async def main():
        async with record_live() as recording:
            await serve(1, count=2, gap=0.001, work=0.001)
        return recording

    recording = asyncio.run(main())
    for draw in SINGLE:
        assert draw(recording).png()
    axes = plot_queue_length(recording).axes[1]
    assert axes.get_xlabel() == "time (s)"
    assert plot_queue_length(record(small())).axes[1].get_xlabel() == (
        "simulated time (s)"
    )


async def unused():
    asyncio.Queue()


async def in_no_time():
    queue = asyncio.Queue()
    queue.put_nowait(1)
    queue.put_nowait(2)
    await queue.get()
    queue.task_done()


def test_a_queue_that_nobody_used():
    recording = record(unused())
    assert plot_queue_length(recording).summary == "queue length: always 0"
    assert plot_unfinished(recording).summary == "unfinished items: always 0"
    assert plot_timeline(recording).summary == "timeline: nobody took an item"


def test_a_program_that_takes_no_time():
    recording = record(in_no_time())
    plot = plot_queue_length(recording)
    assert plot.summary == "queue length: peak 1 at 0.0 s"
    for draw in SINGLE:
        assert draw(recording).png()
    with pytest.raises(ValueError, match="took no time at all"):
        plot_speedup({1: recording, 2: recording})


# ---- what cannot be drawn


def test_wrong_things_get_a_sentence():
    coroutine = small()
    wrong = {
        "the coroutine small(): record it first": coroutine,
        "the function small itself": small,
        "got None: keep what record": None,
        "a dict: plot_runs": {},
    }
    for draw in SINGLE:
        for said, thing in wrong.items():
            with pytest.raises(TypeError, match=draw.__name__) as caught:
                draw(thing)
            assert said in str(caught.value)


def test_a_stuck_error_is_told_from_its_recording():
    stuck = Stuck("Stuck at 1.0 s")
    stuck.recording = record(small())
    with pytest.raises(TypeError, match=r"write \.recording after it"):
        plot_timeline(stuck)


def test_an_empty_recording_gets_a_sentence():
    with pytest.raises(ValueError, match="there is no queue"):
        plot_queue_length(Recording())
    recording = Recording()
    recording.queue_facts = [QueueFacts("queue", 0)]
    with pytest.raises(ValueError, match="nothing happened"):
        plot_runs({"one": recording})
    with pytest.raises(ValueError, match="no item was finished"):
        plot_latency(record(unused()))


def test_a_title_is_a_text():
    with pytest.raises(TypeError, match="expects a text as its title"):
        plot_queue_length(record(small()), title=5)


def test_comparisons_want_a_dict_of_recordings():
    recording = record(small())
    wrong = [
        (plot_runs, {}, "got an empty dict"),
        (plot_runs, recording, "one recording: give it a name"),
        (plot_runs, {"a": None}, "for 'a' it got None"),
        (plot_speedup, {}, "got an empty dict"),
        (plot_speedup, {1: recording}, "two or more recordings, and got one"),
        (plot_speedup, {0: recording, 1: recording}, "1 consumer or more"),
        (plot_speedup, {"a": recording, 1: recording}, "number of consumers"),
    ]
    for draw, thing, said in wrong:
        with pytest.raises((TypeError, ValueError), match=said):
            draw(thing)
