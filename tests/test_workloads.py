"""Workloads: seeded, reproducible, and each task's its own."""

import itertools
import os
import statistics
import subprocess
import sys

import pytest

from helpers import workloads
from helpers.workloads import (
    arrivals,
    bursts,
    evenly,
    generator,
    log_lines,
    service_times,
)


def first(times, count=5):
    return list(itertools.islice(times, count))


def test_arrivals_are_these_on_every_python():
    gaps = [0.605536, 1.359581, 0.620104, 0.249602, 0.71527]
    assert first(arrivals(rate=2.0, seed=1)) == gaps


def test_service_times_are_these_on_every_python():
    alike = [0.835421, 1.428698, 0.564633, 1.565492, 0.739938]
    assert first(service_times(mean=1, seed=1, spread=0.3)) == alike


def test_hash_seed_changes_nothing():
    code = (
        "from helpers.workloads import arrivals, log_lines; "
        "print(next(arrivals(2.0, 1)), log_lines(3, 1))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "random")
    }
    assert len(said) == 1
    assert next(iter(said)).startswith("0.605536 ")


def test_tasks_do_not_share_their_numbers():
    alone = first(arrivals(2.0, 1, name="producer-1"))
    one = arrivals(2.0, 1, name="producer-1")
    other = arrivals(2.0, 1, name="producer-2")
    taken = [(next(one), next(other)) for _ in range(5)]
    assert [a for a, _ in taken] == alone
    assert all(a != b for a, b in taken)


@pytest.mark.parametrize("other", [(2, "a"), (1, "b"), (1, "/a")])
def test_generators_differ_by_seed_and_by_name(other):
    assert generator(1, "a").random() != generator(*other).random()
    assert generator(1, "a").random() == generator(1, "a").random()


def test_arrivals_come_at_the_rate():
    gaps = first(arrivals(rate=4.0, seed=2), 20_000)
    assert statistics.mean(gaps) == pytest.approx(0.25, rel=0.03)
    assert statistics.stdev(gaps) == pytest.approx(0.25, rel=0.05)


@pytest.mark.parametrize("spread", [0.2, 0.5, 2.0])
def test_arrivals_may_be_regular_or_come_in_bursts(spread):
    gaps = first(arrivals(rate=4.0, seed=2, spread=spread), 20_000)
    assert statistics.mean(gaps) == pytest.approx(0.25, rel=0.05)
    assert statistics.stdev(gaps) == pytest.approx(0.25 * spread, rel=0.06)
    assert first(arrivals(4, seed=1, spread=0)) == [0.25] * 5


@pytest.mark.parametrize("spread", [0.2, 0.5, 1.0, 2.0])
def test_service_times_have_mean_and_spread(spread):
    times = first(service_times(2.0, seed=3, spread=spread), 20_000)
    assert min(times) >= 0
    assert statistics.mean(times) == pytest.approx(2.0, rel=0.05)
    assert statistics.stdev(times) == pytest.approx(2.0 * spread, rel=0.06)


def test_no_spread_is_always_the_mean():
    assert first(service_times(2, seed=1, spread=0)) == [2.0] * 5


def test_times_are_whole_microseconds():
    for times in (arrivals(3.0, 1), service_times(0.7, 1)):
        assert all(round(time, 6) == time for time in first(times, 1000))


def test_evenly_and_bursts():
    assert first(evenly(0.5), 3) == [0.5, 0.5, 0.5]
    assert first(bursts(3, pause=2), 7) == [2, 0, 0, 2, 0, 0, 2]
    assert first(bursts(1, pause=2), 2) == [2, 2]


def test_log_lines():
    lines = log_lines(1000, seed=1)
    whole = [line for line in lines if len(line.split()) == 5]
    assert len(lines) == 1000
    assert lines == log_lines(1000, seed=1) != log_lines(1000, seed=2)
    assert 5 < len(lines) - len(whole) < 60
    assert lines[:50] == log_lines(50, seed=1)
    for line in whole:
        when, _, path, status, took = line.split()
        assert when >= "08:00:00"
        assert path.startswith("/items/")
        assert status in ("200", "404", "500")
        assert int(took) >= 5


WRONG = [
    (arrivals, {"rate": -1, "seed": 1}, "rate as a number above 0, and got -"),
    (arrivals, {"rate": 0, "seed": 1}, "above 0, and got 0"),
    (arrivals, {"rate": "2", "seed": 1}, "rate as a number above 0"),
    (arrivals, {"rate": True, "seed": 1}, "got True"),
    (arrivals, {"rate": float("nan"), "seed": 1}, "got nan"),
    (arrivals, {"rate": float("inf"), "seed": 1}, "got inf"),
    (arrivals, {"rate": 1, "seed": None}, "A seed is a whole number"),
    (arrivals, {"rate": 1, "seed": 1.5}, "A seed is a whole number"),
    (arrivals, {"rate": 1, "seed": 1, "name": 2}, "A name is a text"),
    (arrivals, {"rate": 1, "seed": 1, "spread": -1}, "of 0 or more, and"),
    (service_times, {"mean": 0, "seed": 1}, "mean as a number above 0"),
    (service_times, {"mean": 1, "seed": 1, "spread": -1}, "of 0 or more"),
    (evenly, {"gap": -0.1}, "gap as a number of 0 or more, and got -0.1"),
    (evenly, {"gap": None}, "got None"),
    (bursts, {"size": 0, "pause": 1}, "size as a number of 1 or more"),
    (bursts, {"size": 2.5, "pause": 1}, "whole number of items"),
    (bursts, {"size": 2, "pause": -1}, "pause as a number of 0 or more"),
    (log_lines, {"count": 0, "seed": 1}, "count as a number of 1 or more"),
]


@pytest.mark.parametrize(("make", "given", "said"), WRONG)
def test_wrong_input_is_refused_at_once_with_a_sentence(make, given, said):
    with pytest.raises((TypeError, ValueError), match=said) as caught:
        make(**given)
    assert str(caught.value).endswith((".", "repeated."))


def test_every_public_name_is_there():
    assert all(callable(getattr(workloads, n)) for n in workloads.__all__)
