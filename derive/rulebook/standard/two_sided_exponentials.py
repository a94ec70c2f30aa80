"""Integrals of powers, logarithms and waves against a two-sided exponential."""

from __future__ import annotations

from sympy import (
    Abs,
    Contains,
    Expr,
    S,
    Symbol,
    cos,
    exp,
    factorial,
    floor,
    gamma,
    log,
    polygamma,
    sin,
)

from derive.language.sequence import FiniteSum
from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_a, _c, _d, _n, _s, _t, _v = (Symbol(name, real=True) for name in "acdnstv")
_j = Symbol("j", nonnegative=True, integer=True)
_LINE = Line()


def _kernel() -> Expr:
    return exp(-_v * Abs(_y - _c))


def _moment() -> Expr:
    term = factorial(_n) / factorial(_n - 2 * _j) * (_c + _d) ** (_n - 2 * _j) / _v ** (2 * _j)
    return 2 / _v * FiniteSum(term, _j, 0, floor(_n / 2))


two_sided_exponential_moment = standard(
    "two-sided-exponential-moment",
    "The moments of a two-sided exponential",
    "About the kink only the even moments remain, and each side of them is a gamma integral.",
    "Gradshteyn and Ryzhik 2007, 3.351.3, on each side",
    lambda: integral_statement(
        _kernel() * (_y + _d) ** _n,
        _y,
        _LINE,
        _moment(),
        ((2 / _v * (_c + _d) ** (_n + 1), "a power of the kink, one too many"),),
        (_v > 0, Contains(_n, S.Naturals0)),
    ),
)


def _tilted() -> Expr:
    return 2 * _v * exp(_c * _t) / (_v**2 - _t**2)


def _tilted_mean() -> Expr:
    return _c + 2 * _t / (_v**2 - _t**2)


two_sided_exponential_first_moment_tilted = standard(
    "two-sided-exponential-first-moment-tilted",
    "The first moment of a two-sided exponential with another exponential",
    "It is the derivative of the integral in the slope t.",
    "Gradshteyn and Ryzhik 2007, 3.351.3, on each side",
    lambda: integral_statement(
        _kernel() * exp(_t * _y) * _y,
        _y,
        _LINE,
        _tilted() * _tilted_mean(),
        ((_tilted() * (_c + 1), "the tilt left out"),),
        (Abs(_t) < _v,),
    ),
)

two_sided_exponential_second_moment_tilted = standard(
    "two-sided-exponential-second-moment-tilted",
    "The second moment of a two-sided exponential with another exponential",
    "It is the second derivative of the integral in the slope t.",
    "Gradshteyn and Ryzhik 2007, 3.351.3, on each side",
    lambda: integral_statement(
        _kernel() * exp(_t * _y) * _y**2,
        _y,
        _LINE,
        _tilted() * (_tilted_mean() ** 2 + 2 * (_v**2 + _t**2) / (_v**2 - _t**2) ** 2),
        ((_tilted() * _tilted_mean() ** 2, "the spread left out"),),
        (Abs(_t) < _v,),
    ),
)


def _wave() -> Expr:
    return 2 * _v / (_v**2 + _t**2)


two_sided_exponential_with_cosine = standard(
    "two-sided-exponential-with-cosine",
    "The integral of a two-sided exponential with a cosine",
    "It is the real part of the integral with an imaginary slope.",
    "Gradshteyn and Ryzhik 2007, 3.893.2, on each side",
    lambda: integral_statement(
        _kernel() * cos(_t * _y + _a),
        _y,
        _LINE,
        _wave() * cos(_c * _t + _a),
        (
            (_wave() * cos(_a), "the phase of the kink left out"),
            (2 * cos(_c * _t + _a) / _v, "the fall of the amplitude left out"),
        ),
        (_v > 0,),
    ),
)

two_sided_exponential_with_sine = standard(
    "two-sided-exponential-with-sine",
    "The integral of a two-sided exponential with a sine",
    "It is the imaginary part of the integral with an imaginary slope.",
    "Gradshteyn and Ryzhik 2007, 3.893.1, on each side",
    lambda: integral_statement(
        _kernel() * sin(_t * _y + _a),
        _y,
        _LINE,
        _wave() * sin(_c * _t + _a),
        ((_wave() * cos(_c * _t + _a), "the cosine for the sine"),),
        (_v > 0,),
    ),
)


def _power() -> Expr:
    return 2 * gamma(_s + 1) * _v ** (-_s - 1)


two_sided_power_of_distance = standard(
    "two-sided-exponential-with-power-of-distance",
    "The integral of a two-sided exponential with a power of the distance to its kink",
    "Each side is a gamma integral.",
    "Gradshteyn and Ryzhik 2007, 3.381.4, on each side",
    lambda: integral_statement(
        Abs(_y - _c) ** _s * _kernel(),
        _y,
        _LINE,
        _power(),
        ((_power() / 2, "one side only"),),
        (_v > 0, _s > -1),
    ),
)

two_sided_log_of_distance = standard(
    "two-sided-exponential-with-log-of-distance",
    "The integral of a two-sided exponential with the log of the distance to its kink",
    "It is the derivative of the integral with a power of the distance, in the exponent.",
    "Gradshteyn and Ryzhik 2007, 4.352.1, on each side",
    lambda: integral_statement(
        Abs(_y - _c) ** _s * log(Abs(_y - _c)) * _kernel(),
        _y,
        _LINE,
        _power() * (polygamma(0, _s + 1) - log(_v)),
        ((_power() * (polygamma(0, _s + 1) + log(_v)), "a sign"),),
        (_v > 0, _s > -1),
    ),
)

RULES = (
    two_sided_power_of_distance,
    two_sided_log_of_distance,
    two_sided_exponential_with_cosine,
    two_sided_exponential_with_sine,
    two_sided_exponential_first_moment_tilted,
    two_sided_exponential_second_moment_tilted,
    two_sided_exponential_moment,
)
