"""Means of functions with a kink, by whether the kink lies inside the support of the law."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Eq, Max, Piecewise, Symbol

from derive.language.distribution import Distribution
from derive.language.distributions.exponential import Exponential
from derive.language.expectation import Expect
from derive.language.space import Line
from derive.rulebook.algebra import decide, sign
from derive.rulebook.algebra.cases import question, settled
from derive.rulebook.expectations.kinks import where_it_turns
from derive.rulebook.places import facts_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _by_cases(expr: Any, site: Site) -> Rewritten | None:
    if not (isinstance(expr, Expect) and isinstance(expr.law, Distribution)):
        return None
    body, x, law = expr.open()
    if type(law.space) is not Line:
        return None
    known = site.assumptions.also(*law.conditions)
    asked = question(body, known.also(*facts_in(law.space, x)))
    kink = None if asked is None else where_it_turns(asked, x, known)
    if kink is None:
        return None
    rows = []
    for end, beyond in (
        (law.space.low, kink <= law.space.low),
        (law.space.high, kink >= law.space.high),
    ):
        if end.is_infinite or decide(beyond, known) is not None:
            continue
        there = settled(body, known.also(beyond, *facts_in(law.space, x)))
        rows.append((Expect(there, x, law) if x in there.free_symbols else there, beyond))
    return Rewritten(Piecewise(*rows, (expr, True), evaluate=False)) if rows else None


def _statement() -> Statement:
    rate, x = Symbol("lambda", positive=True), Symbol("x", positive=True)
    c = Symbol("c", real=True)
    law = Exponential(rate)
    excess = Expect(Max(x - c, 0), x, law)
    return Statement(
        before=excess,
        after=Piecewise((Expect(x - c, x, law), c <= 0), (excess, True)),
        wrong=(
            Wrong(Expect(x - c, x, law), "one case for both"),
            Wrong(Piecewise((excess, c <= 0), (Expect(x - c, x, law), True)), "the cases swapped"),
        ),
        unless=(c <= 0,),
    )


kink_inside_or_outside = Rule(
    name="kink-inside-or-outside-the-support",
    title="Whether the point where a function changes lies inside the support",
    reason="Where it lies outside, one case of the function holds at every point that occurs.",
    reference="Rudin 1976, Principles of Mathematical Analysis, theorem 6.12",
    state=_statement,
    rewrite=_by_cases,
)


def _by_slope(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    distances = [d for d in body.atoms(Abs) if x in d.free_symbols]
    if len(distances) != 1:
        return None
    inner = distances[0].args[0].expand()
    slope = inner.coeff(x, 1)
    rest = (inner - slope * x).expand()
    if slope == 0 or x in rest.free_symbols or sign(slope, site.assumptions) is not None:
        return None
    level = body.xreplace({distances[0]: Abs(rest)})
    flat = Expect(level, x, law) if x in level.free_symbols else level
    return Rewritten(Piecewise((flat, Eq(slope, 0)), (expr, True), evaluate=False))


def _slope_statement() -> Statement:
    x, b, c = Symbol("x", real=True), Symbol("b", real=True), Symbol("c", real=True)
    distance = Expect(Abs(b * x + c), x, Exponential(1))
    return Statement(
        before=distance,
        after=Piecewise((Abs(c), Eq(b, 0)), (distance, True), evaluate=False),
        wrong=(
            Wrong(Abs(c), "the slope left out"),
            Wrong(Expect(Abs(x + c), x, Exponential(1)), "the slope taken to be one"),
        ),
    )


slope_zero_or_not = Rule(
    name="distance-whose-slope-may-vanish",
    title="Whether the slope inside a distance is zero",
    reason="Where it is, the distance does not depend on the point.",
    reference="Rudin 1976, Principles of Mathematical Analysis, section 1.32",
    state=_slope_statement,
    rewrite=_by_slope,
)

RULES = (kink_inside_or_outside, slope_zero_or_not)
