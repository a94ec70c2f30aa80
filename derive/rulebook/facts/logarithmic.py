"""Facts about the logarithmic law, from the geometric series."""

from __future__ import annotations

from sympy import Symbol, exp, log

from derive.language.distributions.logarithmic import Logarithmic
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_p = Symbol("p", positive=True)
_x, _t = Symbol("x", positive=True, integer=True), Symbol("t", real=True)
_law = Logarithmic(_p)
_SOURCE = "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, chapter 7"

mean = fact(
    "logarithmic-mean",
    "Mean of the logarithmic law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: -_p / ((1 - _p) * log(1 - _p)),
        wrong=lambda: (
            Wrong(-1 / ((1 - _p) * log(1 - _p)), "the index counted from zero"),
            Wrong(_p / (1 - _p), "the mean of the geometric series alone"),
        ),
    ),
    reason="The factor x cancels and leaves a geometric series.",
    reference=_SOURCE,
    prove=by_integral("geometric-series-from-one"),
)

variance = fact(
    "logarithmic-variance",
    "Variance of the logarithmic law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: -_p * (_p + log(1 - _p)) / ((1 - _p) * log(1 - _p)) ** 2,
        wrong=lambda: (
            Wrong(-_p / ((1 - _p) ** 2 * log(1 - _p)), "the second moment for the variance"),
        ),
    ),
    reason="The second moment less the square of the mean.",
    reference=_SOURCE,
    prove=variance_by_integral(
        "geometric-series-from-one-first-moment", "geometric-series-from-one"
    ),
)

exponential = fact(
    "logarithmic-mean-of-exponential",
    "Mean of an exponential of a logarithmic variable",
    state=lambda: Statement(
        before=Expect(exp(_t * _x), _x, _law),
        after=lambda: log(1 - _p * exp(_t)) / log(1 - _p),
        wrong=lambda: (Wrong(log(1 - _p * exp(_t)), "the normalising constant left out"),),
        conditions=lambda: (_p * exp(_t) < 1,),
    ),
    reason="The exponential multiplies the ratio of the series by exp(t).",
    reference=_SOURCE,
    prove=by_integral("logarithmic-series"),
)

RULES = (mean, variance, exponential)
