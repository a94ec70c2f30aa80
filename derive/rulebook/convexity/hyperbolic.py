"""Tangents, hyperbolic functions and exponentials joined where one undoes or completes another."""

from __future__ import annotations

from sympy import (
    Add,
    Expr,
    Mul,
    Piecewise,
    Pow,
    S,
    acos,
    acosh,
    asin,
    asinh,
    atanh,
    cos,
    cosh,
    exp,
    log,
    pi,
    sin,
    sinh,
    tan,
    tanh,
)

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import decide, is_zero
from derive.rulebook.convexity.bounded import is_positive

_UNDO = {atanh: tanh, asinh: sinh, acosh: cosh}
_SQUARES = {
    tanh: (-1, cosh, -2),
    tan: (1, cos, -2),
    cosh: (-1, sinh, 2),
    sinh: (1, cosh, 2),
    sin: (-1, cos, 2),
}
"""1 - tanh^2 = 1/cosh^2, 1 + tan^2 = 1/cos^2, cosh^2 - 1 = sinh^2, 1 + sinh^2 = cosh^2 and
1 - sin^2 = cos^2."""


def functions_joined(expr: Expr, known: Assumptions) -> Expr:
    """An equal expression with fewer such functions.

    >>> from sympy import Symbol
    >>> v = Symbol("v", real=True)
    >>> functions_joined((v - atanh(tanh(v))) * tanh(v) - log(1 - tanh(v) ** 2) / 2, Assumptions())
    log(cosh(v))
    """
    if not expr.has(exp, tan, tanh, cosh, sinh, sin) or isinstance(expr, Piecewise):
        return expr
    args = [functions_joined(a, known) if isinstance(a, Expr) else a for a in expr.args]
    expr = expr.func(*args) if args and args != list(expr.args) else expr
    undone = _UNDO.get(expr.func)
    if undone is not None and isinstance(expr.args[0], undone):
        inside = expr.args[0].args[0]
        return inside if undone is not cosh or is_positive(inside, known) else expr
    if isinstance(expr, (asin, acos)) and isinstance(expr.args[0], (sin, cos)):
        return _angle(expr, known)
    if isinstance(expr, Pow) and isinstance(expr.base, Pow) and expr.base.exp == 2:
        wave = expr.base.base
        return wave ** (2 * expr.exp) if _is_cosine(wave, known) else expr
    if isinstance(expr, log) and isinstance(expr.args[0], Pow):
        base, n = expr.args[0].args
        positive = isinstance(base, cosh) or is_positive(base, known) or _is_cosine(base, known)
        return n * log(base) if positive else expr
    if isinstance(expr, Add):
        return _exponentials(_completed(expr))
    return expr


def _angle(expr: Expr, known: Assumptions) -> Expr:
    """The angle itself, where it lies where that is the inverse."""
    x = expr.args[0].args[0]
    low, high = (-pi / 2, pi / 2) if isinstance(expr, asin) else (S.Zero, pi)
    inside = decide(x >= low, known) and decide(x <= high, known)
    same = isinstance(expr.args[0], sin) is isinstance(expr, asin)
    return x if inside and same else expr


def _is_cosine(base: Expr, known: Assumptions) -> bool:
    """Whether it is the cosine of an angle of less than pi/2."""
    if not isinstance(base, cos):
        return False
    x = base.args[0]
    return bool(decide(x < pi / 2, known) and decide(x > -pi / 2, known))


def _completed(expr: Add) -> Expr:
    """c + c f(x)^2 as a multiple of the square of another function."""
    for term in expr.args:
        c, inner = term.as_coeff_Mul()
        if not isinstance(inner, Pow) or inner.exp != 2 or inner.base.func not in _SQUARES:
            continue
        side, other, n = _SQUARES[inner.base.func]
        rest = expr - term
        if is_zero(rest - side * c, Assumptions()):
            return side * c * other(inner.base.args[0]) ** n
    return expr


def _exponentials(expr: Expr) -> Expr:
    """c exp(x) + c exp(-x) as 2 c cosh(x), and the difference as 2 c sinh(x)."""
    terms = {}
    for term in Add.make_args(expr):
        powers = [f for f in Mul.make_args(term) if isinstance(f, exp)]
        if len(powers) == 1:
            terms[powers[0].args[0]] = term / powers[0]
    for x, c in terms.items():
        other = terms.get(-x)
        if x == 0 or other is None or x.could_extract_minus_sign() or other not in (c, -c):
            continue
        rest = expr - c * exp(x) - other * exp(-x)
        return rest + 2 * c * (cosh(x) if other == c else sinh(x))
    return expr


__all__ = ["functions_joined"]
