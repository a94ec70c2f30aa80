"""Integrals with powers of one sum against a power or the log of another: Gauss's function."""

from __future__ import annotations

from sympy import Expr, Symbol, gamma, hyper, log

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x = Symbol("x", positive=True)
_c, _d, _g, _h, _k, _r, _u, _v, _w, _z = (Symbol(name, real=True) for name in "cdghkruvwz")
_low = Symbol("low", real=True)
_HALF_LINE, _UNIT, _TAIL = Line(0), Line(0, 1), Line(_low)


def _one() -> Expr:
    return _d + _r * _x**_k


def _other() -> Expr:
    return _g + _h * _x**_k


_POSITIVE = (_d > 0, _r > 0, _k > 0, _g > 0, _h > 0)


def _of_powers() -> Expr:
    s = _u / _k
    mass = gamma(s) * gamma(_w + _z - s) / gamma(_w + _z)
    scale = _r ** (-s) * _d ** (s - _w) * _g ** (-_z) / _k
    return scale * mass * hyper((_z, s), (_w + _z,), 1 - _h * _d / (_g * _r))


powers_of_two_sums = standard(
    "powers-of-two-sums",
    "The integral of powers of two sums on the half-line",
    "In units of the first scale it is Euler's integral for Gauss's hypergeometric function.",
    "Gradshteyn and Ryzhik 2007, 3.197.5",
    lambda: integral_statement(
        _x ** (_u - 1) * _one() ** (-_w) * _other() ** (-_z),
        _x,
        _HALF_LINE,
        _of_powers(),
        ((_of_powers() * 2, "a factor two"),),
        (*_POSITIVE, _u > 0, _w + _z > _u / _k),
    ),
)


def _with_log() -> Expr:
    ratio = _h * _d / (_g * _r)
    rest = ratio / (_w - 1) * hyper((1, 1), (_w,), 1 - ratio)
    return _d ** (1 - _w) / (_k * _r * (_w - 1)) * (log(_g) + rest)


slope_of_power_with_log_of_sum = standard(
    "slope-of-a-power-of-a-sum-with-log-of-another",
    "The integral of the slope of a power of a sum with the log of another sum",
    "By parts, what is left is the integral of powers of the two sums.",
    "Gradshteyn and Ryzhik 2007, 3.197.5, by parts",
    lambda: integral_statement(
        _x ** (_k - 1) * _one() ** (-_w) * log(_other()),
        _x,
        _HALF_LINE,
        _with_log(),
        ((_d ** (1 - _w) / (_k * _r * (_w - 1)) * log(_g + _h * _d / _r), "the log at one place"),),
        (*_POSITIVE, _w > 1),
    ),
)


def _tail_of_power() -> Expr:
    over = _low ** (-_u - _w) / (_u + _w)
    return over * hyper((_w, _u + _w), (_u + _w + 1,), -_c / _low)


power_tail_with_power_of_shift = standard(
    "power-tail-with-power-of-a-shift",
    "The integral of a power against a power of a shifted variable beyond a point",
    "In the inverse variable it is Euler's integral for Gauss's hypergeometric function.",
    "Gradshteyn and Ryzhik 2007, 3.194.2",
    lambda: integral_statement(
        _x ** (-_u - 1) * (_x + _c) ** (-_w),
        _x,
        _TAIL,
        _tail_of_power(),
        ((_low ** (-_u - _w) / (_u + _w), "the shift left out"),),
        (_low > 0, _u + _w > 0, _low + _c > 0),
    ),
)


def _tail_with_log() -> Expr:
    rest = hyper((1, _u), (_u + 1,), -_c / _low) / _u
    return _low ** (-_u) / _u * (log(_low + _c) + rest)


power_tail_with_log_of_shift = standard(
    "power-tail-with-log-of-a-shift",
    "The integral of a power against the log of a shifted variable beyond a point",
    "By parts, what is left is the integral with the inverse of the shifted variable.",
    "Gradshteyn and Ryzhik 2007, 3.194.2, by parts",
    lambda: integral_statement(
        _x ** (-_u - 1) * log(_x + _c),
        _x,
        _TAIL,
        _tail_with_log(),
        ((_low ** (-_u) / _u * (log(_low + _c) + 1 / _u), "the shift left out"),),
        (_low > 0, _u > 0, _low + _c > 0),
    ),
)


def _beta() -> Expr:
    return gamma(_u) * gamma(_v) / gamma(_u + _v)


def _beta_of_power() -> Expr:
    return _beta() * _g ** (-_z) * hyper((_z, _u), (_u + _v,), -_h / _g)


beta_integral_with_power_of_sum = standard(
    "beta-integral-with-power-of-a-sum",
    "The beta integral with a power of a linear function",
    "It is Euler's integral for Gauss's hypergeometric function.",
    "Gradshteyn and Ryzhik 2007, 3.197.3",
    lambda: integral_statement(
        _x ** (_u - 1) * (1 - _x) ** (_v - 1) * (_g + _h * _x) ** (-_z),
        _x,
        _UNIT,
        _beta_of_power(),
        ((_beta() * (_g + _h * _u / (_u + _v)) ** (-_z), "the power at the mean"),),
        (_u > 0, _v > 0, _g > 0, _g + _h > 0),
    ),
)


def _beta_with_log() -> Expr:
    series = hyper((1, 1, _u + 1), (2, _u + _v + 1), -_h / _g)
    return _beta() * (log(_g) + _h * _u / (_g * (_u + _v)) * series)


beta_integral_with_log_of_sum = standard(
    "beta-integral-with-log-of-a-sum",
    "The beta integral with the log of a linear function",
    "The series of the log is integrated term by term, and continued.",
    "Gradshteyn and Ryzhik 2007, 3.191.3 with 1.511",
    lambda: integral_statement(
        _x ** (_u - 1) * (1 - _x) ** (_v - 1) * log(_g + _h * _x),
        _x,
        _UNIT,
        _beta_with_log(),
        ((_beta() * log(_g + _h * _u / (_u + _v)), "the log of the mean for the mean of the log"),),
        (_u > 0, _v > 0, _g > 0, _g + _h > 0),
    ),
)

RULES = (
    slope_of_power_with_log_of_sum,
    powers_of_two_sums,
    power_tail_with_log_of_shift,
    power_tail_with_power_of_shift,
    beta_integral_with_log_of_sum,
    beta_integral_with_power_of_sum,
)
