"""Integrals of a power of a quadratic without real zeros: the kernels of Cauchy's and Student's
laws."""

from __future__ import annotations

from sympy import Expr, Rational, Symbol, gamma, log, pi, polygamma, sqrt

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_b, _e, _g, _h, _u, _v, _w = (Symbol(name, real=True) for name in "beghuvw")
_LINE, _HALF_LINE = Line(), Line(0)
_HALF = Rational(1, 2)


def _quadratic() -> Expr:
    return _g + _b * _y + _u * _y**2


def _least() -> Expr:
    """The least value of the quadratic."""
    return (4 * _g * _u - _b**2) / (4 * _u)


def _centre() -> Expr:
    return -_b / (2 * _u)


def _mass() -> Expr:
    spread = sqrt(pi / _u) * gamma(_w - _HALF) / gamma(_w)
    return spread * _least() ** (_HALF - _w)


quadratic_power_integral = standard(
    "quadratic-power-integral",
    "The integral of a power of a quadratic without zeros",
    "Completing the square turns it into the beta integral on the half-line.",
    "Gradshteyn and Ryzhik 2007, 3.251.11",
    lambda: integral_statement(
        _quadratic() ** (-_w),
        _y,
        _LINE,
        _mass(),
        ((_mass() / (1 + _least()), "the exponent of the least value wrong"),),
        (_u > 0, _least() > 0, _w > _HALF),
    ),
)

quadratic_power_first_moment = standard(
    "quadratic-power-first-moment",
    "The first moment of a power of a quadratic without zeros",
    "The kernel is symmetric about its centre.",
    "Gradshteyn and Ryzhik 2007, 3.251.11",
    lambda: integral_statement(
        _quadratic() ** (-_w) * _y,
        _y,
        _LINE,
        _mass() * _centre(),
        ((_mass() * (_centre() + 1), "a term too much"),),
        (_u > 0, _least() > 0, _w > 1),
    ),
)

quadratic_power_second_moment = standard(
    "quadratic-power-second-moment",
    "The second moment of a power of a quadratic without zeros",
    "The square of the distance to the centre is another beta integral on the half-line.",
    "Gradshteyn and Ryzhik 2007, 3.251.11",
    lambda: integral_statement(
        _quadratic() ** (-_w) * _y**2,
        _y,
        _LINE,
        _mass() * (_centre() ** 2 + _least() / (_u * (2 * _w - 3))),
        ((_mass() * _centre() ** 2, "the spread left out"),),
        (_u > 0, _least() > 0, 2 * _w > 3),
    ),
)

quadratic_power_integral_with_log = standard(
    "quadratic-power-integral-with-log",
    "The integral of a power of a quadratic without zeros, with its logarithm",
    "It is minus the derivative of the integral in the exponent.",
    "Gradshteyn and Ryzhik 2007, 4.293.14, after the substitution",
    lambda: integral_statement(
        _quadratic() ** (-_w) * log(_quadratic()),
        _y,
        _LINE,
        _mass() * (log(_least()) + polygamma(0, _w) - polygamma(0, _w - _HALF)),
        ((_mass() * (log(_least()) + polygamma(0, _w)), "the part of the root left out"),),
        (_u > 0, _least() > 0, _w > _HALF),
    ),
)


def _other_least() -> Expr:
    return (4 * _h * _v - _e**2) / (4 * _v)


def _inverse_mass() -> Expr:
    return pi / sqrt(_u * _least())


def _apart() -> Expr:
    """v times the squared distance of the zeros of the two quadratics across the real line."""
    across = (sqrt(_v * _least() / _u) + sqrt(_other_least())) ** 2
    return _v * (_centre() + _e / (2 * _v)) ** 2 + across


inverse_quadratic_with_log_of_quadratic = standard(
    "inverse-quadratic-integral-with-log-of-quadratic",
    "The integral of the log of a quadratic over another",
    "The log of the distance to a zero is harmonic on the other side of the line, and the kernel "
    "there is Poisson's.",
    "Gradshteyn and Ryzhik 2007, 4.296.2, on the line",
    lambda: integral_statement(
        log(_h + _e * _y + _v * _y**2) / _quadratic(),
        _y,
        _LINE,
        _inverse_mass() * log(_apart()),
        ((_inverse_mass() * log(1 + _apart()), "a term too much"),),
        (_u > 0, _least() > 0, _v > 0, _other_least() >= 0),
    ),
)


def _half_mass() -> Expr:
    return pi / sqrt(_g * _u)


half_line_log_over_quadratic = standard(
    "half-line-integral-of-log-over-quadratic",
    "The integral of the log of a quadratic over another, on the half-line",
    "Both are even, and it is half of the integral over the line.",
    "Gradshteyn and Ryzhik 2007, 4.295.7",
    lambda: integral_statement(
        log(_h + _v * _x**2) / (_g + _u * _x**2),
        _x,
        _HALF_LINE,
        _half_mass() * log(sqrt(_v * _g / _u) + sqrt(_h)),
        ((_half_mass() * log(_v * _g / _u + _h) / 2, "the product of the roots left out"),),
        (_g > 0, _u > 0, _v > 0, _h >= 0),
    ),
)

RULES = (
    quadratic_power_integral,
    quadratic_power_first_moment,
    quadratic_power_second_moment,
    quadratic_power_integral_with_log,
    inverse_quadratic_with_log_of_quadratic,
    half_line_log_over_quadratic,
)
