"""Facts about the exponential law: an integral gives E[x^s e^(t x)], its derivatives the logs."""

from __future__ import annotations

from sympy import EulerGamma, Expr, Max, Symbol, exp, gamma, log, pi, polygamma

from derive.language.distributions.exponential import Exponential
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_rate = Symbol("lambda", positive=True)
_x = Symbol("x", positive=True)
_c, _s, _t = (Symbol(name, real=True) for name in "cst")
_law = Exponential(_rate)
_SOURCE = "Johnson, Kotz and Balakrishnan 1994, volume 1, chapter 19"


def _moment() -> Expr:
    return _rate * gamma(1 + _s) / (_rate - _t) ** (1 + _s)


def _statistic() -> Expr:
    return _x**_s * exp(_t * _x)


def _tilted_log() -> Expr:
    return polygamma(0, 1 + _s) - log(_rate - _t)


mean = fact(
    "exponential-mean",
    "Mean of the exponential law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: 1 / _rate,
        wrong=lambda: (Wrong(_rate, "the rate taken for the mean"),),
    ),
    reason="Waiting times last the reciprocal of their rate on average.",
    reference=_SOURCE,
    prove=by_integral("gamma-integral"),
)

variance = fact(
    "exponential-variance",
    "Variance of the exponential law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: _rate**-2,
        wrong=lambda: (
            Wrong(2 / _rate**2, "the second moment for the variance"),
            Wrong(1 / _rate, "the standard deviation for the variance"),
        ),
    ),
    reason="The second moment, twice the square of the mean, less that square.",
    reference=_SOURCE,
    prove=variance_by_integral("gamma-integral"),
)

mean_of_log = fact(
    "exponential-mean-of-log",
    "Mean of the logarithm of an exponential variable",
    state=lambda: Statement(
        before=Expect(log(_x), _x, _law),
        after=lambda: -EulerGamma - log(_rate),
        wrong=lambda: (
            Wrong(-log(_rate), "the log of the mean for the mean of the log"),
            Wrong(-EulerGamma + log(_rate), "the sign of the log of the rate"),
        ),
    ),
    reason="The mean of x^s, differentiated in s at zero; minus Euler's constant is the "
    "derivative of the gamma function at 1.",
    reference=_SOURCE,
    prove=by_integral("gamma-integral-with-log"),
)

variance_of_log = fact(
    "exponential-variance-of-log",
    "Variance of the logarithm of an exponential variable",
    state=lambda: Statement(
        before=Variance(log(_x), _x, _law),
        after=lambda: pi**2 / 6,
        wrong=lambda: (
            Wrong(pi**2 / 6 + EulerGamma**2, "the second moment at rate one for the variance"),
        ),
    ),
    reason="Scaling shifts the log, so that its spread is the same at every rate.",
    reference=_SOURCE,
    prove=variance_by_integral("gamma-integral-with-squared-log", "gamma-integral-with-log"),
)

positive_part = fact(
    "exponential-mean-shortfall",
    "Mean shortfall of an exponential variable below a level",
    state=lambda: Statement(
        before=Expect(Max(_c - _x, 0), _x, _law),
        after=lambda: _c - (1 - exp(-_rate * _c)) / _rate,
        wrong=lambda: (
            Wrong(_c - 1 / _rate, "the shortfall counted negative beyond the level"),
            Wrong(_c - (1 + exp(-_rate * _c)) / _rate, "a sign"),
        ),
        conditions=lambda: (_c > 0,),
    ),
    reason="It is the integral of the distribution function up to the level.",
    reference=_SOURCE,
    prove=by_integral("exponential-shortfall"),
)

moment = fact(
    "exponential-moment",
    "Moments of the exponential law",
    state=lambda: Statement(
        before=Expect(_statistic(), _x, _law),
        after=lambda: _moment(),
        wrong=lambda: (
            Wrong(gamma(1 + _s) / (_rate - _t) ** (1 + _s), "the constant of the density lost"),
            Wrong(
                _rate * gamma(_s) / (_rate - _t) ** (1 + _s),
                "the argument of the gamma function shifted by one",
            ),
        ),
        conditions=lambda: (1 + _s > 0, _t < _rate),
    ),
    reason="The factors raise the exponent and lower the rate of a gamma integral.",
    reference=_SOURCE,
    prove=by_integral("gamma-integral"),
)

moment_with_log = fact(
    "exponential-moment-with-log",
    "Moments of the exponential law with a logarithm",
    state=lambda: Statement(
        before=Expect(_statistic() * log(_x), _x, _law),
        after=lambda: _moment() * _tilted_log(),
        wrong=lambda: (
            Wrong(_moment() * (-EulerGamma - log(_rate)), "the law not tilted by the moment"),
            Wrong(_tilted_log(), "the moment left out"),
        ),
        conditions=lambda: (1 + _s > 0, _t < _rate),
    ),
    reason="The moment, differentiated in its exponent s.",
    reference=_SOURCE,
    prove=by_integral("gamma-integral-with-log"),
)

moment_with_squared_log = fact(
    "exponential-moment-with-squared-log",
    "Moments of the exponential law with a squared logarithm",
    state=lambda: Statement(
        before=Expect(_statistic() * log(_x) ** 2, _x, _law),
        after=lambda: _moment() * (_tilted_log() ** 2 + polygamma(1, 1 + _s)),
        wrong=lambda: (
            Wrong(_moment() * _tilted_log() ** 2, "the spread of the logarithm left out"),
        ),
        conditions=lambda: (1 + _s > 0, _t < _rate),
    ),
    reason="The moment, differentiated twice in its exponent s.",
    reference=_SOURCE,
    prove=by_integral("gamma-integral-with-squared-log"),
)

RULES = (
    mean,
    variance,
    mean_of_log,
    variance_of_log,
    positive_part,
    moment,
    moment_with_log,
    moment_with_squared_log,
)
