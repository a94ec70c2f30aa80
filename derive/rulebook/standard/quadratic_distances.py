"""Integrals of a power of a quadratic against powers of the distance to its centre, and of two
quadratics."""

from __future__ import annotations

from sympy import Abs, Expr, Symbol, gamma, hyper, log, pi, polygamma, sqrt

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_b, _c, _e, _g, _h, _p, _u, _v, _w = (Symbol(name, real=True) for name in "bceghpuvw")
_LINE = Line()


def _about_centre() -> Expr:
    return _g + _u * _c**2 - 2 * _u * _c * _y + _u * _y**2


def _power() -> Expr:
    half = (_p + 1) / 2
    return _u ** (-half) * _g ** (half - _w) * gamma(half) * gamma(_w - half) / gamma(_w)


_CONVERGES = (_u > 0, _g > 0, _p > -1, 2 * _w > _p + 1)

quadratic_with_power_of_distance = standard(
    "quadratic-power-integral-with-power-of-distance",
    "The integral of a power of a quadratic with a power of the distance to its centre",
    "Each side is a beta integral on the half-line.",
    "Gradshteyn and Ryzhik 2007, 3.241.4, on each side",
    lambda: integral_statement(
        Abs(_y - _c) ** _p * _about_centre() ** (-_w),
        _y,
        _LINE,
        _power(),
        ((_power() / 2, "one side only"),),
        _CONVERGES,
    ),
)


def _mean_log() -> Expr:
    half = (_p + 1) / 2
    return (polygamma(0, half) - polygamma(0, _w - half) + log(_g / _u)) / 2


quadratic_with_log_of_distance = standard(
    "quadratic-power-integral-with-log-of-distance",
    "The integral of a power of a quadratic with the log of the distance to its centre",
    "It is the derivative of the integral with a power of the distance, in the exponent.",
    "Gradshteyn and Ryzhik 2007, 4.253, on each side",
    lambda: integral_statement(
        Abs(_y - _c) ** _p * log(Abs(_y - _c)) * _about_centre() ** (-_w),
        _y,
        _LINE,
        _power() * _mean_log(),
        ((_power() * 2 * _mean_log(), "the square of the distance"),),
        _CONVERGES,
    ),
)


def _one() -> Expr:
    return _g + _b * _y + _u * _y**2


def _other() -> Expr:
    return _h + _e * _y + _v * _y**2


def _heights() -> tuple[Expr, Expr]:
    """The distances of the zeros of the two quadratics from the real line."""
    return sqrt(4 * _g * _u - _b**2) / (2 * _u), sqrt(4 * _h * _v - _e**2) / (2 * _v)


def _apart() -> Expr:
    """The squared distance of the centres of the two quadratics."""
    return (_b / (2 * _u) - _e / (2 * _v)) ** 2


def _product() -> Expr:
    one, other = _heights()
    return pi * (one + other) / (_u * _v * one * other * (_apart() + (one + other) ** 2))


_NO_ZEROS = (_u > 0, 4 * _g * _u - _b**2 > 0, _v > 0, 4 * _h * _v - _e**2 > 0)

inverse_of_two_quadratics = standard(
    "inverse-of-two-quadratics",
    "The integral of the inverse of a product of two quadratics without zeros",
    "It is the convolution of two Cauchy kernels, whose widths add up.",
    "Gradshteyn and Ryzhik 2007, 3.112",
    lambda: integral_statement(
        1 / (_one() * _other()),
        _y,
        _LINE,
        _product(),
        ((_product() * 2, "a factor two"),),
        _NO_ZEROS,
    ),
)


def _legendre() -> Expr:
    one, other = _heights()
    discrepancy = (_apart() + (one - other) ** 2) / (4 * one * other)
    scale = _u ** (-_w) * _v ** (_w - 1) * one ** (-_w) * other ** (_w - 1)
    return pi * scale * hyper((_w, 1 - _w), (1,), -discrepancy)


powers_of_two_quadratics = standard(
    "powers-of-two-quadratics",
    "The integral of powers of two quadratics whose exponents add up to minus one",
    "A fractional linear map of the line takes both zeros to the imaginary axis, where it is the "
    "integral of Laplace for the Legendre function.",
    "Nielsen and Okamura 2022, On f-divergences between Cauchy distributions",
    lambda: integral_statement(
        _one() ** (-_w) * _other() ** (_w - 1),
        _y,
        _LINE,
        _legendre(),
        ((_legendre() / 2, "half of the line"),),
        _NO_ZEROS,
    ),
)


def _log_apart() -> Expr:
    """The log of the distance of a point on the line from a zero of the quadratic."""
    return log((_b / (2 * _u) + _c) ** 2 + _heights()[0] ** 2) / 2


def _mass() -> Expr:
    return pi / (_u * _heights()[0])


inverse_quadratic_with_log_of_distance = standard(
    "inverse-quadratic-integral-with-log-of-distance",
    "The integral of the log of a distance over a quadratic without zeros",
    "The log of the distance to a point of the line is harmonic off the line, and the kernel is "
    "Poisson's.",
    "Gradshteyn and Ryzhik 2007, 4.296.2, on the line",
    lambda: integral_statement(
        log(Abs(_y - _c)) / _one(),
        _y,
        _LINE,
        _mass() * _log_apart(),
        ((_mass() * 2 * _log_apart(), "the log of the squared distance"),),
        (_u > 0, 4 * _g * _u - _b**2 > 0),
    ),
)

RULES = (
    inverse_quadratic_with_log_of_distance,
    quadratic_with_power_of_distance,
    quadratic_with_log_of_distance,
    inverse_of_two_quadratics,
    powers_of_two_quadratics,
)
