"""Facts about the Lomax law: its variable and its scale together have a Pareto law."""

from __future__ import annotations

from sympy import Integer, Symbol, gamma, log, polygamma

from derive.language.distributions.lomax import Lomax
from derive.language.expectation import Expect
from derive.rulebook.facts.fact import by_integral, fact
from derive.rulebook.facts.mellin import Moments, Source, facts_of_moments
from derive.rulebook.rule import Statement, Wrong

_c, _a = Symbol("c", positive=True), Symbol("a", positive=True)
_x = Symbol("x", positive=True)
_SOURCE = "Johnson, Kotz and Balakrishnan 1994, volume 1, section 20.12"
_ENTRY = "beta-integral-on-the-half-line"


def _moments() -> Moments:
    one = Integer(1)
    return Moments(
        Lomax(_c, _a),
        moment=lambda s: _c**s * gamma(1 + s) * gamma(_a - s) / gamma(_a),
        log_mean=lambda s: log(_c) + polygamma(0, one + s) - polygamma(0, _a - s),
        log_variance=lambda s: polygamma(1, one + s) + polygamma(1, _a - s),
        exists=lambda s: (1 + s > 0, _a - s > 0),
    )


mean_of_log_of_sum = fact(
    "lomax-mean-of-log-of-sum",
    "Mean of log(1 + x/c) under the Lomax law",
    state=lambda: Statement(
        before=Expect(log(1 + _x / _c), _x, Lomax(_c, _a)),
        after=lambda: 1 / _a,
        wrong=lambda: (Wrong(_a, "the rate of an exponential variable for its mean"),),
    ),
    reason="The log of a Pareto variable is exponential beyond that of its scale.",
    reference=_SOURCE,
    prove=by_integral(f"{_ENTRY}-with-log-of-sum"),
)

RULES = (
    mean_of_log_of_sum,
    *facts_of_moments(
        Source(
            "lomax",
            "Lomax",
            _SOURCE,
            (_ENTRY, f"{_ENTRY}-with-log", f"{_ENTRY}-with-squared-log"),
        ),
        _moments,
    ),
)
