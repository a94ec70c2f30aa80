"""Integrals of a power times the logarithm of a sum, on an interval."""

from __future__ import annotations

from sympy import Contains, Expr, S, Symbol, log

from derive.language.sequence import FiniteSum
from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_c, _n = Symbol("c", real=True), Symbol("n", real=True)
_left, _right = Symbol("left", real=True), Symbol("right", real=True)
_j = Symbol("j", nonnegative=True, integer=True)
_BETWEEN = Line(_left, _right)


def _above_at(y: Expr) -> Expr:
    """What has the derivative y^n log(y + c)."""
    rest = FiniteSum((-_c) ** (_n - _j) * y ** (_j + 1) / (_j + 1), _j, 0, _n)
    return ((y ** (_n + 1) - (-_c) ** (_n + 1)) * log(y + _c) - rest) / (_n + 1)


power_with_log_of_sum = standard(
    "power-integral-with-log-of-sum",
    "The integral of a power and the logarithm of a sum",
    "Integrating by parts leaves the quotient of y^(n + 1) - (-c)^(n + 1) and y + c, a polynomial.",
    "Gradshteyn and Ryzhik 2007, 2.729.1",
    lambda: integral_statement(
        _y**_n * log(_y + _c),
        _y,
        _BETWEEN,
        _above_at(_right) - _above_at(_left),
        ((_above_at(_right), "the lower end left out"),),
        (Contains(_n, S.Naturals0), _left + _c > 0),
    ),
)


def _below_at(y: Expr) -> Expr:
    """What has the derivative y^n log(c - y)."""
    rest = FiniteSum(_c ** (_n - _j) * y ** (_j + 1) / (_j + 1), _j, 0, _n)
    return ((y ** (_n + 1) - _c ** (_n + 1)) * log(_c - y) - rest) / (_n + 1)


power_with_log_of_difference = standard(
    "power-integral-with-log-of-difference",
    "The integral of a power and the logarithm of a distance to a point above",
    "Integrating by parts leaves the quotient of y^(n + 1) - c^(n + 1) and y - c, a polynomial.",
    "Gradshteyn and Ryzhik 2007, 2.729.1",
    lambda: integral_statement(
        _y**_n * log(_c - _y),
        _y,
        _BETWEEN,
        _below_at(_right) - _below_at(_left),
        ((_below_at(_right), "the lower end left out"),),
        (Contains(_n, S.Naturals0), _c > _right),
    ),
)

RULES = (power_with_log_of_sum, power_with_log_of_difference)
