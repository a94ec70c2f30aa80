"""Facts about the logistic law: its variable is the log odds of a uniform variable."""

from __future__ import annotations

from sympy import Integer, Symbol, exp, gamma, log, pi

from derive.language.distributions.logistic import Logistic
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_m, _s = Symbol("mu", real=True), Symbol("s", positive=True)
_x, _t = Symbol("x", real=True), Symbol("t", real=True)
_law = Logistic(_m, _s)
_SOURCE = "Johnson, Kotz and Balakrishnan 1995, volume 2, chapter 23"

mean = fact(
    "logistic-mean",
    "Mean of the logistic law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: _m,
        wrong=lambda: (Wrong(_m + _s, "the scale added to the mean"),),
    ),
    reason="The density is symmetric about its location.",
    reference=_SOURCE,
    prove=by_integral("logistic-first-moment"),
)

variance = fact(
    "logistic-variance",
    "Variance of the logistic law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: pi**2 * _s**2 / 3,
        wrong=lambda: (
            Wrong(_s**2, "the scale taken for the standard deviation"),
            Wrong(_m**2 + pi**2 * _s**2 / 3, "the second moment for the variance"),
        ),
    ),
    reason="Twice the trigamma function at one, times the squared scale.",
    reference=_SOURCE,
    prove=variance_by_integral("logistic-second-moment", "logistic-first-moment"),
)

mean_of_log_of_sum = fact(
    "logistic-mean-of-log-of-sum",
    "Mean of log(1 + exp(-z)) of a standardised logistic variable z",
    state=lambda: Statement(
        before=Expect(log(1 + exp(-(_x - _m) / _s)), _x, _law),
        after=lambda: Integer(1),
        wrong=lambda: (Wrong(log(2), "the log at the median"),),
    ),
    reason="1/(1 + exp(-z)) is a uniform variable.",
    reference=_SOURCE,
    prove=by_integral("logistic-integral-with-log-of-sum"),
)

exponential = fact(
    "logistic-mean-of-exponential",
    "Mean of an exponential of a logistic variable",
    state=lambda: Statement(
        before=Expect(exp(_t * _x), _x, _law),
        after=lambda: exp(_m * _t) * gamma(1 + _s * _t) * gamma(1 - _s * _t),
        wrong=lambda: (
            Wrong(exp(_m * _t), "the exponential of the mean"),
            Wrong(exp(_m * _t) * gamma(1 + _s * _t), "one side only"),
        ),
        conditions=lambda: (1 + _s * _t > 0, 1 - _s * _t > 0),
    ),
    reason="It is a beta integral after the substitution by exp(-x).",
    reference=_SOURCE,
    prove=by_integral("logistic-integral"),
)

RULES = (mean, variance, mean_of_log_of_sum, exponential)
