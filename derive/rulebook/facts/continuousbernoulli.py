"""Facts about the continuous Bernoulli law: an exponential, cut to the unit interval."""

from __future__ import annotations

from sympy import Expr, Symbol, log

from derive.language.distributions.continuousbernoulli import ContinuousBernoulli
from derive.language.expectation import Expect
from derive.rulebook.facts.fact import by_integral, fact
from derive.rulebook.rule import Statement, Wrong

_p, _x = Symbol("p", positive=True), Symbol("x", positive=True)
_law = ContinuousBernoulli(_p)
_SOURCE = "Loaiza-Ganem and Cunningham 2019, The continuous Bernoulli"


def _log_odds() -> Expr:
    return log(_p) - log(1 - _p)


def _mean() -> Expr:
    return _p / (2 * _p - 1) - 1 / _log_odds()


mean = fact(
    "continuousbernoulli-mean",
    "Mean of the continuous Bernoulli law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: _mean(),
        wrong=lambda: (
            Wrong(_p, "the mean of the Bernoulli law"),
            Wrong(_p / (2 * _p - 1) + 1 / _log_odds(), "a sign"),
        ),
    ),
    reason="By parts: the density is exp of a linear function on the unit interval.",
    reference=_SOURCE,
    prove=by_integral("exponential-first-moment-on-an-interval"),
)

second_moment = fact(
    "continuousbernoulli-second-moment",
    "Second moment of the continuous Bernoulli law",
    state=lambda: Statement(
        before=Expect(_x**2, _x, _law),
        after=lambda: _p / (2 * _p - 1) - 2 * _mean() / _log_odds(),
        wrong=lambda: (
            Wrong(_mean() ** 2, "the square of the mean"),
            Wrong(_p / (2 * _p - 1) - _mean() / _log_odds(), "a factor two lost"),
        ),
    ),
    reason="By parts, twice.",
    reference=_SOURCE,
    prove=by_integral("exponential-second-moment-on-an-interval"),
)

RULES = (mean, second_moment)
