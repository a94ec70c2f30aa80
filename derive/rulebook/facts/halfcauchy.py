"""Facts about the half-Cauchy law: the size of a Cauchy variable about zero."""

from __future__ import annotations

from sympy import Expr, Rational, Symbol, gamma, log, pi, polygamma, sqrt

from derive.language.distributions.halfcauchy import HalfCauchy
from derive.language.expectation import Expect
from derive.rulebook.facts.fact import by_integral, fact
from derive.rulebook.facts.mellin import Moments, Source, facts_of_moments
from derive.rulebook.rule import Statement, Wrong

_c, _x = Symbol("c", positive=True), Symbol("x", positive=True)
_h, _v = Symbol("h", real=True), Symbol("v", real=True)
_SOURCE = "Johnson, Kotz and Balakrishnan 1994, volume 1, chapter 16"
_HALF = Rational(1, 2)
_ENTRY = "beta-integral-on-the-half-line"


def _psi(order: int, s: Expr) -> Expr:
    return polygamma(order, _HALF + s / 2)


def _moments() -> Moments:
    return Moments(
        HalfCauchy(_c),
        moment=lambda s: _c**s * gamma(_HALF + s / 2) * gamma(_HALF - s / 2) / pi,
        log_mean=lambda s: log(_c) + (_psi(0, s) - _psi(0, -s)) / 2,
        log_variance=lambda s: (_psi(1, s) + _psi(1, -s)) / 4,
        exists=lambda s: (1 + s > 0, 1 - s > 0),
    )


mean_of_log_of_quadratic = fact(
    "halfcauchy-mean-of-log-of-quadratic",
    "Mean of the log of h + v x^2 under the half-Cauchy law",
    state=lambda: Statement(
        before=Expect(log(_h + _v * _x**2), _x, HalfCauchy(_c)),
        after=lambda: 2 * log(_c * sqrt(_v) + sqrt(_h)),
        wrong=lambda: (
            Wrong(log(_h + _v * _c**2), "the product of the scales left out"),
            Wrong(log(_c * sqrt(_v) + sqrt(_h)), "a factor two lost"),
        ),
        conditions=lambda: (_v > 0, _h >= 0),
    ),
    reason="The function is even, and its mean under the Cauchy law about zero is known.",
    reference=_SOURCE,
    prove=by_integral("half-line-integral-of-log-over-quadratic"),
)

RULES = (
    mean_of_log_of_quadratic,
    *facts_of_moments(
        Source(
            "halfcauchy",
            "half-Cauchy",
            _SOURCE,
            (_ENTRY, f"{_ENTRY}-with-log", f"{_ENTRY}-with-squared-log"),
        ),
        _moments,
        has_mean=False,
    ),
)
