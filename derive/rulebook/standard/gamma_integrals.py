"""The gamma integral, with logarithms, and of a power."""

from __future__ import annotations

from sympy import Abs, Expr, Ne, Symbol, exp, gamma, log, polygamma

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x = Symbol("x", positive=True)
_u, _v, _k = (Symbol(n, real=True) for n in "uvk")
_HALF_LINE = Line(0)


def _gamma() -> Expr:
    return gamma(_u) / _v**_u


def _gamma_integrand() -> Expr:
    return _x ** (_u - 1) * exp(-_v * _x)


gamma_integral = standard(
    "gamma-integral",
    "The gamma integral",
    "Substituting y = v x turns it into the definition of the gamma function.",
    "Abramowitz and Stegun 1964, 6.1.1",
    lambda: integral_statement(
        _gamma_integrand(),
        _x,
        _HALF_LINE,
        _gamma(),
        (
            (gamma(_u) * _v**_u, "the rate to the wrong side"),
            (gamma(_u + 1) / _v**_u, "the argument of the gamma function shifted by one"),
        ),
        (_u > 0, _v > 0),
    ),
)

gamma_integral_with_log = standard(
    "gamma-integral-with-log",
    "The gamma integral with a logarithm",
    "It is the derivative of the gamma integral in its exponent.",
    "Gradshteyn and Ryzhik 2007, 4.352.1",
    lambda: integral_statement(
        _gamma_integrand() * log(_x),
        _x,
        _HALF_LINE,
        _gamma() * (polygamma(0, _u) - log(_v)),
        (
            (_gamma() * (polygamma(0, _u) + log(_v)), "the sign of the log of the rate"),
            (_gamma() * (log(_u) - log(_v)), "the log of the mean for the mean of the log"),
        ),
        (_u > 0, _v > 0),
    ),
)

gamma_integral_with_squared_log = standard(
    "gamma-integral-with-squared-log",
    "The gamma integral with a squared logarithm",
    "It is the second derivative of the gamma integral in its exponent.",
    "Gradshteyn and Ryzhik 2007, 4.358.2",
    lambda: integral_statement(
        _gamma_integrand() * log(_x) ** 2,
        _x,
        _HALF_LINE,
        _gamma() * ((polygamma(0, _u) - log(_v)) ** 2 + polygamma(1, _u)),
        ((_gamma() * (polygamma(0, _u) - log(_v)) ** 2, "the spread of the log left out"),),
        (_u > 0, _v > 0),
    ),
)


def _stretched() -> Expr:
    return gamma(_u / _k) / (Abs(_k) * _v ** (_u / _k))


def _stretched_integrand() -> Expr:
    return _x ** (_u - 1) * exp(-_v * _x**_k)


stretched_gamma_integral = standard(
    "stretched-gamma-integral",
    "The gamma integral of a power",
    "Substituting y = x^k turns it into the gamma integral.",
    "Gradshteyn and Ryzhik 2007, 3.478.1",
    lambda: integral_statement(
        _stretched_integrand(),
        _x,
        _HALF_LINE,
        _stretched(),
        (
            (
                gamma(_u / _k) / (2 * _v ** (_u / _k) * _k**2),
                "the derivative of the substitution wrong",
            ),
        ),
        (_u / _k > 0, _v > 0, Ne(_k, 0)),
    ),
)

stretched_gamma_integral_with_log = standard(
    "stretched-gamma-integral-with-log",
    "The gamma integral of a power, with a logarithm",
    "It is the derivative of the gamma integral of a power in its exponent.",
    "Gradshteyn and Ryzhik 2007, 4.352.1, after the substitution",
    lambda: integral_statement(
        _stretched_integrand() * log(_x),
        _x,
        _HALF_LINE,
        _stretched() * (polygamma(0, _u / _k) - log(_v)) / _k,
        ((_stretched() * (polygamma(0, _u / _k) + log(_v)) / _k, "the sign of the log"),),
        (_u / _k > 0, _v > 0, Ne(_k, 0)),
    ),
)

stretched_gamma_integral_with_squared_log = standard(
    "stretched-gamma-integral-with-squared-log",
    "The gamma integral of a power, with a squared logarithm",
    "It is the second derivative of the gamma integral of a power in its exponent.",
    "Gradshteyn and Ryzhik 2007, 4.358.2, after the substitution",
    lambda: integral_statement(
        _stretched_integrand() * log(_x) ** 2,
        _x,
        _HALF_LINE,
        _stretched() * ((polygamma(0, _u / _k) - log(_v)) ** 2 + polygamma(1, _u / _k)) / _k**2,
        (
            (
                _stretched() * (polygamma(0, _u / _k) - log(_v)) ** 2 / _k**2,
                "the spread of the log left out",
            ),
        ),
        (_u / _k > 0, _v > 0, Ne(_k, 0)),
    ),
)

RULES = (
    gamma_integral,
    gamma_integral_with_log,
    gamma_integral_with_squared_log,
    stretched_gamma_integral,
    stretched_gamma_integral_with_log,
    stretched_gamma_integral_with_squared_log,
)
