"""Integrals of powers of a quadratic against powers of another, distances and waves."""

from __future__ import annotations

from sympy import Abs, Expr, Rational, Symbol, cos, exp, gamma, hyper, pi, sin, sqrt

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_a, _b, _c, _e, _g, _h, _p, _t, _u, _v, _w, _z = (
    Symbol(name, real=True) for name in "abceghptuvwz"
)
_left, _right = Symbol("left", real=True), Symbol("right", real=True)
_LINE = Line()
_HALF = Rational(1, 2)


def _about(level: Expr, slope: Expr) -> Expr:
    return level + slope * _c**2 - 2 * slope * _c * _y + slope * _y**2


def _of_powers() -> Expr:
    s = (_p + 1) / 2
    mass = gamma(s) * gamma(_w + _z - s) / gamma(_w + _z)
    scale = _u ** (-s) * _g ** (s - _w) * _h ** (-_z)
    return scale * mass * hyper((_z, s), (_w + _z,), 1 - _v * _g / (_h * _u))


powers_of_two_centred_quadratics = standard(
    "powers-of-two-quadratics-about-one-centre",
    "The integral of powers of two quadratics about one centre",
    "The square of the distance to the centre turns it into the integral of powers of two sums.",
    "Gradshteyn and Ryzhik 2007, 3.197.5, on each side",
    lambda: integral_statement(
        Abs(_y - _c) ** _p * _about(_g, _u) ** (-_w) * _about(_h, _v) ** (-_z),
        _y,
        _LINE,
        _of_powers(),
        ((_of_powers() / 2, "one side only"),),
        (_u > 0, _g > 0, _v > 0, _h > 0, _p > -1, 2 * (_w + _z) > _p + 1),
    ),
)


def _quadratic() -> Expr:
    return _g + _b * _y + _u * _y**2


def _least() -> Expr:
    """The least value of the quadratic."""
    return (4 * _g * _u - _b**2) / (4 * _u)


_NO_ZEROS = (_u > 0, 4 * _g * _u - _b**2 > 0)


def _distance() -> Expr:
    offset = _c + _b / (2 * _u)
    at = _g + _b * _c + _u * _c**2
    series = hyper((_HALF, _w), (Rational(3, 2),), -_u * offset**2 / _least())
    return at ** (1 - _w) / (_u * (_w - 1)) + 2 * offset**2 * _least() ** (-_w) * series


quadratic_power_with_distance = standard(
    "quadratic-power-integral-with-distance",
    "The integral of a power of a quadratic against the distance to a point",
    "The part about the centre is elementary, and the rest is the mass between the centre and the "
    "point.",
    "Gradshteyn and Ryzhik 2007, 2.271 and 3.194.1",
    lambda: integral_statement(
        Abs(_y - _c) * _quadratic() ** (-_w),
        _y,
        _LINE,
        _distance(),
        ((_least() ** (1 - _w) / (_u * (_w - 1)), "the distance to the centre for that one"),),
        (*_NO_ZEROS, _w > 1),
    ),
)


def _mass_from_centre(x: Expr) -> Expr:
    offset = x + _b / (2 * _u)
    series = hyper((_HALF, _w), (Rational(3, 2),), -_u * offset**2 / _least())
    return offset * _least() ** (-_w) * series


quadratic_power_on_an_interval = standard(
    "quadratic-power-integral-on-an-interval",
    "The integral of a power of a quadratic on an interval",
    "Measured from the centre, the series of the power is integrated term by term and continued.",
    "Gradshteyn and Ryzhik 2007, 3.194.1",
    lambda: integral_statement(
        _quadratic() ** (-_w),
        _y,
        Line(_left, _right),
        _mass_from_centre(_right) - _mass_from_centre(_left),
        ((_mass_from_centre(_right), "the lower end left out"),),
        _NO_ZEROS,
    ),
)


def _width() -> Expr:
    """The distance of the zeros of the quadratic from the real line."""
    return sqrt(4 * _g * _u - _b**2) / (2 * _u)


def _fallen() -> Expr:
    return pi / (_u * _width()) * exp(-Abs(_t) * _width())


inverse_quadratic_with_cosine = standard(
    "inverse-quadratic-integral-with-cosine",
    "The integral of a cosine over a quadratic without zeros",
    "Closing the line in the half-plane where the wave falls leaves the residue at the zero there.",
    "Gradshteyn and Ryzhik 2007, 3.723.2",
    lambda: integral_statement(
        cos(_t * _y + _a) / _quadratic(),
        _y,
        _LINE,
        _fallen() * cos(_a - _b * _t / (2 * _u)),
        (
            (_fallen(), "the phase left out"),
            (pi / (_u * _width()) * cos(_a - _b * _t / (2 * _u)), "the fall left out"),
        ),
        _NO_ZEROS,
    ),
)

inverse_quadratic_with_sine = standard(
    "inverse-quadratic-integral-with-sine",
    "The integral of a sine over a quadratic without zeros",
    "It is the integral with a cosine, a quarter of a turn on.",
    "Gradshteyn and Ryzhik 2007, 3.723.1",
    lambda: integral_statement(
        sin(_t * _y + _a) / _quadratic(),
        _y,
        _LINE,
        _fallen() * sin(_a - _b * _t / (2 * _u)),
        ((-_fallen() * sin(_a - _b * _t / (2 * _u)), "a sign"),),
        _NO_ZEROS,
    ),
)


RULES = (
    quadratic_power_on_an_interval,
    quadratic_power_with_distance,
    powers_of_two_centred_quadratics,
    inverse_quadratic_with_cosine,
    inverse_quadratic_with_sine,
)
