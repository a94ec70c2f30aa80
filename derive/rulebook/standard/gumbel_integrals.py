"""Integrals of exp of an exponential, which a substitution turns into gamma integrals."""

from __future__ import annotations

from sympy import Abs, Expr, Ne, Symbol, exp, gamma, log, polygamma

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_p, _r, _v = (Symbol(name, real=True) for name in "prv")


def _mass() -> Expr:
    """The integral of exp(-v exp(r y) + p y) over the line."""
    return gamma(_p / _r) / (Abs(_r) * _v ** (_p / _r))


def _integrand() -> Expr:
    return exp(-_v * exp(_r * _y)) * exp(_p * _y)


def _mean() -> Expr:
    return (polygamma(0, _p / _r) - log(_v)) / _r


_CONDITIONS = (Ne(_r, 0), _p / _r > 0, _v > 0)

gumbel_integral = standard(
    "gumbel-integral",
    "The gamma integral in the exponent",
    "Substituting x = exp(r y) turns it into the gamma integral.",
    "Gradshteyn and Ryzhik 2007, 3.328",
    lambda: integral_statement(
        _integrand(),
        _y,
        Line(),
        _mass(),
        ((_mass() * (1 + Abs(_r)), "the derivative of the substitution wrong"),),
        _CONDITIONS,
    ),
)

gumbel_first_moment = standard(
    "gumbel-first-moment",
    "The gamma integral in the exponent, with a factor",
    "It is the derivative of the integral in p.",
    "Gradshteyn and Ryzhik 2007, 4.331.1, after the substitution",
    lambda: integral_statement(
        _integrand() * _y,
        _y,
        Line(),
        _mass() * _mean(),
        ((_mass() * (_mean() + 1), "a term too much"),),
        _CONDITIONS,
    ),
)

gumbel_second_moment = standard(
    "gumbel-second-moment",
    "The gamma integral in the exponent, with a square",
    "It is the second derivative of the integral in p.",
    "Gradshteyn and Ryzhik 2007, 4.335.1, after the substitution",
    lambda: integral_statement(
        _integrand() * _y**2,
        _y,
        Line(),
        _mass() * (_mean() ** 2 + polygamma(1, _p / _r) / _r**2),
        ((_mass() * _mean() ** 2, "the spread left out"),),
        _CONDITIONS,
    ),
)

RULES = (gumbel_integral, gumbel_first_moment, gumbel_second_moment)
