"""Laws with disjoint supports, and the Jensen-Shannon divergence."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Eq, Rational, S, Symbol, exp, log

from derive.language.condition import Disjoint
from derive.language.density import Density
from derive.language.divergence import JSD
from derive.language.expectation import Expect
from derive.language.law import Law, arbitrary_law
from derive.language.space import Space
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x = Symbol("x")
_p, _q = arbitrary_law("p", _X), arbitrary_law("q", _X)
_HALF = Rational(1, 2)


def _against_mixture(law: Law, other: Law, x: Any) -> Expect:
    mixture = _HALF * Density(law, x) + _HALF * Density(other, x)
    return Expect(log(Density(law, x)) - log(mixture), x, law)


def _definition(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, JSD):
        return None
    p, q = expr.args
    x = Dummy("x", real=True)
    return Rewritten(_HALF * _against_mixture(p, q, x) + _HALF * _against_mixture(q, p, x))


jsd_definition = Rule(
    name="jsd-definition",
    title="Definition of the Jensen-Shannon divergence",
    reason="It is the mean of the divergences of the two laws from their even mixture.",
    reference="Lin 1991",
    state=lambda: Statement(
        before=JSD(_p, _q),
        after=_HALF * _against_mixture(_p, _q, _x) + _HALF * _against_mixture(_q, _p, _x),
        wrong=(
            Wrong(_against_mixture(_p, _q, _x), "the divergence of the first law alone"),
            Wrong(
                _against_mixture(_p, _q, _x) + _against_mixture(_q, _p, _x),
                "added up and not averaged",
            ),
        ),
    ),
    rewrite=_definition,
)


def _vanishes(expr: Any, site: Site) -> Rewritten | None:
    """What is known at the place says so."""
    if not isinstance(expr, Density) or Eq(expr, 0) not in site.assumptions.facts:
        return None
    disjoint = [f for f in site.assumptions if isinstance(f, Disjoint) and expr.law in f.args]
    return Rewritten(S.Zero, tuple(disjoint[:1]))


density_vanishes = Rule(
    name="density-is-zero-where-a-disjoint-law-has-mass",
    title="Where one of two disjoint laws has mass, the density of the other is zero",
    reason="Nowhere are both densities positive.",
    reference="Billingsley 1995, Probability and Measure, section 32",
    state=lambda: Statement(
        before=Expect(exp(Density(_q, _x)) * Density(_p, _x), _x, _p),
        after=Expect(Density(_p, _x), _x, _p),
        wrong=(
            Wrong(Expect(exp(Density(_p, _x)) * Density(_p, _x), _x, _p), "the two laws confused"),
            Wrong(S.Zero, "the whole taken to vanish"),
        ),
        conditions=(Disjoint(_p, _q),),
    ),
    rewrite=_vanishes,
)

RULES = (jsd_definition, density_vanishes)
