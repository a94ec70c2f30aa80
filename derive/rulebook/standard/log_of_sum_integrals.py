"""Integrals of an exponential against the log of a shifted variable, or its inverse."""

from __future__ import annotations

from sympy import Expr, Integer, Ne, Symbol, cosh, exp, expint, gamma, log, pi, uppergamma

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_c, _d, _g, _h, _k, _p, _r, _v = (Symbol(name, real=True) for name in "cdghkprv")
_HALF_LINE = Line(0)


def _rest(z: Expr) -> Expr:
    return exp(z) * expint(Integer(1), z)


exponential_with_log_of_shift = standard(
    "exponential-integral-with-log-of-a-shift",
    "The integral of an exponential against the log of a shifted variable",
    "By parts, what is left is the exponential integral.",
    "Gradshteyn and Ryzhik 2007, 4.337.1",
    lambda: integral_statement(
        exp(-_v * _x) * log(_x + _c),
        _x,
        _HALF_LINE,
        (log(_c) + _rest(_c * _v)) / _v,
        ((log(_c + 1 / _v) / _v, "the log of the mean for the mean of the log"),),
        (_v > 0, _c > 0),
    ),
)


def _over_shift() -> Expr:
    return gamma(_p) * _c ** (_p - 1) * exp(_c * _v) * uppergamma(1 - _p, _c * _v)


gamma_integral_over_a_shift = standard(
    "gamma-integral-over-a-shift",
    "The gamma integral divided by a shifted variable",
    "The inverse is the integral of an exponential, and the two integrals change places.",
    "Gradshteyn and Ryzhik 2007, 3.383.10",
    lambda: integral_statement(
        _x ** (_p - 1) * exp(-_v * _x) / (_x + _c),
        _x,
        _HALF_LINE,
        _over_shift(),
        ((_over_shift() * exp(-_c * _v), "the shift of the exponential left out"),),
        (_v > 0, _c > 0, _p > 0),
    ),
)


def _two_scales() -> Expr:
    tilt = _h * _d * log(_h * _d / (_r * _g)) / (_h * _d - _r * _g)
    return (log(_g) + tilt) / (_k * _d * _r)


log_of_sum_against_slope_of_odds = standard(
    "integral-of-the-slope-of-odds-with-log-of-another-sum",
    "The integral of the slope of odds against the log of another sum",
    "By parts, what is left is a difference of two logarithms.",
    "Gradshteyn and Ryzhik 2007, 2.727.3, after the substitution",
    lambda: integral_statement(
        _x ** (_k - 1) * (_d + _r * _x**_k) ** (-2) * log(_g + _h * _x**_k),
        _x,
        _HALF_LINE,
        _two_scales(),
        ((log(_g + _h * _d / _r) / (_k * _d * _r), "the log at the median"),),
        (_d > 0, _r > 0, _k > 0, _g > 0, _h > 0, Ne(_h * _d, _r * _g)),
    ),
)


def _two_places() -> Expr:
    tilt = _h * _d * log(_h * _d / (_c * _g)) / (_h * _d - _c * _g)
    return (log(_g) + tilt) / (_r * _d * _c)


logistic_integral_with_log_of_another_sum = standard(
    "logistic-integral-with-log-of-another-sum",
    "The logistic integral with the log of another sum",
    "Substituting x = exp(-r y) turns it into the integral of the slope of odds.",
    "Gradshteyn and Ryzhik 2007, 2.727.3, after the substitution",
    lambda: integral_statement(
        exp(-_r * _y) * (_d + _c * exp(-_r * _y)) ** (-2) * log(_g + _h * exp(-_r * _y)),
        _y,
        Line(),
        _two_places(),
        ((log(_g + _h * _d / _c) / (_r * _d * _c), "the log at the median"),),
        (_d > 0, _c > 0, _r > 0, _g > 0, _h > 0, Ne(_h * _d, _c * _g)),
    ),
)

hyperbolic_secant_log = standard(
    "hyperbolic-secant-integral-with-log",
    "The integral of the inverse hyperbolic cosine against its logarithm",
    "Substituting the Gudermannian turns it into the integral of log cos.",
    "Gradshteyn and Ryzhik 2007, 4.224.6, after the substitution",
    lambda: integral_statement(
        log(cosh(_r * _y)) / cosh(_r * _y),
        _y,
        Line(),
        pi * log(2) / _r,
        ((pi * log(2) / (2 * _r), "one side only"),),
        (_r > 0,),
    ),
)

hyperbolic_secant_first_moment = standard(
    "hyperbolic-secant-first-moment",
    "The first moment of the inverse hyperbolic cosine",
    "The kernel is even.",
    "Gradshteyn and Ryzhik 2007, 3.523",
    lambda: integral_statement(
        (_y + _c) / cosh(_r * _y),
        _y,
        Line(),
        pi * _c / _r,
        ((pi * (_c + 1) / _r, "a term too much"),),
        (_r > 0,),
    ),
)

hyperbolic_secant_second_moment = standard(
    "hyperbolic-secant-second-moment",
    "The second moment of the inverse hyperbolic cosine",
    "It is an Euler number times a power of pi.",
    "Gradshteyn and Ryzhik 2007, 3.523.4",
    lambda: integral_statement(
        _y**2 / cosh(_r * _y),
        _y,
        Line(),
        pi**3 / (4 * _r**3),
        ((pi**3 / (8 * _r**3), "one side only"),),
        (_r > 0,),
    ),
)

RULES = (
    exponential_with_log_of_shift,
    gamma_integral_over_a_shift,
    log_of_sum_against_slope_of_odds,
    logistic_integral_with_log_of_another_sum,
    hyperbolic_secant_log,
    hyperbolic_secant_first_moment,
    hyperbolic_secant_second_moment,
)
