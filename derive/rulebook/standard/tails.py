"""Integrals of a power beyond a point, and of a logistic kernel."""

from __future__ import annotations

from sympy import Expr, Symbol, exp, gamma, log, oo, polygamma

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_c, _d, _p, _r, _u, _w = (Symbol(name, real=True) for name in "cdpruw")
_low = Symbol("low", real=True)
_LINE, _BEYOND = Line(), Line(_low, oo)


def _psi(x: Expr) -> Expr:
    return polygamma(0, x)


def _tail() -> Expr:
    return _low ** (-_u) / _u


power_tail = standard(
    "power-tail",
    "The integral of a power beyond a point",
    "-x^(-u)/u has the derivative x^(-u - 1), and goes to zero.",
    "Abramowitz and Stegun 1964, 3.3.1",
    lambda: integral_statement(
        _x ** (-_u - 1),
        _x,
        _BEYOND,
        _tail(),
        ((_tail() * _u / (1 + _u), "the exponent off by one"),),
        (_low > 0, _u > 0),
    ),
)

power_tail_with_log = standard(
    "power-tail-with-log",
    "The integral of a power and a logarithm beyond a point",
    "It is minus the derivative of the integral of the power in its exponent.",
    "Abramowitz and Stegun 1964, 4.1.50",
    lambda: integral_statement(
        _x ** (-_u - 1) * log(_x),
        _x,
        _BEYOND,
        _tail() * (log(_low) + 1 / _u),
        ((_tail() * log(_low), "the part beyond the point left out"),),
        (_low > 0, _u > 0),
    ),
)

power_tail_with_squared_log = standard(
    "power-tail-with-squared-log",
    "The integral of a power and a squared logarithm beyond a point",
    "It is the second derivative of the integral of the power in its exponent.",
    "Abramowitz and Stegun 1964, 4.1.50",
    lambda: integral_statement(
        _x ** (-_u - 1) * log(_x) ** 2,
        _x,
        _BEYOND,
        _tail() * ((log(_low) + 1 / _u) ** 2 + 1 / _u**2),
        ((_tail() * (log(_low) + 1 / _u) ** 2, "the spread of the log left out"),),
        (_low > 0, _u > 0),
    ),
)


def _logistic() -> Expr:
    """The integral of exp(-p y) (d + c exp(-r y))^(-w) over the line."""
    order = _p / _r
    mass = gamma(order) * gamma(_w - order) / (_r * gamma(_w))
    return mass * _c ** (-order) * _d ** (order - _w)


def _logistic_integrand() -> Expr:
    return exp(-_p * _y) * (_d + _c * exp(-_r * _y)) ** (-_w)


_LINE_CONDITIONS = (_c > 0, _d > 0, _r > 0, _p > 0, _w - _p / _r > 0)


def _logistic_mean() -> Expr:
    return (log(_c / _d) - _psi(_p / _r) + _psi(_w - _p / _r)) / _r


logistic_integral = standard(
    "logistic-integral",
    "The logistic integral",
    "Substituting x = exp(-y) turns it into the beta integral on the half-line.",
    "Gradshteyn and Ryzhik 2007, 3.314",
    lambda: integral_statement(
        _logistic_integrand(),
        _y,
        _LINE,
        _logistic(),
        ((_logistic() * _c, "the exponent of c off by one"),),
        _LINE_CONDITIONS,
    ),
)

logistic_first_moment = standard(
    "logistic-first-moment",
    "The first moment of a logistic kernel",
    "It is minus the derivative of the logistic integral in p.",
    "Gradshteyn and Ryzhik 2007, 3.314, differentiated",
    lambda: integral_statement(
        _logistic_integrand() * _y,
        _y,
        _LINE,
        _logistic() * _logistic_mean(),
        ((_logistic() * (_logistic_mean() + 1), "a term too much"),),
        _LINE_CONDITIONS,
    ),
)

logistic_second_moment = standard(
    "logistic-second-moment",
    "The second moment of a logistic kernel",
    "It is the second derivative of the logistic integral in p.",
    "Gradshteyn and Ryzhik 2007, 3.314, differentiated",
    lambda: integral_statement(
        _logistic_integrand() * _y**2,
        _y,
        _LINE,
        _logistic()
        * (_logistic_mean() ** 2 + (polygamma(1, _p / _r) + polygamma(1, _w - _p / _r)) / _r**2),
        ((_logistic() * _logistic_mean() ** 2, "the spread left out"),),
        _LINE_CONDITIONS,
    ),
)

logistic_integral_with_log_of_sum = standard(
    "logistic-integral-with-log-of-sum",
    "The logistic integral with the logarithm of the sum",
    "It is minus the derivative of the logistic integral in w.",
    "Gradshteyn and Ryzhik 2007, 3.314, differentiated",
    lambda: integral_statement(
        _logistic_integrand() * log(_d + _c * exp(-_r * _y)),
        _y,
        _LINE,
        _logistic() * (_psi(_w) - _psi(_w - _p / _r) + log(_d)),
        ((_logistic() * (_psi(_w) + log(_d)), "the part of the exponent left out"),),
        _LINE_CONDITIONS,
    ),
)

RULES = (
    power_tail,
    power_tail_with_log,
    power_tail_with_squared_log,
    logistic_integral,
    logistic_first_moment,
    logistic_second_moment,
    logistic_integral_with_log_of_sum,
)
