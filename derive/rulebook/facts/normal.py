"""Facts about the normal law: powers, exponentials, and the distance to a point."""

from __future__ import annotations

from sympy import (
    Abs,
    Contains,
    Expr,
    Max,
    S,
    Symbol,
    binomial,
    erf,
    exp,
    factorial,
    floor,
    pi,
    sqrt,
)

from derive.language.distributions.normal import Normal
from derive.language.expectation import Expect, Variance
from derive.language.sequence import FiniteSum
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_m, _s = Symbol("mu", real=True), Symbol("sigma", positive=True)
_x, _t, _c = (Symbol(name, real=True) for name in "xtc")
_u, _n = Symbol("u", real=True), Symbol("n", real=True)
_j = Symbol("j", nonnegative=True, integer=True)
_law = Normal(_m, _s)
_SOURCE = "Johnson, Kotz and Balakrishnan 1994, volume 1, chapter 13"


def _generating() -> Expr:
    return exp(_m * _t + _s**2 * _t**2 / 2)


def _moment() -> Expr:
    """The moment of order n about -c, of the law with its location moved by the exponential."""
    pairings = factorial(2 * _j) / (2**_j * factorial(_j))
    centre = _m + _s**2 * _t + _c
    term = binomial(_n, 2 * _j) * pairings * _s ** (2 * _j) * centre ** (_n - 2 * _j)
    return FiniteSum(term, _j, 0, floor(_n / 2))


def _spread() -> Expr:
    return _s * sqrt(2 / pi) * exp(-((_m - _c) ** 2) / (2 * _s**2))


def _balance() -> Expr:
    return (_m - _c) * erf((_m - _c) / (_s * sqrt(2)))


mean = fact(
    "normal-mean",
    "Mean of the normal law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: _m,
        wrong=lambda: (Wrong(_m + _s, "the scale added to the mean"),),
    ),
    reason="The density is symmetric about its location.",
    reference=_SOURCE,
    prove=by_integral("gaussian-first-moment"),
)

variance = fact(
    "normal-variance",
    "Variance of the normal law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: _s**2,
        wrong=lambda: (
            Wrong(_s, "the scale taken for the variance"),
            Wrong(_m**2 + _s**2, "the second moment for the variance"),
        ),
    ),
    reason="The scale is the standard deviation.",
    reference=_SOURCE,
    prove=variance_by_integral("gaussian-second-moment", "gaussian-first-moment"),
)

exponential = fact(
    "normal-mean-of-exponential",
    "Mean of an exponential of a normal variable",
    state=lambda: Statement(
        before=Expect(exp(_t * _x), _x, _law),
        after=lambda: _generating(),
        wrong=lambda: (
            Wrong(exp(_m * _t), "the exponential of the mean for the mean of the exponential"),
            Wrong(exp(_m * _t - _s**2 * _t**2 / 2), "a sign"),
        ),
    ),
    reason="Completing the square shifts the location by the variance times the slope.",
    reference=_SOURCE,
    prove=by_integral("gaussian-integral"),
)

first_with_exponential = fact(
    "normal-first-moment-with-exponential",
    "First moment of the normal law",
    state=lambda: Statement(
        before=Expect(_x * exp(_t * _x), _x, _law),
        after=lambda: (_m + _s**2 * _t) * _generating(),
        wrong=lambda: (Wrong(_m * _generating(), "the location not shifted by the exponential"),),
    ),
    reason="A factor exp(t x), where there is one, shifts the location by t times the variance.",
    reference=_SOURCE,
    prove=by_integral("gaussian-first-moment"),
)

second_with_exponential = fact(
    "normal-second-moment-with-exponential",
    "Second moment of the normal law",
    state=lambda: Statement(
        before=Expect(_x**2 * exp(_t * _x), _x, _law),
        after=lambda: (_s**2 + (_m + _s**2 * _t) ** 2) * _generating(),
        wrong=lambda: (Wrong((_m + _s**2 * _t) ** 2 * _generating(), "the spread left out"),),
    ),
    reason="A factor exp(t x), where there is one, shifts the location by t times the variance.",
    reference=_SOURCE,
    prove=by_integral("gaussian-second-moment"),
)

