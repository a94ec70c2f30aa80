"""The sign of an expression that is linear in what is bounded."""

from __future__ import annotations

from sympy import Expr, Ge, Gt, Le, Lt, Symbol, cancel, factor, together

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import is_zero, sign


def is_positive(expr: Expr, known: Assumptions) -> bool:
    """Whether an expression is known not to be negative: as it stands, as one fraction, or because
    it is linear in a letter and moves away from zero, or from something positive, at a bound of it.

    >>> from sympy import symbols
    >>> a, v = symbols("a v", real=True)
    >>> is_positive(a * v - v + 1, Assumptions.of(a < 1, v < -1 / (a - 1)))
    True
    """
    if any(sign(form, known) in ("+", ">=") for form in (expr, _fraction(expr))):
        return True
    bounds = (fact for fact in known if isinstance(fact, (Gt, Ge, Lt, Le)))
    sides = ((v, at, way) for f in bounds for v, at, way in ((f.gts, f.lts, 1), (f.lts, f.gts, -1)))
    return any(_grows(expr, v, at, way, known) for v, at, way in sides if isinstance(v, Symbol))


def side_of(expr: Expr, known: Assumptions) -> str | None:
    """Its sign as `sign` tells it, or as a bound of a letter does."""
    own = sign(expr, known)
    if own is None:
        own = ">=" if is_positive(expr, known) else "<=" if is_positive(-expr, known) else None
    return own


def _grows(expr: Expr, v: Symbol, at: Expr, way: int, known: Assumptions) -> bool:
    """Whether it is not negative at a bound of v and grows from there."""
    rate = expr.diff(v)
    if rate == 0 or v in rate.free_symbols | at.free_symbols or at.is_infinite:
        return False
    if sign(way * rate, known) != "+":
        return False
    there = expr.xreplace({v: at})
    return sign(there, known) in ("+", ">=", "0") or bool(is_zero(there, known))


def _fraction(expr: Expr) -> Expr:
    return factor(cancel(together(expr)))


__all__ = ["is_positive", "side_of"]
