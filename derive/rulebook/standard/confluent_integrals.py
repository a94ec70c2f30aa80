"""Beta integrals with an exponential or two logs, and Gaussian ones with the error function."""

from __future__ import annotations

from sympy import Expr, Symbol, erf, exp, gamma, hyper, log, pi, polygamma, sqrt

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_a, _b, _c, _t, _u, _v = (Symbol(name, real=True) for name in "abctuv")
_UNIT = Line(0, 1)


def _beta() -> Expr:
    return gamma(_u) * gamma(_v) / gamma(_u + _v)


def _kernel() -> Expr:
    return _x ** (_u - 1) * (1 - _x) ** (_v - 1)


def _psi(z: Expr) -> Expr:
    return polygamma(0, z) - polygamma(0, _u + _v)


beta_integral_with_both_logs = standard(
    "beta-integral-with-both-logs",
    "The beta integral with the logarithms of both factors",
    "It is the mixed derivative of the beta integral in its two exponents.",
    "Gradshteyn and Ryzhik 2007, 4.261.21",
    lambda: integral_statement(
        _kernel() * log(_x) * log(1 - _x),
        _x,
        _UNIT,
        _beta() * (_psi(_u) * _psi(_v) - polygamma(1, _u + _v)),
        ((_beta() * _psi(_u) * _psi(_v), "the part of the sum left out"),),
        (_u > 0, _v > 0),
    ),
)

beta_integral_with_exponential = standard(
    "beta-integral-with-exponential",
    "The beta integral with an exponential",
    "It is an integral representation of the confluent hypergeometric function.",
    "Gradshteyn and Ryzhik 2007, 3.383.1",
    lambda: integral_statement(
        _kernel() * exp(_t * _x),
        _x,
        _UNIT,
        _beta() * hyper((_u,), (_u + _v,), _t),
        ((_beta() * exp(_t * _u / (_u + _v)), "the exponential of the mean"),),
        (_u > 0, _v > 0),
    ),
)


def _smoothed() -> Expr:
    at_centre = _a * _b / (2 * _u) + _c
    mass = sqrt(pi / _u) * exp(_b**2 / (4 * _u))
    return mass * erf(at_centre / sqrt((_a**2 + _u) / _u))


gaussian_integral_with_error_function = standard(
    "gaussian-integral-with-error-function",
    "The Gaussian integral with the error function",
    "The error function is the chance that another normal variable is below, and the difference of "
    "the two is normal.",
    "Owen 1980, A table of normal integrals, 10,010.8",
    lambda: integral_statement(
        exp(-_u * _y**2 + _b * _y) * erf(_a * _y + _c),
        _y,
        Line(),
        _smoothed(),
        (
            (
                sqrt(pi / _u) * exp(_b**2 / (4 * _u)) * erf(_a * _b / (2 * _u) + _c),
                "the error function of the centre",
            ),
        ),
        (_u > 0,),
    ),
)

RULES = (
    beta_integral_with_both_logs,
    beta_integral_with_exponential,
    gaussian_integral_with_error_function,
)
