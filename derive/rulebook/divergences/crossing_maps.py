"""Wasserstein distances of order one by two maps of one variable that cross once."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, Lambda, Max, Min, Ne, S, Symbol, log, oo

from derive.language.assumptions import Assumptions
from derive.language.condition import IsFinite
from derive.language.density import Density
from derive.language.discrepancy import Wasserstein
from derive.language.distribution import Distribution
from derive.language.distributions.weibull import Weibull
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.space import Line
from derive.rulebook.algebra import decide, expand_logs, sign, tidy
from derive.rulebook.divergences.crossing_points import sign_of
from derive.rulebook.divergences.crossings import is_monotone
from derive.rulebook.divergences.transport import slope_of_carrying
from derive.rulebook.expectations.change_of_variables import inverse_of
from derive.rulebook.places import facts_in
from derive.rulebook.reading.products import linear_terms
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _crossing(
    one: Expr, other: Expr, z: Any, base: Distribution, known: Assumptions
) -> tuple[Expr, Expr] | None:
    """Where one map passes the other, and a number with the sign of their difference beyond: the
    difference is A g + C for a monotone g, or the difference of their logarithms is."""
    inside = known.also(*facts_in(base.space, z))
    candidates = [one - other]
    if sign(one, inside) == "+" and sign(other, inside) == "+":
        candidates.append(expand_logs(log(one) - log(other), inside))
    for difference in candidates:
        slopes, rest = {}, S.Zero
        for coefficient, function in linear_terms(difference, z, inside):
            if z in function.free_symbols:
                slopes[function] = coefficient
            else:
                rest += coefficient * function
        if len(slopes) != 1:
            continue
        [(function, slope)] = slopes.items()
        inverse = inverse_of(Lambda(z, function), Line(base.space.low, base.space.high), known)
        if inverse is None or not is_monotone(function, z, base.space, known):
            continue
        upward = sign(function.diff(z), inside) == "+"
        point = tidy(inverse(-rest / slope), known)
        return point, slope if upward else -slope
    return None


def _held(point: Expr, space: Line, known: Assumptions) -> Expr:
    """The point, or the end of the interval that it lies beyond."""
    if space.low != -oo and decide(point > space.low, known) is not True:
        point = Max(space.low, point)
    if space.high != oo and decide(point < space.high, known) is not True:
        point = Min(space.high, point)
    return point


def _crossed(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Wasserstein) or expr.order != 1 or len(site.arguments) != 3:
        return None
    p, q, _ = expr.args
    base, one, other = site.arguments
    if not isinstance(base, Distribution) or type(base.space) is not Line:
        return None
    known = site.assumptions.also(*base.conditions, *p.conditions, *q.conditions)
    if not (isinstance(one, Lambda) and isinstance(other, Lambda)):
        return None
    slope = slope_of_carrying(one, base, p, known)
    if slope == 0 or slope_of_carrying(other, base, q, known) != slope:
        return None
    z = Dummy("z", real=True)
    found = _crossing(one(z), other(z), z, base, known)
    if found is None:
        return None
    point, beyond = found
    direction = sign_of(beyond, known)
    means = Expect(one(z), z, base), Expect(other(z), z, base)
    below = Line(base.space.low, _held(point, base.space, known))
    before = [Integral(map_(z) * Density(base, z), z, below) for map_ in (one, other)]
    value = direction * (means[0] - means[1] - 2 * (before[0] - before[1]))
    return Rewritten(value, (Ne(beyond, 0), *(IsFinite(mean) for mean in means)))


def _statement() -> Statement:
    z, a = Symbol("z", positive=True), Symbol("a", positive=True)
    base = Weibull(1, 1)
    one, other = Lambda(z, a * z), Lambda(z, z**2)

    def mean(map_: Lambda) -> Expr:
        return Expect(map_(z), z, base)

    def before(map_: Lambda) -> Expr:
        return Integral(map_(z) * Density(base, z), z, Line(0, a))

    whole, first = mean(one) - mean(other), before(one) - before(other)
    return Statement(
        before=Wasserstein(Weibull(a, 1), Weibull(1, S.Half), 1),
        after=-(whole - 2 * first),
        wrong=(
            Wrong(-(whole - first), "the part before the point counted once"),
            Wrong(-whole, "the distance of the means"),
        ),
        arguments=(base, one, other),
    )


distance_by_maps_that_cross_once = Rule(
    name="wasserstein-distance-by-maps-that-cross-once",
    title="The Wasserstein distance of order one, by where two maps of one variable cross",
    reason="Beyond the point where the maps cross their difference has one sign, and before it the "
    "other, and the distance is the mean of its absolute value.",
    reference="Vallender 1974; Villani 2003, Topics in Optimal Transportation, theorem 2.18",
    state=_statement,
    rewrite=_crossed,
)

RULES = (distance_by_maps_that_cross_once,)
