"""What in an answer a person should look at: it may reach for the judge.

    suspicions("import gc")         # ["line 1: imports gc"]

An answer and what is seen of it come from one process, so that an answer
that finds its way to the helpers, to asyncio's own objects or to Python's
frames could forge what is seen. No exercise needs that. This looks at the
text only, and runs nothing of it.
"""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Iterator, Set

import helpers

# What an answer may import: pure tools, and what the course itself offers.
_PLAIN = frozenset(
    "abc array asyncio bisect collections contextlib copy dataclasses "
    "datetime decimal enum fractions functools graphlib heapq helpers "
    "itertools json logging math numbers numpy operator pprint queue random "
    "re statistics string textwrap time traceback types typing unittest uuid "
    "__future__".split()
)

# Names that lead from an object to the interpreter, or run what no one sees.
_NAMES = frozenset(
    "attrgetter breakpoint builtins compile contextvars copy_context ctypes "
    "ctypeslib delattr eval exec Formatter ForwardRef FunctionType CodeType "
    "gc get_context get_field get_objects get_type_hints getattr globals "
    "importlib inspect locals methodcaller mock modules os pathlib "
    "setattr signal socket subprocess sys threading update_wrapper vars "
    "walk_stack".split()
)
_FRAMES = ("ag_", "co_", "cr_", "f_", "gi_", "tb_")
_DUNDERS = frozenset(
    "__aenter__ __aexit__ __aiter__ __anext__ __await__ __call__ __contains__ "
    "__enter__ __eq__ __exit__ __getitem__ __hash__ __init__ __iter__ __len__ "
    "__lt__ __main__ __name__ __next__ __post_init__ __repr__ __setitem__ "
    "__slots__ __str__".split()
)
# Who gives one of these a new meaning changes what everybody else calls.
_PATCHED = frozenset(
    [name for name in dir(asyncio.Queue) if name[0] != "_"]
    + "call_at call_later call_soon cancel create_task get_coro time".split()
)
# What our loop has beside that of asyncio, which leads to the recording, and
# the ways to the loop; and what is in every queue.
_OURS = frozenset("ended history limit_the_end log recording".split())
_WAYS = frozenset(
    "get_running_loop get_event_loop get_loop new_event_loop Runner".split()
)
_INSIDE = frozenset("_finished _getters _putters _unfinished_tasks".split())


def suspicions(source: str) -> list[str]:
    """List what a person should look at, each with its line.

    Args:
        source: the source of an answer's cell. One that Python cannot read
            has none, since it does not run.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    modules = {name for node in ast.walk(tree) for name in _bound(node)}
    modules.add("asyncio")
    ours = _OURS if any(map(_leads_to_the_loop, ast.walk(tree))) else set()
    found = {
        f"line {getattr(node, 'lineno', 1)}: {said}": None
        for node in ast.walk(tree)
        for said in _said(node, modules, ours)
    }
    return list(found)


def _leads_to_the_loop(node: ast.AST) -> bool:
    name = getattr(node, "attr", getattr(node, "id", ""))
    names = [alias.name for alias in getattr(node, "names", [])
             if isinstance(alias, ast.alias)]
    return not _WAYS.isdisjoint([name, *names])


def _bound(node: ast.AST) -> Iterator[str]:
    # The names under which a cell has modules, or what is in them.
    if isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield (alias.asname or alias.name).partition(".")[0]


def _said(
    node: ast.AST, modules: set[str], ours: Set[str]
) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            for alias in names:
                yield from _imported(alias.name)
        case ast.ImportFrom(module=module, names=names):
            yield from _imported(module or ".", [n.name for n in names])
        case ast.Name(id=name):
            yield from _named(name)
        case ast.Attribute(value=value, attr=name, ctx=context):
            yield from _named(name)
            yield from _reached(value, name, modules, ours)
            if not isinstance(context, ast.Load):
                yield from _given(value, name, modules)
        case ast.MatchClass(kwd_attrs=names):
            for name in names:
                yield from _named(name)
        case ast.Call(func=ast.Name(id="wraps") | ast.Attribute(attr="wraps")):
            if len(node.args) > 1 or node.keywords:
                yield "calls wraps with more than a function"


def _imported(module: str, names: list[str] | None = None) -> Iterator[str]:
    package, _, inside = module.partition(".")
    if package not in _PLAIN or module.startswith("helpers."):
        yield f"imports {module}"
    for name in filter(None, [*inside.split("."), *(names or [])]):
        yield from _named(name)
        hidden = name.startswith("_") and package != "__future__"
        if hidden or (module == "helpers" and name not in helpers.__all__):
            yield f"imports {name}"


def _named(name: str) -> Iterator[str]:
    dunder = name.startswith("__") and name.endswith("__")
    far = name in _NAMES or name.startswith(_FRAMES)
    if far or (dunder and name not in _DUNDERS):
        yield f"uses {name}"


def _reached(
    value: ast.expr, name: str, modules: set[str], ours: Set[str]
) -> Iterator[str]:
    hidden = name[0] == "_" and name[:2] != "__"
    of_module = isinstance(value, ast.Name) and value.id in modules
    if (
        name in _INSIDE
        or (name in ours and not of_module)
        or (hidden and _root(value) not in _OWN)
        or (_root(value) == "helpers" and name not in helpers.__all__)
    ):
        yield f"uses {ast.unparse(value)}.{name}"


_OWN = frozenset(("self", "cls", "super"))


def _given(value: ast.expr, name: str, modules: set[str]) -> Iterator[str]:
    if name in _PATCHED or _root(value) in modules:
        yield f"gives {ast.unparse(value)}.{name} another meaning"


def _root(value: ast.expr) -> str:
    while isinstance(value, ast.Attribute | ast.Call):
        value = value.value if isinstance(value, ast.Attribute) else value.func
    return value.id if isinstance(value, ast.Name) else ""
