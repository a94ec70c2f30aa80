"""The conjugate of a conjugate, and functions with the same conjugate: convex envelopes."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Eq, Expr, Piecewise, Rational, Symbol, exp, oo, sin

from derive.language.assumptions import Assumptions
from derive.language.optimum import ArgMax, Sup
from derive.language.space import Line
from derive.rulebook.algebra import is_zero
from derive.rulebook.convexity.arcs import Arc, Piece, arcs_of, in_pieces, is_convex
from derive.rulebook.convexity.branches import Case, as_cases
from derive.rulebook.convexity.hulls import envelope
from derive.rulebook.convexity.waves import line_below
from derive.rulebook.convexity.zeros import Undecided
from derive.rulebook.optima.conjugates import facts_about, gap_to_a_line
from derive.rulebook.optima.coordinatewise import at_a_coordinate
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_u, _v, _w = (Symbol(name, real=True) for name in "uvw")
_ROCKAFELLAR = "Rockafellar 1970, Convex Analysis"


def _envelope(expr: Any, site: Site) -> Rewritten | None:
    read = gap_to_a_line(expr)
    if read is None:
        return None
    f, u, v, line = read
    known = facts_about(f, line, site.assumptions)
    try:
        arcs = arcs_of(f, u, line, known)
        if is_convex(arcs, known):
            return None
        hull = envelope(arcs, u, known)
    except Undecided:
        return None
    if hull is None:
        return Rewritten(oo)
    below = in_pieces([Piece(arc.body, arc.line) for arc in hull], u)
    return Rewritten(Sup(u * v - below, u, Line(hull[0].line.low, hull[-1].line.high)))


envelope_has_the_same_conjugate = Rule(
    name="convex-envelope-has-the-same-conjugate",
    title="The function may be replaced by its convex envelope",
    reason="A line lies below the function exactly where it lies below the greatest convex "
    "function below it; what is concave gives way to its chord, a concave corner to the line that "
    "touches on both sides.",
    reference=f"{_ROCKAFELLAR}, theorem 12.2 and section 5",
    state=lambda: Statement(
        before=Sup(_u * _v + _u**2, _u, Line(-1, 2)),
        after=Sup(_u * _v + _u + 2, _u, Line(-1, 2)),
        wrong=(
            Wrong(Sup(_u * _v + _u - Rational(1, 4), _u, Line(-1, 2)), "a tangent for the chord"),
            Wrong(_v**2 / 4, "where the concave function is stationary"),
        ),
    ),
    rewrite=at_a_coordinate(_envelope),
)


def _repeating(expr: Any, site: Site) -> Rewritten | None:
    read = gap_to_a_line(expr)
    if read is None or read[3] != Line():
        return None
    f, u, v, line = read
    try:
        below = line_below(f, u, facts_about(f, line, site.assumptions))
    except Undecided:
        return None
    return None if below is None else Rewritten(Sup(u * v - below, u, line))


envelope_of_a_wave = Rule(
    name="envelope-of-a-wave-is-the-line-through-its-least-values",
    title="A wave may be replaced by the line through its least values",
    reason="The function touches that line again and again, on both sides of every number, and is "
    "nowhere below it: no other convex function lies between.",
    reference=f"{_ROCKAFELLAR}, theorem 12.2 and section 5",
    state=lambda: Statement(
        before=Sup(_u * _v - sin(_u) - _u, _u, Line()),
        after=Sup(_u * _v - _u + 1, _u, Line()),
        wrong=(
            Wrong(Sup(_u * _v - _u - 1, _u, Line()), "the greatest values for the least"),
            Wrong(Sup(_u * _v - _u, _u, Line()), "the values in the middle"),
        ),
        conditions=(Eq(_v, 1),),
    ),
    rewrite=at_a_coordinate(_repeating),
)


def _gap_to_a_conjugate(expr: Any) -> tuple[Expr, Symbol, Expr, Line] | None:
    """f, its letter, the point and the interval, where a supremum over all v is that of
    v u - sup over w of w v - f(w)."""
    if not isinstance(expr, Sup) or isinstance(expr, ArgMax) or expr.domain != Line():
        return None
    v = Dummy("v", real=True)
    body = expr.open(v)[0]
    inner = [node for node in body.atoms(Sup) if v in node.free_symbols]
    if len(inner) != 1 or v in (body + inner[0]).coeff(v, 1).free_symbols:
        return None
    point = (body + inner[0]).coeff(v, 1)
    read = gap_to_a_line(inner[0])
    if read is None or read[2] != v or (body + inner[0] - v * point).expand() != 0:
        return None
    f, w, _, line = read
    return f, w, point, line


def _moreau(expr: Any, site: Site) -> Rewritten | None:
    read = _gap_to_a_conjugate(expr)
    if read is None:
        return None
    f, w, point, line = read
    known = facts_about(f, line, site.assumptions)
    try:
        arcs = arcs_of(f, w, line, known)
        if not is_convex(arcs, known):
            return None
    except Undecided:
        return None
    if not isinstance(point, Symbol):
        return None
    return Rewritten(as_cases(_closed(arcs, w, point, known), point))


def _closed(arcs: tuple[Arc, ...], w: Symbol, u: Symbol, known: Assumptions) -> list[Case]:
    """The function itself on its closed interval, with its limits at the ends, and +oo outside."""
    low, high = arcs[0].line.low, arcs[-1].line.high
    found: list[Case] = []
    if low != -oo:
        found.append(Case(oo, -oo, False, low, arcs[0].values[0] == oo))
    for i, arc in enumerate(arcs):
        ends = []
        for end, value, outer in (
            (arc.line.low, arc.values[0], i == 0),
            (arc.line.high, arc.values[1], i == len(arcs) - 1),
        ):
            there = arc.body.xreplace({w: end})
            finite = end not in (oo, -oo) and value not in (oo, -oo)
            ends.append((finite, finite and outer and not is_zero(there - value, known)))
        if ends[0][1]:
            found.append(Case(arc.values[0], low, True, low, True))
        body = arc.body.xreplace({w: u})
        closed = [has and not alone for has, alone in ends]
        found.append(Case(body, arc.line.low, closed[0], arc.line.high, closed[1]))
        if ends[1][1]:
            found.append(Case(arc.values[1], high, True, high, True))
    if high != oo:
        found.append(Case(oo, high, arcs[-1].values[1] == oo, oo, False))
    return found


convex_function_is_its_biconjugate = Rule(
    name="convex-function-is-its-biconjugate",
    title="A convex function is the conjugate of its conjugate",
    reason="A convex function that is continuous on a closed interval is the supremum of the lines "
    "below it.",
    reference=f"{_ROCKAFELLAR}, theorem 12.2",
    state=lambda: Statement(
        before=Sup(_u * _v - Sup(_w * _v - exp(_w), _w, Line(0, 1)), _v, Line()),
        after=Piecewise((exp(_u), (_u >= 0) & (_u <= 1)), (oo, True)),
        wrong=(
            Wrong(exp(-_u) + 1, "a sign"),
            Wrong(_u * exp(_u) + 1, "the point where the slope is matched taken for the value"),
        ),
        conditions=(_u >= 0, _u <= 1),
    ),
    rewrite=_moreau,
)

RULES = (envelope_has_the_same_conjugate, envelope_of_a_wave, convex_function_is_its_biconjugate)
