"""A domain that is written as a relation, as the ends of an interval."""

from __future__ import annotations

from typing import Any

from sympy import And, Contains, Ge, Gt, Interval, Le, Lt, S, Symbol, oo


def interval_of(condition: Any, u: Symbol) -> tuple[Any, Any] | None:
    """The ends of the interval that a condition says a symbol lies in; None where it says another
    thing.

    >>> x = Symbol("x")
    >>> interval_of(And(x > 0, x <= 3), x), interval_of(x < 2, x)
    ((0, 3), (-oo, 2))
    """
    low, high = -oo, oo
    if condition == S.true:
        return low, high
    for part in And.make_args(condition):
        ends = _ends(part, u)
        if ends is None:
            return None
        low = ends[0] if low == -oo else low if ends[0] == -oo else None
        high = ends[1] if high == oo else high if ends[1] == oo else None
        if low is None or high is None:
            return None
    return low, high


def _ends(part: Any, u: Symbol) -> tuple[Any, Any] | None:
    if isinstance(part, Contains) and part.args[0] == u:
        inside = part.args[1]
        return (inside.start, inside.end) if isinstance(inside, Interval) else None
    if not isinstance(part, (Gt, Ge, Lt, Le)):
        return None
    below, above = part.lts, part.gts
    if below == u and not above.has(u):
        return -oo, above
    if above == u and not below.has(u):
        return below, oo
    return None
