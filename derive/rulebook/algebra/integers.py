"""Whether an expression is an integer, from declarations and memberships."""

from __future__ import annotations

from sympy import Add, Expr, Mul, Pow

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra.facts import facts_of


def is_integer(expr: Expr, assumptions: Assumptions) -> bool | None:
    """True or False where it is known; sums, products and natural powers of integers are integers.

    >>> from sympy import Contains, S
    >>> from sympy.abc import n, x
    >>> is_integer(2*n + 1, Assumptions.of(Contains(n, S.Integers)))
    True
    >>> is_integer(x, Assumptions()) is None
    True
    """
    declared: bool | None = expr.is_integer
    if declared is not None:
        return declared
    if expr in facts_of(assumptions).integers:
        return True
    if isinstance(expr, (Add, Mul)) or (
        isinstance(expr, Pow) and expr.exp.is_Integer and expr.exp > 0
    ):
        known = all(is_integer(argument, assumptions) for argument in expr.args)
        return True if known else None
    return None
