"""Integrals of what is defined by cases: over each part of the interval one case holds."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Max, Piecewise, S, Symbol, exp, oo
from sympy.core.relational import Relational

from derive.language.assumptions import Assumptions
from derive.language.condition import IsFinite
from derive.language.distribution import Distribution
from derive.language.distributions.exponential import Exponential
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.space import Lattice, Line
from derive.rulebook.algebra import decide, sign
from derive.rulebook.algebra.cases import question, settled
from derive.rulebook.places import facts_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

MOST_PARTS = 6


class _Unclear(Exception):
    """Where the cases change is not known."""


def parts_by_case(
    body: Expr, x: Any, space: Line, known: Assumptions
) -> list[tuple[Expr, Expr, Expr]] | None:
    """The parts (low, high, body there) of an interval on each of which one case of the body holds;
    None where there is one case throughout, or it is not known where the cases change.

    >>> from sympy.abc import x
    >>> parts_by_case(Max(x - 1, 0), x, Line(0), Assumptions())
    [(0, 1, 0), (1, oo, x - 1)]
    """
    try:
        found = _parts(body, x, space.low, space.high, known)
    except _Unclear:
        return None
    return found if len(found) > 1 else None


def _parts(
    body: Expr, x: Any, low: Expr, high: Expr, known: Assumptions
) -> list[tuple[Expr, Expr, Expr]]:
    ends = (*((x > low,) if low != -oo else ()), *((x < high,) if high != oo else ()))
    here = known.also(*ends)
    asked = question(body, here)
    if asked is None:
        return [(low, high, settled(body, here))]
    cut = where_it_turns(asked, x, known)
    if cut is None or not _is_between(low, cut, high, known):
        raise _Unclear
    found = [*_parts(body, x, low, cut, known), *_parts(body, x, cut, high, known)]
    if len(found) > MOST_PARTS:
        raise _Unclear
    return found


def where_it_turns(asked: Any, x: Any, known: Assumptions) -> Expr | None:
    """The point at which a relation that is linear in x turns from false to true."""
    if not isinstance(asked, Relational):
        return None
    difference = (asked.lhs - asked.rhs).expand()
    slope = difference.coeff(x, 1)
    offset = difference - slope * x
    if x in offset.free_symbols or sign(slope, known) not in ("+", "-"):
        return None
    return -offset / slope


def _is_between(low: Expr, cut: Expr, high: Expr, known: Assumptions) -> bool:
    above = low == -oo or decide(low < cut, known) is True
    return above and (high == oo or decide(cut < high, known) is True)


def _split(expr: Any, site: Site) -> Rewritten | None:
    if isinstance(expr, Integral) and type(expr.space) is Line:
        body, x, space = expr.open()
        return _over_parts(parts_by_case(body, x, space, site.assumptions), x)
    if not (isinstance(expr, Expect) and isinstance(expr.law, Distribution)):
        return None
    body, x, law = expr.open()
    known = site.assumptions.also(*law.conditions)
    if type(law.space) is Lattice:
        return _beyond_some_points(body, x, law, known)
    if type(law.space) is not Line:
        return None
    density = law.density(x)
    parts = parts_by_case(body, x, law.space, known)
    if parts is None or question(density, known.also(*facts_in(law.space, x))) is not None:
        return _over_parts(parts_by_case(body * density, x, law.space, known), x)
    # the last case throughout, and below what differs from it: so only parts below a point remain
    *before, (_, _, last) = parts
    different = [Integral((f - last) * density, x, Line(a, b)) for a, b, f in before if f != last]
    return _with_last_case(last, x, law, different)


def _over_parts(parts: list[tuple[Expr, Expr, Expr]] | None, x: Any) -> Rewritten | None:
    if parts is None:
        return None
    return Rewritten(Add(*(Integral(f, x, Line(a, b)) for a, b, f in parts if f != S.Zero)))


def _with_last_case(last: Expr, x: Any, law: Distribution, different: list[Expr]) -> Rewritten:
    if x not in last.free_symbols:
        return Rewritten(last + Add(*different))
    whole = Expect(last, x, law)
    return Rewritten(whole + Add(*different), (IsFinite(whole),))


def _beyond_some_points(
    body: Expr, x: Any, law: Distribution, known: Assumptions
) -> Rewritten | None:
    """The case that holds beyond some first points throughout, and what differs at those points."""
    low = law.space.low
    if not low.is_Integer or question(body, known.also(x >= low)) is None:
        return None
    for count in range(1, MOST_PARTS + 1):
        beyond = known.also(x >= low + count)
        if question(body, beyond) is None:
            last = settled(body, beyond)
            points = [low + k for k in range(count)]
            if law.space.high != oo and decide(points[-1] <= law.space.high, known) is not True:
                return None
            different = [
                law.density(k) * (settled(body.xreplace({x: k}), known) - last.xreplace({x: k}))
                for k in points
            ]
            return _with_last_case(last, x, law, different)
    return None


def _statement() -> Statement:
    x, c = Symbol("x", positive=True), Symbol("c", positive=True)

    def over(body: Expr, low: Expr, high: Expr) -> Expr:
        return Integral(body * exp(-x), x, Line(low, high))

    cases = Piecewise((x**2, x < 2 * c), (c, True))
    below = over(c - x, S.Zero, c)
    return Statement(
        before=Expect(Max(c - x, 0), x, Exponential(1)) + over(cases, S.Zero, oo),
        after=below + over(x**2, S.Zero, 2 * c) + over(c, 2 * c, oo),
        wrong=(
            Wrong(below + over(x**2, S.Zero, 2 * c), "the last case left out"),
            Wrong(
                over(c - x, S.Zero, oo) + over(x**2, S.Zero, 2 * c) + over(c, 2 * c, oo),
                "what is cut off counted negative",
            ),
        ),
    )


integral_splits_by_cases = Rule(
    name="integral-splits-where-cases-change",
    title="An integral splits where the cases of its integrand change",
    reason="The integral over an interval is the sum of those over its parts, and on each part one "
    "of the cases holds.",
    reference="Rudin 1976, Principles of Mathematical Analysis, theorem 6.12",
    state=_statement,
    rewrite=_split,
)

RULES = (integral_splits_by_cases,)
