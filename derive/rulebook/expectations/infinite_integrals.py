"""When an integral of a positive function is infinite."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Mul, Not, S, Symbol, exp, oo

from derive.language.condition import Dominates
from derive.language.density import Density
from derive.language.integral import Integral
from derive.language.law import arbitrary_law
from derive.language.space import Lattice, Line, Space
from derive.rulebook.algebra import sign
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.conditions.finiteness import ends_of, is_integrable
from derive.rulebook.conditions.growth import LOG, LOG_POWER, Approach, Growth, Unknown
from derive.rulebook.places import facts_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Dummy("x", real=True)


def _off_the_support(expr: Any, site: Site) -> Rewritten | None:
    """The integral of a positive power of p over a positive power of q, where p is."""
    if not isinstance(expr, Integral):
        return None
    body, x, _ = expr.open()
    above: list[Any] = []
    below: list[Any] = []
    for factor in Mul.make_args(body):
        base, power = factor.as_base_exp()
        if not isinstance(base, Density) or base.point != x or base.law.has(x):
            return None
        direction = sign(power, site.assumptions)
        if direction not in ("+", "-"):
            return None
        (above if direction == "+" else below).append(base.law)
    if len(above) != 1 or len(below) != 1:
        return None
    lacking = Not(Dominates(below[0], above[0]))
    return Rewritten(oo, (lacking,)) if holds(lacking, site.assumptions) else None


def _off_the_support_statement() -> Statement:
    space, x = Space("X"), Symbol("x")
    p, q = arbitrary_law("p", space), arbitrary_law("q", space)
    return Statement(
        before=Integral(Density(p, x) ** 2 / Density(q, x), x, space),
        after=oo,
        wrong=(
            Wrong(S.One, "as if the laws were the same"),
            Wrong(
                Integral(Density(p, x) * Density(q, x), x, space),
                "the density below the bar put above it",
            ),
        ),
        conditions=(Not(Dominates(q, p)),),
    )


power_ratio_is_infinite_off_the_support = Rule(
    name="power-ratio-is-infinite-off-the-support",
    title="The integral of a ratio of densities is infinite where the one below vanishes",
    reason="The law above the bar has mass on a set where the density below it is zero, and there "
    "the ratio is infinite.",
    reference="Liese and Vajda 2006, section II",
    state=_off_the_support_statement,
    rewrite=_off_the_support,
)


def _diverges(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Integral) or not isinstance(expr.space, (Line, Lattice)):
        return None
    body = expr.open(_X)[0]
    known = site.assumptions.also(*facts_in(expr.space, _X))
    if body.has(Density) or sign(body, known) != "+":
        return None
    growths: list[Growth] = []
    for end in ends_of(expr.space):
        approach = Approach(_X, end, known, exactly=True)
        try:
            growth = approach.of(body)
            if not end.is_infinite:
                growth[LOG] = growth.get(LOG, S.Zero) - 2
            if is_integrable(growth, approach) is False:
                return Rewritten(oo)
            growths.append(growth)
        except Unknown:
            continue
    return Rewritten(oo) if _falls_on_one_side_only(growths) else None


def _falls_on_one_side_only(growths: list[Growth]) -> bool:
    """Whether the integrand grows towards one end as it falls towards the other, or does neither,
    as exp(c x) does."""
    if len(growths) != 2:
        return False
    [*one], [*other] = (growth.items() for growth in growths)
    if len(one) != 1 or len(other) != 1 or one[0][0] != other[0][0]:
        return False
    return one[0][0].rank > LOG_POWER and bool((one[0][1] + other[0][1]).expand() == 0)


def _diverges_statement() -> Statement:
    rate, x = Symbol("lambda", positive=True), Symbol("x", positive=True)
    return Statement(
        before=Integral(exp(rate * x), x, Line(0)),
        after=oo,
        wrong=(Wrong(-1 / rate, "an integral that diverges given its value by continuation"),),
    )


positive_integral_diverges = Rule(
    name="positive-integral-diverges",
    title="An integral of a positive function that diverges",
    reason="The function is positive, and towards an end it does not fall fast enough for its "
    "integral to be finite.",
    reference="Billingsley 1995, Probability and Measure, section 15",
    state=_diverges_statement,
    rewrite=_diverges,
)

RULES = (power_ratio_is_infinite_off_the_support, positive_integral_diverges)
