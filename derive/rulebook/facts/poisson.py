"""Facts about the Poisson law, from the exponential series."""

from __future__ import annotations

from sympy import Contains, Eq, Expr, S, Symbol, exp, factorial, log

from derive.language.distributions.poisson import Poisson
from derive.language.expectation import Expect, Variance
from derive.language.sequence import FiniteSum
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_rate = Symbol("lambda", positive=True)
_x, _t = Symbol("x", nonnegative=True, integer=True), Symbol("t", real=True)
_law = Poisson(_rate)
_n = Symbol("n", real=True)
_i, _j = (Symbol(name, nonnegative=True, integer=True) for name in "ij")
_SOURCE = "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, chapter 4"

mean = fact(
    "poisson-mean",
    "Mean of the Poisson law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: _rate,
        wrong=lambda: (Wrong(1 / _rate, "the mean waiting time for the mean count"),),
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
        after=lambda: _rate,
        wrong=lambda: (
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
        after=lambda: exp(_rate * (exp(_t) - 1)),
        wrong=lambda: (
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
    "First moment of the Poisson law",
    state=lambda: Statement(
        before=Expect(_x * exp(_t * _x), _x, _law),
        after=lambda: _rate * exp(_t) * exp(_rate * (exp(_t) - 1)),
        wrong=lambda: (
            Wrong(_rate * exp(_rate * (exp(_t) - 1)), "the rate not multiplied by exp(t)"),
        ),
    ),
    reason="A factor exp(t x), where there is one, multiplies the rate by exp(t).",
    reference=_SOURCE,
    prove=by_integral("exponential-series-first-moment"),
)


def _moment() -> Expr:
    stirling = (-1) ** (_j - _i) * _i**_n / (factorial(_i) * factorial(_j - _i))
    return FiniteSum(exp(_j * log(_rate)) * FiniteSum(stirling, _i, 1, _j), _j, 1, _n)


moment = fact(
    "poisson-moment",
    "Moments of the Poisson law",
    state=lambda: Statement(
        before=Expect(_x**_n, _x, _law),
        after=lambda: _moment(),
        wrong=lambda: (Wrong(_rate**_n, "the falling factorial for the power"),),
        conditions=lambda: (Contains(_n, S.Naturals),),
        unless=(Eq(_n, 1),),
    ),
    reason="A power is a sum of falling factorials, whose means are powers of the rate.",
    reference=_SOURCE,
    prove=by_integral("exponential-series-moment"),
)

RULES = (mean, variance, exponential, first_with_exponential, moment)
