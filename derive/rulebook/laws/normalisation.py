"""Densities integrate to one, and integrals are expectations of importance weights."""

from __future__ import annotations

from typing import Any

from sympy import Ge, Gt, Mul, S, Symbol

from derive.language.condition import Dominates, Everywhere
from derive.language.density import ArbitraryMap, Density
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.law import Law, arbitrary_law
from derive.language.relation import Relation
from derive.language.space import Line, Space
from derive.rulebook.conditions.total_mass import mass_conditions
from derive.rulebook.laws.views import said
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _a = Symbol("x"), Symbol("a", real=True)
_p, _q = arbitrary_law("p", _X), arbitrary_law("q", _X)
_f = ArbitraryMap("f", _X, codomain=Line(0))
_P, _Q = Density(_p, _x), Density(_q, _x)


def _one(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Integral):
        return None
    body, x, space = expr.open()
    holding = [f for f in Mul.make_args(body) if f.has(x)]
    if len(holding) != 1 or not isinstance(holding[0], Density):
        return None
    law, point = holding[0].args
    if point != x or law.has(x) or law.space != space:
        return None
    constant = Mul(*(f for f in Mul.make_args(body) if not f.has(x)))
    return Rewritten(constant, mass_conditions(law))


density_integrates_to_one = Rule(
    name="density-integrates-to-one",
    title="A density integrates to one",
    reason="The law gives the whole space the probability one.",
    reference="Casella and Berger 2002, theorem 1.6.5",
    state=lambda: Statement(
        before=Integral(_a * _P, _x, _X),
        after=_a,
        wrong=(
            Wrong(S.One, "the factor lost"),
            Wrong(_a * Integral(_P**2, _x, _X), "the density counted twice"),
        ),
    ),
    rewrite=_one,
)


def support_condition(law: Law, body: Any, x: Any, space: Space) -> Any:
    """That the law has mass wherever the body is not zero: it dominates a law whose density is a
    factor of the body, or it has mass everywhere."""
    for factor in Mul.make_args(body):
        other = _law_of(factor, x)
        if other is not None:
            return Dominates(law, other)
    return Everywhere(Gt(Density(law, x), 0), x, space)


def _law_of(factor: Any, x: Any) -> Law | None:
    """The law that is positive at x where a density is: of p(x, z) that of z given x."""
    if not isinstance(factor, Density):
        return None
    found = said(factor)
    if found is None:
        return factor.law if factor.point == x and not factor.law.has(x) else None
    places = [i for i, v in found.spoken.items() if v == x]
    given = {**found.given, **{i: v for i, v in found.spoken.items() if i not in places}}
    if len(places) != 1 or any(v.has(x) for v in given.values()):
        return None
    return found.law.view(places, given)


def _as_expectation(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Integral) or not site.arguments:
        return None
    body, x, space = expr.open()
    law = site.arguments[0]
    if not isinstance(law, Law) or law.space != space:
        return None
    return Rewritten(
        Expect(body / Density(law, x), x, law), (support_condition(law, body, x, space),)
    )


integral_as_expectation = Rule(
    name="integral-is-the-mean-of-a-weight",
    title="An integral is the mean of an importance weight",
    reason="The integrand is multiplied and divided by a density that is positive wherever the "
    "integrand is not zero.",
    reference="Robert and Casella 2004, section 3.3",
    state=lambda: Statement(
        before=Integral(_f(_x) * _P, _x, _X),
        after=Expect(_f(_x) * _P / _Q, _x, _q),
        wrong=(
            Wrong(Expect(_f(_x) * _P, _x, _q), "the weight left out"),
            Wrong(Expect(_f(_x) * _Q / _P, _x, _q), "the weight turned over"),
        ),
        conditions=(Dominates(_q, _p),),
        arguments=(_q,),
    ),
    rewrite=_as_expectation,
)


def _weighed(expr: Any) -> tuple[Any, Any, Law] | None:
    """A mean of a weight f(x)/q(x) under q: f(x), x and q."""
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    own = Density(law, x)
    if not any(f == 1 / own for f in Mul.make_args(body)):
        return None
    return body * own, x, law


def _weight(expr: Any, _: Site) -> Rewritten | None:
    read = _weighed(expr)
    if read is None:
        return None
    numerator, x, law = read
    condition = support_condition(law, numerator, x, law.space)
    return Rewritten(Integral(numerator, x, law.space), (condition,))


importance_weight_integrates = Rule(
    name="mean-of-a-weight-is-the-integral",
    title="The mean of an importance weight is the integral of its numerator",
    reason="The density of the mean cancels against the denominator, which is positive wherever "
    "the numerator is not zero.",
    reference="Robert and Casella 2004, section 3.3",
    state=lambda: Statement(
        before=Expect(_f(_x) * _P / _Q, _x, _q),
        after=Integral(_f(_x) * _P, _x, _X),
        wrong=(
            Wrong(Integral(_f(_x) * _Q, _x, _X), "the other density left over"),
            Wrong(Integral(_f(_x) * _P * _Q, _x, _X), "a density left uncancelled"),
        ),
        conditions=(Dominates(_q, _p),),
    ),
    rewrite=_weight,
)


def _at_most(expr: Any, _: Site) -> Rewritten | None:
    read = _weighed(expr)
    if read is None:
        return None
    numerator, x, law = read
    space = law.space
    sign = Ge(numerator, 0)
    needed = () if sign == S.true else (Everywhere(sign, x, space),)
    return Rewritten(Integral(numerator, x, space), needed)


importance_weight_is_at_most_the_integral = Rule(
    name="mean-of-a-weight-is-at-most-the-integral",
    title="The mean of an importance weight is at most the integral of its numerator",
    reason="The density of the mean cancels where it is positive, and the numerator is nowhere "
    "negative.",
    reference="Robert and Casella 2004, section 3.3",
    state=lambda: Statement(
        before=Expect(_f(_x) * _P / _Q, _x, _q),
        after=Integral(_f(_x) * _P, _x, _X),
        wrong=(Wrong(Integral(_f(_x) * _P, _x, _X) / 2, "half of it"),),
        equality=(Dominates(_q, _p),),
    ),
    rewrite=_at_most,
    relation=Relation.LE,
)

RULES = (
    density_integrates_to_one,
    integral_as_expectation,
    importance_weight_integrates,
    importance_weight_is_at_most_the_integral,
)
