"""Integrals of cosines against the standard kernels."""

from __future__ import annotations

from sympy import (
    Contains,
    Eq,
    Expr,
    Ne,
    S,
    Symbol,
    atan,
    besseli,
    cos,
    exp,
    gamma,
    pi,
    sin,
    sqrt,
)

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_a, _b, _c, _k, _n, _p, _t, _u, _v = (Symbol(name, real=True) for name in "abcknptuv")
_left, _right = Symbol("left", real=True), Symbol("right", real=True)


def _turn() -> Expr:
    return 2 * pi * besseli(_n, _k) * cos(_n * _c + _a)


circular_integral = standard(
    "circular-integral-with-cosine",
    "The integral of exp(k cos y) against a cosine over the circle",
    "It is the integral representation of the modified Bessel function of an integer order.",
    "Abramowitz and Stegun 1964, 9.6.19",
    lambda: integral_statement(
        exp(_k * cos(_y - _c)) * cos(_n * _y + _a),
        _y,
        Line(-pi, pi),
        _turn(),
        ((_turn() / 2, "half of the circle"), (2 * pi * besseli(_n, _k), "the phase left out")),
        (Contains(_n, S.Integers),),
    ),
)


def _two_turns() -> Expr:
    length = sqrt(_k**2 + _u**2 + 2 * _k * _u * cos(_c - _b))
    return 2 * pi * besseli(0, length)


circular_integral_of_two = standard(
    "circular-integral-of-two-cosines",
    "The integral of the exponential of two cosines over the circle",
    "Two cosines of one period are one, whose amplitude is the length of a sum of vectors.",
    "Mardia and Jupp 2000, Directional Statistics, section 3.5.4",
    lambda: integral_statement(
        exp(_k * cos(_y - _c) + _u * cos(_y - _b)),
        _y,
        Line(-pi, pi),
        _two_turns(),
        ((2 * pi * besseli(0, _k + _u), "the angle between them left out"),),
    ),
)


def _quarter_turned() -> Expr:
    return 2 * pi * besseli(_n, _k) * sin(_n * _c + _a)


circular_integral_with_sine = standard(
    "circular-integral-with-sine",
    "The integral of exp(k cos y) against a sine over the circle",
    "It is the integral with a cosine, a quarter of a turn on.",
    "Abramowitz and Stegun 1964, 9.6.19",
    lambda: integral_statement(
        exp(_k * cos(_y - _c)) * sin(_n * _y + _a),
        _y,
        Line(-pi, pi),
        _quarter_turned(),
        ((_quarter_turned() / 2, "half of the circle"), (_turn(), "the cosine for the sine")),
        (Contains(_n, S.Integers),),
        unless=(Eq(_n, 0),),
    ),
)

circular_mass = standard(
    "circular-integral",
    "The integral of exp(k cos y) over the circle",
    "It is the integral representation of the modified Bessel function of order zero.",
    "Abramowitz and Stegun 1964, 9.6.16",
    lambda: integral_statement(
        exp(_k * cos(_y - _c)),
        _y,
        Line(-pi, pi),
        2 * pi * besseli(0, _k),
        ((pi * besseli(0, _k), "half of the circle"),),
    ),
)


def _wave() -> Expr:
    return sqrt(pi / _u) * exp((_b**2 - _t**2) / (4 * _u))


gaussian_integral_with_cosine = standard(
    "gaussian-integral-with-cosine",
    "The Gaussian integral with a cosine",
    "It is the real part of the Gaussian integral with an imaginary slope.",
    "Gradshteyn and Ryzhik 2007, 3.896.4",
    lambda: integral_statement(
        exp(-_u * _y**2 + _b * _y) * cos(_t * _y + _a),
        _y,
        Line(),
        _wave() * cos(_b * _t / (2 * _u) + _a),
        (
            (_wave() * cos(_a), "the phase of the centre left out"),
            (
                sqrt(pi / _u) * exp(_b**2 / (4 * _u)) * cos(_b * _t / (2 * _u) + _a),
                "the fall of the amplitude left out",
            ),
        ),
        (_u > 0,),
    ),
)


