"""Integrals of exponentials and cosines against the inverse hyperbolic cosine."""

from __future__ import annotations

from sympy import Abs, Expr, Symbol, cos, cosh, exp, pi, sin

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_a, _r, _t = (Symbol(name, real=True) for name in "art")
_LINE = Line()


def _tilted() -> Expr:
    return pi / (_r * cos(pi * _t / (2 * _r)))


hyperbolic_secant_with_exponential = standard(
    "hyperbolic-secant-integral-with-exponential",
    "The integral of the inverse hyperbolic cosine against an exponential",
    "In the variable exp(2 r y) it is a beta integral, and the reflection formula gives a cosine.",
    "Gradshteyn and Ryzhik 2007, 3.511.4",
    lambda: integral_statement(
        exp(_t * _y) / cosh(_r * _y),
        _y,
        _LINE,
        _tilted(),
        ((pi / (_r * cosh(pi * _t / (2 * _r))), "the wave for the exponential"),),
        (_r > Abs(_t),),
    ),
)


def _falling() -> Expr:
    return pi / (_r * cosh(pi * _t / (2 * _r)))


hyperbolic_secant_with_cosine = standard(
    "hyperbolic-secant-integral-with-cosine",
    "The integral of the inverse hyperbolic cosine against a cosine",
    "The kernel is its own Fourier transform, up to scale.",
    "Gradshteyn and Ryzhik 2007, 3.981.3",
    lambda: integral_statement(
        cos(_t * _y + _a) / cosh(_r * _y),
        _y,
        _LINE,
        _falling() * cos(_a),
        ((_falling(), "the phase left out"),),
        (_r > 0,),
    ),
)

hyperbolic_secant_with_sine = standard(
    "hyperbolic-secant-integral-with-sine",
    "The integral of the inverse hyperbolic cosine against a sine",
    "Of the wave only its even part remains.",
    "Gradshteyn and Ryzhik 2007, 3.981.3",
    lambda: integral_statement(
        sin(_t * _y + _a) / cosh(_r * _y),
        _y,
        _LINE,
        _falling() * sin(_a),
        ((_falling() * cos(_a), "the cosine for the sine"),),
        (_r > 0,),
    ),
)

RULES = (
    hyperbolic_secant_with_exponential,
    hyperbolic_secant_with_cosine,
    hyperbolic_secant_with_sine,
)
