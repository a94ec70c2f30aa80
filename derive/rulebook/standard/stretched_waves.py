"""Gaussian kernels on the half-line against exponentials and waves, and gamma kernels against the
log of a sum."""

from __future__ import annotations

from sympy import (
    Abs,
    Contains,
    Expr,
    Ne,
    Rational,
    S,
    Symbol,
    cos,
    erf,
    exp,
    expint,
    gamma,
    hyper,
    log,
    pi,
    polygamma,
    sin,
    sqrt,
)

from derive.language.sequence import FiniteSum
from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_a, _b, _c, _g, _h, _k, _t, _u, _v = (Symbol(name, real=True) for name in "abcghktuv")
_j, _n = Symbol("j", integer=True), Symbol("n", real=True)
_HALF_LINE, _UNIT = Line(0), Line(0, 1)
_HALF = Rational(1, 2)


def _tilted(n: int) -> Expr:
    """The moments by recurrence: by parts, 2 v M_n = (n - 1) M_(n - 2) + b M_(n - 1)."""
    if n == 0:
        mass = sqrt(pi) / (2 * sqrt(_v)) * exp(_b**2 / (4 * _v))
        return mass * (1 + erf(_b / (2 * sqrt(_v))))
    if n == 1:
        return (1 + _b * _tilted(0)) / (2 * _v)
    return ((n - 1) * _tilted(n - 2) + _b * _tilted(n - 1)) / (2 * _v)


tilted_first_moment = standard(
    "gaussian-first-moment-on-a-half-line",
    "The first moment of a Gaussian kernel on the half-line",
    "By parts, it is the value at zero and a multiple of the integral.",
    "Gradshteyn and Ryzhik 2007, 3.462.5",
    lambda: integral_statement(
        _x * exp(_b * _x - _v * _x**2),
        _x,
        _HALF_LINE,
        _tilted(1),
        ((_b * _tilted(0) / (2 * _v), "the value at zero left out"),),
        (_v > 0,),
    ),
)

tilted_second_moment = standard(
    "gaussian-second-moment-on-a-half-line",
    "The second moment of a Gaussian kernel on the half-line",
    "By parts, it is a sum of multiples of the integral and of the first moment.",
    "Gradshteyn and Ryzhik 2007, 3.462.7",
    lambda: integral_statement(
        _x**2 * exp(_b * _x - _v * _x**2),
        _x,
        _HALF_LINE,
        _tilted(2),
        ((_b * _tilted(1) / (2 * _v), "the integral left out"),),
        (_v > 0,),
    ),
)


def _even(argument: Expr) -> Expr:
    return gamma(_u / 2) / (2 * _v ** (_u / 2)) * hyper((_u / 2,), (_HALF,), argument)


def _odd(slope: Expr, argument: Expr) -> Expr:
    order = (_u + 1) / 2
    return slope * gamma(order) / (2 * _v**order) * hyper((order,), (Rational(3, 2),), argument)


tilted_power = standard(
    "gaussian-power-integral-on-a-half-line",
    "The integral of a power and a tilted Gaussian kernel on the half-line",
    "The series of the exponential is integrated term by term, its even and its odd powers apart.",
    "Gradshteyn and Ryzhik 2007, 3.462.1 with 9.240",
    lambda: integral_statement(
        _x ** (_u - 1) * exp(_b * _x - _v * _x**2),
        _x,
        _HALF_LINE,
        _even(_b**2 / (4 * _v)) + _odd(_b, _b**2 / (4 * _v)),
        ((_even(_b**2 / (4 * _v)), "the odd powers left out"),),
        (_v > 0, _u > 0),
        (_b >= 0,),
    ),
)


def _wave(cosine: Expr, sine: Expr) -> Expr:
    argument = -(_t**2) / (4 * _v)
    return cosine * _even(argument) + sine * _odd(_t, argument)


gaussian_power_with_cosine = standard(
    "gaussian-power-integral-with-cosine",
    "The integral of a power and a Gaussian kernel against a cosine on the half-line",
    "The series of the wave is integrated term by term.",
    "Gradshteyn and Ryzhik 2007, 3.952.8",
    lambda: integral_statement(
        _x ** (_u - 1) * exp(-_v * _x**2) * cos(_t * _x + _a),
        _x,
        _HALF_LINE,
        _wave(cos(_a), -sin(_a)),
        ((_wave(cos(_a), sin(_a)) + _even(0), "a sign"),),
        (_v > 0, _u > 0),
    ),
)

gaussian_power_with_sine = standard(
    "gaussian-power-integral-with-sine",
    "The integral of a power and a Gaussian kernel against a sine on the half-line",
    "The series of the wave is integrated term by term.",
    "Gradshteyn and Ryzhik 2007, 3.952.7",
    lambda: integral_statement(
        _x ** (_u - 1) * exp(-_v * _x**2) * sin(_t * _x + _a),
        _x,
        _HALF_LINE,
        _wave(sin(_a), cos(_a)),
        ((_wave(cos(_a), -sin(_a)) + _even(0), "the cosine for the sine"),),
        (_v > 0, _u > 0),
    ),
)