def _gamma_wave() -> Expr:
    return gamma(_p) * (_v**2 + _t**2) ** (-_p / 2) * cos(_p * atan(_t / _v) + _a)


gamma_integral_with_cosine = standard(
    "gamma-integral-with-cosine",
    "The gamma integral with a cosine",
    "It is the real part of the gamma integral with a complex rate.",
    "Gradshteyn and Ryzhik 2007, 3.944.6",
    lambda: integral_statement(
        _x ** (_p - 1) * exp(-_v * _x) * cos(_t * _x + _a),
        _x,
        Line(0),
        _gamma_wave(),
        ((gamma(_p) * _v ** (-_p) * cos(_p * atan(_t / _v) + _a), "the amplitude"),),
        (_p > 0, _v > 0),
    ),
)

gaussian_integral_with_sine = standard(
    "gaussian-integral-with-sine",
    "The Gaussian integral with a sine",
    "It is the imaginary part of the Gaussian integral with an imaginary slope.",
    "Gradshteyn and Ryzhik 2007, 3.896.3",
    lambda: integral_statement(
        exp(-_u * _y**2 + _b * _y) * sin(_t * _y + _a),
        _y,
        Line(),
        _wave() * sin(_b * _t / (2 * _u) + _a),
        ((_wave() * cos(_b * _t / (2 * _u) + _a), "the cosine for the sine"),),
        (_u > 0,),
    ),
)


def _gamma_sine() -> Expr:
    return gamma(_p) * (_v**2 + _t**2) ** (-_p / 2) * sin(_p * atan(_t / _v) + _a)


gamma_integral_with_sine = standard(
    "gamma-integral-with-sine",
    "The gamma integral with a sine",
    "It is the imaginary part of the gamma integral with a complex rate.",
    "Gradshteyn and Ryzhik 2007, 3.944.5",
    lambda: integral_statement(
        _x ** (_p - 1) * exp(-_v * _x) * sin(_t * _x + _a),
        _x,
        Line(0),
        _gamma_sine(),
        ((_gamma_wave(), "the cosine for the sine"),),
        (_p > 0, _v > 0),
    ),
)

sine_integral_on_an_interval = standard(
    "sine-integral-on-an-interval",
    "The integral of a sine on an interval",
    "-cos(t y + a)/t has the derivative sin(t y + a).",
    "Abramowitz and Stegun 1964, 4.3.113",
    lambda: integral_statement(
        sin(_t * _y + _a),
        _y,
        Line(_left, _right),
        (cos(_t * _left + _a) - cos(_t * _right + _a)) / _t,
        ((cos(_t * _left + _a) - cos(_t * _right + _a), "the denominator left out"),),
        (Ne(_t, 0),),
    ),
)

cosine_integral_on_an_interval = standard(
    "cosine-integral-on-an-interval",
    "The integral of a cosine on an interval",
    "sin(t y + a)/t has the derivative cos(t y + a).",
    "Abramowitz and Stegun 1964, 4.3.114",
    lambda: integral_statement(
        cos(_t * _y + _a),
        _y,
        Line(_left, _right),
        (sin(_t * _right + _a) - sin(_t * _left + _a)) / _t,
        ((sin(_t * _right + _a) - sin(_t * _left + _a), "the denominator left out"),),
        (Ne(_t, 0),),
    ),
)

RULES = (
    circular_integral_of_two,
    gaussian_integral_with_sine,
    gamma_integral_with_sine,
    sine_integral_on_an_interval,
    circular_integral,
    circular_integral_with_sine,
    circular_mass,
    gaussian_integral_with_cosine,
    gamma_integral_with_cosine,
    cosine_integral_on_an_interval,
)
