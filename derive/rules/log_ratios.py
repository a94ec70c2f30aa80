"""Mean log ratios of densities, recognised as divergences."""

from __future__ import annotations

from typing import Any

from sympy import Symbol, log

from derive.language.condition import IsFinite
from derive.language.density import ArbitraryMap, Density
from derive.language.divergence import KL
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.space import Space
from derive.rules.log_densities import log_densities
from derive.rules.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x = Symbol("x")
_p, _q = arbitrary_law("p", _X), arbitrary_law("q", _X)
_f = ArbitraryMap("f", _X)


def _recognised(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    terms = list(log_densities(body, x))
    own = [c for c, other in terms if other == law and not c.has(x)]
    if not own:
        return None
    wanted = [r for c, r in terms if r != law and c == -own[0] and r.space == law.space]
    wanted = [r for r in wanted if not site.arguments or r == site.arguments[0]]
    if len(wanted) != 1:
        return None
    ratio = own[0] * (log(Density(law, x)) - log(Density(wanted[0], x)))
    rest = body - ratio
    divergence = own[0] * KL(law, wanted[0])
    if rest == 0:
        return Rewritten(divergence)
    if not rest.has(x):
        return Rewritten(rest + divergence)
    mean = Expect(rest, x, law)
    return Rewritten(mean + divergence, (IsFinite(mean),))


kl_recognised = Rule(
    name="mean-log-ratio-is-the-kl-divergence",
    title="The mean log ratio of two densities is their Kullback-Leibler divergence",
    reason="It is the definition of the divergence, read backwards.",
    reference="Kullback and Leibler 1951; Cover and Thomas 2006, section 8.5",
    state=lambda: Statement(
        before=Expect(_f(_x) + log(Density(_p, _x)) - log(Density(_q, _x)), _x, _p),
        after=Expect(_f(_x), _x, _p) + KL(_p, _q),
        wrong=(
            Wrong(Expect(_f(_x), _x, _p) + KL(_q, _p), "the two laws swapped"),
            Wrong(Expect(_f(_x), _x, _p) - KL(_p, _q), "a sign"),
            Wrong(KL(_p, _q), "the other terms lost"),
        ),
        conditions=(IsFinite(Expect(_f(_x), _x, _p)),),
    ),
    rewrite=_recognised,
)


RULES = (kl_recognised,)
