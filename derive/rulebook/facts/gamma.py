"""Facts about the gamma law: one integral gives E[x^s e^(t x)], its derivatives the logarithms."""

from __future__ import annotations

from sympy import Expr, Symbol, exp, gamma, log, polygamma

from derive.language.distributions.gamma import Gamma
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_a, _b = Symbol("a", positive=True), Symbol("b", positive=True)
_x, _s, _t = Symbol("x", positive=True), Symbol("s", real=True), Symbol("t", real=True)
_law = Gamma(_a, _b)
_SOURCE = "Johnson, Kotz and Balakrishnan 1994, volume 1, chapter 17"


def _moment() -> Expr:
    return _b**_a * gamma(_a + _s) / (gamma(_a) * (_b - _t) ** (_a + _s))


def _statistic() -> Expr:
    return _x**_s * exp(_t * _x)


def _tilted_log() -> Expr:
    return polygamma(0, _a + _s) - log(_b - _t)


mean = fact(
    "gamma-mean",
    "Mean of the gamma law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: _a / _b,
        wrong=lambda: (
            Wrong(_a * _b, "the rate taken for a scale"),
            Wrong((_a - 1) / _b, "the mode for the mean"),
        ),
    ),
    reason="The factor x raises the concentration by one.",
    reference=_SOURCE,
    prove=by_integral("gamma-integral"),
)

variance = fact(
    "gamma-variance",
    "Variance of the gamma law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: _a / _b**2,
        wrong=lambda: (
            Wrong(_a * (_a + 1) / _b**2, "the second moment for the variance"),
            Wrong(_a / _b, "the rate not squared"),
        ),
    ),
    reason="The second moment a (a + 1)/b^2 less the square of the mean.",
    reference=_SOURCE,
    prove=variance_by_integral("gamma-integral"),
)

mean_of_log = fact(
    "gamma-mean-of-log",
    "Mean of the logarithm of a gamma variable",
    state=lambda: Statement(
        before=Expect(log(_x), _x, _law),
        after=lambda: polygamma(0, _a) - log(_b),
        wrong=lambda: (
            Wrong(polygamma(0, _a) + log(_b), "the sign of the log of the rate"),
            Wrong(log(_a) - log(_b), "the log of the mean for the mean of the log"),
        ),
    ),
    reason="The mean of x^s, differentiated in s at zero.",
    reference=_SOURCE,
    prove=by_integral("gamma-integral-with-log"),
)

variance_of_log = fact(
    "gamma-variance-of-log",
    "Variance of the logarithm of a gamma variable",
    state=lambda: Statement(
        before=Variance(log(_x), _x, _law),
        after=lambda: polygamma(1, _a),
        wrong=lambda: (Wrong(1 / _a, "the leading term for large a"),),
    ),
    reason="The log of the mean of x^s, differentiated twice in s at zero.",
    reference=_SOURCE,
    prove=variance_by_integral("gamma-integral-with-squared-log", "gamma-integral-with-log"),
)

moment = fact(
    "gamma-moment",
    "Moments of the gamma law",
    state=lambda: Statement(
        before=Expect(_statistic(), _x, _law),
        after=lambda: _moment(),
        wrong=lambda: (
            Wrong(
                _b**_a * gamma(_a + _s) / (gamma(_a) * (_b + _t) ** (_a + _s)),
                "the sign of the exponential",
            ),
            Wrong(gamma(_a + _s) / (gamma(_a) * (_b - _t) ** (_a + _s)), "the constant b^a lost"),
        ),
        conditions=lambda: (_a + _s > 0, _t < _b),
    ),
    reason="The factors change the concentration to a + s and the rate to b - t; both must stay "
    "positive.",
    reference=_SOURCE,
    prove=by_integral("gamma-integral"),
)

moment_with_log = fact(
    "gamma-moment-with-log",
    "Moments of the gamma law with a logarithm",
    state=lambda: Statement(
        before=Expect(_statistic() * log(_x), _x, _law),
        after=lambda: _moment() * _tilted_log(),
        wrong=lambda: (
            Wrong(_moment() * (polygamma(0, _a) - log(_b)), "the law not tilted by the moment"),
            Wrong(_tilted_log(), "the moment left out"),
        ),
        conditions=lambda: (_a + _s > 0, _t < _b),
    ),
    reason="The moment, differentiated in its exponent s.",
    reference=_SOURCE,
    prove=by_integral("gamma-integral-with-log"),
)

moment_with_squared_log = fact(
    "gamma-moment-with-squared-log",
    "Moments of the gamma law with a squared logarithm",
    state=lambda: Statement(
        before=Expect(_statistic() * log(_x) ** 2, _x, _law),
        after=lambda: _moment() * (_tilted_log() ** 2 + polygamma(1, _a + _s)),
        wrong=lambda: (
            Wrong(_moment() * _tilted_log() ** 2, "the spread of the logarithm left out"),
        ),
        conditions=lambda: (_a + _s > 0, _t < _b),
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
    moment,
    moment_with_log,
    moment_with_squared_log,
)
