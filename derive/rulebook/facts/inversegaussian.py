"""Facts about the inverse Gaussian law: its moments are Bessel functions of half an odd order."""

from __future__ import annotations

from sympy import Expr, Integer, Rational, Symbol, besselk, exp, expint, log, pi, sqrt

from derive.language.distributions.inversegaussian import InverseGaussian
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_m, _k = Symbol("mu", positive=True), Symbol("lambda", positive=True)
_x, _s, _t = Symbol("x", positive=True), Symbol("s", real=True), Symbol("t", real=True)
_law = InverseGaussian(_m, _k)
_SOURCE = "Johnson, Kotz and Balakrishnan 1994, volume 1, chapter 15"

mean = fact(
    "inversegaussian-mean",
    "Mean of the inverse Gaussian law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: _m,
        wrong=lambda: (Wrong(1 / _m, "the inverse of the mean"),),
    ),
    reason="The factor x changes one Bessel function of order one half into another.",
    reference=_SOURCE,
    prove=by_integral("inverse-gaussian-first-moment"),
)

variance = fact(
    "inversegaussian-variance",
    "Variance of the inverse Gaussian law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: _m**3 / _k,
        wrong=lambda: (Wrong(_m**2 / _k, "the square of the mean for its cube"),),
    ),
    reason="The second moment less the square of the mean.",
    reference=_SOURCE,
    prove=variance_by_integral("inverse-gaussian-second-moment", "inverse-gaussian-first-moment"),
)

mean_of_inverse = fact(
    "inversegaussian-mean-of-inverse",
    "Mean of the inverse of an inverse Gaussian variable",
    state=lambda: Statement(
        before=Expect(1 / _x, _x, _law),
        after=lambda: 1 / _m + 1 / _k,
        wrong=lambda: (Wrong(1 / _m, "the inverse of the mean"),),
    ),
    reason="The divisor raises the order of the Bessel function by one.",
    reference=_SOURCE,
    prove=by_integral("inverse-gaussian-inverse-moment"),
)


def _fall() -> Expr:
    return exp(2 * _k / _m) * expint(Integer(1), 2 * _k / _m)


mean_of_log = fact(
    "inversegaussian-mean-of-log",
    "Mean of the logarithm of an inverse Gaussian variable",
    state=lambda: Statement(
        before=Expect(log(_x), _x, _law),
        after=lambda: log(_m) - _fall(),
        wrong=lambda: (
            Wrong(log(_m), "the log of the mean"),
            Wrong(log(_m) + _fall(), "a sign"),
        ),
    ),
    reason="The mean of x^s, differentiated in s at zero.",
    reference=_SOURCE,
    prove=by_integral("inverse-gaussian-integral-with-log"),
)

exponential = fact(
    "inversegaussian-mean-of-exponential",
    "Mean of an exponential of an inverse Gaussian variable",
    state=lambda: Statement(
        before=Expect(exp(_t * _x), _x, _law),
        after=lambda: exp(_k / _m * (1 - sqrt(_k - 2 * _m**2 * _t) / sqrt(_k))),
        wrong=lambda: (
            Wrong(exp(_m * _t), "the exponential of the mean"),
            Wrong(exp(_k / _m * (1 - (1 - 2 * _m**2 * _t / _k))), "the root left out"),
        ),
        conditions=lambda: (2 * _m**2 * _t < _k,),
    ),
    reason="The exponential changes the rate of x in the kernel.",
    reference=_SOURCE,
    prove=by_integral("inverse-gaussian-integral"),
)


def _moment() -> Expr:
    ratio = _k / _m
    return _m**_s * sqrt(2 * ratio / pi) * exp(ratio) * besselk(_s - Rational(1, 2), ratio)


moment = fact(
    "inversegaussian-moment",
    "Moments of the inverse Gaussian law",
    state=lambda: Statement(
        before=Expect(_x**_s, _x, _law),
        after=lambda: _moment(),
        wrong=lambda: (Wrong(_m**_s, "the power of the mean"),),
    ),
    reason="The power changes the order of the Bessel function.",
    reference=_SOURCE,
    prove=by_integral("bessel-integral"),
)

RULES = (mean, variance, mean_of_inverse, mean_of_log, exponential, moment)
