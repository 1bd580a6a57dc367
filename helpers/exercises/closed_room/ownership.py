"""Which objects in the text of an answer are surely its own.

    tree = ast.parse(source)
    names_of_own(tree)              # {"self", "cls"}, if they are
    always_bound(tree)              # whether nobody gives them another object

A method's `self` is an object of the answer's own class. But whoever calls
a function of the class by itself, `Mine.change(queue)`, can make it any
other.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_BINDING = frozenset("cached_property classmethod property setter".split())
# Where an object gets its attributes, and is as good as one's own.
_MAKERS = ("__init__", "__post_init__", "_init")
_SELF = ("self", "cls")


def root_of(value: ast.expr) -> str:
    """The name with which `a.b().c` begins; "" if it is none."""
    while isinstance(value, ast.Attribute | ast.Call):
        value = value.value if isinstance(value, ast.Attribute) else value.func
    return value.id if isinstance(value, ast.Name) else ""


def names_of_own(tree: ast.Module) -> set[str]:
    """Those of self and cls that stand for objects of own classes."""
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
    return {*_SELF} - free


def _outside_classes(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.ClassDef):
            yield child
            yield from _outside_classes(child)


def always_bound(tree: ast.Module) -> bool:
    """Whether nobody can call a method with an object of another class."""
    kinds = [n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    methods = [
        made
        for kind in kinds
        for made in kind.body
        if isinstance(made, _FUNCTIONS)
    ]
    return (
        not _gets_hold(tree, {thing.name for thing in (*kinds, *methods)})
        and not any(map(_has_self_inside, methods))
        and all(map(_is_bound, methods))
    )


def _gets_hold(tree: ast.Module, names: set[str]) -> bool:
    # To call a class makes an object of it; to do anything else with it, or
    # with the class of an object, may lead to its functions.
    called = {n.func for n in ast.walk(tree) if isinstance(n, ast.Call)}
    return any(
        isinstance(node, ast.Name)
        and isinstance(node.ctx, ast.Load)
        and (node.id == "type" or (node.id in names and node not in called))
        for node in ast.walk(tree)
    )


def _has_self_inside(method: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(
        isinstance(node, ast.arg) and node.arg in _SELF
        for part in method.body
        for node in ast.walk(part)
    )


def _is_bound(method: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return all(
        getattr(by, "attr", getattr(by, "id", "")) in _BINDING
        for by in method.decorator_list
    )


def given_while_made(tree: ast.Module) -> Iterator[ast.AST]:
    """The attributes that objects of own classes get while they are made."""
    for kind in ast.walk(tree):
        for made in kind.body if isinstance(kind, ast.ClassDef) else ():
            if (
                isinstance(made, ast.FunctionDef)
                and made.name in _MAKERS
                and not made.decorator_list
            ):
                yield from _of_self(made)


def _of_self(node: ast.AST) -> Iterator[ast.AST]:
    # Not in functions inside, where self may be anything.
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Attribute) and root_of(child) == "self":
            yield child
        if not isinstance(child, (*_FUNCTIONS, ast.Lambda)):
            yield from _of_self(child)
