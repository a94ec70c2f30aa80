"""Moments of the standard kernels on an interval and up to a point."""

from __future__ import annotations

from sympy import Expr, Integer, Ne, Symbol, erf, exp, expint, log, oo, pi, sqrt

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_b, _c, _d, _r, _t, _u = (Symbol(name, real=True) for name in "bcdrtu")
_left, _right = Symbol("left", real=True), Symbol("right", real=True)
_BETWEEN, _BELOW = Line(_left, _right), Line(-oo, _right)


def _first(y: Expr) -> Expr:
    return exp(_t * y) * (y / _t - 1 / _t**2)


def _second(y: Expr) -> Expr:
    return exp(_t * y) * (y**2 / _t - 2 * y / _t**2 + 2 / _t**3)


exponential_first_moment = standard(
    "exponential-first-moment-on-an-interval",
    "The first moment of an exponential on an interval",
    "By parts.",
    "Abramowitz and Stegun 1964, 4.2.55",
    lambda: integral_statement(
        _y * exp(_t * _y),
        _y,
        _BETWEEN,
        _first(_right) - _first(_left),
        ((_right * exp(_t * _right) / _t - _left * exp(_t * _left) / _t, "the second part"),),
        (Ne(_t, 0),),
    ),
)

exponential_second_moment = standard(
    "exponential-second-moment-on-an-interval",
    "The second moment of an exponential on an interval",
    "By parts, twice.",
    "Abramowitz and Stegun 1964, 4.2.55",
    lambda: integral_statement(
        _y**2 * exp(_t * _y),
        _y,
        _BETWEEN,
        _second(_right) - _second(_left),
        ((_second(_right) + _second(_left), "the lower end added"),),
        (Ne(_t, 0),),
    ),
)


def _gauss_first(y: Expr) -> Expr:
    """An antiderivative of y exp(-u y^2 + b y)."""
    centre = _b / (2 * _u)
    kernel = sqrt(pi / _u) * exp(_b**2 / (4 * _u)) / 2
    area = kernel * erf(sqrt(_u) * (y - centre))
    return centre * area - exp(-_u * y**2 + _b * y) / (2 * _u)


gaussian_first_moment_between = standard(
    "gaussian-first-moment-on-an-interval",
    "The first moment of a Gaussian kernel on an interval",
    "The kernel is, up to a factor, the derivative of itself less its centre.",
    "Gradshteyn and Ryzhik 2007, 3.322",
    lambda: integral_statement(
        _y * exp(-_u * _y**2 + _b * _y),
        _y,
        _BETWEEN,
        _gauss_first(_right) - _gauss_first(_left),
        ((_gauss_first(_left) - _gauss_first(_right), "the ends swapped"),),
        (_u > 0,),
    ),
)


def _gauss_start() -> Expr:
    """The limit of the antiderivative at minus infinity."""
    return -_b / (2 * _u) * sqrt(pi / _u) * exp(_b**2 / (4 * _u)) / 2


gaussian_first_moment_below = standard(
    "gaussian-first-moment-up-to-a-point",
    "The first moment of a Gaussian kernel up to a point",
    "The kernel is, up to a factor, the derivative of itself less its centre.",
    "Gradshteyn and Ryzhik 2007, 3.462.5",
    lambda: integral_statement(
        _y * exp(-_u * _y**2 + _b * _y),
        _y,
        _BELOW,
        _gauss_first(_right) - _gauss_start(),
        ((_gauss_first(_right) + _gauss_start() - 1, "the part far below"),),
        (_u > 0,),
    ),
)


def _gumbel_below() -> Expr:
    level = _c * exp(-_r * _right)
    return (_right * exp(-level) - expint(Integer(1), level) / _r) / (_c * _r)


gumbel_first_moment_below = standard(
    "gumbel-first-moment-up-to-a-point",
    "The first moment of a Gumbel kernel up to a point",
    "By parts, what is left is the exponential integral.",
    "Abramowitz and Stegun 1964, 5.1.1, after the substitution",
    lambda: integral_statement(
        _y * exp(-_r * _y - _c * exp(-_r * _y)),
        _y,
        _BELOW,
        _gumbel_below(),
        ((_right * exp(-_c * exp(-_r * _right)) / (_c * _r), "the rest of the parts"),),
        (_c > 0, _r > 0),
    ),
)


logistic_integral_below = standard(
    "logistic-integral-up-to-a-point",
    "The logistic integral up to a point",
    "1/(r c (d + c exp(-r y))) has the derivative exp(-r y)/(d + c exp(-r y))^2.",
    "Gradshteyn and Ryzhik 2007, 2.313",
    lambda: integral_statement(
        exp(-_r * _y) * (_d + _c * exp(-_r * _y)) ** (-2),
        _y,
        _BELOW,
        1 / (_r * _c * (_d + _c * exp(-_r * _right))),
        ((1 / (_r * _c * _d) - 1 / (_r * _c * (_d + _c * exp(-_r * _right))), "the other side"),),
        (_c > 0, _d > 0, _r > 0),
    ),
)


def _logistic_below() -> Expr:
    share = 1 / (_d + _c * exp(-_r * _right))
    return (_right * share - log(1 + _d * exp(_r * _right) / _c) / (_r * _d)) / (_c * _r)


logistic_first_moment_below = standard(
    "logistic-first-moment-up-to-a-point",
    "The first moment of a logistic kernel up to a point",
    "By parts, what is left is the integral of the logistic function.",
    "Gradshteyn and Ryzhik 2007, 2.313",
    lambda: integral_statement(
        _y * exp(-_r * _y) * (_d + _c * exp(-_r * _y)) ** (-2),
        _y,
        _BELOW,
        _logistic_below(),
        ((_right / ((_d + _c * exp(-_r * _right)) * _c * _r), "the rest of the parts"),),
        (_c > 0, _d > 0, _r > 0),
    ),
)

RULES = (
    exponential_first_moment,
    exponential_second_moment,
    gaussian_first_moment_between,
    gaussian_first_moment_below,
    gumbel_first_moment_below,
    logistic_integral_below,
    logistic_first_moment_below,
)
