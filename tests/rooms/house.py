"""The rooms of helpers/: what stands in each, and who reaches for what.

A room is a package in helpers/, or a module on the ground floor. Its door is
its `__init__`, or the module itself. What a door hands on is its `__all__`,
or, where it has none, the public names that it makes.

All of it is read by `ast`, from the files: nothing is imported.
"""

import ast
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

OUTER = "helpers"  # the room that all others stand in
NESTED = ("exercises",)  # packages whose packages are rooms of their own
PUBLIC = "ROOMS"  # helpers' table of public names, and where each is


class Use(NamedTuple):
    """A room, or a test, reaches for something of another room.

    Attributes:
        by: the room that does so; "tests" for a test.
        module: its module.
        line: the line there.
        room: the room that is reached for.
        way: the module that is imported.
        name: what is taken from there; "" for a door as a whole.
    """

    by: str
    module: str
    line: int
    room: str
    way: str
    name: str

    @property
    def place(self):
        return f"{self.module}, line {self.line}"


@dataclass
class Room:
    """A room: its name, its door, and its modules with their trees."""

    name: str
    door: str
    trees: dict = field(default_factory=dict)

    @property
    def front(self):
        return self.trees[self.door]

    @cached_property
    def lists_names(self):
        """Whether its door has an `__all__`."""
        return "__all__" in dict(assigned(self.front))

    @cached_property
    def hands_on(self):
        """The names that its door hands on."""
        if self.name == OUTER:
            return [*self.public, PUBLIC]
        if self.lists_names:
            return ast.literal_eval(dict(assigned(self.front))["__all__"])
        return [name for name in made(self.front) if name[0] != "_"]

    @cached_property
    def public(self):
        """Of helpers itself: its public names, and where each comes from."""
        return ast.literal_eval(dict(assigned(self.front))[PUBLIC])

    @property
    def modules(self):
        """The names of the modules behind the door, as it may call them."""
        inner = {name.removeprefix(f"{self.door}.") for name in self.trees}
        return inner - {self.door, "__main__"}


def assigned(tree):
    """Give each name that a module assigns to, with the value."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.value
        elif isinstance(node, ast.AnnAssign) and node.value:
            yield node.target.id, node.value


def made(tree):
    """Give each name that a module makes itself, and does not import."""
    yield from (name for name, _ in assigned(tree))
    for node in tree.body:
        if isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ):
            yield node.name


class House:
    """All rooms of a folder that holds a package `helpers`.

    Attributes:
        rooms: each room, by its name.
    """

    def __init__(self, root):
        self._root = Path(root)
        self.rooms = {}
        self._doors = {}
        for path in sorted((self._root / OUTER).rglob("*.py")):
            self._take_in(path)

    def _take_in(self, path):
        module = dotted(path.relative_to(self._root))
        door = self._door(path.relative_to(self._root))
        name = door.rpartition(".")[2]
        room = self.rooms.setdefault(name, Room(name, door))
        if room.door != door:
            raise ValueError(f"{room.door} and {door} are of one name.")
        self._doors[door] = room
        room.trees[module] = ast.parse(path.read_text("utf-8"))

    def _door(self, path):
        """The door of the room that a file belongs to."""
        outer, *folders, name = path.parts
        if not folders:
            inner = name.removesuffix(".py")
            return outer if inner == "__init__" else f"{outer}.{inner}"
        deep = 2 if folders[0] in NESTED else 1
        return ".".join([outer, *folders[:deep]])

    def room_of(self, module):
        """The room that a module belongs to, or None outside of helpers."""
        while module:
            if module in self._doors:
                return self._doors[module]
            module = module.rpartition(".")[0]
        return None

    def is_module(self, name):
        """Whether there is a module, or a package, of this name."""
        room = self.room_of(name)
        return room is not None and name in room.trees

    def uses(self):
        """Everything that a room reaches for in another one."""
        for room in self.rooms.values():
            for module, tree in room.trees.items():
                yield from self._uses_in(tree, module, room)

    def uses_of_tests(self, folder):
        """Everything of the rooms that the tests in a folder reach for."""
        for path in sorted(Path(folder).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            yield from self._uses_in(tree, path.name, None)

    def _uses_in(self, tree, module, own):
        by = own.name if own else "tests"
        for node, way, name, local in imports(tree):
            whole = f"{way}.{name}" if name else way
            if whole in self._doors:
                way, name = whole, ""
            room = self.room_of(way)
            if room is None or room is own:
                continue
            yield Use(by, module, node.lineno, room.name, way, name)
            if not name:  # what is then taken from the door
                for line, attribute in attributes(tree, local):
                    yield Use(by, module, line, room.name, way, attribute)


def dotted(path):
    """The name of the module in a file."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imports(tree):
    """Give each import: its node, the module, the name taken, and as what."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name, "", alias.asname or alias.name
        elif isinstance(node, ast.ImportFrom):
            way = "." * node.level + (node.module or "")
            for alias in node.names:
                yield node, way, alias.name, alias.asname or alias.name


def attributes(tree, local):
    """Give line and name of each attribute that is taken from a local name."""
    for node in ast.walk(tree):
        whole = isinstance(node, ast.Attribute) and ast.unparse(node.value)
        if whole == local:
            yield node.lineno, node.attr
