"""Moments of an exponential with a kink, on an interval or up to a point, which may hold the kink
or not."""

from __future__ import annotations

from sympy import Abs, Expr, Symbol, exp, oo, sign

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_c, _v = Symbol("c", real=True), Symbol("v", real=True)
_left, _right = Symbol("left", real=True), Symbol("right", real=True)
_BETWEEN = Line(_left, _right)


def _mass(y: Expr) -> Expr:
    """What has the derivative exp(-v |y - c|)."""
    return sign(y - _c) * (1 - exp(-_v * Abs(y - _c))) / _v


def _distance(y: Expr) -> Expr:
    """What has the derivative |y - c| exp(-v |y - c|)."""
    far = Abs(y - _c)
    return sign(y - _c) * (1 - (_v * far + 1) * exp(-_v * far)) / _v**2


def _first(y: Expr) -> Expr:
    """What has the derivative y exp(-v |y - c|)."""
    far = Abs(y - _c)
    return _c * _mass(y) - (_v * far + 1) * exp(-_v * far) / _v**2


kinked_exponential = standard(
    "kinked-exponential-on-an-interval",
    "The integral of an exponential with a kink, on an interval",
    "On each side of the kink it is an exponential, and the antiderivatives meet there.",
    "Gradshteyn and Ryzhik 2007, 2.311, on each side",
    lambda: integral_statement(
        exp(-_v * Abs(_y - _c)),
        _y,
        _BETWEEN,
        _mass(_right) - _mass(_left),
        ((_mass(_left) - _mass(_right), "the ends swapped"),),
        (_v > 0,),
    ),
)

kinked_exponential_distance = standard(
    "kinked-exponential-and-distance-on-an-interval",
    "The mean distance to the kink of an exponential, on an interval",
    "By parts on each side of the kink.",
    "Gradshteyn and Ryzhik 2007, 2.322.1, on each side",
    lambda: integral_statement(
        Abs(_y - _c) * exp(-_v * Abs(_y - _c)),
        _y,
        _BETWEEN,
        _distance(_right) - _distance(_left),
        ((_distance(_right) + _distance(_left), "the lower end added"),),
        (_v > 0,),
    ),
)

kinked_exponential_first_moment = standard(
    "kinked-exponential-first-moment-on-an-interval",
    "The first moment of an exponential with a kink, on an interval",
    "By parts on each side of the kink.",
    "Gradshteyn and Ryzhik 2007, 2.322.1, on each side",
    lambda: integral_statement(
        _y * exp(-_v * Abs(_y - _c)),
        _y,
        _BETWEEN,
        _first(_right) - _first(_left),
        ((_c * (_mass(_right) - _mass(_left)), "the kink taken for the mean"),),
        (_v > 0,),
    ),
)

kinked_exponential_below = standard(
    "kinked-exponential-up-to-a-point",
    "The integral of an exponential with a kink, up to a point",
    "On each side of the kink it is an exponential, and the antiderivatives meet there.",
    "Gradshteyn and Ryzhik 2007, 2.311, on each side",
    lambda: integral_statement(
        exp(-_v * Abs(_y - _c)),
        _y,
        Line(-oo, _right),
        _mass(_right) + 1 / _v,
        ((1 / _v - _mass(_right), "the part beyond the point"),),
        (_v > 0,),
    ),
)

kinked_exponential_first_moment_below = standard(
    "kinked-exponential-first-moment-up-to-a-point",
    "The first moment of an exponential with a kink, up to a point",
    "By parts on each side of the kink.",
    "Gradshteyn and Ryzhik 2007, 2.322.1, on each side",
    lambda: integral_statement(
        _y * exp(-_v * Abs(_y - _c)),
        _y,
        Line(-oo, _right),
        _first(_right) + _c / _v,
        ((_c * (_mass(_right) + 1 / _v), "the kink taken for the mean"),),
        (_v > 0,),
    ),
)

RULES = (
    kinked_exponential,
    kinked_exponential_distance,
    kinked_exponential_first_moment,
    kinked_exponential_below,
    kinked_exponential_first_moment_below,
)
