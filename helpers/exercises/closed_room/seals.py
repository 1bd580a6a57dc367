"""Whether somebody has changed asyncio, our helpers or Python's own parts.

    changes = seal()
    ...
    changes()                       # ["asyncio.queues.Queue.get"]

An answer that gives one of them another meaning changes what is seen of it.
However it finds its way there, what it leaves behind is found here.
"""

from __future__ import annotations

import builtins
import operator
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

_PACKAGES = ("asyncio", "helpers")
_MODULES = (
    "__main__ builtins base64 collections contextlib contextvars functools "
    "heapq io itertools json json.decoder json.encoder math operator random "
    "time types weakref _weakrefset"
).split()
# Python adds these when it is first asked for them.
_COMES_LATE = frozenset(
    "__abstractmethods__ __annotations__ __annotations_cache__ "
    "__annotate__ __annotate_func__ __slotnames__".split()
)

_GONE = object()


def seal() -> Callable[[], list[str]]:
    """Note how all is now.

    Returns:
        A function that names what has another meaning since.
    """
    kept = [(place, dict(place.names)) for place in _places()]
    values = [tuple(before.values()) for _, before in kept]
    differ, are, every = operator.is_not, any, zip  # out of its reach

    def changes() -> list[str]:
        found: list[str] = []
        for (place, before), were in every(kept, values, strict=True):
            now = place.names.values()
            if len(now) != len(were) or are(map(differ, now, were)):
                found += _changed(place, before)
        return found

    return changes


class _Place(NamedTuple):
    """A module or a class, and the names in it."""

    name: str
    names: Mapping[str, Any]
    is_module: bool


def _places() -> Iterator[_Place]:
    for name, module in list(sys.modules.items()):
        if name in _MODULES or name.partition(".")[0] in _PACKAGES:
            yield _Place(name, vars(module), is_module=True)
            for kind in vars(module).values():
                if isinstance(kind, type) and kind.__module__ == name:
                    own = f"{name}.{kind.__qualname__}"
                    yield _Place(own, vars(kind), is_module=False)


def _changed(place: _Place, before: Mapping[str, Any]) -> Iterator[str]:
    for name, value in before.items():
        if place.names.get(name, _GONE) is not value:
            yield f"{place.name}.{name}"
    for name in place.names.keys() - before.keys():
        # A module may get parts that are loaded later.
        harmless = place.is_module and not hasattr(builtins, name)
        if not harmless and name not in _COMES_LATE:
            yield f"{place.name}.{name}"
