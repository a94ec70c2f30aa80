"""Integrals of a Gaussian kernel with powers of the distance to its centre, and with the square of
the part above a level."""

from __future__ import annotations

from sympy import Abs, Expr, Max, Symbol, erf, exp, gamma, log, pi, polygamma, sqrt

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_b, _c, _p, _u = (Symbol(name, real=True) for name in "bcpu")
_LINE = Line()


def _about_centre() -> Expr:
    return exp(-_u * _y**2 + 2 * _u * _c * _y)


def _power() -> Expr:
    half = (_p + 1) / 2
    return gamma(half) * _u ** (-half) * exp(_u * _c**2)


def _mean_log() -> Expr:
    return (polygamma(0, (_p + 1) / 2) - log(_u)) / 2


gaussian_power_of_distance = standard(
    "gaussian-integral-with-power-of-distance",
    "The Gaussian integral with a power of the distance to the centre",
    "The square of the distance turns each side into a gamma integral.",
    "Gradshteyn and Ryzhik 2007, 3.461, after the substitution",
    lambda: integral_statement(
        Abs(_y - _c) ** _p * _about_centre(),
        _y,
        _LINE,
        _power(),
        ((_power() / 2, "one side only"),),
        (_u > 0, _p > -1),
    ),
)

gaussian_log_of_distance = standard(
    "gaussian-integral-with-log-of-distance",
    "The Gaussian integral with the log of the distance to the centre",
    "It is the derivative of the integral with a power of the distance, in the exponent.",
    "Gradshteyn and Ryzhik 2007, 4.333, on each side",
    lambda: integral_statement(
        Abs(_y - _c) ** _p * log(Abs(_y - _c)) * _about_centre(),
        _y,
        _LINE,
        _power() * _mean_log(),
        ((_power() * 2 * _mean_log(), "the log of the squared distance"),),
        (_u > 0, _p > -1),
    ),
)


def _above() -> Expr:
    """The mean square of the part above c under the kernel, its centre being b/(2 u)."""
    off = _b / (2 * _u) - _c
    chance = (1 + erf(sqrt(_u) * off)) / 2
    return (1 / (2 * _u) + off**2) * chance + off * exp(-_u * off**2) / (2 * sqrt(pi * _u))


def _mass() -> Expr:
    return sqrt(pi / _u) * exp(_b**2 / (4 * _u))


gaussian_squared_excess = standard(
    "gaussian-squared-excess",
    "The integral of a Gaussian kernel against the squared part above a level",
    "Beyond the level the kernel is integrated against a quadratic, by parts.",
    "Gradshteyn and Ryzhik 2007, 3.462.7",
    lambda: integral_statement(
        Max(_y - _c, 0) ** 2 * exp(-_u * _y**2 + _b * _y),
        _y,
        _LINE,
        _mass() * _above(),
        ((_mass() * (1 / (2 * _u) + (_b / (2 * _u) - _c) ** 2) / 2, "half of the mean square"),),
        (_u > 0,),
        unless=(Abs(_b / (2 * _u) - _c) * sqrt(_u) < 1,),
    ),
)

RULES = (gaussian_power_of_distance, gaussian_log_of_distance, gaussian_squared_excess)
