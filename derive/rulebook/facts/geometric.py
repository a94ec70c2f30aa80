"""Facts about the geometric law (failures before the first success), from the geometric series."""

from __future__ import annotations

from sympy import Symbol, exp

from derive.language.distributions.geometric import Geometric
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_p = Symbol("p", positive=True)
_x, _t = Symbol("x", nonnegative=True, integer=True), Symbol("t", real=True)
_law = Geometric(_p)
_SOURCE = "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, section 5.2"

mean = fact(
    "geometric-mean",
    "Mean of the geometric law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: (1 - _p) / _p,
        wrong=lambda: (
            Wrong(1 / _p, "the success itself counted"),
            Wrong(_p / (1 - _p), "failures and successes swapped"),
        ),
    ),
    reason="Failures and successes come in the proportion of their chances.",
    reference=_SOURCE,
    prove=by_integral("geometric-series-first-moment"),
)

variance = fact(
    "geometric-variance",
    "Variance of the geometric law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: (1 - _p) / _p**2,
        wrong=lambda: (
            Wrong((1 - _p) ** 2 / _p**2, "the square of the mean for the variance"),
            Wrong((1 - _p) / _p, "the mean for the variance"),
        ),
    ),
    reason="The second moment less the square of the mean.",
    reference=_SOURCE,
    prove=variance_by_integral("geometric-series-second-moment", "geometric-series-first-moment"),
)

exponential = fact(
    "geometric-mean-of-exponential",
    "Mean of an exponential of a geometric variable",
    state=lambda: Statement(
        before=Expect(exp(_t * _x), _x, _law),
        after=lambda: _p / (1 - (1 - _p) * exp(_t)),
        wrong=lambda: (
            Wrong(1 / (1 - (1 - _p) * exp(_t)), "the factor p lost"),
            Wrong(_p / (1 - _p * exp(_t)), "failure and success swapped"),
        ),
        conditions=lambda: ((1 - _p) * exp(_t) < 1,),
    ),
    reason="The exponential multiplies the ratio of the series by exp(t).",
    reference=_SOURCE,
    prove=by_integral("geometric-series"),
)

RULES = (mean, variance, exponential)
