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

# What an answer may import: pure tools, and what the course itself offers.
_PLAIN = frozenset(
    "abc array asyncio bisect collections contextlib copy dataclasses "
    "datetime decimal enum fractions functools graphlib heapq helpers "
    "itertools json logging math numbers numpy operator pprint queue random "
    "re statistics string textwrap time types typing unittest uuid warnings "
    "__future__".split()
)

# Names that lead from an object to the interpreter, or run what no one sees.
_BUILTINS = frozenset(
    "breakpoint compile delattr eval exec getattr globals locals setattr "
    "vars".split()
)
_NAMES = _BUILTINS | frozenset(
    "attrgetter bltns builtins capture_locals contextvars copy_context "
    "ctypes ctypeslib Formatter ForwardRef FunctionType CodeType gc "
    "get_context get_field get_objects get_stack get_type_hints "
    "global_enum handlers importlib inspect make_dataclass methodcaller mock "
    "modules os pathlib pickle print_stack redirect_stderr signal "
    "singledispatch singledispatchmethod socket StackSummary subprocess sys "
    "threading TracebackException update_wrapper walk_stack walk_tb".split()
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
_OF_QUEUES = frozenset(n for n in dir(asyncio.Queue) if n[0] != "_")
_OF_LOOPS = frozenset("call_at call_later call_soon create_task time".split())
_WAYS = frozenset(
    "get_running_loop get_event_loop get_loop new_event_loop Runner".split()
)
# What our loop has beside that of asyncio, which leads to the recording.
_OURS = frozenset("ended history limit_the_end log recording".split())
# Inner names that are others' own.
_OTHERS: list[object] = [asyncio.BaseEventLoop, asyncio.Task, random]
_INNER = frozenset(
    name
    for thing in [*_OTHERS, asyncio.Queue()]
    for name in dir(thing)
    if name[0] == "_" and name not in ("_queue", "_get", "_put", "_init")
) | frozenset("_now _until _dice _ready _timers _order _names".split())
_INTO = re.compile(r"\{[^{}]*[.\[](?:_|f_|co_|cr_|gi_|tb_|ag_)")


def suspicions(source: str) -> list[str]:
    """List what a person should look at, each with its line.

    Args:
        source: the source of an answer's cell. One that Python cannot read
            has none, since it does not run.
    """
    try:
        tree = ast.parse(source)
        return list(_Scan(tree).found())
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
        at_loop: whether it has a way to the loop.
    """

    def __init__(self, tree: ast.Module) -> None:
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
        self.mine = {"super", *_mine(tree)} - self.modules
        self.attributes = {
            node.attr
            for node in self._nodes
            if isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and _root(node) in self.mine
        } - _INNER
        used = {getattr(n, "attr", getattr(n, "id", "")) for n in self._nodes}
        imported = {n for node in self._nodes for n in _imported(node)}
        self.at_loop = not _WAYS.isdisjoint(used | imported)

    def _aliases(self) -> set[str]:
        return {
            name.id
            for node in self._nodes
            if isinstance(node, ast.Assign | ast.NamedExpr)
            and isinstance(node.value, ast.Name | ast.Attribute)
            and _root(node.value) in self.modules
            for target in _targets(node)
            for name in ast.walk(target)
            if isinstance(name, ast.Name)
        }

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
            case ast.Name(id=name) if name not in self.bound:
                yield from _named(name, frames=False)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield from _named(name, frames=False)
            case ast.Attribute():
                yield from self._attribute(node)
            case ast.MatchClass(kwd_attrs=names):
                for name in names:
                    yield from _named(name)
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
            yield from _named(name)
            hidden = name.startswith("_") and package != "__future__"
            known = module != "helpers" or name in helpers.__all__
            if hidden or not known:
                yield f"imports {name}"

    def _attribute(self, node: ast.Attribute) -> Iterator[str]:
        name, root = node.attr, _root(node)
        yield from _named(name)
        hidden = name[0] == "_" and name[:2] != "__"
        of_module = isinstance(node.value, ast.Name) and root in self.modules
        own = root in self.mine or name in self.attributes
        if (
            (hidden and (root in self.modules or not own or name in _INNER))
            or (name in _OURS and self.at_loop and not of_module)
            or (root == "helpers" and name not in helpers.__all__)
        ):
            yield f"uses {ast.unparse(node)}"
        if isinstance(node.ctx, ast.Load):
            return
        others = root in self.modules or (name in _OF_QUEUES and not own)
        if others or (name in _OF_LOOPS and self.at_loop):
            yield f"gives {ast.unparse(node)} another meaning"


def _targets(node: ast.Assign | ast.NamedExpr) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield (alias.asname or alias.name).partition(".")[0]
            yield alias.name


def _mine(tree: ast.Module) -> set[str]:
    # Where self is given to a function of no class, or a meaning, it may be
    # anything.
    free = {
        node.arg
        for node in _outside_classes(tree)
        if isinstance(node, ast.arg)
    } | {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return {"self", "cls"} - free


def _outside_classes(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.ClassDef):
            yield child
            yield from _outside_classes(child)


def _named(name: str, frames: bool = True) -> Iterator[str]:
    dunder = name.startswith("__") and name.endswith("__")
    far = name in _NAMES or (frames and name.startswith(_FRAMES))
    if far or (dunder and name not in _DUNDERS):
        yield f"uses {name}"


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


def _root(value: ast.expr) -> str:
    while isinstance(value, ast.Attribute | ast.Call):
        value = value.value if isinstance(value, ast.Attribute) else value.func
    return value.id if isinstance(value, ast.Name) else ""
