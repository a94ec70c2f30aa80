"""Integrals of the distance to a point, and of the part above or below it."""

from __future__ import annotations

from sympy import Abs, Expr, Max, Symbol, erf, exp, pi, sqrt

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_u, _v = Symbol("u", real=True), Symbol("v", real=True)
_b, _c, _d = (Symbol(name, real=True) for name in "bcd")


def _gauss() -> Expr:
    return sqrt(pi / _u) * exp(_b**2 / (4 * _u))


def _gauss_integrand() -> Expr:
    return exp(-_u * _y**2 + _b * _y)


def _mean_distance() -> Expr:
    """The mean distance to c under the kernel: spread and balance about its centre b/(2 u)."""
    off = _b / (2 * _u) - _c
    return off * erf(sqrt(_u) * off) + exp(-_u * off**2) / sqrt(pi * _u)


exponential_shortfall = standard(
    "exponential-shortfall",
    "The integral of an exponential against the part below a level",
    "By parts: the exponential is integrated twice up to the level.",
    "Gradshteyn and Ryzhik 2007, 3.351.1",
    lambda: integral_statement(
        Max(_c - _x, 0) * exp(-_v * _x),
        _x,
        Line(0),
        _c / _v - (1 - exp(-_v * _c)) / _v**2,
        ((_c / _v - 1 / _v**2, "the part above the level counted negative"),),
        (_c > 0, _v > 0),
    ),
)

gaussian_absolute_distance = standard(
    "gaussian-absolute-distance",
    "The integral of a Gaussian kernel against the distance to a point",
    "On each side of the point the kernel is integrated against a linear function.",
    "Gradshteyn and Ryzhik 2007, 3.462.5, on each side",
    lambda: integral_statement(
        Abs(_y - _c) * _gauss_integrand(),
        _y,
        Line(),
        _gauss() * _mean_distance(),
        ((_gauss() * Abs(_b / (2 * _u) - _c), "the distance of the centre"),),
        (_u > 0,),
    ),
)

gaussian_excess = standard(
    "gaussian-excess",
    "The integral of a Gaussian kernel against the part above a level",
    "Beyond the level the kernel is integrated against a linear function.",
    "Gradshteyn and Ryzhik 2007, 3.462.5",
    lambda: integral_statement(
        Max(_y - _c, 0) * _gauss_integrand(),
        _y,
        Line(),
        _gauss() * (_mean_distance() + _b / (2 * _u) - _c) / 2,
        (
            (
                _gauss() * (_mean_distance() - _b / (2 * _u) + _c) / 2,
                "the part below for the part above",
            ),
        ),
        (_u > 0,),
    ),
)

gaussian_shortfall = standard(
    "gaussian-shortfall",
    "The integral of a Gaussian kernel against the part below a level",
    "Below the level the kernel is integrated against a linear function.",
    "Gradshteyn and Ryzhik 2007, 3.462.5",
    lambda: integral_statement(
        Max(_c - _y, 0) * _gauss_integrand(),
        _y,
        Line(),
        _gauss() * (_mean_distance() - _b / (2 * _u) + _c) / 2,
        (
            (
                _gauss() * (_mean_distance() + _b / (2 * _u) - _c) / 2,
                "the part above for the part below",
            ),
        ),
        (_u > 0,),
    ),
)

two_sided_exponential_distance = standard(
    "two-sided-exponential-distance",
    "The integral of a two-sided exponential against the distance to a point",
    "Between the two kinks and on either side of them it is an exponential integral.",
    "Gradshteyn and Ryzhik 2007, 3.351, on each of the three pieces",
    lambda: integral_statement(
        Abs(_y - _d) * exp(-_v * Abs(_y - _c)),
        _y,
        Line(),
        2 * Abs(_c - _d) / _v + 2 * exp(-_v * Abs(_c - _d)) / _v**2,
        ((2 * Abs(_c - _d) / _v + 2 / _v**2, "the spread not discounted by the distance"),),
        (_v > 0,),
    ),
)

RULES = (
    exponential_shortfall,
    gaussian_absolute_distance,
    gaussian_excess,
    gaussian_shortfall,
    two_sided_exponential_distance,
)
