"""Distances to a point: of known sign, or as a positive part."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Add, Expr, Max, Min, S, Symbol, exp

from derive.language.condition import IsFinite
from derive.language.distributions.exponential import Exponential
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.space import Line
from derive.rulebook.algebra import sign
from derive.rulebook.conditions.total_mass import mass_conditions
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _known_sign(expr: Any, site: Site) -> Rewritten | None:
    if isinstance(expr, Abs):
        known = sign(expr.args[0], site.assumptions)
        if known in ("+", ">="):
            return Rewritten(expr.args[0])
        if known in ("-", "<="):
            return Rewritten(-expr.args[0])
    if isinstance(expr, Max) and S.Zero in expr.args and len(expr.args) == 2:
        inner = Add(*expr.args)
        known = sign(inner, site.assumptions)
        if known in ("+", ">="):
            return Rewritten(inner)
        if known in ("-", "<="):
            return Rewritten(S.Zero)
    return None


def _known_sign_statement() -> Statement:
    rate, x = Symbol("lambda", positive=True), Symbol("x", real=True)
    c = Symbol("c", real=True)

    def mean(body: Expr) -> Expr:
        return Expect(body, x, Exponential(rate))

    return Statement(
        before=mean(exp(-rate * Abs(x + c))),
        after=mean(exp(-rate * (x + c))),
        wrong=(
            Wrong(mean(exp(rate * (x + c) / 2)), "the sign of the other case"),
            Wrong(mean(exp(-rate * x)), "the point left out"),
        ),
        conditions=(c > 0,),
    )


absolute_value_of_known_sign = Rule(
    name="absolute-value-of-known-sign",
    title="The absolute value of what has a known sign",
    reason="Everywhere there it is at least zero, or everywhere at most zero.",
    reference="Rudin 1976, Principles of Mathematical Analysis, section 1.32",
    state=_known_sign_statement,
    rewrite=_known_sign,
)


def _as_positive_part(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open_alone()
    if not isinstance(body, Abs):
        return None
    inner = body.args[0]
    if inner.coeff(x, 1).could_extract_minus_sign():
        inner = -inner
    still, moving = inner.as_independent(x, as_Add=True)
    below, mean = Expect(Max(-inner, 0), x, law), Expect(moving, x, law)
    return Rewritten(2 * below + mean + still, (IsFinite(mean), *mass_conditions(law)))


def _as_positive_part_statement() -> Statement:
    x, c = Symbol("x", real=True), Symbol("c", real=True)
    p = arbitrary_law("p", Line())

    def mean(body: Expr) -> Expr:
        return Expect(body, x, p)

    below = mean(Max(c - x, 0))
    return Statement(
        before=mean(Abs(x - c)),
        after=2 * below + mean(x) - c,
        wrong=(
            Wrong(2 * below - mean(x) + c, "a sign"),
            Wrong(below + mean(x) - c, "the shortfall counted once"),
        ),
        conditions=(IsFinite(mean(x)),),
    )


distance_is_difference_and_twice_the_shortfall = Rule(
    name="distance-is-difference-and-twice-the-shortfall",
    title="A mean distance is the mean difference and twice the mean shortfall",
    reason="|u| = u + 2 max(-u, 0).",
    reference="Rudin 1987, Real and Complex Analysis, section 1.15",
    state=_as_positive_part_statement,
    rewrite=_as_positive_part,
)


def _by_distance(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    if not isinstance(body, (Max, Min)) or len(body.args) != 2:
        return None
    one, other = body.args
    still, moving = (one + other).as_independent(x, as_Add=True)
    mean, distance = Expect(moving, x, law), Expect(Abs(one - other), x, law)
    direction = 1 if isinstance(body, Max) else -1
    needed = (IsFinite(mean), IsFinite(distance), *mass_conditions(law))
    return Rewritten((mean + still + direction * distance) / 2, needed)


def _by_distance_statement() -> Statement:
    x, c = Symbol("x", real=True), Symbol("c", real=True)
    p = arbitrary_law("p", Line())

    def mean(body: Expr) -> Expr:
        return Expect(body, x, p)

    distance = mean(Abs(x - c))
    return Statement(
        before=mean(Max(x, c)),
        after=(mean(x) + c + distance) / 2,
        wrong=(
            Wrong((mean(x) + c - distance) / 2, "the smaller for the larger"),
            Wrong(Max(mean(x), c), "the larger of the mean and the point"),
        ),
        conditions=(IsFinite(mean(x)), IsFinite(distance)),
    )


extremum_by_distance = Rule(
    name="extremum-is-half-of-sum-and-distance",
    title="The larger of two numbers is half of their sum and their distance",
    reason="max(a, b) + min(a, b) = a + b, and max(a, b) - min(a, b) = |a - b|.",
    reference="Rudin 1987, Real and Complex Analysis, section 1.15",
    state=_by_distance_statement,
    rewrite=_by_distance,
)

RULES = (
    absolute_value_of_known_sign,
    distance_is_difference_and_twice_the_shortfall,
    extremum_by_distance,
)
