"""The sign of an expression that is a multiple of what is bounded."""

from __future__ import annotations

from sympy import Expr, Ge, Gt, Le, Lt, cancel, factor, together

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import sign


def is_positive(expr: Expr, known: Assumptions) -> bool:
    """Whether an expression is known not to be negative: as it stands, as one fraction, or as a
    multiple of the difference between the two sides of a bound.

    >>> from sympy import symbols
    >>> a, v = symbols("a v", real=True)
    >>> is_positive(a * v - v + 1, Assumptions.of(a < 1, v < -1 / (a - 1)))
    True
    """
    if any(sign(form, known) in ("+", ">=") for form in (expr, _fraction(expr))):
        return True
    bounds = (fact for fact in known if isinstance(fact, (Gt, Ge, Lt, Le)))
    ratios = (_fraction(expr / _fraction(fact.gts - fact.lts)) for fact in bounds)
    return any(
        len(ratio.free_symbols) < len(expr.free_symbols) and sign(ratio, known) == "+"
        for ratio in ratios
    )


def _fraction(expr: Expr) -> Expr:
    return factor(cancel(together(expr)))


__all__ = ["is_positive"]
