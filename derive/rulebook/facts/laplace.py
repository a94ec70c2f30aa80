"""Facts about the Laplace law: powers, exponentials, and the distance to a point."""

from __future__ import annotations

from sympy import Abs, Expr, Symbol, exp

from derive.language.distributions.laplace import Laplace
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_m, _b = Symbol("mu", real=True), Symbol("b", positive=True)
_x, _t, _c = (Symbol(name, real=True) for name in "xtc")
_law = Laplace(_m, _b)
_SOURCE = "Johnson, Kotz and Balakrishnan 1995, volume 2, chapter 24"


def _generating() -> Expr:
    return exp(_m * _t) / (1 - _b**2 * _t**2)


mean = fact(
    "laplace-mean",
    "Mean of the Laplace law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: _m,
        wrong=lambda: (Wrong(_m + _b, "the scale added to the mean"),),
    ),
    reason="The density is symmetric about its location.",
    reference=_SOURCE,
    prove=by_integral("two-sided-exponential-first-moment"),
)

variance = fact(
    "laplace-variance",
    "Variance of the Laplace law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: 2 * _b**2,
        wrong=lambda: (
            Wrong(_b**2, "the scale taken for the standard deviation"),
            Wrong(_m**2 + 2 * _b**2, "the second moment for the variance"),
        ),
    ),
    reason="The distance to the location is exponential with mean b: its second moment is 2 b^2.",
    reference=_SOURCE,
    prove=variance_by_integral(
        "two-sided-exponential-second-moment", "two-sided-exponential-first-moment"
    ),
)

absolute_distance = fact(
    "laplace-mean-distance",
    "Mean distance of a Laplace variable to a point",
    state=lambda: Statement(
        before=Expect(Abs(_x - _c), _x, _law),
        after=lambda: Abs(_m - _c) + _b * exp(-Abs(_m - _c) / _b),
        wrong=lambda: (
            Wrong(Abs(_m - _c) + _b, "the spread not discounted by the distance"),
            Wrong(Abs(_m - _c), "the distance of the mean"),
        ),
    ),
    reason="Beyond the point the distance is exponential with mean b, whatever the point.",
    reference=_SOURCE,
    prove=by_integral("two-sided-exponential-distance"),
)

exponential = fact(
    "laplace-mean-of-exponential",
    "Mean of an exponential of a Laplace variable",
    state=lambda: Statement(
        before=Expect(exp(_t * _x), _x, _law),
        after=lambda: _generating(),
        wrong=lambda: (
            Wrong(exp(_m * _t) / (1 + _b**2 * _t**2), "a sign"),
            Wrong(exp(_m * _t), "the exponential of the mean for the mean of the exponential"),
        ),
        conditions=lambda: (Abs(_t) < 1 / _b,),
    ),
    reason="On each side of the location it is an exponential integral.",
    reference=_SOURCE,
    prove=by_integral("two-sided-exponential-integral"),
)

RULES = (mean, variance, absolute_distance, exponential)