def _sum() -> Expr:
    c = _v * _g / _h
    rest = exp(c) * FiniteSum(expint(_j, c), _j, 1, _n)
    return gamma(_n) / (_v**_n * _k) * (log(_g) + rest)


gamma_integral_with_log_of_sum = standard(
    "gamma-integral-with-log-of-a-sum",
    "The gamma integral of a natural order with the log of a sum",
    "By parts, the chance beyond a point over the sum remains, which is a sum of exponential "
    "integrals.",
    "Gradshteyn and Ryzhik 2007, 4.337.5",
    lambda: integral_statement(
        _x ** (_n * _k - 1) * exp(-_v * _x**_k) * log(_g + _h * _x**_k),
        _x,
        _HALF_LINE,
        _sum(),
        ((gamma(_n) / (_v**_n * _k) * log(_g + _h * _n / _v), "the log of the mean"),),
        (_v > 0, _k > 0, _g > 0, _h > 0, Contains(_n, S.Naturals)),
    ),
)


def _fractional(order: Expr, c: Expr) -> Expr:
    """E log(1 + s/c) for a gamma variable s of an order that is no integer."""
    series = c / (order - 1) * hyper((1, 1), (2, 2 - order), c)
    power = gamma(1 - order) / order * c**order * hyper((order,), (order + 1,), c)
    return polygamma(0, order) - log(c) + series + power


def _of_fraction() -> Expr:
    order = _u / _k
    log_mean = log(_g) + _fractional(order, _v * _g / _h)
    return gamma(order) / (_v**order * _k) * log_mean


gamma_integral_of_fractional_order_with_log_of_sum = standard(
    "gamma-integral-of-no-natural-order-with-log-of-a-sum",
    "The gamma integral of an order that is no integer, with the log of a sum",
    "The log is expanded at infinity, and what that leaves out at zero.",
    "Prudnikov, Brychkov and Marichev 1986, volume 1, 2.6.23.4",
    lambda: integral_statement(
        _x ** (_u - 1) * exp(-_v * _x**_k) * log(_g + _h * _x**_k),
        _x,
        _HALF_LINE,
        _of_fraction(),
        ((_of_fraction() * 2, "a factor two"),),
        (_v > 0, _k > 0, _u > 0, _g > 0, _h > 0, Ne(sin(pi * _u / _k), 0)),
    ),
)


def _about_centre() -> Expr:
    return sqrt(pi / _u) * (log(_g) + _fractional(_HALF, _u * _g / _h))


gaussian_integral_with_log_of_quadratic = standard(
    "gaussian-integral-with-log-of-a-quadratic-about-its-centre",
    "The Gaussian integral with the log of a quadratic about the same centre",
    "The square of the distance is a gamma variable of order one half, for which the log is "
    "expanded at zero and at infinity.",
    "Prudnikov, Brychkov and Marichev 1986, volume 1, 2.6.23.4",
    lambda: integral_statement(
        exp(2 * _c * _u * _y - _u * _y**2) * log(_g + _h * _c**2 - 2 * _h * _c * _y + _h * _y**2),
        _y,
        Line(),
        _about_centre() * exp(_u * _c**2),
        ((sqrt(pi / _u) * exp(_u * _c**2) * log(_g + _h / (2 * _u)), "the log of the mean"),),
        (_u > 0, _g > 0, _h > 0),
    ),
)


def _series(argument: Expr) -> Expr:
    return hyper((1, 1), (2, 2), argument)


exponential_with_log = standard(
    "exponential-integral-with-log-on-the-unit-interval",
    "The integral of an exponential against a logarithm on the unit interval",
    "The series of the exponential is integrated term by term.",
    "Gradshteyn and Ryzhik 2007, 4.331.3",
    lambda: integral_statement(
        exp(_t * _x) * log(_x),
        _x,
        _UNIT,
        -_series(_t),
        ((_series(_t), "a sign"),),
        (),
    ),
)

exponential_with_log_of_complement = standard(
    "exponential-integral-with-log-of-complement-on-the-unit-interval",
    "The integral of an exponential against the log of the complement on the unit interval",
    "Reflecting the interval turns it into the integral with the logarithm.",
    "Gradshteyn and Ryzhik 2007, 4.331.3",
    lambda: integral_statement(
        exp(_t * _x) * log(1 - _x),
        _x,
        _UNIT,
        -exp(_t) * _series(-_t),
        ((-_series(-_t) * (1 + Abs(_t)), "the reflection left out"),),
        (),
    ),
)

RULES = (
    tilted_first_moment,
    tilted_second_moment,
    tilted_power,
    gaussian_power_with_cosine,
    gaussian_power_with_sine,
    gamma_integral_of_fractional_order_with_log_of_sum,
    gamma_integral_with_log_of_sum,
    gaussian_integral_with_log_of_quadratic,
    exponential_with_log,
    exponential_with_log_of_complement,
)
