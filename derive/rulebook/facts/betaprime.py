"""Facts about the beta prime law: the odds of a beta variable."""

from __future__ import annotations

from sympy import Symbol, gamma, log, polygamma

from derive.language.distributions.betaprime import BetaPrime
from derive.language.expectation import Expect
from derive.rulebook.facts.fact import by_integral, fact
from derive.rulebook.facts.mellin import Moments, Source, facts_of_moments
from derive.rulebook.rule import Statement, Wrong

_a, _b = Symbol("a", positive=True), Symbol("b", positive=True)
_x = Symbol("x", positive=True)
_SOURCE = "Johnson, Kotz and Balakrishnan 1995, volume 2, section 25.7"
_ENTRY = "beta-integral-on-the-half-line"


def _moments() -> Moments:
    return Moments(
        BetaPrime(_a, _b),
        moment=lambda s: gamma(_a + s) * gamma(_b - s) / (gamma(_a) * gamma(_b)),
        log_mean=lambda s: polygamma(0, _a + s) - polygamma(0, _b - s),
        log_variance=lambda s: polygamma(1, _a + s) + polygamma(1, _b - s),
        exists=lambda s: (_a + s > 0, _b - s > 0),
    )


mean_of_log_of_sum = fact(
    "betaprime-mean-of-log-of-sum",
    "Mean of log(1 + x) under the beta prime law",
    state=lambda: Statement(
        before=Expect(log(1 + _x), _x, BetaPrime(_a, _b)),
        after=lambda: polygamma(0, _a + _b) - polygamma(0, _b),
        wrong=lambda: (
            Wrong(polygamma(0, _a + _b) - polygamma(0, _a), "the two concentrations swapped"),
            Wrong(polygamma(0, _a + _b) + polygamma(0, _b), "a sign"),
        ),
    ),
    reason="1/(1 + x) is a beta variable with the concentrations swapped.",
    reference=_SOURCE,
    prove=by_integral(f"{_ENTRY}-with-log-of-sum"),
)

RULES = (
    mean_of_log_of_sum,
    *facts_of_moments(
        Source(
            "betaprime",
            "beta prime",
            _SOURCE,
            (_ENTRY, f"{_ENTRY}-with-log", f"{_ENTRY}-with-squared-log"),
        ),
        _moments,
    ),
)
