"""Work for producers and consumers, drawn from seeds.

A program takes the next number where it sleeps:

    gaps = workloads.arrivals(rate=2.0, seed=1)

    async def producer(queue):
        for number in range(100):
            await asyncio.sleep(next(gaps))
            await queue.put(number)

The same seed and name give the same numbers on every machine. Give each
task a name of its own: then its numbers stay what they are when another
task comes, goes or is quicker.

Gaps and service times never end, and are in seconds. A time is a whole
number of microseconds, since the last digits of a logarithm are not the
same everywhere.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator

__all__ = [
    "arrivals",
    "bursts",
    "evenly",
    "generator",
    "log_lines",
    "service_times",
]

BROKEN = 50  # one log line in so many is broken off


def generator(seed: int, name: str) -> random.Random:
    """Return a random generator that depends on seed and name alone.

    Args:
        seed: any whole number.
        name: whose it is, such as "consumer-2".

    Raises:
        TypeError: the seed is no whole number, or the name no text.
    """
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise TypeError(
            "A seed is a whole number, as in seed=1; this is "
            f"{seed!r:.60}. It fixes what is drawn, so that it can be "
            "repeated."
        )
    if not isinstance(name, str):
        raise TypeError(
            f"A name is a text, as in name='consumer-2'; this is {name!r:.60}."
        )
    return random.Random(f"{seed}/{name}")


def arrivals(
    rate: float, seed: int, name: str = "arrivals", spread: float = 1.0
) -> Iterator[float]:
    """Gaps before items that arrive by chance, independent of each other.

    The gaps have the mean 1 / rate. They are exponential: a Poisson
    process. With another spread they have a gamma distribution, as
    `service_times` has: below 1 more regular, above 1 in bursts.

    Args:
        rate: items a second, on average; above 0.
        seed: another seed, other gaps.
        name: give each producer its own.
        spread: 0 or more; the standard deviation is spread / rate.

    Raises:
        TypeError, ValueError: rate or spread is no such number.
    """
    _check("arrivals", "rate", rate, above=0)
    _check("arrivals", "spread", spread, least=0)
    if spread != 1:
        return service_times(1 / rate, seed, spread, name)
    draw = generator(seed, name).expovariate
    return (round(draw(rate), 6) for _ in itertools.count())


def service_times(
    mean: float,
    seed: int,
    spread: float = 1.0,
    name: str = "service_times",
) -> Iterator[float]:
    """How long the work on each item takes.

    The times have a gamma distribution, whose standard deviation is
    spread * mean: with 1 they are exponential, with 0 all alike.

    Args:
        mean: seconds, on average; above 0.
        seed: another seed, other times.
        spread: 0 or more.
        name: give each consumer its own.

    Raises:
        TypeError, ValueError: mean or spread is no such number.
    """
    _check("service_times", "mean", mean, above=0)
    _check("service_times", "spread", spread, least=0)
    draw = generator(seed, name).gammavariate
    if spread == 0:
        return evenly(mean)
    shape = spread**-2
    return (round(draw(shape, mean / shape), 6) for _ in itertools.count())


def evenly(gap: float) -> Iterator[float]:
    """Give the same gap before every item.

    Args:
        gap: seconds; 0 or more.

    Raises:
        TypeError, ValueError: the gap is no such number.
    """
    _check("evenly", "gap", gap, least=0)
    return itertools.repeat(float(gap))


def bursts(size: int, pause: float) -> Iterator[float]:
    """Gaps before items that come in bursts: a pause, then all at once.

    Args:
        size: items in a burst, at least 1.
        pause: seconds before each burst; 0 or more.

    Raises:
        TypeError, ValueError: one of the two is no such number.
    """
    _check("bursts", "size", size, least=1)
    _check("bursts", "pause", pause, least=0)
    if not isinstance(size, int):
        raise TypeError(
            "bursts() expects size as a whole number of items, as in "
            f"size=5, and got {size!r}."
        )
    return itertools.cycle([float(pause), *[0.0] * (size - 1)])


def log_lines(count: int, seed: int) -> list[str]:
    """Lines as a web server writes them; one in fifty is broken off.

    A whole line has five parts: when, who asked, for what, the status, and
    the milliseconds that the answer took. For example:
    `08:00:07 203.0.113.9 /items/17 200 35`.

    Args:
        count: how many lines, at least 1.
        seed: another seed, other lines.

    Raises:
        TypeError, ValueError: the count is no such number.
    """
    _check("log_lines", "count", count, least=1)
    dice = generator(seed, "log_lines")
    return [_log_line(second, dice) for second in range(int(count))]


def _log_line(second: int, dice: random.Random) -> str:
    minutes, seconds = divmod(second, 60)
    when = f"{8 + minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    who = f"203.0.113.{dice.randint(1, 20)}"
    status = dice.choices([200, 404, 500], [90, 7, 3])[0]
    took = 5 + int(dice.expovariate(1 / 30))
    line = f"{when} {who} /items/{dice.randint(1, 99)} {status} {took}"
    broken = dice.randrange(BROKEN) == 0
    return line[: dice.randrange(9, 20)] if broken else line


def _check(
    called: str,
    name: str,
    value: object,
    above: float = -math.inf,
    least: float = -math.inf,
) -> None:
    limit = f"above {above}" if above > least else f"of {least} or more"
    expected = f"{called}() expects {name} as a number {limit}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{expected}, and got {value!r:.60}.")
    if not (value > above and value >= least and math.isfinite(value)):
        raise ValueError(f"{expected}, and got {value!r}.")
