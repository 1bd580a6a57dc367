"""A setting to play with, and the program that it stands for.

    setting = Setting(rate=4.0, consumers=2, maxsize=5, policy="drop_oldest")
    setting.words           # "4 items/s by chance, 0.4 s each by chance, ..."
    program(setting)        # the text of a program in plain asyncio

`explore` shows this very text and runs it.
"""

from __future__ import annotations

import inspect
import math
from dataclasses import asdict, dataclass
from typing import Any

from helpers.exploring import programs
from helpers.wording import counted

SECONDS = 100  # of simulated time, which each run takes

POLICIES = {
    "wait": "wait",
    "refuse": "refuse",
    "drop_newest": "drop the newest",
    "drop_oldest": "drop the oldest",
    "keep_latest": "keep the latest",
}


@dataclass(frozen=True)
class Control:
    """A slider: what may be set, and how a value is said.

    Attributes:
        name: as the argument of `explore`.
        label: what the page calls it.
        least, most, step: which values there are.
        unit: what stands after a number.
        words: from each of these values on, what is said of a value.
    """

    name: str
    label: str
    least: float
    most: float
    step: float
    unit: str = ""
    words: tuple[tuple[float, str], ...] = ()

    def word(self, value: float) -> str:
        """What is said of this value, such as "by chance"."""
        said = [word for start, word in self.words if value >= start]
        return said[-1] if said else ""


_GAPS = (0, "regular"), (0.25, "fairly regular"), (1, "by chance")
_WORK = (0, "all alike"), (0.25, "much alike"), (1, "by chance")

CONTROLS = (
    Control("rate", "Items arrive at", 0.1, 10, 0.1, "/s"),
    Control(
        "arrival_spread",
        "Arrivals come",
        0,
        2,
        0.25,
        words=(*_GAPS, (1.25, "in bursts")),
    ),
    Control("service", "Work on an item", 0.05, 2, 0.05, " s"),
    Control(
        "service_spread",
        "Work times are",
        0,
        2,
        0.25,
        words=(*_WORK, (1.25, "very mixed")),
    ),
    Control("consumers", "Consumers", 1, 8, 1),
    Control(
        "maxsize",
        "maxsize of the queue",
        0,
        30,
        1,
        words=((0, "no bound"), (1, "")),
    ),
    Control("seed", "Seed of the chance", 1, 50, 1),
)
_BY_NAME = {control.name: control for control in CONTROLS}


@dataclass(frozen=True)
class Setting:
    """What `explore` may be set to; see `CONTROLS` for the limits.

    Attributes:
        rate: items a second that arrive, on average.
        arrival_spread: the standard deviation of the gaps over their mean:
            0 for regular, 1 for by chance, 2 for in bursts.
        service: seconds of work on an item, on average.
        service_spread: the same for the work.
        consumers: how many.
        maxsize: the queue's bound; 0 for none.
        policy: what happens when it is full, one of `POLICIES`.
        seed: another seed, other chances.

    Raises:
        TypeError, ValueError: a value is none that can be set.
    """

    rate: float = 4.0
    arrival_spread: float = 1.0
    service: float = 0.4
    service_spread: float = 1.0
    consumers: int = 2
    maxsize: int = 0
    policy: str = "wait"
    seed: int = 1

    def __post_init__(self) -> None:
        for name, control in _BY_NAME.items():
            value = _checked(control, getattr(self, name))
            object.__setattr__(self, name, value)
        if self.policy not in list(POLICIES):
            raise ValueError(
                "explore() expects as policy one of "
                f"{', '.join(map(repr, POLICIES))}, and got "
                f"{self.policy!r:.60}."
            )

    @property
    def load(self) -> float:
        """The work that arrives, over what the consumers can do."""
        return self.rate * self.service / self.consumers

    @property
    def room(self) -> float:
        """How many items the queue can hold."""
        if self.policy == "keep_latest":
            return 1
        return self.maxsize or math.inf

    @property
    def words(self) -> str:
        """The whole setting, in a line."""
        spreads = [
            _BY_NAME[name].word(getattr(self, name))
            for name in ("arrival_spread", "service_spread")
        ]
        return (
            f"{self.rate:g} items/s {spreads[0]}, "
            f"{self.service:g} s each {spreads[1]}, "
            f"{counted(self.consumers, 'consumer')}, {self._bound}, "
            f"seed {self.seed}"
        )

    @property
    def _bound(self) -> str:
        bound = f"maxsize {self.maxsize}" if self.maxsize else "no bound"
        acts = self.maxsize or self.policy == "keep_latest"
        return f"{bound}, {POLICIES[self.policy]}" if acts else bound


def _checked(control: Control, value: Any) -> float:
    whole = control.step == 1
    kind = "a whole number" if whole else "a number"
    steps = "" if whole else f", in steps of {control.step:g}"
    example = f"explore({control.name}={getattr(Setting, control.name):g})"
    expected = (
        f"explore() expects {control.name} as {kind} from {control.least:g} "
        f"to {control.most:g}{steps}, as in {example}, and got {value!r:.60}."
    )
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(expected)
    if not control.least <= value <= control.most:
        raise ValueError(expected)
    count = round(value / control.step)
    if abs(count * control.step - value) > 1e-9:
        raise ValueError(expected)
    return count if whole else round(count * control.step, 9)


_TOP = """\
import asyncio
from helpers import workloads

RATE = {rate:g}  # items a second, on average
ARRIVAL_SPREAD = {arrival_spread:g}  # 0 regular, 1 by chance, 2 in bursts
SERVICE = {service:g}  # seconds of work on an item, on average
SERVICE_SPREAD = {service_spread:g}
CONSUMERS = {consumers}
MAXSIZE = {maxsize}  # 0: no bound
SEED = {seed}

gaps = workloads.arrivals(RATE, SEED, spread=ARRIVAL_SPREAD)
works = workloads.service_times(SERVICE, SEED, SERVICE_SPREAD)
lost = []
"""


_END = f"""\
# explore() runs this for you: record(main(), until={SECONDS})
"""


def program(setting: Setting) -> str:
    """Write the program of this setting, as `explore` shows and runs it.

    Its `main()` never ends; it is recorded for `SECONDS` seconds.
    """
    policy = getattr(programs, setting.policy)
    parts = [
        policy,
        programs.producer,
        programs.consumer,
        programs.main,
    ]
    sources = [inspect.getsource(part) for part in parts]
    text = "\n".join([_TOP.format(**asdict(setting)), *sources, _END])
    return text.replace("await offer(", f"await {setting.policy}(")
