"""Facts about the log-normal law: its logarithm is normal, and a power only moves the location."""

from __future__ import annotations

from sympy import Expr, Symbol, exp, log

from derive.language.distributions.lognormal import LogNormal
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_m, _s = Symbol("mu", real=True), Symbol("sigma", positive=True)
_x, _k = Symbol("x", positive=True), Symbol("k", real=True)
_law = LogNormal(_m, _s)
_SOURCE = "Johnson, Kotz and Balakrishnan 1994, volume 1, chapter 14"


def _moment() -> Expr:
    return exp(_k * _m + _k**2 * _s**2 / 2)


mean = fact(
    "lognormal-mean",
    "Mean of the log-normal law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: exp(_m + _s**2 / 2),
        wrong=lambda: (
            Wrong(exp(_m), "the median for the mean"),
            Wrong(exp(_m + _s**2), "a factor of one half lost"),
        ),
    ),
    reason="It is the mean of an exponential of a normal variable.",
    reference=_SOURCE,
    prove=by_integral("log-gaussian-integral"),
)

variance = fact(
    "lognormal-variance",
    "Variance of the log-normal law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: (exp(_s**2) - 1) * exp(2 * _m + _s**2),
        wrong=lambda: (
            Wrong(exp(2 * _m + 2 * _s**2), "the second moment for the variance"),
            Wrong(_s**2, "the variance of the logarithm"),
        ),
    ),
    reason="The second moment less the square of the mean, both means of exponentials.",
    reference=_SOURCE,
    prove=variance_by_integral("log-gaussian-integral"),
)

mean_of_log = fact(
    "lognormal-mean-of-log",
    "Mean of the logarithm of a log-normal variable",
    state=lambda: Statement(
        before=Expect(log(_x), _x, _law),
        after=lambda: _m,
        wrong=lambda: (Wrong(_m + _s**2 / 2, "the log of the mean for the mean of the log"),),
    ),
    reason="The logarithm has the normal law with the same parameters.",
    reference=_SOURCE,
    prove=by_integral("log-gaussian-first-moment"),
)

variance_of_log = fact(
    "lognormal-variance-of-log",
    "Variance of the logarithm of a log-normal variable",
    state=lambda: Statement(
        before=Variance(log(_x), _x, _law),
        after=lambda: _s**2,
        wrong=lambda: (
            Wrong(_s, "the scale taken for the variance"),
            Wrong(_m**2 + _s**2, "the second moment for the variance"),
        ),
    ),
    reason="The logarithm has the normal law with the same parameters.",
    reference=_SOURCE,
    prove=variance_by_integral("log-gaussian-second-moment", "log-gaussian-first-moment"),
)

moment = fact(
    "lognormal-moment",
    "Moments of the log-normal law",
    state=lambda: Statement(
        before=Expect(_x**_k, _x, _law),
        after=lambda: _moment(),
        wrong=lambda: (
            Wrong(exp(_k * _m + _k * _s**2 / 2), "the order not squared"),
            Wrong(exp(_k * _m), "the power of the median"),
        ),
    ),
    reason="It is the mean of an exponential of a normal variable.",
    reference=_SOURCE,
    prove=by_integral("log-gaussian-integral"),
)

moment_with_log = fact(
    "lognormal-moment-with-log",
    "Moments of the log-normal law with a logarithm",
    state=lambda: Statement(
        before=Expect(_x**_k * log(_x), _x, _law),
        after=lambda: _moment() * (_m + _k * _s**2),
        wrong=lambda: (Wrong(_moment() * _m, "the location not shifted by the power"),),
    ),
    reason="The moment, differentiated in its exponent.",
    reference=_SOURCE,
    prove=by_integral("log-gaussian-first-moment"),
)

moment_with_squared_log = fact(
    "lognormal-moment-with-squared-log",
    "Moments of the log-normal law with a squared logarithm",
    state=lambda: Statement(
        before=Expect(_x**_k * log(_x) ** 2, _x, _law),
        after=lambda: _moment() * ((_m + _k * _s**2) ** 2 + _s**2),
        wrong=lambda: (Wrong(_moment() * (_m + _k * _s**2) ** 2, "the spread left out"),),
    ),
    reason="The moment, differentiated twice in its exponent.",
    reference=_SOURCE,
    prove=by_integral("log-gaussian-second-moment"),
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
