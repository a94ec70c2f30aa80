"""Facts about the beta law: an integral gives E[x^s (1 - x)^r], its derivatives the logarithms."""

from __future__ import annotations

from sympy import Expr, Symbol, gamma, log, polygamma

from derive.language.distributions.beta import Beta
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_a, _b = Symbol("a", positive=True), Symbol("b", positive=True)
_x, _s, _r = Symbol("x", positive=True), Symbol("s", real=True), Symbol("r", real=True)
_law = Beta(_a, _b)
_SOURCE = "Johnson, Kotz and Balakrishnan 1995, volume 2, chapter 25"


def _statistic() -> Expr:
    return _x**_s * (1 - _x) ** _r


def _moment() -> Expr:
    above = gamma(_a + _s) * gamma(_b + _r) * gamma(_a + _b)
    return above / (gamma(_a) * gamma(_b) * gamma(_a + _b + _s + _r))


def _psi_of_sum() -> Expr:
    return polygamma(0, _a + _b + _s + _r)


def _exists() -> tuple[Expr, ...]:
    return (_a + _s > 0, _b + _r > 0)


mean = fact(
    "beta-mean",
    "Mean of the beta law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: _a / (_a + _b),
        wrong=lambda: (
            Wrong(_b / (_a + _b), "the two concentrations swapped"),
            Wrong(_a / _b, "the odds for the mean"),
        ),
    ),
    reason="The factor x raises the first concentration by one.",
    reference=_SOURCE,
    prove=by_integral("beta-integral"),
)

variance = fact(
    "beta-variance",
    "Variance of the beta law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: _a * _b / ((_a + _b) ** 2 * (_a + _b + 1)),
        wrong=lambda: (
            Wrong(_a * _b / (_a + _b) ** 2, "the last factor left out"),
            Wrong(_a * (_a + 1) / ((_a + _b) * (_a + _b + 1)), "the second moment"),
        ),
    ),
    reason="The second moment a (a + 1)/((a + b)(a + b + 1)) less the square of the mean.",
    reference=_SOURCE,
    prove=variance_by_integral("beta-integral"),
)

mean_of_log = fact(
    "beta-mean-of-log",
    "Mean of the logarithm of a beta variable",
    state=lambda: Statement(
        before=Expect(log(_x), _x, _law),
        after=lambda: polygamma(0, _a) - polygamma(0, _a + _b),
        wrong=lambda: (
            Wrong(polygamma(0, _a) + polygamma(0, _a + _b), "a sign"),
            Wrong(log(_a) - log(_a + _b), "the log of the mean for the mean of the log"),
        ),
    ),
    reason="The mean of x^s, differentiated in s at zero.",
    reference=_SOURCE,
    prove=by_integral("beta-integral-with-log"),
)

mean_of_log_of_complement = fact(
    "beta-mean-of-log-of-complement",
    "Mean of log(1 - x) of a beta variable",
    state=lambda: Statement(
        before=Expect(log(1 - _x), _x, _law),
        after=lambda: polygamma(0, _b) - polygamma(0, _a + _b),
        wrong=lambda: (
            Wrong(polygamma(0, _a) - polygamma(0, _a + _b), "the two concentrations swapped"),
            Wrong(log(_b) - log(_a + _b), "the log of the mean for the mean of the log"),
        ),
    ),
    reason="The complement of a beta variable has the beta law with its concentrations swapped.",
    reference=_SOURCE,
    prove=by_integral("beta-integral-with-log-of-complement"),
)

variance_of_log = fact(
    "beta-variance-of-log",
    "Variance of the logarithm of a beta variable",
    state=lambda: Statement(
        before=Variance(log(_x), _x, _law),
        after=lambda: polygamma(1, _a) - polygamma(1, _a + _b),
        wrong=lambda: (Wrong(polygamma(1, _a), "the part of the normalising constant left out"),),
    ),
    reason="The log of the mean of x^s, differentiated twice in s at zero.",
    reference=_SOURCE,
    prove=variance_by_integral("beta-integral-with-squared-log", "beta-integral-with-log"),
)

moment = fact(
    "beta-moment",
    "Moments of the beta law",
    state=lambda: Statement(
        before=Expect(_statistic(), _x, _law),
        after=lambda: _moment(),
        wrong=lambda: (
            Wrong(1 / _moment(), "turned upside down"),
            Wrong(
                gamma(_a + _s) * gamma(_b + _r) / gamma(_a + _b + _s + _r),
                "the normalising constant of the density left out",
            ),
        ),
        conditions=_exists,
    ),
    reason="The factors change the concentrations to a + s and b + r; both must stay positive.",
    reference=_SOURCE,
    prove=by_integral("beta-integral"),
)

moment_with_log = fact(
    "beta-moment-with-log",
    "Moments of the beta law with a logarithm",
    state=lambda: Statement(
        before=Expect(_statistic() * log(_x), _x, _law),
        after=lambda: _moment() * (polygamma(0, _a + _s) - _psi_of_sum()),
        wrong=lambda: (
            Wrong(
                _moment() * (polygamma(0, _a) - polygamma(0, _a + _b)),
                "the law not tilted by the moment",
            ),
            Wrong(polygamma(0, _a + _s) - _psi_of_sum(), "the moment left out"),
        ),
        conditions=_exists,
    ),
    reason="The moment, differentiated in its exponent s.",
    reference=_SOURCE,
    prove=by_integral("beta-integral-with-log"),
)

moment_with_log_of_complement = fact(
    "beta-moment-with-log-of-complement",
    "Moments of the beta law with log(1 - x)",
    state=lambda: Statement(
        before=Expect(_statistic() * log(1 - _x), _x, _law),
        after=lambda: _moment() * (polygamma(0, _b + _r) - _psi_of_sum()),
        wrong=lambda: (
            Wrong(
                _moment() * (polygamma(0, _a + _s) - _psi_of_sum()),
                "the two concentrations swapped",
            ),
            Wrong(polygamma(0, _b + _r) - _psi_of_sum(), "the moment left out"),
        ),
        conditions=_exists,
    ),
    reason="The moment, differentiated in its exponent r.",
    reference=_SOURCE,
    prove=by_integral("beta-integral-with-log-of-complement"),
)

moment_with_squared_log = fact(
    "beta-moment-with-squared-log",
    "Moments of the beta law with a squared logarithm",
    state=lambda: Statement(
        before=Expect(_statistic() * log(_x) ** 2, _x, _law),
        after=lambda: (
            _moment()
            * (
                (polygamma(0, _a + _s) - _psi_of_sum()) ** 2
                + polygamma(1, _a + _s)
                - polygamma(1, _a + _b + _s + _r)
            )
        ),
        wrong=lambda: (
            Wrong(
                _moment() * (polygamma(0, _a + _s) - _psi_of_sum()) ** 2,
                "the spread of the logarithm left out",
            ),
        ),
        conditions=_exists,
    ),
    reason="The moment, differentiated twice in its exponent s.",
    reference=_SOURCE,
    prove=by_integral("beta-integral-with-squared-log"),
)

RULES = (
    mean,
    variance,
    mean_of_log,
    mean_of_log_of_complement,
    variance_of_log,
    moment,
    moment_with_log,
    moment_with_log_of_complement,
    moment_with_squared_log,
)
