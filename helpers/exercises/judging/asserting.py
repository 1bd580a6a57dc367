"""Which asserts in the text of an answer its own code catches.

    caught_asserts(tree)            # ["line 9: this `except` catches ..."]

A test that catches its own AssertionError and says nothing of it finds
nothing. From outside it looks like one that asserts nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

CATCHES = "this `except` catches the `assert` above it"
_WIDE = {"AssertionError", "Exception", "BaseException"}
_OTHERS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def caught_asserts(tree: ast.Module) -> list[str]:
    """Say which handlers catch an assert, and let nobody know of it."""
    tries = [node for node in ast.walk(tree) if isinstance(node, ast.Try)]
    return [
        f"line {handler.lineno}: {CATCHES}"
        for one in tries
        if any(isinstance(node, ast.Assert) for node in _inside(one.body))
        for handler in one.handlers
        if _is_wide(handler) and not any(map(_says, _inside(handler.body)))
    ]


def _inside(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    # A function that is defined there runs elsewhere.
    for node in nodes:
        if not isinstance(node, _OTHERS):
            yield node
            yield from _inside(ast.iter_child_nodes(node))


def _is_wide(handler: ast.ExceptHandler) -> bool:
    kinds = getattr(handler.type, "elts", [handler.type])
    return any(kind is None or ast.unparse(kind) in _WIDE for kind in kinds)


def _says(node: ast.AST) -> bool:
    # To keep the error, or to say so by a flag, may be to raise it later.
    return isinstance(node, ast.Raise | ast.Assert | ast.Assign)
