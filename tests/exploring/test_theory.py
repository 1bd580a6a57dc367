"""Queueing theory: known values, limits, and long runs of the program."""

import pytest

from helpers.exploring import Outcome, Setting, theory
from helpers.exploring.outcomes import run_program, theory_of
from helpers.exploring.settings import program


def test_one_consumer_by_chance_is_the_textbooks_value():
    found = theory.one_or_more(rate=0.8, service=1.0, consumers=1)
    assert found.queue == pytest.approx(3.2)
    assert found.wait == pytest.approx(4.0)
    assert found.busy == pytest.approx(0.8)
    assert found.lost == found.held == 0


@pytest.mark.parametrize(
    ("consumers", "wait"), [(1, 4.0), (2, 1.7778), (3, 1.0787), (10, 0.2046)]
)
def test_more_consumers_wait_less_at_the_same_load(consumers, wait):
    found = theory.one_or_more(0.8 * consumers, 1.0, consumers)
    assert found.wait == pytest.approx(wait, abs=1e-4)
    assert found.queue == pytest.approx(found.wait * 0.8 * consumers)


def test_work_that_is_all_alike_halves_the_waiting():
    alike = theory.one_consumer(0.8, 1.0, spread=0)
    assert alike.wait == pytest.approx(2.0)
    assert theory.one_consumer(0.8, 1.0, spread=2).wait == pytest.approx(10)


def test_formulas_agree_where_they_meet():
    plain = theory.one_or_more(0.8, 1.0, 1)
    by_chance = theory.one_consumer(0.8, 1.0, spread=1)
    assert by_chance.queue == pytest.approx(plain.queue)
    for consumers in (1, 3):
        endless = theory.one_or_more(0.7 * consumers, 1.0, consumers)
        for bounded in (theory.limited, theory.held_back):
            wide = bounded(0.7 * consumers, 1.0, consumers, room=200)
            assert wide.queue == pytest.approx(endless.queue)
            assert wide.wait == pytest.approx(endless.wait)
            assert wide.lost == pytest.approx(0)
            assert wide.held == pytest.approx(0)


def test_room_for_none_is_erlangs_loss_formula():
    assert theory.limited(1.0, 1.0, 1, room=0).lost == pytest.approx(1 / 2)
    assert theory.limited(2.0, 1.0, 2, room=0).lost == pytest.approx(2 / 5)
    assert theory.limited(5.0, 1.0, 1, room=0).wait == 0


def test_with_a_load_of_one_every_length_is_as_likely():
    found = theory.limited(1.0, 1.0, 1, room=3)  # 0 to 4 in the system
    assert found.lost == pytest.approx(1 / 5)
    assert found.queue == pytest.approx((0 + 0 + 1 + 2 + 3) / 5)
    assert found.busy == pytest.approx(4 / 5)


def test_a_producer_that_waits_has_one_place_more():
    found = theory.held_back(1.0, 1.0, 1, room=3)  # 0 to 5, one is held
    assert found.held == pytest.approx(1 / 6)
    assert found.queue == pytest.approx((0 + 0 + 1 + 2 + 3 + 3) / 6)
    assert found.lost == 0


@pytest.mark.parametrize(
    "formula",
    [
        lambda rate: theory.one_or_more(rate, 0.5, 2),
        lambda rate: theory.one_consumer(rate / 2, 0.5, 1),
        lambda rate: theory.in_step(rate, 0.5, 2),
    ],
)
def test_too_much_work_has_no_long_run(formula):
    assert formula(3.9).busy == pytest.approx(0.975)
    for rate in (4.0, 5.0):
        with pytest.raises(ValueError, match=r"load is 1.*grows for ever"):
            formula(rate)


LONG_RUNS = {
    "M/M/1": Setting(rate=1.5, service=0.4, consumers=1),
    "M/M/3": Setting(rate=5, service=0.4, consumers=3),
    "M/D/1": Setting(rate=1.5, service=0.4, consumers=1, service_spread=0),
    "M/G/1": Setting(rate=1.5, service=0.4, consumers=1, service_spread=1.5),
    "D/D/2": Setting(arrival_spread=0, service_spread=0),
    "M/M/2/7": Setting(rate=5, maxsize=5, policy="drop_newest"),
    "M/M/1/3": Setting(rate=3, consumers=1, maxsize=2, policy="drop_oldest"),
    "M/M/2/3": Setting(rate=6, policy="keep_latest"),
    "M/M/2/6": Setting(rate=6, maxsize=3, policy="wait"),
    "M/M/1/2": Setting(rate=2, consumers=1, maxsize=1, policy="refuse"),
}


@pytest.mark.parametrize("name", LONG_RUNS)
def test_a_long_run_comes_near_to_the_theory(name):
    setting = LONG_RUNS[name]
    expected = theory_of(setting)
    assert expected.name == name
    text = program(setting)
    recording, lost = run_program(text, seconds=8000)
    found = Outcome(setting, text, recording, len(lost))
    long_run = expected.long_run
    assert found.queue.mean == pytest.approx(long_run.queue, rel=0.1)
    assert found.busy_mean == pytest.approx(long_run.busy, rel=0.03)
    assert found.held == pytest.approx(long_run.held, rel=0.1)
    share = found.lost / found.offered
    assert share == pytest.approx(long_run.lost, rel=0.05)
    if long_run.wait is not None:
        near = pytest.approx(long_run.wait, rel=0.1)
        assert found.waiting[0] == near


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        (Setting(rate=5), "the load is 1, so without a bound the queue grows"),
        (Setting(arrival_spread=0.5), "want arrivals by chance"),
        (Setting(service_spread=0), "for several consumers"),
        (Setting(service_spread=0, maxsize=3), "with a bound"),
        (Setting(rate=5, arrival_spread=0, service_spread=0), "arrivals by"),
    ],
)
def test_where_no_formula_holds_it_says_why(setting, why):
    found = theory_of(setting)
    assert found.long_run is None
    assert found.said.startswith("No formula for this setting: ")
    assert why in found.said


def test_what_theory_says_is_a_sentence():
    assert theory_of(Setting()).said == (
        "M/M/2: in the long run queue 2.84, waiting 0.711 s."
    )
    dropping = Setting(maxsize=5, policy="drop_oldest")
    assert theory_of(dropping).said == "M/M/2/7: in the long run queue 1.2."
