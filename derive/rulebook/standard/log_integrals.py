"""Integrals of a power times a logarithm, on an interval."""

from __future__ import annotations

from sympy import Contains, Expr, Ne, S, Symbol, log

from derive.language.sequence import FiniteSum
from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_c, _k, _n = (Symbol(name, real=True) for name in "ckn")
_left, _right = Symbol("left", real=True), Symbol("right", real=True)
_j = Symbol("j", nonnegative=True, integer=True)


def _at(y: Expr) -> Expr:
    """What has the derivative y^n log(k y + c)."""
    root = -_c / _k
    rest = FiniteSum(root ** (_n - _j) * y ** (_j + 1) / (_j + 1), _j, 0, _n)
    return ((y ** (_n + 1) - root ** (_n + 1)) * log(_k * y + _c) - rest) / (_n + 1)


power_with_log_of_line = standard(
    "power-integral-with-log-of-what-is-linear",
    "The integral of a power and the logarithm of what is linear",
    "Integrating by parts leaves the quotient of y^(n + 1) - r^(n + 1) and y - r, a polynomial, r "
    "being the zero of k y + c.",
    "Gradshteyn and Ryzhik 2007, 2.729.1",
    lambda: integral_statement(
        _y**_n * log(_k * _y + _c),
        _y,
        Line(_left, _right),
        _at(_right) - _at(_left),
        ((_at(_right), "the lower end left out"),),
        (Contains(_n, S.Naturals0), Ne(_k, 0), _k * _left + _c > 0, _k * _right + _c > 0),
    ),
)

_x, _u = Symbol("x", positive=True), Symbol("u", real=True)
_start, _end = Symbol("start", positive=True), Symbol("end", positive=True)


def _power_log_at(x: Expr) -> Expr:
    """What has the derivative x^(u - 1) log(x)."""
    return x**_u * (log(x) / _u - 1 / _u**2)


power_with_log = standard(
    "power-integral-with-log-on-an-interval",
    "The integral of a power and the logarithm on an interval",
    "By parts.",
    "Gradshteyn and Ryzhik 2007, 2.723.1",
    lambda: integral_statement(
        _x ** (_u - 1) * log(_x),
        _x,
        Line(_start, _end),
        _power_log_at(_end) - _power_log_at(_start),
        ((_end**_u * log(_end) / _u - _start**_u * log(_start) / _u, "the second part"),),
        (Ne(_u, 0),),
    ),
)

RULES = (power_with_log_of_line, power_with_log)
