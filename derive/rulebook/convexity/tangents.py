"""Lines that touch convex arcs: from a point, and touching two of them."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Dummy, Expr, Poly, Symbol, oo, sqrt

from derive.language.assumptions import Assumptions
from derive.language.space import Line
from derive.rulebook.algebra import decide, equal
from derive.rulebook.convexity.arcs import Arc
from derive.rulebook.convexity.inverses import UP, inverse
from derive.rulebook.convexity.slopes import slope
from derive.rulebook.convexity.zeros import Undecided, zeros
from derive.rulebook.places import facts_in


def touching_points(
    arc: Arc, point: tuple[Expr, Expr], u: Symbol, known: Assumptions
) -> list[Expr]:
    """Where inside a strictly convex arc its tangent goes through a point beside it."""
    if arc.bend != "+":
        return []
    a, b = point
    gap = slope(arc.body, u) * (u - a) - arc.body + b
    try:
        return zeros(gap, u, arc.line, known)
    except Undecided:
        return []


def common_tangents(
    one: Arc, two: Arc, u: Symbol, known: Assumptions
) -> Iterator[tuple[Expr, Expr]]:
    """Where two strictly convex arcs have a tangent in common that is read off their form."""
    if one.bend == "+" == two.bend:
        for left, right in (*_of_quartic(one, two, u), *_level(one, two, u, known)):
            if _touches(one, two, left, right, u, known):
                yield left, right


def _touches(one: Arc, two: Arc, left: Expr, right: Expr, u: Symbol, known: Assumptions) -> bool:
    """Whether two points lie inside their arcs, with slopes that are that of the line through
    them."""
    inside = [*_inside(one.line, left), *_inside(two.line, right)]
    if any(decide(c, known) is not True for c in inside):
        return False
    rise = two.body.xreplace({u: right}) - one.body.xreplace({u: left})
    rates = slope(one.body, u).xreplace({u: left}), slope(two.body, u).xreplace({u: right})
    return all(equal(rate * (right - left), rise, known) for rate in rates)


def _inside(line: Line, at: Expr) -> list[Expr]:
    bounds = [(line.low, at), (at, line.high)]
    return [low < high for low, high in bounds if low != -oo and high != oo]


def _of_quartic(one: Arc, two: Arc, u: Symbol) -> Iterator[tuple[Expr, Expr]]:
    """k (u - a)^2 (u - b)^2 is what a quartic exceeds its double tangent by."""
    if one.body != two.body or not one.body.is_polynomial(u):
        return
    polynomial = Poly(one.body, u)
    if polynomial.degree() != 4:
        return
    k, c3, c2, *_ = polynomial.all_coeffs()
    total = -c3 / (2 * k)
    product = (c2 / k - total**2) / 2
    root = sqrt((total**2 - 4 * product).expand())
    yield (total - root) / 2, (total + root) / 2


def _level(one: Arc, two: Arc, u: Symbol, known: Assumptions) -> Iterator[tuple[Expr, Expr]]:
    """Where both arcs are least."""
    try:
        lefts, rights = (zeros(slope(a.body, u), u, a.line, known) for a in (one, two))
    except Undecided:
        return
    if lefts and rights:
        yield lefts[0], rights[0]


def tangents_by_conjugates(
    one: Arc, two: Arc, u: Symbol, known: Assumptions
) -> Iterator[tuple[Expr, Expr]]:
    """Where two strictly convex arcs have a tangent in common: its slope is the m at which their
    conjugates have one value."""
    if not one.bend == "+" == two.bend:
        return
    m = Dummy("m", real=True)
    low, high = two.slopes[0], one.slopes[1]
    if decide(low < one.slopes[0], known):
        low = one.slopes[0]
    if decide(high > two.slopes[1], known):
        high = two.slopes[1]
    places = []
    for arc in (one, two):
        facts = known.also(*facts_in(arc.line, u), *facts_in(Line(low, high), m))
        at = inverse(slope(arc.body, u), u, m, UP, facts)
        if at is None:
            return
        places.append(at)
    values = [m * at - a.body.xreplace({u: at}) for a, at in zip((one, two), places, strict=True)]
    try:
        slopes = zeros((values[0] - values[1]).expand(), m, Line(low, high), known)
    except Undecided:
        return
    for found in slopes:
        left, right = (at.xreplace({m: found}) for at in places)
        if _touches(one, two, left, right, u, known):
            yield left, right


__all__ = ["common_tangents", "tangents_by_conjugates", "touching_points"]
