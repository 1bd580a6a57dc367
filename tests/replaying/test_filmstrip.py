"""The filmstrip: the picture of a stage that stays."""

import asyncio

from helpers import record
from helpers.replaying import Stage
from helpers.replaying.filmstrip import filmstrip, summary_of
from tests.replaying.programs import (
    stuck_stage,
)


def test_a_program_whose_end_is_left_out_is_said_to_be_stuck(monkeypatch):
    monkeypatch.setattr("helpers.replaying.stage.MOST_STEPS", 10)
    stage = stuck_stage()
    assert (stage.hidden > 0, stage.stuck) == (True, -1)
    assert summary_of(stage).endswith(f"; {stage.recording.stuck[:-1]}")
    assert f"the last {stage.hidden} events left out" in (
        filmstrip(stage).texts[0].get_text()
    )


def test_a_filmstrip_shows_six_moments_and_says_how_it_ends():
    stage = stuck_stage()
    moments = stage.moments()
    assert len(moments) == 6 and moments[-1] == stage.stuck
    plot = filmstrip(stage)
    assert plot.summary == (
        "replay: 20 steps, 1 queue, 4 tasks; Stuck at 6.0 s: nobody can go on"
    )
    texts = [text.get_text() for text in plot.findobj(_is_text)]
    said = " ".join(" ".join(texts).split())
    for step in moments:
        assert stage.words[step] in said
    assert plot.png().startswith(b"\x89PNG")


def _is_text(artist):
    return hasattr(artist, "get_text")


def test_a_filmstrip_of_few_steps_has_fewer_moments():
    async def main():
        asyncio.Queue().put_nowait("one")

    stage = Stage(record(main()))
    assert stage.moments() == [0, 1, 2]
    assert filmstrip(stage).summary.endswith("ends at 0.0 s")
