"""Facts about the Kumaraswamy law: a power of its variable has a beta law."""

from __future__ import annotations

from sympy import Symbol, gamma, log, polygamma

from derive.language.distributions.kumaraswamy import Kumaraswamy
from derive.language.expectation import Expect
from derive.rulebook.facts.fact import by_integral, fact
from derive.rulebook.facts.mellin import Moments, Source, facts_of_moments
from derive.rulebook.rule import Statement, Wrong

_a, _b = Symbol("a", positive=True), Symbol("b", positive=True)
_x = Symbol("x", positive=True)
_SOURCE = "Jones 2009, Kumaraswamy's distribution"
_ENTRY = "power-beta-integral"


def _moments() -> Moments:
    return Moments(
        Kumaraswamy(_a, _b),
        moment=lambda s: gamma(1 + s / _a) * gamma(1 + _b) / gamma(1 + _b + s / _a),
        log_mean=lambda s: (polygamma(0, 1 + s / _a) - polygamma(0, 1 + _b + s / _a)) / _a,
        log_variance=lambda s: (polygamma(1, 1 + s / _a) - polygamma(1, 1 + _b + s / _a)) / _a**2,
        exists=lambda s: (_a + s > 0,),
    )


mean_of_log_of_complement = fact(
    "kumaraswamy-mean-of-log-of-complement",
    "Mean of log(1 - x^a) under the Kumaraswamy law",
    state=lambda: Statement(
        before=Expect(log(1 - _x**_a), _x, Kumaraswamy(_a, _b)),
        after=lambda: -1 / _b,
        wrong=lambda: (Wrong(-_b, "the rate of an exponential variable for its mean"),),
    ),
    reason="-log(1 - x^a) is an exponential variable of rate b.",
    reference=_SOURCE,
    prove=by_integral(f"{_ENTRY}-with-log-of-complement"),
)

RULES = (
    mean_of_log_of_complement,
    *facts_of_moments(
        Source(
            "kumaraswamy",
            "Kumaraswamy",
            _SOURCE,
            (_ENTRY, f"{_ENTRY}-with-log", f"{_ENTRY}-with-squared-log"),
        ),
        _moments,
    ),
)
