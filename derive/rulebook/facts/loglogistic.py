"""Facts about the log-logistic law: its variable is a power of the odds of a uniform variable."""

from __future__ import annotations

from sympy import Integer, Symbol, gamma, log, polygamma

from derive.language.distributions.loglogistic import LogLogistic
from derive.language.expectation import Expect
from derive.rulebook.facts.fact import by_integral, fact
from derive.rulebook.facts.mellin import Moments, Source, facts_of_moments
from derive.rulebook.rule import Statement, Wrong

_c, _k = Symbol("c", positive=True), Symbol("k", positive=True)
_x = Symbol("x", positive=True)
_SOURCE = "Johnson, Kotz and Balakrishnan 1995, volume 2, section 23.11"
_ENTRY = "beta-integral-on-the-half-line"


def _moments() -> Moments:
    return Moments(
        LogLogistic(_c, _k),
        moment=lambda s: _c**s * gamma(1 + s / _k) * gamma(1 - s / _k),
        log_mean=lambda s: log(_c) + (polygamma(0, 1 + s / _k) - polygamma(0, 1 - s / _k)) / _k,
        log_variance=lambda s: (polygamma(1, 1 + s / _k) + polygamma(1, 1 - s / _k)) / _k**2,
        exists=lambda s: (_k + s > 0, _k - s > 0),
    )


mean_of_log_of_sum = fact(
    "loglogistic-mean-of-log-of-sum",
    "Mean of log(1 + (x/c)^k) under the log-logistic law",
    state=lambda: Statement(
        before=Expect(log(1 + (_x / _c) ** _k), _x, LogLogistic(_c, _k)),
        after=lambda: Integer(1),
        wrong=lambda: (Wrong(log(2), "the log at the median"),),
    ),
    reason="1/(1 + (x/c)^k) is a uniform variable.",
    reference=_SOURCE,
    prove=by_integral(f"{_ENTRY}-with-log-of-sum"),
)

RULES = (
    mean_of_log_of_sum,
    *facts_of_moments(
        Source(
            "loglogistic",
            "log-logistic",
            _SOURCE,
            (_ENTRY, f"{_ENTRY}-with-log", f"{_ENTRY}-with-squared-log"),
        ),
        _moments,
    ),
)
