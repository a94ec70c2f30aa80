"""Integrals of sines, cosines and distances against the kernel of the logistic law, and of two
such kernels."""

from __future__ import annotations

from sympy import Abs, Expr, Ne, Symbol, cos, cosh, exp, log, pi, sin, sinh

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_a, _c, _d, _e, _g, _h, _r, _t = (Symbol(name, real=True) for name in "acdeghrt")
_LINE = Line()


def _logistic() -> Expr:
    return exp(-_r * _y) * (_d + _c * exp(-_r * _y)) ** (-2)


def _phase() -> Expr:
    return _t * log(_c / _d) / _r + _a


def _logistic_amplitude() -> Expr:
    return pi * _t / (_r**2 * _c * _d * sinh(pi * _t / _r))


_LOGISTIC = (_c > 0, _d > 0, _r > 0, Ne(_t, 0))

logistic_integral_with_cosine = standard(
    "logistic-integral-with-cosine",
    "The logistic integral with a cosine",
    "It is the real part of a beta integral, by the reflection formula of the gamma function.",
    "Gradshteyn and Ryzhik 2007, 3.982.1",
    lambda: integral_statement(
        _logistic() * cos(_t * _y + _a),
        _y,
        _LINE,
        _logistic_amplitude() * cos(_phase()),
        ((cos(_phase()) / (_r * _c * _d), "the fall of the amplitude left out"),),
        _LOGISTIC,
    ),
)

logistic_integral_with_sine = standard(
    "logistic-integral-with-sine",
    "The logistic integral with a sine",
    "It is the imaginary part of a beta integral, by the reflection formula of the gamma function.",
    "Gradshteyn and Ryzhik 2007, 3.982.1",
    lambda: integral_statement(
        _logistic() * sin(_t * _y + _a),
        _y,
        _LINE,
        _logistic_amplitude() * sin(_phase()),
        ((_logistic_amplitude() * cos(_phase()), "the cosine for the sine"),),
        _LOGISTIC,
    ),
)


def _mean_distance() -> Expr:
    return 2 * log(2 * cosh((log(_c / _d) - _r * _e) / 2)) / _r


logistic_integral_with_distance = standard(
    "logistic-integral-with-distance",
    "The logistic integral with the distance to a point",
    "The logistic function has the integral log(1 + exp(x)), on either side of the point.",
    "Balakrishnan 1992, Handbook of the Logistic Distribution, section 2.3",
    lambda: integral_statement(
        _logistic() * Abs(_y - _e),
        _y,
        _LINE,
        _mean_distance() / (_r * _c * _d),
        ((Abs(log(_c / _d) / _r - _e) / (_r * _c * _d), "the distance of the centre"),),
        (_c > 0, _d > 0, _r > 0),
    ),
)


def _two() -> Expr:
    return log(_c * _g / (_d * _h)) / (_r * (_c * _g - _d * _h))


two_logistic_functions = standard(
    "integral-of-two-logistic-functions",
    "The integral of a product of two logistic functions",
    "By partial fractions in exp(-r y).",
    "Gradshteyn and Ryzhik 2007, 3.311.3, after the substitution",
    lambda: integral_statement(
        exp(-_r * _y) / ((_d + _c * exp(-_r * _y)) * (_g + _h * exp(-_r * _y))),
        _y,
        _LINE,
        _two(),
        ((_two() / 2, "one side only"),),
        (_c > 0, _d > 0, _g > 0, _h > 0, _r > 0, Ne(_c * _g, _d * _h)),
    ),
)

RULES = (
    two_logistic_functions,
    logistic_integral_with_cosine,
    logistic_integral_with_sine,
    logistic_integral_with_distance,
)
