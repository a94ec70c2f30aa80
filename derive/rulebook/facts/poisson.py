"""Facts about the Poisson law, from the exponential series."""

from __future__ import annotations

from sympy import Symbol, exp

from derive.language.distributions.poisson import Poisson
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.facts.falling_factorials import moment_fact
from derive.rulebook.rule import Statement, Wrong

_rate = Symbol("lambda", positive=True)
_x, _t = Symbol("x", nonnegative=True, integer=True), Symbol("t", real=True)
_law = Poisson(_rate)
_j = Symbol("j", nonnegative=True, integer=True)
_SOURCE = "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, chapter 4"

mean = fact(
    "poisson-mean",
    "Mean of the Poisson law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=_rate,
        wrong=(Wrong(1 / _rate, "the mean waiting time for the mean count"),),
    ),
    reason="The factor x cancels against the factorial and leaves the rate.",
    reference=_SOURCE,
    prove=by_integral("exponential-series-first-moment"),
)

variance = fact(
    "poisson-variance",
    "Variance of the Poisson law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=_rate,
        wrong=(
            Wrong(_rate**2 + _rate, "the second moment for the variance"),
            Wrong(_rate**2, "the square of the mean for the variance"),
        ),
    ),
    reason="The mean of x (x - 1) is the squared rate, the square of the mean.",
    reference=_SOURCE,
    prove=variance_by_integral(
        "exponential-series-second-moment", "exponential-series-first-moment"
    ),
)

exponential = fact(
    "poisson-mean-of-exponential",
    "Mean of an exponential of a Poisson variable",
    state=lambda: Statement(
        before=Expect(exp(_t * _x), _x, _law),
        after=exp(_rate * (exp(_t) - 1)),
        wrong=(
            Wrong(exp(_rate * exp(_t)), "the normalising constant left out"),
            Wrong(exp(_rate * _t), "the exponential of the mean"),
        ),
    ),
    reason="The exponential multiplies the rate by exp(t).",
    reference=_SOURCE,
    prove=by_integral("exponential-series"),
)

first_with_exponential = fact(
    "poisson-first-moment-with-exponential",
    "First moment of the Poisson law with an exponential",
    state=lambda: Statement(
        before=Expect(_x * exp(_t * _x), _x, _law),
        after=_rate * exp(_t) * exp(_rate * (exp(_t) - 1)),
        wrong=(Wrong(_rate * exp(_rate * (exp(_t) - 1)), "the rate not multiplied by exp(t)"),),
    ),
    reason="The exponential multiplies the rate by exp(t).",
    reference=_SOURCE,
    prove=by_integral("exponential-series-first-moment"),
)

moment = moment_fact(
    "poisson",
    "Poisson",
    lambda: _law,
    lambda: _rate**_j,
    _SOURCE,
    "exponential-series-moment",
)

RULES = (mean, variance, exponential, first_with_exponential, moment)
