"""Integrals of beta, logistic and inverse quadratic kernels up to a point inside their range."""

from __future__ import annotations

from sympy import Expr, Symbol, atan, betainc, exp, oo, pi, sqrt

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_b, _c, _d, _k, _r, _u, _v = (Symbol(n, real=True) for n in "bcdkruv")
_left, _right = Symbol("left", real=True), Symbol("right", real=True)
_end = Symbol("end", positive=True)
_BETWEEN, _BELOW, _FROM_ZERO = Line(_left, _right), Line(-oo, _right), Line(0, _end)


def _beta_below(x: Expr) -> Expr:
    return betainc(_u, _v, 0, x)


power_of_complement_integral = standard(
    "integral-of-a-power-of-the-complement",
    "The integral of a power of 1 - x^k with the derivative of x^k",
    "Minus (1 - x^k)^v/(k v) has the derivative x^(k - 1) (1 - x^k)^(v - 1).",
    "Gradshteyn and Ryzhik 2007, 3.251.1, by substitution",
    lambda: integral_statement(
        _x ** (_k - 1) * (1 - _x**_k) ** (_v - 1),
        _x,
        _FROM_ZERO,
        (1 - (1 - _end**_k) ** _v) / (_k * _v),
        (((1 - _end**_k) ** _v / (_k * _v), "the part beyond the point"),),
        (_k > 0, _v > 0, _end < 1),
    ),
)

incomplete_beta_integral = standard(
    "incomplete-beta-integral",
    "The beta integral up to a point",
    "It is the definition of the incomplete beta function.",
    "Abramowitz and Stegun 1964, 6.6.1",
    lambda: integral_statement(
        _x ** (_u - 1) * (1 - _x) ** (_v - 1),
        _x,
        _FROM_ZERO,
        _beta_below(_end),
        ((betainc(_u, _v, _end, 1), "the part beyond the point"),),
        (_u > 0, _v > 0, _end < 1),
    ),
)


def _root() -> Expr:
    return sqrt(4 * _d - _b**2)


def _angle(y: Expr) -> Expr:
    return 2 * atan((2 * y + _b) / _root()) / _root()


inverse_quadratic_integral = standard(
    "inverse-quadratic-integral",
    "The integral of the inverse of a quadratic without zeros",
    "Completing the square leaves the derivative of the arctangent.",
    "Abramowitz and Stegun 1964, 3.3.16",
    lambda: integral_statement(
        1 / (_y**2 + _b * _y + _d),
        _y,
        _BETWEEN,
        _angle(_right) - _angle(_left),
        ((_angle(_left) - _angle(_right), "the ends swapped"),),
        (4 * _d > _b**2,),
    ),
)

inverse_quadratic_integral_below = standard(
    "inverse-quadratic-integral-up-to-a-point",
    "The integral of the inverse of a quadratic without zeros, up to a point",
    "Completing the square leaves the derivative of the arctangent.",
    "Abramowitz and Stegun 1964, 3.3.16",
    lambda: integral_statement(
        1 / (_y**2 + _b * _y + _d),
        _y,
        _BELOW,
        _angle(_right) + pi / _root(),
        ((pi / _root() - _angle(_right), "the part beyond the point"),),
        (4 * _d > _b**2,),
    ),
)


def _logistic_at(y: Expr) -> Expr:
    return 1 / (_r * _c * (_d + _c * exp(-_r * y)))


logistic_integral_on_an_interval = standard(
    "logistic-integral-on-an-interval",
    "The logistic integral on an interval",
    "1/(r c (d + c exp(-r y))) has the derivative exp(-r y)/(d + c exp(-r y))^2.",
    "Gradshteyn and Ryzhik 2007, 2.313",
    lambda: integral_statement(
        exp(-_r * _y) * (_d + _c * exp(-_r * _y)) ** (-2),
        _y,
        _BETWEEN,
        _logistic_at(_right) - _logistic_at(_left),
        ((_logistic_at(_right), "the lower end left out"),),
        (_c > 0, _d > 0, _r > 0),
    ),
)


def _odds_at(x: Expr) -> Expr:
    return x**_k / (_k * _d * (_d + _r * x**_k))


odds_integral = standard(
    "integral-of-the-slope-of-odds",
    "The integral of x^(k - 1)/(d + r x^k)^2 up to a point",
    "x^k/(k d (d + r x^k)) has it as its derivative, and goes to zero with x.",
    "Gradshteyn and Ryzhik 2007, 2.111, after the substitution",
    lambda: integral_statement(
        _x ** (_k - 1) * (_d + _r * _x**_k) ** (-2),
        _x,
        _FROM_ZERO,
        _odds_at(_end),
        ((_odds_at(_end) * _d, "the exponent of d off by one"),),
        (_d > 0, _r > 0, _k > 0),
    ),
)

RULES = (
    power_of_complement_integral,
    incomplete_beta_integral,
    inverse_quadratic_integral,
    inverse_quadratic_integral_below,
    logistic_integral_on_an_interval,
    odds_integral,
)
