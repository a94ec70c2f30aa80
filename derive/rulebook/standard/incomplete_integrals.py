"""Integrals of Gaussian and gamma kernels and of powers up to a point inside their range."""

from __future__ import annotations

from sympy import (
    Abs,
    Expr,
    Ne,
    Rational,
    Symbol,
    erf,
    exp,
    log,
    lowergamma,
    oo,
    pi,
    sqrt,
    uppergamma,
)

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_b, _c, _k, _r, _s, _u, _v = (Symbol(n, real=True) for n in "bckrsuv")
_left, _right = Symbol("left", real=True), Symbol("right", real=True)
_start, _end = Symbol("start", real=True), Symbol("end", positive=True)
_BETWEEN, _BELOW, _FROM_ZERO = Line(_left, _right), Line(-oo, _right), Line(0, _end)


def _gauss_up_to(y: Expr) -> Expr:
    return sqrt(pi / _u) * exp(_b**2 / (4 * _u)) * erf(sqrt(_u) * (y - _b / (2 * _u))) / 2


def _whole_gauss() -> Expr:
    return sqrt(pi / _u) * exp(_b**2 / (4 * _u))


gaussian_integral_on_an_interval = standard(
    "gaussian-integral-on-an-interval",
    "The Gaussian integral on an interval",
    "Completing the square leaves the error function at the two ends.",
    "Abramowitz and Stegun 1964, 7.4.32",
    lambda: integral_statement(
        exp(-_u * _y**2 + _b * _y),
        _y,
        _BETWEEN,
        _gauss_up_to(_right) - _gauss_up_to(_left),
        (
            (_gauss_up_to(_left) - _gauss_up_to(_right), "the ends swapped"),
            (_gauss_up_to(_right), "the lower end left out"),
        ),
        (_u > 0,),
    ),
)

gaussian_integral_below = standard(
    "gaussian-integral-up-to-a-point",
    "The Gaussian integral up to a point",
    "Completing the square leaves the error function.",
    "Abramowitz and Stegun 1964, 7.4.32",
    lambda: integral_statement(
        exp(-_u * _y**2 + _b * _y),
        _y,
        _BELOW,
        _whole_gauss() / 2 + _gauss_up_to(_right),
        (
            (_whole_gauss() / 2 - _gauss_up_to(_right), "the other tail"),
            (_gauss_up_to(_right), "the half below the centre left out"),
        ),
        (_u > 0,),
    ),
)


def _log_gauss_up_to(x: Expr) -> Expr:
    return _gauss_up_to(log(x))


log_gaussian_integral_below = standard(
    "log-gaussian-integral-up-to-a-point",
    "The Gaussian integral in the logarithm, up to a point",
    "Substituting x = exp(y) turns it into the Gaussian integral up to a point.",
    "Abramowitz and Stegun 1964, 7.4.32, after the substitution",
    lambda: integral_statement(
        _x ** (_b - 1) * exp(-_u * log(_x) ** 2),
        _x,
        _FROM_ZERO,
        _whole_gauss() / 2 + _log_gauss_up_to(_end),
        ((_whole_gauss() / 2 - _log_gauss_up_to(_end), "the other tail"),),
        (_u > 0,),
    ),
)

log_gaussian_integral_on_an_interval = standard(
    "log-gaussian-integral-on-an-interval",
    "The Gaussian integral in the logarithm, on an interval",
    "Substituting x = exp(y) turns it into the Gaussian integral on an interval.",
    "Abramowitz and Stegun 1964, 7.4.32, after the substitution",
    lambda: integral_statement(
        _x ** (_b - 1) * exp(-_u * log(_x) ** 2),
        _x,
        Line(_start, _end),
        _log_gauss_up_to(_end) - _log_gauss_up_to(_start),
        ((_log_gauss_up_to(_end), "the lower end left out"),),
        (_u > 0, _start > 0),
    ),
)

power_integral_from_zero = standard(
    "power-integral-from-zero",
    "The integral of a power from zero",
    "x^u/u has the derivative x^(u - 1), and goes to zero with x.",
    "Abramowitz and Stegun 1964, 3.3.1",
    lambda: integral_statement(
        _x ** (_u - 1),
        _x,
        _FROM_ZERO,
        _end**_u / _u,
        ((_end**_u, "the denominator left out"),),
        (_u > 0,),
    ),
)

