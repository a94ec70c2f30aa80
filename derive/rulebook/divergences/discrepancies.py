"""Definitions of distances and divergences of two laws."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Expr, Gt, Ne, Rational, Symbol, log, sqrt

from derive.language.condition import Differ, Dominates
from derive.language.density import Density
from derive.language.discrepancy import (
    Bhattacharyya,
    ChiSquared,
    FDivergence,
    Jeffreys,
    Renyi,
    SquaredHellinger,
    TotalVariation,
)
from derive.language.divergence import KL
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.law import Law, arbitrary_law
from derive.language.space import Space
from derive.rulebook.conditions.common_support import shared_space, whole_space
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.laws.definitions import fresh_point
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _u = Symbol("x"), Symbol("u", positive=True)
_p, _q = arbitrary_law("p", _X), arbitrary_law("q", _X)
_P, _Q = Density(_p, _x), Density(_q, _x)
_HALF = Rational(1, 2)


def _over(body: Expr) -> Integral:
    return Integral(body, _x, _X)


def affinity(p: Law, q: Law, order: Any, space: Space) -> Integral:
    """The integral of p^order q^(1 - order) over a space."""
    x = fresh_point()
    return Integral(Density(p, x) ** order * Density(q, x) ** (1 - order), x, space)


def _chi_squared(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, ChiSquared):
        return None
    p, q = expr.args
    return Rewritten(affinity(p, q, 2, p.space) - 1)


chi_squared_definition = Rule(
    name="chi-squared-definition",
    title="Definition of the chi-squared divergence",
    reason="It is the mean squared deviation of the ratio of the densities from one, under the "
    "second law: the integral of p^2/q less one.",
    reference="Pearson 1900; Tsybakov 2009, definition 2.4",
    state=lambda: Statement(
        before=ChiSquared(_p, _q),
        after=_over(_P**2 / _Q) - 1,
        wrong=(
            Wrong(_over(_Q**2 / _P) - 1, "the two laws swapped"),
            Wrong(_over(_P**2 / _Q), "the one not taken off"),
        ),
        conditions=(Dominates(_q, _p),),
    ),
    rewrite=_chi_squared,
)


def _squared_hellinger(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, SquaredHellinger):
        return None
    p, q = expr.args
    return Rewritten(1 - affinity(p, q, _HALF, shared_space(p, q, site.assumptions)))


squared_hellinger_definition = Rule(
    name="squared-hellinger-definition",
    title="Definition of the squared Hellinger distance",
    reason="It is half the integral of the squared difference of the roots of the densities, which "
    "is one less the integral of their product.",
    reference="Tsybakov 2009, definition 2.3, with the factor one half",
    state=lambda: Statement(
        before=SquaredHellinger(_p, _q),
        after=1 - _over(sqrt(_P) * sqrt(_Q)),
        wrong=(
            Wrong(2 - 2 * _over(sqrt(_P) * sqrt(_Q)), "the factor one half left out"),
            Wrong(1 - _over(_P * _Q), "the root left out"),
        ),
        conditions=(Differ(_p, _q),),
    ),
    rewrite=_squared_hellinger,
)


def _bhattacharyya(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Bhattacharyya):
        return None
    p, q = expr.args
    return Rewritten(-log(affinity(p, q, _HALF, shared_space(p, q, site.assumptions))))


bhattacharyya_definition = Rule(
    name="bhattacharyya-definition",
    title="Definition of the Bhattacharyya distance",
    reason="It is minus the log of the integral of the root of the product of the densities.",
    reference="Bhattacharyya 1943",
    state=lambda: Statement(
        before=Bhattacharyya(_p, _q),
        after=-log(_over(sqrt(_P) * sqrt(_Q))),
        wrong=(
            Wrong(1 - _over(sqrt(_P) * sqrt(_Q)), "the squared Hellinger distance for it"),
            Wrong(-log(_over(_P * _Q)), "the root left out"),
        ),
        conditions=(Differ(_p, _q),),
    ),
    rewrite=_bhattacharyya,
)


def _total_variation(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, TotalVariation):
        return None
    p, q = expr.args
    x = fresh_point()
    distance = Abs(Density(p, x) - Density(q, x))
    return Rewritten(_HALF * Integral(distance, x, whole_space(p, q, site.assumptions)))


total_variation_definition = Rule(
    name="total-variation-definition",
    title="Definition of the total variation distance",
    reason="It is half the integral of the absolute difference of the densities, which is the "
    "largest difference that the two laws make of the probability of a set.",
    reference="Tsybakov 2009, lemma 2.1",
    state=lambda: Statement(
        before=TotalVariation(_p, _q),
        after=_HALF * _over(Abs(_P - _Q)),
        wrong=(
            Wrong(_over(Abs(_P - _Q)), "the factor one half left out"),
            Wrong(_HALF * Abs(_over(_P - _Q)), "the absolute value outside the integral"),
        ),
        conditions=(Differ(_p, _q),),
    ),
    rewrite=_total_variation,
)


def _jeffreys(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Jeffreys):
        return None
    p, q = expr.args
    return Rewritten(KL(p, q) + KL(q, p))


jeffreys_definition = Rule(
    name="jeffreys-definition",
    title="Definition of the Jeffreys divergence",
    reason="It is the sum of the two Kullback-Leibler divergences.",
    reference="Jeffreys 1946",
    state=lambda: Statement(
        before=Jeffreys(_p, _q),
        after=KL(_p, _q) + KL(_q, _p),
        wrong=(
            Wrong(2 * KL(_p, _q), "one of the two taken twice"),
            Wrong((KL(_p, _q) + KL(_q, _p)) / 2, "their mean for their sum"),
        ),
        conditions=(Dominates(_p, _q), Dominates(_q, _p), Differ(_p, _q)),
    ),
    rewrite=_jeffreys,
)


def _renyi(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Renyi):
        return None
    p, q, order = expr.args
    if order == 1:
        return None
    known = site.assumptions
    below = holds(order < 1, known) is True
    space = shared_space(p, q, known) if below else p.space
    needed = tuple(c for c in (Gt(order, 0), Ne(order, 1)) if holds(c, known) is not True)
    return Rewritten(log(affinity(p, q, order, space)) / (order - 1), needed)


def _renyi_statement() -> Statement:
    order = Symbol("alpha", positive=True)
    mean = _over(_P**order * _Q ** (1 - order))
    return Statement(
        before=Renyi(_p, _q, order),
        after=log(mean) / (order - 1),
        wrong=(
            Wrong(log(mean) / (1 - order), "a sign"),
            Wrong((mean - 1) / (order - 1), "the Tsallis divergence for it"),
        ),
        conditions=(Ne(order, 1), Dominates(_q, _p), Differ(_p, _q)),
    )


renyi_definition = Rule(
    name="renyi-definition",
    title="Definition of the Renyi divergence",
    reason="It is the log of the integral of p^a q^(1 - a), over a - 1.",
    reference="Renyi 1961; van Erven and Harremoes 2014, definition 2",
    state=_renyi_statement,
    rewrite=_renyi,
)


def _renyi_one(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Renyi) or expr.order != 1:
        return None
    p, q, _one = expr.args
    return Rewritten(KL(p, q))


renyi_of_order_one = Rule(
    name="renyi-divergence-of-order-one",
    title="The Renyi divergence of order one",
    reason="At the order one it is defined by continuity, as the Kullback-Leibler divergence.",
    reference="van Erven and Harremoes 2014, definition 3 and theorem 5",
    state=lambda: Statement(
        before=Renyi(_p, _q, 1),
        after=KL(_p, _q),
        wrong=(
            Wrong(KL(_q, _p), "the two laws swapped"),
            Wrong(Renyi(_p, _q, 2), "the order two for the order one"),
        ),
        conditions=(Dominates(_q, _p), Differ(_p, _q)),
    ),
    rewrite=_renyi_one,
)


def _f_divergence(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, FDivergence):
        return None
    f, u, p, q = expr.open()
    x = fresh_point()
    mean = Expect(f.xreplace({u: Density(p, x) / Density(q, x)}), x, q)
    return Rewritten(mean, (Dominates(q, p),))


def _f_divergence_statement() -> Statement:
    ratio = _P / _Q
    return Statement(
        before=FDivergence((_u - 1) ** 2 / (_u + 1), _u, _p, _q),
        after=Expect((ratio - 1) ** 2 / (ratio + 1), _x, _q),
        wrong=(
            Wrong(Expect((ratio - 1) ** 2 / (ratio + 1), _x, _p), "the mean under the wrong law"),
            Wrong(
                Expect((ratio - 1) ** 2, _x, _q) / Expect(ratio + 1, _x, _q),
                "a quotient of means for the mean of a quotient",
            ),
        ),
        conditions=(Dominates(_q, _p), Dominates(_p, _q), Differ(_p, _q)),
    )


f_divergence_definition = Rule(
    name="f-divergence-definition",
    title="Definition of an f-divergence",
    reason="It is the mean, under the second law, of the function at the ratio of the densities.",
    reference="Csiszar 1967; Ali and Silvey 1966",
    state=_f_divergence_statement,
    rewrite=_f_divergence,
)

RULES = (
    chi_squared_definition,
    squared_hellinger_definition,
    bhattacharyya_definition,
    total_variation_definition,
    jeffreys_definition,
    renyi_definition,
    renyi_of_order_one,
    f_divergence_definition,
)
