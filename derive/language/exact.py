"""Numbers enter the language exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sympy import Expr, Rational, oo

from derive.errors import DeriveError


def exact(value: Any) -> Any:
    """An expression as it is; an integer, fraction or decimal as the exact number that it writes.

    A float stands for its shortest decimal, so 0.1 is 1/10. Text is never read as a formula.

    >>> exact(0.1)
    1/10
    """
    if isinstance(value, Expr):
        return value
    if hasattr(value, "_sympy_"):  # SymPy's protocol for what passes for an expression
        return value._sympy_()
    if isinstance(value, bool) or not isinstance(value, (int, float, Fraction)):
        raise DeriveError(f"{value!r} is not a number or a SymPy expression")
    if value in (float("inf"), float("-inf")):
        return oo if value > 0 else -oo
    if isinstance(value, float):
        if value != value:
            raise DeriveError("nan is not a number")
        return Rational(float.__repr__(value))  # a subclass may print itself otherwise
    return Rational(value)
