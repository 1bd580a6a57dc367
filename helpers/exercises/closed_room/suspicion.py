"""What in an answer a person should look at: it may reach for the judge.

    suspicions("import gc")         # ["line 1: imports gc"]

An answer and what is seen of it come from one process, so that an answer
that finds its way to the helpers, to asyncio's own objects or to Python's
frames could forge what is seen. No exercise needs that. This looks at the
text only, and runs nothing of it. It is no proof: who is not named here may
still have found a way.
"""

from __future__ import annotations

import ast
import asyncio
import random
import re
from collections.abc import Iterator

import helpers
from helpers.exercises.closed_room.ownership import (
    always_bound,
    given_while_made,
    names_of_own,
    root_of,
)
from helpers.recording import RecordedLoop

# What an answer may import: pure tools, and what the course itself offers.
# (Not numpy: its arrays can reach all of a process's memory.)
_PLAIN = frozenset(
    "abc array asyncio bisect collections contextlib copy dataclasses "
    "datetime decimal enum fractions functools graphlib heapq helpers "
    "itertools json logging math numbers operator pprint queue random "
    "re statistics string textwrap time types typing unittest uuid warnings "
    "__future__".split()
)

# Names that lead from an object to the interpreter, or run what no one sees.
_BUILTINS = frozenset(
    "breakpoint compile delattr eval exec getattr globals locals setattr "
    "vars".split()
)
_NAMES = _BUILTINS | frozenset(
    "asdict astuple attrgetter basicConfig bltns builtins capture_locals "
    "contextvars copy_context ctypes ctypeslib deepcopy Formatter "
    "ForwardRef FunctionType CodeType gc get_context get_coro get_field "
    "get_objects get_stack get_type_hints global_enum handlers importlib "
    "inspect LambdaType make_dataclass methodcaller mock modules new_class "
    "os pathlib pickle print_stack redirect_stderr set_exception_handler "
    "set_task_factory signal singledispatch singledispatchmethod socket "
    "StackSummary StrFormatStyle subprocess sys "
    "threading TracebackException update_wrapper walk_stack walk_tb".split()
)
# Harmless on futures of one's own. Who drives a coroutine by hand, a step at
# a time, gets those of others: the futures that its sleeps wait for.
_BY_HAND = frozenset(("coroutine", "set_exception", "set_result"))
_DRIVES = frozenset(
    ".__anext__ .__await__ .__iter__ .__next__ .aclose .asend .athrow .send "
    ".throw anext".split()
)
_FRAMES = ("ag_", "co_", "cr_", "f_", "gi_", "tb_")
_DUNDERS = frozenset(
    "__aenter__ __aexit__ __aiter__ __anext__ __author__ __await__ __call__ "
    "__contains__ __doc__ __enter__ __eq__ __exit__ __getitem__ __hash__ "
    "__init__ __iter__ __len__ __lt__ __main__ __name__ __next__ "
    "__post_init__ __repr__ __setitem__ __slots__ __str__".split()
)
# Who gives one of these a new meaning changes what everybody else calls;
# the latter only who has a way to the loop.
_LOOP = RecordedLoop()
_OF_ASYNCIO = frozenset(dir(asyncio.Queue)) | {*asyncio.__all__}
_OF_ASYNCIO -= {"run", "timeout", *dir(object)}
_OF_LOOPS = frozenset(name for name in dir(_LOOP) if name[0] != "_")
_WAYS = frozenset(
    "get_running_loop get_event_loop get_loop new_event_loop Runner".split()
)
# What our loop has beside that of asyncio, which leads to the recording.
_OURS = _OF_LOOPS - {*dir(asyncio.BaseEventLoop)}
# Inner names that are others' own; the first are for queues of one's own.
_OF_ONES_OWN = frozenset(("_queue", "_get", "_put", "_init"))
_THINGS: tuple[object, ...] = (_LOOP, asyncio.Queue(), asyncio.Task, random)
_INNER = frozenset(
    name
    for thing in _THINGS
    for name in dir(thing)
    if name[0] == "_" and name not in _OF_ONES_OWN
)
_INTO = re.compile(r"\{[^{}]*[.\[](?:_|f_|co_|cr_|gi_|tb_|ag_)")


def suspicions(source: str, own_queues: bool = False) -> list[str]:
    """List what a person should look at, each with its line.

    Args:
        source: the source of an answer's cell. One that Python cannot read
            has none, since it does not run.
        own_queues: whether it makes all queues itself, as a test does, and
            may look into them.
    """
    try:
        tree = ast.parse(source)
        return list(_Scan(tree, own_queues).found())
    except (SyntaxError, ValueError):
        return []
    except (RecursionError, MemoryError):
        return ["its text is nested too deeply to be looked through"]


