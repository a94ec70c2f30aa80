"""Conditions: a rule asks for what its statement supposes, and says what it had to assume."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import Abs, Ge, Ne, Symbol, exp, log

from derive.derivation.derivation import Derivation, start
from derive.language import (
    ArbitraryMap,
    ArgMax,
    Assumptions,
    BestValue,
    Convex,
    Density,
    Differ,
    Element,
    Expect,
    Exponential,
    Gradient,
    Integral,
    IsFinite,
    Line,
    Maps,
    Normal,
    Pareto,
    Poisson,
    Space,
    Sup,
    Variance,
    arbitrary_law,
    iid,
)
from derive.rulebook.apply import Refused, apply
from derive.rulebook.catalogue import rules
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.expectations.order_of_integration import integrals_exchanged
from derive.rulebook.inequalities.convex_jensen import jensen_for_concave, jensen_for_convex
from derive.rulebook.optima.constrained import concave_maximum_is_stationary
from derive.rulebook.optima.pointwise import best_function_is_pointwise, supremum_is_pointwise

X, Z = Space("X"), Space("Z")
x, z, t = Symbol("x"), Symbol("z"), Symbol("t", real=True)
a, u = Symbol("a", real=True), Symbol("u", positive=True)
p = arbitrary_law("p", X)
weight = ArbitraryMap("w", X, codomain=Line(0))
anything, generator = ArbitraryMap("f", X), ArbitraryMap("g", Line(0))

# Of these a condition is there for the trials alone: without it both sides are infinite, or the
# statement is told in its simplest form, or a mistake would not show.
NOT_ASKED = {
    "algebra",
    "cases-that-mirror-each-other-are-cases-of-the-absolute-value",
    "chi-squared-definition",
    "conjugate-at-a-point-is-known-case-by-case",
    "conjugate-definition",
    "convex-function-is-its-biconjugate",
    "distance-is-that-of-the-roots-times-their-sum",
    "envelope-of-a-wave-is-the-line-through-its-least-values",
    "expectation-is-linear",
    "f-divergence-definition",
    "f-divergence-is-at-least-any-function-less-its-conjugate",
    "jeffreys-definition",
    "log-is-below-its-tangent-elsewhere",
    "log-ratio-is-infinite-off-the-support",
    "logarithms-combine",
    "mean-of-a-power-is-at-least-the-power-of-the-mean",
    "product-is-at-most-the-function-and-its-conjugate",
    "renyi-definition",
    "renyi-divergence-of-order-one",
    "sum-in-a-logarithm-is-factored",
    "wasserstein-distance-by-distribution-functions",
    "wasserstein-distance-on-zero-and-one",
}


def makes_a_mistake_show(condition: Any) -> bool:
    """That two things differ, or that a length is more than one."""
    return isinstance(condition, (Ne, Differ)) or (
        isinstance(condition, Ge) and condition.lhs.is_integer and condition.rhs in (1, 2)
    )


def is_asked(rule: Any, condition: Any) -> bool:
    """Whether a rule, where one condition of its statement is not known, refuses, does something
    else, or leaves a condition unknown."""
    statement = rule.statement
    known = Assumptions.of(*(c for c in statement.conditions if c != condition))
    applied = apply(rule, statement.before, known, statement.arguments)
    if isinstance(applied, Refused) or applied.after != statement.after:
        return True
    return any(holds(c, known) is not True for c in applied.conditions)


@pytest.mark.parametrize(
    "rule", [r for r in rules() if r.statement.conditions], ids=lambda r: r.name
)
def test_a_rule_asks_for_every_condition_of_its_statement(rule: Any) -> None:
    silent = [
        c
        for c in rule.statement.conditions
        if not makes_a_mistake_show(c) and not is_asked(rule, c)
    ]
    assert not silent or rule.name in NOT_ASKED


def open_in(derivation: Derivation) -> list[Any]:
    """The conditions of a derivation that are not known."""
    return [c.condition for c in derivation.conditions if c.verdict.value == "unknown"]


def best_of(factor: Any) -> tuple[Any, ...]:
    """An objective over functions that is concave where the factor is positive."""
    mean = Integral(weight(x) * anything(x) - factor * weight(x) * exp(anything(x)), x, X)
    return mean, anything(x).family, Maps(X)


double = Integral(Integral(anything(x) * ArbitraryMap("h", X, Z)(x, z), x, X), z, Z)
highest = ArgMax(weight(x) * t - a * exp(t), t, Line())
ASKED = [
    (jensen_for_convex, Expect(generator(weight(x)), x, p), Convex(generator(u), u, Line(0))),
    (jensen_for_concave, Expect(generator(weight(x)), x, p), Convex(-generator(u), u, Line(0))),
    (supremum_is_pointwise, Sup(*best_of(a)), a > 0),
    (best_function_is_pointwise, BestValue(*best_of(a), x), a > 0),
    (concave_maximum_is_stationary, highest, a > 0),
    (
        integrals_exchanged,
        double,
        IsFinite(Integral(Integral(Abs(double.open(z)[0].open(x)[0]), x, X), z, Z)),
    ),
]


@pytest.mark.parametrize(("rule", "expr", "condition"), ASKED, ids=lambda v: getattr(v, "name", ""))
def test_what_decides_is_assumed_in_the_open_where_it_is_not_known(
    rule: Any, expr: Any, condition: Any
) -> None:
    without, with_it = start(expr).by(rule), start(expr, condition).by(rule)
    assert open_in(without)
    assert len(open_in(with_it)) < len(open_in(without))


@pytest.mark.parametrize(
    ("law", "verdict"),
    [(Exponential(a), True), (Poisson(a), True), (Normal(a, 1), True), (Pareto(1, a), None)],
    ids=["exponential", "poisson", "normal", "pareto"],
)
def test_an_estimator_by_the_score_has_a_finite_variance_where_the_law_has_light_tails(
    law: Any, verdict: bool | None
) -> None:
    """z times the score of one of n independent draws: under the Pareto law with the exponent a
    its variance is finite for a > 2 alone."""
    s, i = Symbol("s"), Symbol("i", integer=True, positive=True)
    n = Symbol("n", integer=True, positive=True)
    draw = Element(s, i)
    estimate = draw * Gradient(log(Density(law, draw)), a, a)
    condition = IsFinite(Variance(estimate, s, iid(law, n)))
    assert holds(condition, Assumptions((i <= n, *law.conditions))) is verdict