absolute_distance = fact(
    "normal-mean-distance",
    "Mean distance of a normal variable to a point",
    state=lambda: Statement(
        before=Expect(Abs(_x - _c), _x, _law),
        after=lambda: _spread() + _balance(),
        wrong=lambda: (
            Wrong(_spread() - _balance(), "a sign"),
            Wrong(_s * sqrt(2 / pi) + Abs(_m - _c), "the two parts not weighted"),
        ),
    ),
    reason="On each side of the point the distance is linear.",
    reference="Leone, Nelson and Nottingham 1961, the folded normal distribution",
    prove=by_integral("gaussian-absolute-distance"),
)

excess = fact(
    "normal-mean-excess",
    "Mean excess of a normal variable over a level",
    state=lambda: Statement(
        before=Expect(Max(_x - _c, 0), _x, _law),
        after=lambda: (_spread() + _balance() + _m - _c) / 2,
        wrong=lambda: (
            Wrong((_spread() + _balance() - _m + _c) / 2, "the shortfall for the excess"),
            Wrong(Max(_m - _c, 0), "the excess of the mean"),
        ),
    ),
    reason="It is half of the distance to the level and of the mean above it.",
    reference=_SOURCE,
    prove=by_integral("gaussian-excess"),
)

shortfall = fact(
    "normal-mean-shortfall",
    "Mean shortfall of a normal variable below a level",
    state=lambda: Statement(
        before=Expect(Max(_c - _x, 0), _x, _law),
        after=lambda: (_spread() + _balance() - _m + _c) / 2,
        wrong=lambda: (
            Wrong((_spread() + _balance() + _m - _c) / 2, "the excess for the shortfall"),
            Wrong(Max(_c - _m, 0), "the shortfall of the mean"),
        ),
        unless=(Abs(_c - _m) > 4 * _s,),
    ),
    reason="It is half of the distance to the level and of the level above the mean.",
    reference=_SOURCE,
    prove=by_integral("gaussian-shortfall"),
)

moment = fact(
    "normal-moment",
    "Moments of the normal law",
    state=lambda: Statement(
        before=Expect((_x + _c) ** _n * exp(_t * _x), _x, _law),
        after=lambda: _moment() * _generating(),
        wrong=lambda: (
            Wrong(_moment() * exp(_m * _t + _s**2 * _t**2), "a factor of one half lost"),
            Wrong(_moment() * exp(_m * _t), "the exponential of the mean"),
        ),
        conditions=lambda: (Contains(_n, S.Naturals0),),
    ),
    reason="The deviation has only even moments: a power of the variance for each pairing.",
    reference=_SOURCE,
    prove=by_integral("gaussian-moment"),
)

gaussian = fact(
    "normal-mean-of-gaussian",
    "Mean of exp of a quadratic of a normal variable",
    state=lambda: Statement(
        before=Expect(exp(-_u * _x**2 + _t * _x), _x, _law),
        after=lambda: (
            exp((_s**2 * _t**2 / 2 + _m * _t - _u * _m**2) / (1 + 2 * _u * _s**2))
            / sqrt(1 + 2 * _u * _s**2)
        ),
        wrong=lambda: (
            Wrong(
                exp((_s**2 * _t**2 / 2 + _m * _t - _u * _m**2) / (1 + 2 * _u * _s**2)),
                "the normalising factor lost",
            ),
            Wrong(exp(-_u * _m**2 + _t * _m), "the function of the mean"),
        ),
        conditions=lambda: (1 + 2 * _u * _s**2 > 0,),
    ),
    reason="Completing the square leaves a Gaussian integral, its precision that of both.",
    reference=_SOURCE,
    prove=by_integral("gaussian-integral", "exponentials-merge"),
)

RULES = (
    mean,
    variance,
    exponential,
    first_with_exponential,
    second_with_exponential,
    moment,
    absolute_distance,
    excess,
    shortfall,
    gaussian,
)
