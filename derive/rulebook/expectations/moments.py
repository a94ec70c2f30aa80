"""Second moments and variances under any law."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Pow, Symbol

from derive.language.condition import IsFinite
from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect, Variance
from derive.language.law import arbitrary_law
from derive.language.space import Space
from derive.rulebook.conditions.total_mass import mass_conditions
from derive.rulebook.reading.terms import terms_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_p, _x = arbitrary_law("p", _X), Symbol("x")
_f = ArbitraryMap("f", _X)
_a, _c = Symbol("a", real=True), Symbol("c", real=True)


def affine_in_one_function(body: Expr, x: Any) -> tuple[Expr, Expr, Expr] | None:
    """slope, function and offset of a body slope * function(x) + offset; None where it is none."""
    terms = terms_in(body, x)
    functions = [f for _, f in terms if f != 1]
    if len(set(functions)) != 1:
        return None
    function = functions[0]
    slope = Add(*(c for c, f in terms if f == function))
    return slope, function, Add(*(c for c, f in terms if f == 1))


def _about_a_point(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open_alone()
    if not (isinstance(body, Pow) and body.exp == 2 and isinstance(body.base, Add)):
        return None
    read = affine_in_one_function(body.base, x)
    if read is None:
        return None
    slope, function, offset = read
    centre = slope * Expect(function, x, law) + offset
    spread = Variance(function, x, law)
    needed = (IsFinite(spread), *mass_conditions(law))
    return Rewritten(slope**2 * spread + centre**2, needed)


def _about_a_point_statement() -> Statement:
    mean, variance = Expect(_f(_x), _x, _p), Variance(_f(_x), _x, _p)
    return Statement(
        before=Expect((_a * _f(_x) + _c) ** 2, _x, _p),
        after=_a**2 * variance + (_a * mean + _c) ** 2,
        wrong=(
            Wrong((_a * mean + _c) ** 2, "the spread left out"),
            Wrong(_a * variance + (_a * mean + _c) ** 2, "the factor of the variance not squared"),
        ),
        conditions=(IsFinite(variance),),
    )


second_moment_about_a_point = Rule(
    name="second-moment-about-a-point",
    title="A mean square is the variance and the square of the mean",
    reason="The mean square about a point is least about the mean, and grows by the square of the "
    "distance to it.",
    reference="Casella and Berger 2002, section 2.3",
    state=_about_a_point_statement,
    rewrite=_about_a_point,
)


def _shortcut(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Variance):
        return None
    body, x, law = expr.open_alone()
    square, mean = Expect(body**2, x, law), Expect(body, x, law)
    return Rewritten(square - mean**2, (IsFinite(square), *mass_conditions(law)))


variance_is_second_moment_less_squared_mean = Rule(
    name="variance-is-second-moment-less-squared-mean",
    title="The variance as a difference of moments",
    reason="The square about the mean is multiplied out, and the mean is linear.",
    reference="Casella and Berger 2002, theorem 2.3.4",
    state=lambda: Statement(
        before=Variance(_f(_x), _x, _p),
        after=Expect(_f(_x) ** 2, _x, _p) - Expect(_f(_x), _x, _p) ** 2,
        wrong=(
            Wrong(Expect(_f(_x) ** 2, _x, _p) - Expect(_f(_x), _x, _p), "the mean not squared"),
            Wrong(Expect(_f(_x) ** 2, _x, _p), "the mean taken to be zero"),
        ),
        conditions=(IsFinite(Expect(_f(_x) ** 2, _x, _p)),),
    ),
    rewrite=_shortcut,
)

RULES = (second_moment_about_a_point, variance_is_second_moment_less_squared_mean)