shifted_power_integral = standard(
    "power-of-a-sum-integral",
    "The integral of a power of a sum",
    "(y + c)^(s + 1)/(s + 1) has the derivative (y + c)^s.",
    "Abramowitz and Stegun 1964, 3.3.1",
    lambda: integral_statement(
        (_y + _c) ** _s,
        _y,
        _BETWEEN,
        ((_right + _c) ** (_s + 1) - (_left + _c) ** (_s + 1)) / (_s + 1),
        (((_right + _c) ** (_s + 1) - (_left + _c) ** (_s + 1), "the denominator left out"),),
        (_left + _c > 0, Ne(_s, -1)),
    ),
)


def _lower(u: Expr) -> Expr:
    return lowergamma(u, _v * _end**_k) / (_k * _v**u)


incomplete_gamma_integral = standard(
    "incomplete-gamma-integral",
    "The gamma integral up to a point",
    "Substituting y = v x turns it into the definition of the incomplete gamma function.",
    "Abramowitz and Stegun 1964, 6.5.2",
    lambda: integral_statement(
        _x ** (_u - 1) * exp(-_v * _x),
        _x,
        _FROM_ZERO,
        lowergamma(_u, _v * _end) / _v**_u,
        (
            (uppergamma(_u, _v * _end) / _v**_u, "the part beyond the point"),
            (lowergamma(_u, _v * _end) * _v**_u, "the rate to the wrong side"),
        ),
        (_u > 0, _v > 0),
    ),
)

stretched_incomplete_gamma_integral = standard(
    "stretched-incomplete-gamma-integral",
    "The gamma integral of a power, up to a point",
    "Substituting y = v x^k turns it into the definition of the incomplete gamma function.",
    "Abramowitz and Stegun 1964, 6.5.2, after the substitution",
    lambda: integral_statement(
        _x ** (_u - 1) * exp(-_v * _x**_k),
        _x,
        _FROM_ZERO,
        _lower(_u / _k),
        ((_lower(_u / _k) * _k, "the derivative of the substitution lost"),),
        (_u > 0, _v > 0, _k > 0),
        unless=(Abs(_k - 1) < Rational(1, 5),),
    ),
)


def _upper(u: Expr) -> Expr:
    return uppergamma(u, _v * _end**_k) / (-_k * _v**u)


inverse_incomplete_gamma_integral = standard(
    "incomplete-gamma-integral-of-a-negative-power",
    "The gamma integral of a negative power, up to a point",
    "Substituting y = v x^k, which falls in x, leaves the upper incomplete gamma function.",
    "Abramowitz and Stegun 1964, 6.5.3, after the substitution",
    lambda: integral_statement(
        _x ** (_u - 1) * exp(-_v * _x**_k),
        _x,
        _FROM_ZERO,
        _upper(_u / _k),
        ((_upper(_u / _k) / 2, "a factor one half"),),
        (_u < 0, _v > 0, _k < 0),
    ),
)


def _gumbel_at(y: Expr) -> Expr:
    return exp(-_c * exp(-_r * y)) / (_c * _r)


gumbel_integral_below = standard(
    "gumbel-integral-up-to-a-point",
    "The Gumbel integral up to a point",
    "exp(-c exp(-r y))/(c r) has the derivative exp(-r y - c exp(-r y)), and goes to zero.",
    "Gradshteyn and Ryzhik 2007, 3.331.1",
    lambda: integral_statement(
        exp(-_r * _y - _c * exp(-_r * _y)),
        _y,
        _BELOW,
        _gumbel_at(_right),
        ((1 / (_c * _r) - _gumbel_at(_right), "the part beyond the point"),),
        (_c > 0, _r > 0),
    ),
)

RULES = (
    gaussian_integral_on_an_interval,
    gaussian_integral_below,
    log_gaussian_integral_below,
    log_gaussian_integral_on_an_interval,
    power_integral_from_zero,
    shifted_power_integral,
    incomplete_gamma_integral,
    stretched_incomplete_gamma_integral,
    inverse_incomplete_gamma_integral,
    gumbel_integral_below,
)
