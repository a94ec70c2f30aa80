"""From an expression to the formula that a person would write: one function a class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Basic

from derive.text.letters import Scope
from derive.text.notation import Call, Formula, Mark

Arrangement = Callable[[Any, Scope], Formula]
_TABLE: dict[type, Arrangement] = {}


def arranges(*classes: type) -> Callable[[Arrangement], Arrangement]:
    """Registers what arranges the nodes of these classes, and of classes below them."""

    def register(arrangement: Arrangement) -> Arrangement:
        for cls in classes:
            _TABLE[cls] = arrangement
        return arrangement

    return register


def has_arrangement(cls: type) -> bool:
    """Whether a class, or one above it, has been registered."""
    return any(c in _TABLE for c in cls.__mro__)


def arrange(expr: Any, scope: Scope) -> Formula:
    """The formula of an expression at a place. What no function knows is its head and arguments."""
    if scope.names and expr in scope.names:
        return scope.names[expr]
    for cls in type(expr).__mro__:
        if cls in _TABLE:
            return _TABLE[cls](expr, scope)
    if isinstance(expr, Basic):
        return Call(Mark(type(expr).__name__), tuple(arrange(a, scope) for a in expr.args))
    raise TypeError(f"{expr!r} is not an expression")
