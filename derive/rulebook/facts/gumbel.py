"""Facts about the Gumbel law: exp(-x/scale) is an exponential variable."""

from __future__ import annotations

from sympy import EulerGamma, Expr, Symbol, exp, gamma, pi, polygamma

from derive.language.distributions.gumbel import Gumbel
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_m, _b = Symbol("mu", real=True), Symbol("b", positive=True)
_x, _t = Symbol("x", real=True), Symbol("t", real=True)
_law = Gumbel(_m, _b)
_SOURCE = "Johnson, Kotz and Balakrishnan 1995, volume 2, chapter 22"


def _generating() -> Expr:
    return exp(_m * _t) * gamma(1 - _b * _t)


mean = fact(
    "gumbel-mean",
    "Mean of the Gumbel law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: _m + _b * EulerGamma,
        wrong=lambda: (
            Wrong(_m, "the mode for the mean"),
            Wrong(_m - _b * EulerGamma, "a sign"),
        ),
    ),
    reason="Minus the mean log of an exponential variable is Euler's constant.",
    reference=_SOURCE,
    prove=by_integral("gumbel-first-moment"),
)

variance = fact(
    "gumbel-variance",
    "Variance of the Gumbel law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: pi**2 * _b**2 / 6,
        wrong=lambda: (Wrong(_b**2, "the scale taken for the standard deviation"),),
    ),
    reason="The log of an exponential variable has the variance pi^2/6.",
    reference=_SOURCE,
    prove=variance_by_integral("gumbel-second-moment", "gumbel-first-moment"),
)

exponential = fact(
    "gumbel-mean-of-exponential",
    "Mean of an exponential of a Gumbel variable",
    state=lambda: Statement(
        before=Expect(exp(_t * _x), _x, _law),
        after=lambda: _generating(),
        wrong=lambda: (
            Wrong(exp(_m * _t), "the exponential of the mode"),
            Wrong(exp(_m * _t) * gamma(2 - _b * _t), "the argument shifted by one"),
        ),
        conditions=lambda: (1 - _b * _t > 0,),
    ),
    reason="It is a moment of an exponential variable.",
    reference=_SOURCE,
    prove=by_integral("gumbel-integral"),
)

first_with_exponential = fact(
    "gumbel-first-moment-with-exponential",
    "First moment of the Gumbel law",
    state=lambda: Statement(
        before=Expect(_x * exp(_t * _x), _x, _law),
        after=lambda: (_m - _b * polygamma(0, 1 - _b * _t)) * _generating(),
        wrong=lambda: (Wrong((_m + _b * EulerGamma) * _generating(), "the law not tilted"),),
        conditions=lambda: (1 - _b * _t > 0,),
    ),
    reason="The mean of the exponential, differentiated in t.",
    reference=_SOURCE,
    prove=by_integral("gumbel-first-moment"),
)

RULES = (mean, variance, exponential, first_with_exponential)
