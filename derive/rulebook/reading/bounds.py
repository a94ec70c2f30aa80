"""Bounds on a variable that hold throughout an interval, as bounds on its ends."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Ge, Gt, Le, Lt, Max, oo

from derive.language.space import Lattice, Line, Space


def bound_throughout(condition: Any, variable: Any, space: Space | None) -> Any | None:
    """The relation between the ends of an interval and a bound that says that the bound holds at
    every point between them; None where the condition is no bound on the variable alone.

    >>> from sympy.abc import a, b, x
    >>> bound_throughout(x > 0, x, Line(a, b))
    a >= 0
    """
    if not isinstance(space, (Line, Lattice)) or not isinstance(condition, (Gt, Ge, Lt, Le)):
        return None
    greater, less = condition.gts, condition.lts
    strict = isinstance(condition, (Gt, Lt)) and isinstance(space, Lattice)
    if greater == variable and variable not in less.free_symbols and space.low != -oo:
        return space.low > less if strict else space.low >= less
    if less == variable and variable not in greater.free_symbols and space.high != oo:
        high = _high_if_not_empty(space)
        return high < greater if strict else high <= greater
    return None


def _high_if_not_empty(space: Any) -> Expr:
    """The high end where there is a point in between: an end that is written as the larger of the
    low end and another is that other, then."""
    low, high = space.low, space.high
    if not isinstance(high, Max):
        return high
    below = {low, *(low.args if isinstance(low, Max) else ())}
    if isinstance(space, Lattice):
        below.add(low - 1)
    others = [end for end in high.args if end not in below]
    return Max(*others) if others else high
