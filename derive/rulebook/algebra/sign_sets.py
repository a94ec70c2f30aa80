"""Sets of possible signs as bit masks, and how sums, products and reciprocals combine them.

None stands for "not known to be a real number at all".
"""

from __future__ import annotations

from fractions import Fraction

from sympy import Expr

SignSet = int

NEGATIVE: SignSet = 1
ZERO: SignSet = 2
POSITIVE: SignSet = 4
NONNEGATIVE: SignSet = ZERO | POSITIVE
NONPOSITIVE: SignSet = ZERO | NEGATIVE
NONZERO: SignSet = NEGATIVE | POSITIVE
ANY: SignSet = NEGATIVE | ZERO | POSITIVE

_MEMBERS = ((NEGATIVE, -1), (ZERO, 0), (POSITIVE, 1))


def sign_of_number(value: Fraction | int) -> SignSet:
    """The sign of a rational number."""
    return POSITIVE if value > 0 else NEGATIVE if value < 0 else ZERO


def _members(signs: SignSet) -> list[int]:
    return [value for bit, value in _MEMBERS if signs & bit]


def opposite(signs: SignSet | None) -> SignSet | None:
    """The signs of -x."""
    if signs is None:
        return None
    return (
        (signs & ZERO) | (POSITIVE if signs & NEGATIVE else 0) | (NEGATIVE * bool(signs & POSITIVE))
    )


def product(a: SignSet | None, b: SignSet | None) -> SignSet | None:
    """The signs of x*y."""
    if a is None or b is None:
        return None
    result = 0
    for x in _members(a):
        for y in _members(b):
            result |= {-1: NEGATIVE, 0: ZERO, 1: POSITIVE}[x * y]
    return result


def total(a: SignSet | None, b: SignSet | None) -> SignSet | None:
    """The signs of x + y."""
    if a is None or b is None:
        return None
    result = 0
    for x in _members(a):
        for y in _members(b):
            if x * y < 0:
                return ANY
            result |= {-1: NEGATIVE, 0: ZERO, 1: POSITIVE}[x or y]
    return result


def declared(expr: Expr) -> SignSet:
    """The signs that the declaration of a symbol or node leaves open."""
    signs = ANY
    if expr.is_extended_nonnegative:
        signs &= NONNEGATIVE
    if expr.is_extended_nonpositive:
        signs &= NONPOSITIVE
    if expr.is_extended_nonzero or expr.is_zero is False:
        signs &= NONZERO
    return signs
