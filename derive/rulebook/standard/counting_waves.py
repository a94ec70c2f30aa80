"""Sums over the natural numbers with a cosine or a sine."""

from __future__ import annotations

from sympy import Expr, Symbol, cos, exp, factorial, sin

from derive.language.space import Lattice
from derive.rulebook.standard.entry import integral_statement, standard

_k = Symbol("k", nonnegative=True, integer=True)
_a, _b, _t = (Symbol(name, real=True) for name in "abt")
_COUNTS = Lattice(0)


def _exponential_terms() -> Expr:
    return exp(_b * _k) / factorial(_k)


def _turn() -> Expr:
    return exp(_b) * sin(_t) + _a


exponential_series_with_cosine = standard(
    "exponential-series-with-cosine",
    "The exponential series with a cosine",
    "It is the real part of the exponential of exp(b + i t).",
    "Gradshteyn and Ryzhik 2007, 1.449.2",
    lambda: integral_statement(
        _exponential_terms() * cos(_t * _k + _a),
        _k,
        _COUNTS,
        exp(exp(_b) * cos(_t)) * cos(_turn()),
        ((exp(exp(_b)) * cos(_turn()), "the fall of the amplitude left out"),),
    ),
)

exponential_series_with_sine = standard(
    "exponential-series-with-sine",
    "The exponential series with a sine",
    "It is the imaginary part of the exponential of exp(b + i t).",
    "Gradshteyn and Ryzhik 2007, 1.449.1",
    lambda: integral_statement(
        _exponential_terms() * sin(_t * _k + _a),
        _k,
        _COUNTS,
        exp(exp(_b) * cos(_t)) * sin(_turn()),
        ((exp(exp(_b) * cos(_t)) * cos(_turn()), "the cosine for the sine"),),
    ),
)


def _distance() -> Expr:
    """The squared distance of exp(b + i t) from one."""
    return 1 - 2 * exp(_b) * cos(_t) + exp(2 * _b)


geometric_series_with_cosine = standard(
    "geometric-series-with-cosine",
    "The geometric series with a cosine",
    "It is the real part of the geometric series of exp(b + i t).",
    "Gradshteyn and Ryzhik 2007, 1.447.2",
    lambda: integral_statement(
        exp(_b * _k) * cos(_t * _k + _a),
        _k,
        _COUNTS,
        (cos(_a) - exp(_b) * cos(_a - _t)) / _distance(),
        ((cos(_a) / _distance(), "the numerator cut short"),),
        (_b < 0,),
    ),
)

geometric_series_with_sine = standard(
    "geometric-series-with-sine",
    "The geometric series with a sine",
    "It is the imaginary part of the geometric series of exp(b + i t).",
    "Gradshteyn and Ryzhik 2007, 1.447.1",
    lambda: integral_statement(
        exp(_b * _k) * sin(_t * _k + _a),
        _k,
        _COUNTS,
        (sin(_a) - exp(_b) * sin(_a - _t)) / _distance(),
        ((sin(_a) / _distance(), "the numerator cut short"),),
        (_b < 0,),
    ),
)

RULES = (
    exponential_series_with_cosine,
    exponential_series_with_sine,
    geometric_series_with_cosine,
    geometric_series_with_sine,
)
