"""When a divergence or an expectation is infinite."""

from __future__ import annotations

from typing import Any

from sympy import Not, Symbol, exp, oo

from derive.language.condition import Dominates
from derive.language.distributions.exponential import Exponential
from derive.language.divergence import KL
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.space import Space
from derive.rules.conditions import dominates
from derive.rules.finiteness import divergence
from derive.rules.rule import Rewritten, Rule, Site, Statement, Wrong


def _off_the_support(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, KL):
        return None
    p, q = expr.args
    lacking = Not(Dominates(q, p))
    if lacking in site.assumptions.facts or dominates(q, p, site.assumptions) is False:
        return Rewritten(oo, (lacking,))
    return None


def _off_the_support_statement() -> Statement:
    X = Space("X")
    p, q = arbitrary_law("p", X), arbitrary_law("q", X)
    return Statement(
        before=KL(p, q),
        after=oo,
        wrong=(Wrong(KL(q, p), "the two laws swapped"),),
        conditions=(Not(Dominates(q, p)), Dominates(p, q)),
    )


kl_is_infinite_off_the_support = Rule(
    name="kl-is-infinite-off-the-support",
    title="The divergence is infinite where the first law has mass that the second lacks",
    reason="On a set of positive mass under the first law the second has density zero, and the log "
    "ratio is infinite there.",
    reference="Cover and Thomas 2006, section 2.3",
    state=_off_the_support_statement,
    rewrite=_off_the_support,
)


def _diverges(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    found = divergence(expr, site.assumptions)
    return Rewritten(found) if found is not None else None


def _diverges_statement() -> Statement:
    rate, x = Symbol("lambda", positive=True), Symbol("x", positive=True)
    law = Exponential(rate)
    body = exp(2 * rate * x) - x
    return Statement(
        before=Expect(body, x, law),
        after=oo,
        wrong=(Wrong(-1 - 1 / rate, "an integral that diverges given its value by continuation"),),
    )


expectation_diverges = Rule(
    name="expectation-diverges",
    title="An expectation whose integral diverges",
    reason="Towards an end of the support the function grows faster than the density falls, and "
    "what grows has one sign.",
    reference="Billingsley 1995, Probability and Measure, section 15",
    state=_diverges_statement,
    rewrite=_diverges,
)

RULES = (kl_is_infinite_off_the_support, expectation_diverges)
