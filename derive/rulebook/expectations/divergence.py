"""When an expectation is infinite."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Mul, Not, Symbol, exp, log, oo

from derive.language.condition import Dominates
from derive.language.density import Density
from derive.language.distributions.exponential import Exponential
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.logarithm import logarithm
from derive.language.space import Space
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.conditions.finiteness import divergence
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _off_the_support(expr: Any, site: Site) -> Rewritten | None:
    """E[log p - log q], or its negative, for the density p of the law itself."""
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open_alone()
    own = logarithm(Density(law, x))
    for direction in (1, -1):
        rest = direction * body - own
        if own in rest.atoms(log) or not rest.has(log):
            continue
        for other in _laws_in_logs(-rest, x):
            lacking = Not(Dominates(other, law))
            if holds(lacking, site.assumptions):
                return Rewritten(direction * oo, (lacking,))
    return None


def _laws_in_logs(expr: Expr, x: Any) -> list[Any]:
    """The laws whose log densities at x a sum of logs adds up; none for any other expression."""
    found = []
    for term in Add.make_args(expr):
        if not isinstance(term, log):
            return []
        for factor in Mul.make_args(term.args[0]):
            if not isinstance(factor, Density):
                return []
            if factor.point == x:
                found.append(factor.law)
    return found


def _off_the_support_statement() -> Statement:
    X, x = Space("X"), Symbol("x")
    p, q = arbitrary_law("p", X), arbitrary_law("q", X)
    return Statement(
        before=Expect(log(Density(p, x)) - log(Density(q, x)), x, p),
        after=oo,
        wrong=(
            Wrong(-oo, "a sign"),
            Wrong(Expect(log(Density(q, x)) - log(Density(p, x)), x, q), "the two laws swapped"),
        ),
        conditions=(Not(Dominates(q, p)), Dominates(p, q)),
    )


log_ratio_is_infinite_off_the_support = Rule(
    name="log-ratio-is-infinite-off-the-support",
    title="The mean log ratio is infinite where the other density vanishes",
    reason="The law has mass on a set where the other density is zero, and there the log ratio is "
    "infinite.",
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
    return Statement(
        before=Expect(exp(2 * rate * x) - x, x, law),
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

RULES = (log_ratio_is_infinite_off_the_support, expectation_diverges)
