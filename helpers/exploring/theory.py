"""What queueing theory says of a queue in the long run.

    one_or_more(rate=4.0, service=0.4, consumers=2).queue    # 2.844: M/M/2
    limited(rate=4.0, service=0.4, consumers=1, room=5).lost
    one_consumer(rate=2.0, service=0.4, spread=0.0).wait     # M/D/1

Rates are in items a second, times in seconds. In the names of the theory M
stands for times by chance (exponential), D for times that are all alike,
and G for times of any kind: first the arrivals, then the work, then the
number of consumers. "Long run" means: the mean over an endless time.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LongRun:
    """What holds in the long run.

    Attributes:
        queue: how many items wait, on average.
        wait: how long an item waits that is taken, on average; None where
            that is not known.
        busy: the share of their time that the consumers work, 0 to 1.
        lost: the share of the offered items that are lost, 0 to 1.
        held: the share of its time that the producer waits for room.
    """

    queue: float
    wait: float | None
    busy: float
    lost: float = 0.0
    held: float = 0.0


def one_or_more(rate: float, service: float, consumers: int) -> LongRun:
    """M/M/c: times by chance, any number of consumers, no bound.

    Source: A. K. Erlang, 1917; the chance to wait is his C formula.

    Raises:
        ValueError: the load is 1 or more, so the queue grows for ever.
    """
    load = _load_below_one(rate, service, consumers)
    busy, blocked = load * consumers, 1.0
    for number in range(1, consumers + 1):  # Erlang's B, which is stable
        blocked = busy * blocked / (number + busy * blocked)
    waits = blocked / (1 - load * (1 - blocked))
    queue = waits * load / (1 - load)
    return LongRun(queue, queue / rate, load)


def one_consumer(rate: float, service: float, spread: float) -> LongRun:
    """M/G/1: arrivals by chance, work of any spread, one consumer.

    Source: the formula of F. Pollaczek, 1930, and A. Khinchine, 1932.

    Args:
        rate: items a second.
        service: the mean work on an item, in seconds.
        spread: the standard deviation of the work over its mean.

    Raises:
        ValueError: the load is 1 or more, so the queue grows for ever.
    """
    load = _load_below_one(rate, service, 1)
    queue = load**2 * (1 + spread**2) / (2 * (1 - load))
    return LongRun(queue, queue / rate, load)


def limited(rate: float, service: float, consumers: int, room: int) -> LongRun:
    """M/M/c/K: times by chance, room for so many, what is more is lost.

    Args:
        rate: items a second that are offered.
        service: the mean work on an item, in seconds.
        consumers: how many.
        room: of the queue; K is room + consumers.
    """
    chances = _chances(rate * service, consumers, consumers + room)
    queue = _mean_beyond(chances, consumers)
    taken = rate * (1 - chances[-1])
    busy = taken * service / consumers
    return LongRun(queue, queue / taken, busy, lost=chances[-1])


def held_back(
    rate: float, service: float, consumers: int, room: int
) -> LongRun:
    """M/M/c/K where the producer waits with an item while it is full.

    While it waits nothing arrives, so it is M/M/c/K with room for one more,
    the item that the producer holds, and the last state loses nothing.

    Args:
        rate: items a second that a producer makes that never waits.
        service: the mean work on an item, in seconds.
        consumers: how many.
        room: of the queue; K is room + consumers + 1.
    """
    chances = _chances(rate * service, consumers, consumers + room + 1)
    held = chances[-1]
    queue = _mean_beyond(chances, consumers) - held
    taken = rate * (1 - held)
    return LongRun(queue, queue / taken, taken * service / consumers, 0, held)


def in_step(rate: float, service: float, consumers: int) -> LongRun:
    """D/D/c: all gaps alike and all work alike, so nobody ever waits.

    Raises:
        ValueError: the load is 1 or more, so the queue grows for ever.
    """
    return LongRun(0, 0, _load_below_one(rate, service, consumers))


def _load_below_one(rate: float, service: float, consumers: int) -> float:
    load = rate * service / consumers
    if not load < 1:
        raise ValueError(
            f"The load is {load:.3g}: more work comes than the consumers can "
            "do, so the queue grows for ever and has no mean. The formula "
            "expects a load below 1."
        )
    return load


def _chances(busy: float, consumers: int, most: int) -> list[float]:
    # How likely it is to find 0, 1, ... `most` items in the whole system.
    weights = [1.0]
    for number in range(1, most + 1):
        weights.append(weights[-1] * busy / min(number, consumers))
    return [weight / sum(weights) for weight in weights]


def _mean_beyond(chances: list[float], consumers: int) -> float:
    waiting = enumerate(chances[consumers:])
    return sum(number * chance for number, chance in waiting)
