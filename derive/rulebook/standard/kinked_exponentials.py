"""Integrals of exponentials beyond and up to a point, and with two kinks."""

from __future__ import annotations

from sympy import Abs, Expr, Ne, Rational, Symbol, exp, oo

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_c, _d, _t, _v, _w = (Symbol(name, real=True) for name in "cdtvw")
_left, _right = Symbol("left", real=True), Symbol("right", real=True)

exponential_below = standard(
    "exponential-integral-up-to-a-point",
    "The integral of an exponential up to a point",
    "exp(t y)/t has the derivative exp(t y), and goes to zero.",
    "Abramowitz and Stegun 1964, 4.2.54",
    lambda: integral_statement(
        exp(_t * _y),
        _y,
        Line(-oo, _right),
        exp(_t * _right) / _t,
        ((exp(_t * _right), "the denominator left out"),),
        (_t > 0,),
        unless=(Abs(_t - 1) < Rational(1, 10),),
    ),
)

exponential_beyond = standard(
    "exponential-integral-beyond-a-point",
    "The integral of an exponential beyond a point",
    "-exp(-t y)/t has the derivative exp(-t y), and goes to zero.",
    "Abramowitz and Stegun 1964, 4.2.54",
    lambda: integral_statement(
        exp(-_t * _y),
        _y,
        Line(_left, oo),
        exp(-_t * _left) / _t,
        ((exp(-_t * _left), "the denominator left out"),),
        (_t > 0,),
        unless=(Abs(_t - 1) < Rational(1, 10),),
    ),
)


def _apart() -> Expr:
    return Abs(_c - _d)


def _two_rates() -> Expr:
    return 2 * (_v * exp(-_w * _apart()) - _w * exp(-_v * _apart())) / (_v**2 - _w**2)


two_kinks = standard(
    "exponential-integral-with-two-kinks",
    "The integral of an exponential with two kinks",
    "Beyond both kinks and between them it is the exponential of a linear function.",
    "Gradshteyn and Ryzhik 2007, 3.310, on each part",
    lambda: integral_statement(
        exp(-_v * Abs(_y - _c) - _w * Abs(_y - _d)),
        _y,
        Line(),
        _two_rates(),
        (
            (2 * exp(-_w * _apart()) / (_v + _w), "the part between the kinks taken for a tail"),
            (
                2 * (exp(-_w * _apart()) + exp(-_v * _apart())) / (_v + _w),
                "the part between the kinks left out",
            ),
        ),
        (_v + _w > 0, Ne(_v**2, _w**2)),
    ),
)

two_equal_kinks = standard(
    "exponential-integral-with-two-equal-kinks",
    "The integral of an exponential with two kinks of one size",
    "Beyond the kinks it falls like an exponential, and between them it is constant.",
    "Gradshteyn and Ryzhik 2007, 3.310, on each part",
    lambda: integral_statement(
        exp(-_v * Abs(_y - _c) - _v * Abs(_y - _d)),
        _y,
        Line(),
        (_apart() + 1 / _v) * exp(-_v * _apart()),
        ((exp(-_v * _apart()) / _v, "the part between the kinks left out"),),
        (_v > 0,),
    ),
)

RULES = (exponential_below, exponential_beyond, two_equal_kinks, two_kinks)
