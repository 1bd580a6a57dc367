"""Which names in the text of an answer surely stand for futures of its own.

    own_futures(ast.parse("over = asyncio.Future()"))       # {"over"}

Whoever sets the result of somebody else's future wakes what it will. To set
that of one's own is a plain way to say that something has ended.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

_LOOP = "asyncio.get_running_loop()"


def own_futures(tree: ast.Module) -> set[str]:
    """The names that stand for futures made here, and for nothing else."""
    nodes = list(ast.walk(tree))
    bound = Counter(name for node in nodes for name in _bound(node))
    if "asyncio" in bound:
        return set()
    loops = _given(nodes, bound, {_LOOP})
    made = {f"{loop}.create_future()" for loop in (_LOOP, *loops)}
    return _given(nodes, bound, {"asyncio.Future()", *made})


def _given(
    nodes: list[ast.AST], bound: Counter[str], values: set[str]
) -> set[str]:
    """The names that are given one of these values and nothing else."""
    given = Counter(
        node.targets[0].id
        for node in nodes
        if isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
        and ast.unparse(node.value) in values
    )
    return {name for name, times in given.items() if times == bound[name]}


def _bound(node: ast.AST) -> Iterator[str]:
    # All that can give a name a meaning; a keyword's name, too, which errs
    # on the safe side.
    if isinstance(node, ast.alias):
        if (node.name, node.asname) != ("asyncio", None):
            yield node.asname or node.name
    elif isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            yield node.id
    else:
        for part in ("name", "arg", "rest"):
            if isinstance(name := getattr(node, part, None), str):
                yield name
