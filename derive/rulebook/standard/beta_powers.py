"""Beta integrals of a power, on the unit interval and on the half-line."""

from __future__ import annotations

from sympy import Expr, Symbol, gamma, log, polygamma

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x = Symbol("x", positive=True)
_d, _k, _r, _u, _v, _w = (Symbol(name, real=True) for name in "dkruvw")
_UNIT, _HALF_LINE = Line(0, 1), Line(0)


def _psi(x: Expr) -> Expr:
    return polygamma(0, x)


def _below() -> Expr:
    """The integral of x^(u - 1) (1 - x^k)^(v - 1) from zero to one."""
    return gamma(_u / _k) * gamma(_v) / (_k * gamma(_u / _k + _v))


def _below_integrand() -> Expr:
    return _x ** (_u - 1) * (1 - _x**_k) ** (_v - 1)


_UNIT_CONDITIONS = (_k > 0, _u > 0, _v > 0)


def _unit_log_mean() -> Expr:
    return (_psi(_u / _k) - _psi(_u / _k + _v)) / _k


power_beta_integral = standard(
    "power-beta-integral",
    "The beta integral of a power",
    "Substituting y = x^k turns it into the beta integral.",
    "Gradshteyn and Ryzhik 2007, 3.251.1",
    lambda: integral_statement(
        _below_integrand(),
        _x,
        _UNIT,
        _below(),
        ((_below() * _k / (1 + _k), "the derivative of the substitution wrong"),),
        _UNIT_CONDITIONS,
    ),
)

power_beta_integral_with_log = standard(
    "power-beta-integral-with-log",
    "The beta integral of a power, with a logarithm",
    "It is the derivative of the beta integral of a power in the exponent of x.",
    "Gradshteyn and Ryzhik 2007, 4.253.1, after the substitution",
    lambda: integral_statement(
        _below_integrand() * log(_x),
        _x,
        _UNIT,
        _below() * _unit_log_mean(),
        ((-_below() * _unit_log_mean(), "a sign"),),
        _UNIT_CONDITIONS,
    ),
)

power_beta_integral_with_squared_log = standard(
    "power-beta-integral-with-squared-log",
    "The beta integral of a power, with a squared logarithm",
    "It is the second derivative of the beta integral of a power in the exponent of x.",
    "Gradshteyn and Ryzhik 2007, 4.261.17, after the substitution",
    lambda: integral_statement(
        _below_integrand() * log(_x) ** 2,
        _x,
        _UNIT,
        _below()
        * (_unit_log_mean() ** 2 + (polygamma(1, _u / _k) - polygamma(1, _u / _k + _v)) / _k**2),
        ((_below() * _unit_log_mean() ** 2, "the spread of the log left out"),),
        _UNIT_CONDITIONS,
    ),
)

power_beta_integral_with_log_of_complement = standard(
    "power-beta-integral-with-log-of-complement",
    "The beta integral of a power, with the logarithm of the complement",
    "It is the derivative of the beta integral of a power in the exponent of 1 - x^k.",
    "Gradshteyn and Ryzhik 2007, 4.253.1, after the substitution",
    lambda: integral_statement(
        _below_integrand() * log(1 - _x**_k),
        _x,
        _UNIT,
        _below() * (_psi(_v) - _psi(_u / _k + _v)),
        ((_below() * (_psi(_u / _k) - _psi(_u / _k + _v)), "the two exponents swapped"),),
        _UNIT_CONDITIONS,
    ),
)


def _above() -> Expr:
    """The integral of x^(u - 1) (d + r x^k)^(-w) from zero."""
    order = _u / _k
    mass = gamma(order) * gamma(_w - order) / (_k * gamma(_w))
    return mass * _d ** (order - _w) * _r ** (-order)


def _above_integrand() -> Expr:
    return _x ** (_u - 1) * (_d + _r * _x**_k) ** (-_w)


_HALF_LINE_CONDITIONS = (_d > 0, _r > 0, _k > 0, _u > 0, _w - _u / _k > 0)


def _above_log_mean() -> Expr:
    return (_psi(_u / _k) - _psi(_w - _u / _k) + log(_d / _r)) / _k


beta_integral_on_the_half_line = standard(
    "beta-integral-on-the-half-line",
    "The beta integral on the half-line",
    "Substituting y = r x^k / (d + r x^k) turns it into the beta integral.",
    "Gradshteyn and Ryzhik 2007, 3.241.4",
    lambda: integral_statement(
        _above_integrand(),
        _x,
        _HALF_LINE,
        _above(),
        ((_above() * _d, "the exponent of d off by one"),),
        _HALF_LINE_CONDITIONS,
    ),
)

beta_integral_on_the_half_line_with_log = standard(
    "beta-integral-on-the-half-line-with-log",
    "The beta integral on the half-line, with a logarithm",
    "It is the derivative of the integral in the exponent of x.",
    "Gradshteyn and Ryzhik 2007, 4.293, after the substitution",
    lambda: integral_statement(
        _above_integrand() * log(_x),
        _x,
        _HALF_LINE,
        _above() * _above_log_mean(),
        ((_above() * (_above_log_mean() + 1), "a term too much"),),
        _HALF_LINE_CONDITIONS,
    ),
)

beta_integral_on_the_half_line_with_squared_log = standard(
    "beta-integral-on-the-half-line-with-squared-log",
    "The beta integral on the half-line, with a squared logarithm",
    "It is the second derivative of the integral in the exponent of x.",
    "Gradshteyn and Ryzhik 2007, 4.293, after the substitution",
    lambda: integral_statement(
        _above_integrand() * log(_x) ** 2,
        _x,
        _HALF_LINE,
        _above()
        * (_above_log_mean() ** 2 + (polygamma(1, _u / _k) + polygamma(1, _w - _u / _k)) / _k**2),
        ((_above() * _above_log_mean() ** 2, "the spread of the log left out"),),
        _HALF_LINE_CONDITIONS,
    ),
)

beta_integral_on_the_half_line_with_log_of_sum = standard(
    "beta-integral-on-the-half-line-with-log-of-sum",
    "The beta integral on the half-line, with the logarithm of the sum",
    "It is minus the derivative of the integral in the exponent of the sum.",
    "Gradshteyn and Ryzhik 2007, 4.293.14",
    lambda: integral_statement(
        _above_integrand() * log(_d + _r * _x**_k),
        _x,
        _HALF_LINE,
        _above() * (_psi(_w) - _psi(_w - _u / _k) + log(_d)),
        ((_above() * (_psi(_w) - _psi(_u / _k) + log(_d)), "the two exponents swapped"),),
        _HALF_LINE_CONDITIONS,
    ),
)


RULES = (
    power_beta_integral,
    power_beta_integral_with_log,
    power_beta_integral_with_squared_log,
    power_beta_integral_with_log_of_complement,
    beta_integral_on_the_half_line,
    beta_integral_on_the_half_line_with_log,
    beta_integral_on_the_half_line_with_squared_log,
    beta_integral_on_the_half_line_with_log_of_sum,
)