class _Scan:
    """Looks through one cell.

    Attributes:
        modules: the names under which it has modules, or what is in them.
        mine: the names of its own objects in their methods: self and cls.
        attributes: the attributes that it gives its own objects.
        bound: the names that it gives a meaning of its own.
        making: the attributes that its own objects get while they are made.
        at_loop: whether it has a way to the loop.
        named: the names that a person should look at wherever they stand.
    """

    def __init__(self, tree: ast.Module, own_queues: bool) -> None:
        self._own = {"_queue"} if own_queues else set[str]()
        self._nodes = list(ast.walk(tree))
        self.bound = {
            node.id
            for node in self._nodes
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        } | {node.arg for node in self._nodes if isinstance(node, ast.arg)}
        self.modules = {"asyncio", *helpers.__all__}
        self.modules |= {n for node in self._nodes for n in _imported(node)}
        while more := self._aliases() - self.modules:
            self.modules |= more
        self.mine = {"super", *names_of_own(tree)} - self.modules
        self.attributes = {
            node.attr
            for node in self._nodes
            if isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and root_of(node) in self.mine
        } - _INNER
        self._bound = always_bound(tree)
        self.making = {id(node) for node in given_while_made(tree)}
        used = {name for node in self._nodes for name in _used(node)}
        self.at_loop = not _WAYS.isdisjoint(used)
        drives = not used.isdisjoint(_DRIVES) or any(
            isinstance(node, ast.YieldFrom) for node in self._nodes
        )
        self.named = _NAMES | _BY_HAND if drives else _NAMES

    def _aliases(self) -> set[str]:
        return {
            name.id
            for node in self._nodes
            if isinstance(node, ast.Assign | ast.NamedExpr)
            and self._is_others(node.value)
            for target in _targets(node)
            for name in ast.walk(target)
            if isinstance(name, ast.Name)
        }

    def _is_others(self, value: ast.expr) -> bool:
        # A module, what is in one, or the class of an object.
        if isinstance(value, ast.Call):
            called = value.func
            return isinstance(called, ast.Name) and called.id == "type"
        plain = isinstance(value, ast.Name | ast.Attribute)
        return plain and root_of(value) in self.modules

    def found(self) -> dict[str, None]:
        """All that is said of it, in the order of the lines."""
        return {
            f"line {getattr(node, 'lineno', 1)}: {said}": None
            for node in self._nodes
            for said in self._said(node)
        }

    def _said(self, node: ast.AST) -> Iterator[str]:
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield from self._import(alias.name)
            case ast.ImportFrom(module=module, names=names):
                yield from self._import(module or ".", [n.name for n in names])
            case ast.Name(id=name) if name in _BUILTINS:
                yield f"uses {name}"
            case ast.Name(id=name) if name not in self.bound or _dunder(name):
                yield from self._named(name, frames=False)
            case ast.keyword(arg=str(name)) if _dunder(name):
                yield from self._named(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield from self._named(name, frames=False)
            case ast.Attribute():
                yield from self._attribute(node)
            case ast.MatchClass(kwd_attrs=names):
                for name in names:
                    yield from self._named(name)
                    if name[0] == "_":
                        yield f"matches {name}"
            case ast.Constant(value=str(text)):
                yield from _text(text)
            case ast.Call():
                yield from _call(node)

    def _import(
        self, module: str, names: list[str] | None = None
    ) -> Iterator[str]:
        package, _, inside = module.partition(".")
        if package not in _PLAIN or module.startswith("helpers."):
            yield f"imports {module}"
        for name in filter(None, [*inside.split("."), *(names or [])]):
            yield from self._named(name)
            hidden = name.startswith("_") and package != "__future__"
            known = module != "helpers" or name in helpers.__all__
            if hidden or not known:
                yield f"imports {name}"

    def _named(self, name: str, frames: bool = True) -> Iterator[str]:
        far = name in self.named or (frames and name.startswith(_FRAMES))
        if far or (_dunder(name) and name not in _DUNDERS):
            yield f"uses {name}"

    def _attribute(self, node: ast.Attribute) -> Iterator[str]:
        name, root = node.attr, root_of(node)
        yield from self._named(name)
        hidden = name[0] == "_" and name[:2] != "__"
        of_module = isinstance(node.value, ast.Name) and root in self.modules
        own = root in self.mine or name in self.attributes
        if name in _OF_ONES_OWN:
            own = name in self._own or (root in self.mine and self._bound)
        if name == "__init__" and root != "super":
            yield f"uses {ast.unparse(node)}"
        if (
            (hidden and (root in self.modules or not own or name in _INNER))
            or (name in _OURS and self.at_loop and not of_module)
            or (root == "helpers" and name not in helpers.__all__)
        ):
            yield f"uses {ast.unparse(node)}"
        if isinstance(node.ctx, ast.Load):
            return
        if root in {"type", *self.modules} or (
            (name in _OF_ASYNCIO or (name in _OF_LOOPS and self.at_loop))
            and id(node) not in self.making
        ):
            yield f"gives {ast.unparse(node)} another meaning"


def _targets(node: ast.Assign | ast.NamedExpr) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield (alias.asname or alias.name).partition(".")[0]
            yield alias.name


def _used(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Attribute(attr=name):
            yield from (name, f".{name}")
        case ast.MatchClass(kwd_attrs=names):
            yield from (f".{name}" for name in names)
    yield from _imported(node)


def _dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _text(text: str) -> Iterator[str]:
    dunder = re.fullmatch(r"__\w+__", text) and text not in _DUNDERS
    if dunder or _INTO.search(text):
        yield f"has the text {text!r:.40}"


def _call(node: ast.Call) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id="wraps") | ast.Attribute(attr="wraps")):
            if len(node.args) > 1 or node.keywords:
                yield "calls wraps with more than a function"
        case ast.Call(func=ast.Name(id="type"), args=[_, _, *_]):
            yield "makes a class by type()"
        case ast.Call(
            func=ast.Attribute(value=value, attr="format" | "format_map")
        ):
            if not isinstance(value, ast.Constant):
                yield "calls format on a text that is not written out"
