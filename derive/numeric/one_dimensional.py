"""Whether an expression asks for integrals over one number of an interval at a time."""

from __future__ import annotations

from typing import Any

from sympy import Basic

from derive.language import (
    Binding,
    Density,
    Integral,
    Law,
    Laws,
    Line,
    MapFamily,
    Maps,
    Node,
    Power,
    WithDensity,
)

Around = frozenset[Basic]


def is_one_dimensional(expr: Basic) -> bool:
    """Whether no integral over an interval depends on the point of another one around it, and no
    search runs over the functions or the laws on an interval.

    Independent draws from an interval count as one number: how many there may be is another
    condition.
    """
    return deepest(expr) <= 1 and not _searches_intervals(expr) and _is_drawn(expr)


def integrates(expr: Basic) -> bool:
    """Whether anything is integrated over an interval."""
    return deepest(expr) > 0


def deepest(expr: Basic) -> int:
    """How many integrals over an interval stand inside one another, each depending on the point of
    the one around it."""
    return _deepest(expr, frozenset(), 0)


def _deepest(expr: Basic, around: Around, depth: int) -> int:
    own = _integrated(expr)
    if own:
        if not (around and expr.has(*around)):
            around, depth = frozenset(), 0
        depth += own
    if own or isinstance(expr, WithDensity):
        around |= _bound(expr)
    within = (_deepest(a, around, depth) for a in expr.args)
    return max(within, default=0) if not own else max(depth, *within)


def _bound(expr: Basic) -> Around:
    return frozenset([expr.bound]) if isinstance(expr, Binding) else frozenset()


def _integrated(expr: Basic) -> int:
    """Over how many numbers of an interval a node itself integrates."""
    if isinstance(expr, Integral):
        return int(_is_interval(expr.space))
    if isinstance(expr, (Density, Law)) or not isinstance(expr, Node):
        return 0
    laws = [a for a in expr.args if isinstance(a, Law)]
    return max((_coordinates(law) for law in laws), default=0)


def _coordinates(law: Any) -> int:
    spaces = law.coordinates if hasattr(law, "coordinates") else (law.space,)
    return sum(_is_interval(s) for s in spaces)


def _is_interval(space: Any) -> bool:
    if isinstance(space, Power):
        return _is_interval(space.base)
    return isinstance(space, Line)


def _searches_intervals(expr: Basic) -> bool:
    """Whether a search runs over all functions or all laws on an interval."""
    if isinstance(expr, (Laws, Maps)):
        return _is_interval(expr.base)
    return any(_searches_intervals(a) for a in expr.args)


def _is_drawn(expr: Basic) -> bool:
    """Whether every map has values that move smoothly with the numbers of intervals it is taken at,
    as those from an interval to the points of a space do not."""
    if isinstance(expr, MapFamily):
        return expr.codomain.is_arbitrary <= (not any(_is_interval(s) for s in expr.domain))
    return all(_is_drawn(a) for a in expr.args)
