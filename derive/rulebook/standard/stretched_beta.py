"""Beta integrals stretched over an interval."""

from __future__ import annotations

from sympy import Expr, Symbol, gamma, log, polygamma

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_u, _v, _low, _high = (Symbol(name, real=True) for name in ("u", "v", "low", "high"))
_interval = Line(_low, _high)


def _mass() -> Expr:
    length = (_high - _low) ** (_u + _v - 1)
    return length * gamma(_u) * gamma(_v) / gamma(_u + _v)


def _integrand() -> Expr:
    return (_y - _low) ** (_u - 1) * (_high - _y) ** (_v - 1)


def _middle() -> Expr:
    return _low + (_high - _low) * _u / (_u + _v)


_CONDITIONS = (_u > 0, _v > 0)

stretched_beta_first_moment = standard(
    "stretched-beta-first-moment",
    "The first moment of a beta kernel on an interval",
    "The distance to the lower end raises its exponent by one.",
    "Gradshteyn and Ryzhik 2007, 3.196.3",
    lambda: integral_statement(
        _integrand() * _y,
        _y,
        _interval,
        _mass() * _middle(),
        ((_mass() * (_low + _high + 1) / 2, "the middle of the interval, moved"),),
        _CONDITIONS,
    ),
)

stretched_beta_second_moment = standard(
    "stretched-beta-second-moment",
    "The second moment of a beta kernel on an interval",
    "The distance to the lower end raises its exponent by one, twice.",
    "Gradshteyn and Ryzhik 2007, 3.196.3",
    lambda: integral_statement(
        _integrand() * _y**2,
        _y,
        _interval,
        _mass()
        * (_middle() ** 2 + (_high - _low) ** 2 * _u * _v / ((_u + _v) ** 2 * (_u + _v + 1))),
        ((_mass() * _middle() ** 2, "the spread left out"),),
        _CONDITIONS,
    ),
)

stretched_beta_integral = standard(
    "stretched-beta-integral",
    "The beta integral on an interval",
    "Measuring from the lower end in units of the length turns it into the beta integral.",
    "Gradshteyn and Ryzhik 2007, 3.196.3",
    lambda: integral_statement(
        _integrand(),
        _y,
        _interval,
        _mass(),
        ((_mass() / (1 + (_high - _low)), "the length to a wrong power"),),
        _CONDITIONS,
    ),
)

stretched_beta_integral_with_log_of_distance_to_low = standard(
    "stretched-beta-integral-with-log-of-distance-to-low",
    "The beta integral on an interval, with the log distance to the lower end",
    "It is the derivative of the integral in the exponent of that distance.",
    "Gradshteyn and Ryzhik 2007, 4.253.1, stretched",
    lambda: integral_statement(
        _integrand() * log(_y - _low),
        _y,
        _interval,
        _mass() * (log(_high - _low) + polygamma(0, _u) - polygamma(0, _u + _v)),
        ((_mass() * (polygamma(0, _u) - polygamma(0, _u + _v) - 1), "the length left out"),),
        _CONDITIONS,
    ),
)

stretched_beta_integral_with_log_of_distance_to_high = standard(
    "stretched-beta-integral-with-log-of-distance-to-high",
    "The beta integral on an interval, with the log distance to the upper end",
    "It is the derivative of the integral in the exponent of that distance.",
    "Gradshteyn and Ryzhik 2007, 4.253.1, stretched",
    lambda: integral_statement(
        _integrand() * log(_high - _y),
        _y,
        _interval,
        _mass() * (log(_high - _low) + polygamma(0, _v) - polygamma(0, _u + _v)),
        ((_mass() * (polygamma(0, _v) - polygamma(0, _u + _v) - 1), "the length left out"),),
        _CONDITIONS,
    ),
)

RULES = (
    stretched_beta_first_moment,
    stretched_beta_second_moment,
    stretched_beta_integral,
    stretched_beta_integral_with_log_of_distance_to_low,
    stretched_beta_integral_with_log_of_distance_to_high,
)
