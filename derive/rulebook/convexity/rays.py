"""Rays of a convex envelope: where a function runs on for ever with a slope that it only approaches
or keeps."""

from __future__ import annotations

from dataclasses import replace

from sympy import Expr, S, Symbol, oo

from derive.language.assumptions import Assumptions
from derive.language.space import Line
from derive.rulebook.algebra import decide
from derive.rulebook.convexity.arcs import Arc
from derive.rulebook.convexity.limits import limit_at
from derive.rulebook.convexity.slopes import slope
from derive.rulebook.convexity.zeros import Undecided, zeros


def ray(one: Arc, u: Symbol, at: Expr, value: Expr, rate: Expr) -> Arc:
    """The line with a slope through a point, on the interval of an arc."""
    body = (value + rate * (u - at)).expand()
    ends = tuple(value if end == at else S.NaN for end in (one.line.low, one.line.high))
    return Arc(body, one.line, "0", (rate, rate), (ends[0], ends[1]))


def up_to(one: Arc, at: Expr, value: Expr, u: Symbol) -> list[Arc]:
    """What stands of an arc below a place."""
    if at == one.line.low:
        return []
    rate = slope(one.body, u).xreplace({u: at})
    ends = (one.slopes[0], rate), (one.values[0], value)
    return [replace(one, line=Line(one.line.low, at), slopes=ends[0], values=ends[1])]


def beyond(two: Arc, at: Expr, value: Expr, u: Symbol) -> list[Arc]:
    """What stands of an arc above a place."""
    if at == two.line.high:
        return []
    rate = slope(two.body, u).xreplace({u: at})
    ends = (rate, two.slopes[1]), (value, two.values[1])
    return [replace(two, line=Line(at, two.line.high), slopes=ends[0], values=ends[1])]


def with_a_ray(one: Arc, two: Arc, u: Symbol, known: Assumptions) -> list[Arc] | None:
    """Two arcs that meet in a concave corner, of which one is a ray that runs on for ever, or nears
    such a ray without touching it; None where neither is. Raises Undecided."""
    if one.bend == "+" and two.bend == "0" and two.line.high == oo:
        at = _where_slope_is(two.slopes[0], one, one.line.low, one.slopes[0], u, known)
        value = one.values[0] if at == one.line.low else one.body.xreplace({u: at})
        last = ray(replace(two, line=Line(at)), u, at, value, two.slopes[0])
        return [*up_to(one, at, value, u), last]
    if two.bend == "+" and one.bend == "0" and one.line.low == -oo:
        at = _where_slope_is(one.slopes[0], two, two.line.high, two.slopes[1], u, known)
        value = two.values[1] if at == two.line.high else two.body.xreplace({u: at})
        first = ray(replace(one, line=Line(-oo, at)), u, at, value, one.slopes[0])
        return [first, *beyond(two, at, value, u)]
    if one.line.low != -oo and two.line.high == oo:
        return _approached(two, one.line.low, one.values[0], True, u, known)
    if two.line.high != oo and one.line.low == -oo:
        return _approached(one, two.line.high, two.values[1], False, u, known)
    return None


def _where_slope_is(
    rate: Expr, arc: Arc, end: Expr, limit: Expr, u: Symbol, known: Assumptions
) -> Expr:
    """The place at which an arc has a slope, or the end of it that comes nearest."""
    places = zeros(slope(arc.body, u) - rate, u, arc.line, known)
    if len(places) == 1:
        return places[0]
    outside = decide(rate <= limit if end == arc.line.low else rate >= limit, known)
    if places or end in (oo, -oo) or not outside:
        raise Undecided
    return end


def _approached(
    arc: Arc, at: Expr, value: Expr, upper: bool, u: Symbol, known: Assumptions
) -> list[Arc] | None:
    """The ray from a finite end with the slope that an arc has far out, where that is below it."""
    rate = arc.slopes[1] if upper else arc.slopes[0]
    if rate in (oo, -oo) or value in (oo, -oo):
        return None
    far = oo if upper else -oo
    level = limit_at((arc.body - rate * u).expand(), u, far, upper, known)
    if level is None or level == -oo:
        return None
    if level != oo and not decide(value - rate * at <= level, known):
        return None
    line = Line(at) if upper else Line(-oo, at)
    return [ray(replace(arc, line=line), u, at, value, rate)]


__all__ = ["beyond", "ray", "up_to", "with_a_ray"]
