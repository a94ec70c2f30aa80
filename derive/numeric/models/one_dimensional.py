"""Whether an expression asks for integrals over one number of an interval at a time."""

from __future__ import annotations

from typing import Any

from sympy import Add, Basic, Mul

from derive.language import (
    Binding,
    Conjugate,
    Density,
    Gradient,
    Integral,
    Law,
    Laws,
    Line,
    MapFamily,
    Maps,
    Node,
    Normalised,
    Power,
    Sup,
    WithDensity,
)

Around = frozenset[Basic]


def is_one_dimensional(expr: Basic) -> bool:
    """Whether no integral over an interval depends on the point of another one around it, and no
    search runs over the functions or the laws on an interval. A search over numbers counts as an
    integral, and beside an integral only first derivatives are taken, by differences. Independent
    draws from an interval count as one number: how many there may be is another condition.
    """
    if deepest(expr) > 1 or (derivatives(expr) > 1 and integrates(expr)):
        return False
    return not _searches_intervals(expr) and _is_drawn(expr)


def derivatives(expr: Basic) -> int:
    """How many derivatives stand inside one another."""
    within = max((derivatives(a) for a in expr.args), default=0)
    return within + isinstance(expr, Gradient)


def integrates(expr: Basic) -> bool:
    """Whether anything is integrated over an interval."""
    own = not isinstance(expr, (Sup, Conjugate)) and _integrated(expr)
    return bool(own) or any(integrates(a) for a in expr.args)


def deepest(expr: Basic) -> int:
    """How many integrals over an interval stand inside one another, each depending on the point of
    the one around it."""
    return _deepest(expr, frozenset(), 0)


def unplaced(expr: Basic) -> int:
    """How many integrals over an interval have no density among their factors, which would say
    where their mass lies."""
    own = isinstance(expr, (Integral, WithDensity)) and _is_interval(expr.space)
    if own:
        terms = Add.make_args(expr.args[0])
        own = not all(any(_is_density(f, expr.bound) for f in Mul.make_args(t)) for t in terms)
    return own + sum(unplaced(a) for a in expr.args)


def _is_density(factor: Basic, point: Basic) -> bool:
    return isinstance(factor, Density) and factor.point == point


def _deepest(expr: Basic, around: Around, depth: int) -> int:
    own = _integrated(expr)
    if own:
        if not (around and expr.has(*around)):
            around, depth = frozenset(), 0
        depth += own
    # the density of a law that is written down is asked for where an integral around it looks
    binds = isinstance(expr, Binding) and (own or isinstance(expr, WithDensity))
    deepest_within = 0
    for place, argument in enumerate(expr.args):
        is_inside = binds and place in expr.scope
        inner = around | {expr.bound} if is_inside else around
        deepest_within = max(deepest_within, _deepest(argument, inner, depth))
    return max(depth, deepest_within) if own else deepest_within


def _integrated(expr: Basic) -> int:
    """Over how many numbers of an interval a node itself integrates, or searches, which costs as
    much; a law that is found with its multiplier integrates for its mass."""
    if isinstance(expr, (Integral, Normalised)):
        return int(_is_interval(expr.space))
    if isinstance(expr, (Sup, Conjugate)):
        return int(_is_interval(expr.domain))
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
