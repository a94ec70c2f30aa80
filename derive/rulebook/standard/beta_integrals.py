"""The beta integral, with logarithms."""

from __future__ import annotations

from sympy import Expr, Symbol, gamma, log, polygamma

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x = Symbol("x", positive=True)
_u, _v = (Symbol(n, real=True) for n in "uv")
_UNIT = Line(0, 1)


def _beta() -> Expr:
    return gamma(_u) * gamma(_v) / gamma(_u + _v)


def _beta_integrand() -> Expr:
    return _x ** (_u - 1) * (1 - _x) ** (_v - 1)


beta_integral = standard(
    "beta-integral",
    "The beta integral",
    "It is the definition of the beta function.",
    "Abramowitz and Stegun 1964, 6.2.1 and 6.2.2",
    lambda: integral_statement(
        _beta_integrand(),
        _x,
        _UNIT,
        _beta(),
        ((1 / _beta(), "turned upside down"), (gamma(_u) * gamma(_v), "the denominator left out")),
        (_u > 0, _v > 0),
    ),
)

beta_integral_with_log = standard(
    "beta-integral-with-log",
    "The beta integral with a logarithm",
    "It is the derivative of the beta integral in the exponent of x.",
    "Gradshteyn and Ryzhik 2007, 4.253.1",
    lambda: integral_statement(
        _beta_integrand() * log(_x),
        _x,
        _UNIT,
        _beta() * (polygamma(0, _u) - polygamma(0, _u + _v)),
        ((_beta() * (polygamma(0, _u) + polygamma(0, _u + _v)), "a sign"),),
        (_u > 0, _v > 0),
    ),
)

beta_integral_with_log_of_complement = standard(
    "beta-integral-with-log-of-complement",
    "The beta integral with the logarithm of 1 - x",
    "It is the derivative of the beta integral in the exponent of 1 - x.",
    "Gradshteyn and Ryzhik 2007, 4.253.1",
    lambda: integral_statement(
        _beta_integrand() * log(1 - _x),
        _x,
        _UNIT,
        _beta() * (polygamma(0, _v) - polygamma(0, _u + _v)),
        ((_beta() * (polygamma(0, _u) - polygamma(0, _u + _v)), "the two exponents swapped"),),
        (_u > 0, _v > 0),
    ),
)

beta_integral_with_squared_log = standard(
    "beta-integral-with-squared-log",
    "The beta integral with a squared logarithm",
    "It is the second derivative of the beta integral in the exponent of x.",
    "Gradshteyn and Ryzhik 2007, 4.261.17",
    lambda: integral_statement(
        _beta_integrand() * log(_x) ** 2,
        _x,
        _UNIT,
        _beta()
        * (
            (polygamma(0, _u) - polygamma(0, _u + _v)) ** 2
            + polygamma(1, _u)
            - polygamma(1, _u + _v)
        ),
        (
            (
                _beta() * (polygamma(0, _u) - polygamma(0, _u + _v)) ** 2,
                "the spread of the log left out",
            ),
        ),
        (_u > 0, _v > 0),
    ),
)

RULES = (
    beta_integral,
    beta_integral_with_log,
    beta_integral_with_log_of_complement,
    beta_integral_with_squared_log,
)
