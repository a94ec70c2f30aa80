"""Integrals of the log of a sum of exponentials: dilogarithms, and Gauss's function."""

from __future__ import annotations

from sympy import Expr, Integer, Ne, Symbol, cosh, exp, hyper, log, polylog

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_a, _c, _d, _r, _v = (Symbol(name, real=True) for name in "acdrv")
_left, _right = Symbol("left", real=True), Symbol("right", real=True)
_BETWEEN = Line(_left, _right)


def _dilogarithm(z: Expr) -> Expr:
    return polylog(Integer(2), z)


def _at(y: Expr) -> Expr:
    return y * log(_d) + _dilogarithm(-_c * exp(-_r * y) / _d) / _r


log_of_exponential_sum_on_an_interval = standard(
    "log-of-an-exponential-sum-on-an-interval",
    "The integral of the log of a constant and an exponential on an interval",
    "The dilogarithm of a multiple z of the exponential has the derivative r log(1 - z).",
    "Lewin 1981, Polylogarithms and Associated Functions, section 1.1",
    lambda: integral_statement(
        log(_d + _c * exp(-_r * _y)),
        _y,
        _BETWEEN,
        _at(_right) - _at(_left),
        (
            (_at(_left) - _at(_right), "the ends swapped"),
            ((_right - _left) * log(_d), "the exponential left out"),
        ),
        (_d > 0, _c > 0, Ne(_r, 0)),
    ),
)


def _cosine_at(y: Expr) -> Expr:
    z = _r * y + _a
    return (z**2 / 2 - z * log(2) + _dilogarithm(-exp(-2 * z)) / 2) / _r


log_of_hyperbolic_cosine_on_an_interval = standard(
    "log-of-hyperbolic-cosine-on-an-interval",
    "The integral of the log of a hyperbolic cosine on an interval",
    "The log is z + log(1 + exp(-2 z)) - log 2, and the second term integrates to a dilogarithm.",
    "Lewin 1981, Polylogarithms and Associated Functions, section 1.1",
    lambda: integral_statement(
        log(cosh(_r * _y + _a)),
        _y,
        _BETWEEN,
        _cosine_at(_right) - _cosine_at(_left),
        ((_cosine_at(_left) - _cosine_at(_right), "the ends swapped"),),
        (Ne(_r, 0),),
    ),
)


def _with_exponential() -> Expr:
    order = _v / _r
    rest = _c * _r / (_d * (_v + _r)) * hyper((1, 1 + order), (2 + order,), -_c / _d)
    return (log(_d + _c) - rest) / _v


exponential_with_log_of_exponential_sum = standard(
    "exponential-integral-with-log-of-an-exponential-sum",
    "The integral of an exponential against the log of a constant and another exponential",
    "By parts, what is left is Euler's integral for Gauss's hypergeometric function.",
    "Gradshteyn and Ryzhik 2007, 3.311 and 3.197.3, by parts",
    lambda: integral_statement(
        exp(-_v * _x) * log(_d + _c * exp(-_r * _x)),
        _x,
        Line(0),
        _with_exponential(),
        ((log(_d + _c) / _v, "the log at zero"),),
        (_v > 0, _r > 0, _d > 0, _c > 0),
    ),
)

RULES = (
    log_of_exponential_sum_on_an_interval,
    log_of_hyperbolic_cosine_on_an_interval,
    exponential_with_log_of_exponential_sum,
)
