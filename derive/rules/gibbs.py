"""Gibbs' inequality: no density has a greater mean log under a law than the law's own."""

from __future__ import annotations

from typing import Any

from sympy import Not, Symbol, log

from derive.language.condition import Differ, IsFinite
from derive.language.density import Density
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.relation import Relation
from derive.language.space import Space
from derive.rules.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x = Symbol("x")
_p, _q = arbitrary_law("p", _X), arbitrary_law("q", _X)


def _own(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    if not isinstance(body, log) or not isinstance(body.args[0], Density):
        return None
    other, point = body.args[0].args
    if point != x or other == law or other.has(x) or other.space != law.space:
        return None
    after = Expect(log(Density(law, x)), x, law)
    return Rewritten(after, (IsFinite(after),))


gibbs_inequality = Rule(
    name="gibbs-inequality",
    title="Gibbs' inequality",
    reason="The mean log ratio of the two densities is at most the log of its mean, which is at "
    "most the log of one.",
    reference="Gibbs 1902; Cover and Thomas 2006, theorem 2.6.3",
    state=lambda: Statement(
        before=Expect(log(Density(_q, _x)), _x, _p),
        after=Expect(log(Density(_p, _x)), _x, _p),
        wrong=(
            Wrong(
                Expect(2 * log(Density(_q, _x)) - log(Density(_p, _x)), _x, _p),
                "the difference subtracted instead of added",
            ),
        ),
        conditions=(IsFinite(Expect(log(Density(_p, _x)), _x, _p)),),
        equality=(Not(Differ(_p, _q)),),
    ),
    rewrite=_own,
    relation=Relation.LE,
)

RULES = (gibbs_inequality,)
