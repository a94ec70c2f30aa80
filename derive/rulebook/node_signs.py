"""Integrals, means, sums and products of what is positive, or not negative, are so too."""

from __future__ import annotations

from typing import Any

from sympy import Add, Mul, Pow

from derive.language.assumptions import Assumptions
from derive.language.condition import IsFinite
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.sequence import FiniteSum
from derive.rulebook.algebra import decide, sign
from derive.rulebook.places import facts_at


def is_nonnegative(expr: Any, known: Assumptions) -> bool:
    """Whether an expression is known to be zero or positive, nodes opened where that tells more.

    >>> from sympy import Symbol
    >>> from derive.language import Density, Integral, Space, arbitrary_law
    >>> x, space = Symbol("x"), Space("X")
    >>> is_nonnegative(Integral(Density(arbitrary_law("p", space), x), x, space), Assumptions())
    True
    """
    if sign(expr, known) in ("+", ">=", "0"):
        return True
    if isinstance(expr, (Integral, Expect, FiniteSum)):
        body, variable, *_ = expr.open()
        return is_nonnegative(body, known.also(*facts_at(expr, variable, known)))
    if isinstance(expr, Pow) and expr.exp.is_Rational and expr.exp.q == 2:
        return True  # a root that is a number at all is not negative
    if isinstance(expr, Pow) and is_nonnegative(expr.base, known):
        return True
    return isinstance(expr, (Add, Mul)) and all(is_nonnegative(a, known) for a in expr.args)


def is_positive(expr: Any, known: Assumptions) -> bool:
    """Whether an expression is known to be positive; a space and a law have some mass."""
    if sign(expr, known) == "+":
        return True
    if isinstance(expr, (Integral, Expect)):
        body, variable, *_ = expr.open()
        return is_positive(body, known.also(*facts_at(expr, variable, known)))
    if isinstance(expr, FiniteSum):
        body, variable, low, high = expr.open()
        inside = known.also(*facts_at(expr, variable, known))
        return bool(decide(low <= high, known)) and is_positive(body, inside)
    if isinstance(expr, Pow) and expr.exp.is_Rational:
        # one over an infinite mean is zero
        finite = expr.exp > 0 or IsFinite(expr.base) in known.facts
        return bool(finite) and is_positive(expr.base, known)
    if isinstance(expr, Mul):
        return _is_positive_product(expr, known)
    return isinstance(expr, Add) and all(is_positive(a, known) for a in expr.args)


def _is_positive_product(expr: Mul, known: Assumptions) -> bool:
    """Whether every factor has a known sign, and an even number of them is negative."""
    negative = [f for f in expr.args if not is_positive(f, known)]
    return len(negative) % 2 == 0 and all(sign(f, known) == "-" for f in negative)
