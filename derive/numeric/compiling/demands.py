"""What an expression asks of its evaluation, read from its nodes: integrals, searches,
differences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Basic, oo

from derive.language import (
    Conjugate,
    Distribution,
    Gradient,
    Integral,
    Lattice,
    LawFamily,
    Laws,
    Limit,
    Line,
    Maximiser,
    Normalised,
    Power,
    Sup,
)


def loses_digits(expr: Any) -> bool:
    """Whether anything is found by differences, which lose digits that have to be there first."""
    return searches(expr) or any(isinstance(node, (Gradient, Limit)) for node in _nodes(expr))


def searches(expr: Any) -> bool:
    """Whether a supremum or a maximiser is sought."""
    return any(isinstance(node, (Conjugate, Sup, Maximiser, Normalised)) for node in _nodes(expr))


def has_integrals(expressions: Sequence[Any]) -> bool:
    """Whether anything is integrated or maximised over infinitely many points."""
    return any(_is_infinite(node) for e in expressions for node in _nodes(e))


def _nodes(expr: Any) -> list[Any]:
    seen: dict[Basic, None] = {}
    stack = [expr]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen[node] = None
            stack.extend(node.args)
    return list(seen)


def _is_infinite(node: Any) -> bool:
    if isinstance(node, Distribution):
        return _infinitely_many(node.space)
    if isinstance(node, LawFamily):
        return any(isinstance(space, Line) for space in node.coordinates)
    return isinstance(node, Integral) and _infinitely_many(node.space)


def _infinitely_many(space: Any) -> bool:
    if isinstance(space, Power):
        return _infinitely_many(space.base)
    if isinstance(space, Lattice):
        return bool(space.high == oo or space.low == -oo)
    return not space.is_arbitrary and not isinstance(space, Laws)
