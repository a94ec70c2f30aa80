"""Integrals on an interval of logarithms of quadratics, squared logarithms and powers of sums."""

from __future__ import annotations

from sympy import Abs, Expr, Ne, Rational, Symbol, atan, betainc, log, sqrt

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_b, _c, _g, _k, _u, _v = (Symbol(name, real=True) for name in "bcgkuv")
_left, _right = Symbol("left", real=True), Symbol("right", real=True)
_low, _high = Symbol("low", real=True), Symbol("high", real=True)
_end = Symbol("end", positive=True)
_BETWEEN, _POSITIVE = Line(_left, _right), Line(_low, _high)

inverse_integral = standard(
    "inverse-integral",
    "The integral of the inverse of a sum",
    "log(y + c) has the derivative 1/(y + c).",
    "Abramowitz and Stegun 1964, 4.1.1",
    lambda: integral_statement(
        1 / (_y + _c),
        _y,
        _BETWEEN,
        log((_right + _c) / (_left + _c)),
        ((log((_left + _c) / (_right + _c)), "the ends swapped"),),
        (_left + _c > 0,),
    ),
)


power_of_sum_integral = standard(
    "power-of-sum-integral",
    "The integral of a power of a sum",
    "(y + c)^(k + 1)/(k + 1) has the derivative (y + c)^k.",
    "Abramowitz and Stegun 1964, 3.3.1",
    lambda: integral_statement(
        (_y + _c) ** _k,
        _y,
        _BETWEEN,
        ((_right + _c) ** (_k + 1) - (_left + _c) ** (_k + 1)) / (_k + 1),
        (((_right + _c) ** (_k + 1) - (_left + _c) ** (_k + 1), "the denominator left out"),),
        (_left + _c > 0, Ne(_k, -1)),
        unless=(Abs(_k) < Rational(1, 10),),
    ),
)


def _squared_log(x: Expr) -> Expr:
    return x * (log(x) ** 2 - 2 * log(x) + 2)


squared_log_integral = standard(
    "squared-log-integral",
    "The integral of a squared logarithm",
    "By parts, twice.",
    "Gradshteyn and Ryzhik 2007, 2.711",
    lambda: integral_statement(
        log(_x) ** 2,
        _x,
        _POSITIVE,
        _squared_log(_high) - _squared_log(_low),
        ((_high * log(_high) ** 2 - _low * log(_low) ** 2, "the lower terms lost"),),
        (_low > 0,),
    ),
)


def _length() -> Expr:
    return _right - _left


def _from_end(end: Expr, direction: int) -> Expr:
    """The integral of (end + direction u) log u for u from zero to the length."""
    whole = _length() * (log(_length()) - 1)
    return end * whole + direction * _length() ** 2 * (2 * log(_length()) - 1) / 4


first_moment_of_log_to_high = standard(
    "first-moment-of-log-to-high",
    "The first moment of the log distance to the upper end",
    "By parts, in the distance to that end.",
    "Gradshteyn and Ryzhik 2007, 2.723.1",
    lambda: integral_statement(
        _y * log(_right - _y),
        _y,
        _BETWEEN,
        _from_end(_right, -1),
        ((_from_end(_right, 1), "the direction of the distance"),),
    ),
)

first_moment_of_log_from_low = standard(
    "first-moment-of-log-from-low",
    "The first moment of the log distance to the lower end",
    "By parts, in the distance to that end.",
    "Gradshteyn and Ryzhik 2007, 2.723.1",
    lambda: integral_statement(
        _y * log(_y - _left),
        _y,
        _BETWEEN,
        _from_end(_left, 1),
        ((_from_end(_left, -1), "the direction of the distance"),),
    ),
)


def _log_quadratic(y: Expr) -> Expr:
    """What has the derivative log(g + b y + u y^2)."""
    off = y + _b / (2 * _u)
    height = sqrt(4 * _g * _u - _b**2) / (2 * _u)
    quadratic = _g + _b * y + _u * y**2
    return off * log(quadratic) - 2 * y + 2 * height * atan(off / height)


log_of_quadratic_integral = standard(
    "log-of-quadratic-integral",
    "The integral of the log of a quadratic without zeros",
    "By parts; what is left is the inverse of the quadratic.",
    "Gradshteyn and Ryzhik 2007, 2.733.1",
    lambda: integral_statement(
        log(_g + _b * _y + _u * _y**2),
        _y,
        _BETWEEN,
        _log_quadratic(_right) - _log_quadratic(_left),
        ((_log_quadratic(_right), "the lower end left out"),),
        (_u > 0, 4 * _g * _u - _b**2 > 0),
    ),
)


def _incomplete() -> Expr:
    return betainc(_u / _k, _v, 0, _end**_k) / _k


incomplete_beta_integral_of_power = standard(
    "incomplete-beta-integral-of-a-power",
    "The beta integral of a power, up to a point",
    "Substituting y = x^k turns it into the definition of the incomplete beta function.",
    "Abramowitz and Stegun 1964, 6.6.1, after the substitution",
    lambda: integral_statement(
        _x ** (_u - 1) * (1 - _x**_k) ** (_v - 1),
        _x,
        Line(0, _end),
        _incomplete(),
        ((_incomplete() * _k / (_k + 1), "the derivative of the substitution wrong"),),
        (_k > 0, _u > 0, _v > 0, _end < 1),
    ),
)

RULES = (
    inverse_integral,
    power_of_sum_integral,
    squared_log_integral,
    first_moment_of_log_to_high,
    first_moment_of_log_from_low,
    log_of_quadratic_integral,
    incomplete_beta_integral_of_power,
)
