"""Integrals against a semicircle about zero."""

from __future__ import annotations

from sympy import (
    Abs,
    Contains,
    Expr,
    Ne,
    Rational,
    S,
    Symbol,
    besseli,
    besselj,
    cos,
    exp,
    gamma,
    log,
    pi,
    sqrt,
)

from derive.language.space import Line
from derive.rulebook.rule import Rule
from derive.rulebook.standard.entry import integral_statement, standard

_y, _end = Symbol("y", real=True), Symbol("end", positive=True)
_a, _c, _n, _p, _t = (Symbol(name, real=True) for name in "acnpt")
_SPACE = Line(-_end, _end)
_HALF = Rational(1, 2)


def _semicircle() -> Expr:
    return sqrt(_end - _y) * sqrt(_end + _y)


def _potential() -> Expr:
    """The mean log distance to a point at the distance c > end from zero."""
    root = sqrt(_c**2 - _end**2)
    return log((_c + root) / 2) + _c * (_c - root) / _end**2 - _HALF


def _log_of_distance(name: str, side: str, distance: Expr) -> Rule:
    return standard(
        f"semicircle-integral-with-log-of-distance-to-point-{name}",
        f"The integral of a semicircle with the log distance to a point {side} it",
        "The derivative of the integral in the point is a root that falls like its inverse.",
        "Gradshteyn and Ryzhik 2007, 4.224.9, by parts",
        lambda: integral_statement(
            _semicircle() * log(distance),
            _y,
            _SPACE,
            pi * _end**2 / 2 * _potential(),
            ((pi * _end**2 / 2 * log(_c), "the log of the distance to the centre"),),
            (_c > _end,),
        ),
    )


log_of_distance_above = _log_of_distance("above", "above", _c - _y)
log_of_distance_below = _log_of_distance("below", "below", _c + _y)


def _power(order: Expr) -> Expr:
    half = (order + 1) / 2
    return _end ** (order + 2) * gamma(half) * sqrt(pi) / (2 * gamma(half + Rational(3, 2)))


semicircle_power = standard(
    "semicircle-integral-with-power-of-distance",
    "The integral of a semicircle with a power of the distance to its centre",
    "Substituting u = (y/end)^2 turns each side into a beta integral.",
    "Gradshteyn and Ryzhik 2007, 3.251.1, after the substitution",
    lambda: integral_statement(
        _semicircle() * Abs(_y) ** _p,
        _y,
        _SPACE,
        _power(_p),
        ((_power(_p) / 2, "one side only"),),
        (_p > -1,),
    ),
)

semicircle_moment = standard(
    "semicircle-integral-with-power",
    "The moments of even order of a semicircle",
    "Substituting u = (y/end)^2 turns each side into a beta integral.",
    "Gradshteyn and Ryzhik 2007, 3.251.1, after the substitution",
    lambda: integral_statement(
        _semicircle() * _y**_n,
        _y,
        _SPACE,
        _power(_n),
        ((_power(_n) / 2, "one side only"),),
        (Contains(_n / 2, S.Naturals0),),
    ),
)

semicircle_with_exponential = standard(
    "semicircle-integral-with-exponential",
    "The integral of a semicircle with an exponential",
    "It is an integral representation of the modified Bessel function of order one.",
    "Abramowitz and Stegun 1964, 9.6.18",
    lambda: integral_statement(
        _semicircle() * exp(_t * _y),
        _y,
        _SPACE,
        pi * _end * besseli(1, _end * _t) / _t,
        ((pi * _end * besseli(0, _end * _t), "the order of the Bessel function"),),
        (Ne(_t, 0),),
    ),
)

semicircle_with_cosine = standard(
    "semicircle-integral-with-cosine",
    "The integral of a semicircle with a cosine",
    "It is an integral representation of the Bessel function of order one.",
    "Abramowitz and Stegun 1964, 9.1.20",
    lambda: integral_statement(
        _semicircle() * cos(_t * _y + _a),
        _y,
        _SPACE,
        pi * _end * besselj(1, _end * _t) / _t * cos(_a),
        ((pi * _end * besselj(1, _end * _t) / _t, "the phase left out"),),
        (Ne(_t, 0),),
    ),
)

RULES = (
    log_of_distance_above,
    log_of_distance_below,
    semicircle_moment,
    semicircle_power,
    semicircle_with_exponential,
    semicircle_with_cosine,
)
