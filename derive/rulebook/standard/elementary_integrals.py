"""Integrals of powers, exponentials and logarithms, on an interval or about a kink."""

from __future__ import annotations

from sympy import Abs, Contains, Eq, Expr, Ne, S, Symbol, exp, log

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_c, _s, _t, _v = (Symbol(n, real=True) for n in "cstv")
_low, _high = Symbol("low", real=True), Symbol("high", real=True)
_left, _right = Symbol("left", real=True), Symbol("right", real=True)
_LINE = Line()
_interval, _positive_interval = Line(_left, _right), Line(_low, _high)


def _x_log_x(u: Expr) -> Expr:
    return u * log(u) - u


two_sided_exponential_integral = standard(
    "two-sided-exponential-integral",
    "The integral of a two-sided exponential",
    "Each side of the kink is an exponential integral.",
    "Gradshteyn and Ryzhik 2007, 3.310, on each side",
    lambda: integral_statement(
        exp(-_v * Abs(_y - _c) + _t * _y),
        _y,
        _LINE,
        2 * _v * exp(_c * _t) / (_v**2 - _t**2),
        ((exp(_c * _t) / (_v - _t), "one side only"),),
        (Abs(_t) < _v,),
    ),
)

two_sided_exponential_first_moment = standard(
    "two-sided-exponential-first-moment",
    "The first moment of a two-sided exponential",
    "The kernel is symmetric about its kink.",
    "Gradshteyn and Ryzhik 2007, 3.351.3, on each side",
    lambda: integral_statement(
        exp(-_v * Abs(_y - _c)) * _y,
        _y,
        _LINE,
        2 * _c / _v,
        ((_c / _v, "one side only"),),
        (_v > 0,),
    ),
)

two_sided_exponential_second_moment = standard(
    "two-sided-exponential-second-moment",
    "The second moment of a two-sided exponential",
    "Each side of the kink is a gamma integral.",
    "Gradshteyn and Ryzhik 2007, 3.351.3, on each side",
    lambda: integral_statement(
        exp(-_v * Abs(_y - _c)) * _y**2,
        _y,
        _LINE,
        2 * _c**2 / _v + 4 / _v**3,
        ((2 * _c**2 / _v + 2 / _v**3, "a factor two lost"),),
        (_v > 0,),
    ),
)

monomial_integral = standard(
    "monomial-integral",
    "The integral of a monomial",
    "y^(n + 1)/(n + 1) has the derivative y^n.",
    "Abramowitz and Stegun 1964, 3.3.1",
    lambda: integral_statement(
        _y**_s,
        _y,
        _interval,
        (_right ** (_s + 1) - _left ** (_s + 1)) / (_s + 1),
        ((_right ** (_s + 1) - _left ** (_s + 1), "the denominator left out"),),
        (Contains(_s, S.Naturals0),),
        unless=(Eq(_s, 0),),
    ),
)

power_integral = standard(
    "power-integral",
    "The integral of a power",
    "x^(s + 1)/(s + 1) has the derivative x^s.",
    "Abramowitz and Stegun 1964, 3.3.1",
    lambda: integral_statement(
        _x**_s,
        _x,
        _positive_interval,
        (_high ** (_s + 1) - _low ** (_s + 1)) / (_s + 1),
        ((_high ** (_s + 1) - _low ** (_s + 1), "the denominator left out"),),
        (_low > 0, Ne(_s, -1)),
    ),
)

exponential_integral = standard(
    "exponential-integral",
    "The integral of an exponential",
    "exp(t y)/t has the derivative exp(t y).",
    "Abramowitz and Stegun 1964, 4.2.54",
    lambda: integral_statement(
        exp(_t * _y),
        _y,
        _interval,
        (exp(_t * _right) - exp(_t * _left)) / _t,
        ((exp(_t * _right) - exp(_t * _left), "the denominator left out"),),
        (Ne(_t, 0),),
    ),
)

log_integral = standard(
    "log-integral",
    "The integral of a logarithm",
    "x log x - x has the derivative log x.",
    "Abramowitz and Stegun 1964, 4.1.49",
    lambda: integral_statement(
        log(_y + _c),
        _y,
        _interval,
        _x_log_x(_right + _c) - _x_log_x(_left + _c),
        (
            (
                (_right + _c) * log(_right + _c) - (_left + _c) * log(_left + _c),
                "the linear term lost",
            ),
        ),
        (_left + _c > 0,),
    ),
)

log_integral_from_low = standard(
    "log-integral-from-low",
    "The integral of the log distance to the lower end",
    "u log u - u has the derivative log u, and goes to zero with u.",
    "Abramowitz and Stegun 1964, 4.1.49",
    lambda: integral_statement(
        log(_y - _left),
        _y,
        _interval,
        _x_log_x(_right - _left),
        (((_right - _left) * log(_right - _left), "the linear term lost"),),
    ),
)

log_integral_to_high = standard(
    "log-integral-to-high",
    "The integral of the log distance to the upper end",
    "u log u - u has the derivative log u, and goes to zero with u.",
    "Abramowitz and Stegun 1964, 4.1.49",
    lambda: integral_statement(
        log(_right - _y),
        _y,
        _interval,
        _x_log_x(_right - _left),
        (((_right - _left) * log(_right - _left), "the linear term lost"),),
    ),
)

log_integral_of_complement = standard(
    "log-integral-of-complement",
    "The integral of the log distance to a point above",
    "u log u - u has the derivative log u.",
    "Abramowitz and Stegun 1964, 4.1.49",
    lambda: integral_statement(
        log(_c - _y),
        _y,
        _interval,
        _x_log_x(_c - _left) - _x_log_x(_c - _right),
        (
            (
                (_c - _left) * log(_c - _left) - (_c - _right) * log(_c - _right),
                "the linear term lost",
            ),
        ),
        (_c > _right,),
    ),
)

RULES = (
    two_sided_exponential_integral,
    two_sided_exponential_first_moment,
    two_sided_exponential_second_moment,
    monomial_integral,
    power_integral,
    exponential_integral,
    log_integral_from_low,
    log_integral_to_high,
    log_integral,
    log_integral_of_complement,
)
