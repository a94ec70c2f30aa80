"""Means of functions with a kink, by whether the kink lies inside the support of the law."""

from __future__ import annotations

from typing import Any

from sympy import Max, Piecewise, Symbol

from derive.language.distribution import Distribution
from derive.language.distributions.exponential import Exponential
from derive.language.expectation import Expect
from derive.language.space import Line
from derive.rulebook.algebra import decide
from derive.rulebook.algebra.cases import question, settled
from derive.rulebook.kinks import where_it_turns
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

RULES = (kink_inside_or_outside,)
