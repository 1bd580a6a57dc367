"""The rules of the rooms: each gives a sentence for whatever breaks it.

A sentence says what is wrong, and what to do.
"""

import ast
import re

from tests.rooms.house import OUTER, imports

TABLE = "MAY_IMPORT in tests/test_rooms.py"


def table_in_order(house, may_import):
    """The table has each room, and no arrow of it points up."""
    there, listed = {*house.rooms}, [*may_import]
    for name in sorted(there ^ {*listed}):
        if name in there:
            yield f"{TABLE} lacks the room {name}: add it."
        else:
            yield f"{TABLE} has {name}, which is no room: take it out."
    for place, (name, others) in enumerate(may_import.items()):
        for other in others:
            if other not in listed[:place]:
                yield (
                    f"In {TABLE}, {name} names {other}, which does not stand "
                    f"above it: an arrow must not point up, so that there is "
                    f"no circle. Let {name} do without {other}, or put "
                    f"{other} further up."
                )


def only_arrows_of_the_table(house, may_import):
    """(a) A room imports from those rooms only that the table names."""
    for use in house.uses():
        if use.room not in may_import.get(use.by, ()):
            yield (
                f"{use.by} reaches for {use.room} ({use.place}), and {TABLE} "
                "does not say so: do without it, or add the arrow, if it "
                "points down."
            )


def through_the_door(house):
    """(b) What a room takes from another one is handed on by its door."""
    for use in house.uses():
        room = house.rooms[use.room]
        if use.way != room.door:
            yield (
                f"{use.place} goes past the door of {room.name}, to "
                f"{use.way}: write `from {room.door} import ...`, and hand "
                "it on there."
            )
        elif not is_handed_on(room, use.name):
            yield (
                f"{use.place} takes {use.name} from {room.door}, which does "
                "not hand it on: add it to `__all__` there, or do without it."
            )


def is_handed_on(room, name):
    special = name.startswith("__") and name.endswith("__")
    return not name or special or name in room.hands_on


def in_full(house):
    """(b) A relative import would hide which room it reaches for."""
    for room in house.rooms.values():
        for module, tree in room.trees.items():
            for node, way, *_ in imports(tree):
                if way.startswith("."):
                    yield (
                        f"{module}, line {node.lineno} imports from {way}: "
                        f"write the module in full, from {OUTER} on."
                    )


def lessons_apart(house):
    """(b) A lesson's package reaches for no other lesson's package."""
    room = house.rooms.get("lessons")
    for module, tree in room.trees.items() if room else ():
        own = lesson_of(room, module)
        for node, way, name, _ in imports(tree):
            other = lesson_of(room, f"{way}.{name}")
            if own and other and other != own:
                yield (
                    f"{module}, line {node.lineno} reaches for {other}: a "
                    "lesson does without the others. What several need "
                    "stands in judging."
                )


def lesson_of(room, module):
    found = re.match(rf"{room.door}\.(lesson\w+)", module)
    return found and found[1]


def no_idle_arrows(house, may_import):
    """(c) The table has no arrow that no import stands behind."""
    needed = {(use.by, use.room) for use in house.uses()}
    for name, others in may_import.items():
        for other in others:
            if (name, other) not in needed:
                yield (
                    f"{name} may import {other} by {TABLE}, and does not: "
                    "take the arrow out."
                )


def nothing_for_nobody(house, tests):
    """(d) Each name in `__all__` is used: outside, in public, or in a test."""
    used = {(use.room, use.name) for use in house.uses()}
    used |= {(use.room, use.name) for use in house.uses_of_tests(tests)}
    for name, where in house.rooms[OUTER].public.items():
        room = house.room_of(f"{OUTER}.{where or name}")
        names = [name] if where else room.hands_on
        used |= {(room.name, handed) for handed in names}
    for room in house.rooms.values():
        if room.name == OUTER or not room.lists_names:
            continue
        for name in room.hands_on:
            if (room.name, name) not in used:
                yield (
                    f"{room.door} hands on {name}, and nobody outside takes "
                    "it: take it out of `__all__`."
                )


def doors_say_the_order(house):
    """(e) A door's docstring names each module behind it, in backticks."""
    for room in house.rooms.values():
        said = ast.get_docstring(room.front)
        if not said:
            yield f"{room.door} has no docstring: say what the room is for."
            continue
        for name in sorted(modules_to_name(room)):
            if f"`{name}`" not in said:
                yield (
                    f"The docstring of {room.door} does not name its module "
                    f"`{name}`: say where it comes in the order of reading."
                )


def modules_to_name(room):
    """The modules of a room; of its packages, those that all of them have."""
    own = {name for name in room.modules if "." not in name}
    inner = {}
    for name in room.modules - own:
        package, _, module = name.partition(".")
        inner.setdefault(package, set()).add(module)
    common = set.intersection(*inner.values()) if inner else set()
    return (own - {*inner}) | common


def drawn_as_it_is(drawing, may_import):
    """(f) The drawing in a README has the arrows that the table needs.

    An arrow is left out where a longer way leads there, too.
    """
    drawn = {*re.findall(r"^\s*(\S+) *--> *(\S+)\s*$", drawing, re.M)}
    arrows = {*arrows_to_draw(may_import)}
    for one, other in sorted(arrows - drawn):
        yield f"The drawing lacks the line `{one} --> {other}`: add it."
    for one, other in sorted(drawn - arrows):
        yield (
            f"The drawing has `{one} --> {other}`, which is no arrow of "
            f"{TABLE}, or a longer way leads there: take it out."
        )


def arrows_to_draw(may_import):
    """Give the arrows of the table to where no longer way leads."""
    for name, others in may_import.items():
        further = set().union(*(below(may_import, one) for one in others))
        yield from ((name, other) for other in {*others} - further)


def below(may_import, name):
    """All rooms that can be reached from a room."""
    found = {*may_import.get(name, ())}
    return found.union(*(below(may_import, other) for other in found))


def mermaid(text):
    """Everything inside the mermaid blocks of a README."""
    return "\n".join(re.findall(r"^```mermaid\n(.*?)^```", text, re.M | re.S))


def nothing_in_the_shade(house):
    """(g) No module is called like a name that its own door hands on."""
    public = house.rooms[OUTER].public
    for room in house.rooms.values():
        if public.get(room.name):  # "" is for a module that is handed on
            yield (
                f"{room.door} is called like the public name {room.name}, "
                "which it would hide: give the room another name."
            )
        for name in room.hands_on:
            if room.name != OUTER and house.is_module(f"{room.door}.{name}"):
                yield (
                    f"{room.door} hands on {name}, and has a module of that "
                    "name, which hides it: give the module another name."
                )
