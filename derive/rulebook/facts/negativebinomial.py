"""Facts about the negative binomial law, from the binomial series of a negative power."""

from __future__ import annotations

from sympy import Expr, Symbol, exp

from derive.language.distributions.negativebinomial import NegativeBinomial
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_r, _p = Symbol("r", positive=True), Symbol("p", positive=True)
_x, _t = Symbol("x", nonnegative=True, integer=True), Symbol("t", real=True)
_law = NegativeBinomial(_r, _p)
_SOURCE = "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, chapter 5"


def _odds() -> Expr:
    return _p / (1 - _p)


mean = fact(
    "negativebinomial-mean",
    "Mean of the negative binomial law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: _r * _odds(),
        wrong=lambda: (
            Wrong(_r / _odds(), "failures and successes swapped"),
            Wrong(_r / (1 - _p), "the failures counted with the successes"),
        ),
    ),
    reason="Successes come before each of the r failures in the proportion of their chances.",
    reference=_SOURCE,
    prove=by_integral("negative-binomial-series-moment"),
)

variance = fact(
    "negativebinomial-variance",
    "Variance of the negative binomial law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: _r * _p / (1 - _p) ** 2,
        wrong=lambda: (Wrong(_r * _odds(), "the mean for the variance"),),
    ),
    reason="The second moment less the square of the mean.",
    reference=_SOURCE,
    prove=variance_by_integral("negative-binomial-series-moment"),
)

exponential = fact(
    "negativebinomial-mean-of-exponential",
    "Mean of an exponential of a negative binomial variable",
    state=lambda: Statement(
        before=Expect(exp(_t * _x), _x, _law),
        after=lambda: (1 - _p) ** _r * (1 - _p * exp(_t)) ** (-_r),
        wrong=lambda: (Wrong((1 - _p * exp(_t)) ** (-_r), "the chance of failure left out"),),
        conditions=lambda: (_p * exp(_t) < 1,),
    ),
    reason="The exponential multiplies the chance of success by exp(t).",
    reference=_SOURCE,
    prove=by_integral("negative-binomial-series"),
)

RULES = (mean, variance, exponential)
