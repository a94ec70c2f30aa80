"""Integrals, means, sums and products of what is positive, or not negative, are so too."""

from __future__ import annotations

from typing import Any

from sympy import Add, Mul, Pow, S

from derive.language.assumptions import Assumptions
from derive.language.condition import IsFinite
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.sequence import FiniteProduct, FiniteSum
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
    if isinstance(expr, Mul):
        return all(is_nonnegative(a, known) for a in expr.args)
    terms = Add.make_args(_counted_in(expr)) if isinstance(expr, Add) else ()
    return bool(terms) and all(is_nonnegative(a, known) for a in terms)


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
    return isinstance(expr, Add) and _is_positive_sum(_counted_in(expr), known)


def _is_positive_sum(expr: Add, known: Assumptions) -> bool:
    """Whether one term is positive and none negative."""
    rest = [a for a in Add.make_args(expr) if not is_positive(a, known)]
    return len(rest) < len(Add.make_args(expr)) and all(is_nonnegative(a, known) for a in rest)


def _counted_in(expr: Any) -> Any:
    """n less the sum of x_i, for i = 1, ..., n, as the sum of 1 - x_i."""
    for term in expr.args:
        number, inside = term.as_coeff_Mul()
        if not isinstance(inside, FiniteSum) or isinstance(inside, FiniteProduct):
            continue
        body, i, low, high = inside.open()
        count = expr.coeff(high) if low == 1 and high.is_Symbol else S.Zero
        if number.is_negative and count.is_Rational and count.is_positive:
            return expr - term - count * high + FiniteSum(count + number * body, i, low, high)
    return expr


def _is_positive_product(expr: Mul, known: Assumptions) -> bool:
    """Whether every factor has a known sign, and an even number of them is negative."""
    negative = [f for f in expr.args if not is_positive(f, known)]
    return len(negative) % 2 == 0 and all(sign(f, known) == "-" for f in negative)
