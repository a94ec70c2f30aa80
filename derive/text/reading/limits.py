"""What would be too large is refused before it is built.

SymPy evaluates powers and factorials of numbers as soon as they are written, and looks for the sign
of a constant by computing it. So the size of the outcome is bounded beforehand, from the operands
alone: of powers, of exponentials, and of the constants that functions are applied to. Each function
here gives the reason why something is not built, and None where it may be.
"""

from __future__ import annotations

import math

from sympy import Add, Basic, Expr, Pow, Rational, exp, log, preorder_traversal

from derive.text.reading.size import about

MOST_BITS = 4_096
MOST_BITS_UNDER_A_ROOT = 1_024
LARGEST_POWER = 1_000
LARGEST_POWER_OF_A_SUM = 100  # or of a constant, which SymPy may want to multiply out
LARGEST_ROOT = 1_000_000
LARGEST_ROOT_OF_A_NUMBER = 1_000
LARGEST_EXPONENT_OF_A_CONSTANT = 1_000
LARGEST_COEFFICIENT_WITH_A_LOG = 1_000_000
SMALLEST = 1e-9
# As fast as an exponential, or faster.
_GROWING = ("exp", "sinh", "cosh", "gamma", "factorial", "besseli", "erfi", "Ei")
_TOO_LARGE = "the number is too large"


def power(base: Expr, exponent: Expr) -> str | None:
    """Whether a power is too large.

    >>> from sympy import Integer
    >>> power(Integer(2), Integer(10)), power(Integer(10), Integer(10) ** 10)
    (None, 'the number is too large')
    """
    if isinstance(exponent, Rational):
        return _rational_power(base, exponent)
    return exponential(exponent, _digits(base))


def _rational_power(base: Expr, exponent: Rational) -> str | None:
    if bits(base.as_coeff_Mul()[0]) * abs(exponent) > MOST_BITS:
        return _TOO_LARGE
    highest = LARGEST_ROOT_OF_A_NUMBER if isinstance(base, Rational) else LARGEST_ROOT
    if exponent.q > highest:
        return f"a root here is at most the {highest}th"
    if isinstance(base, Rational):
        root = exponent.q != 1 and bits(base) > MOST_BITS_UNDER_A_ROOT
        return "the number under the root is too large" if root else None
    is_sum = isinstance(base, Add) or not base.free_symbols
    largest = LARGEST_POWER_OF_A_SUM if is_sum else LARGEST_POWER
    return f"the exponent here is at most {largest}" if abs(exponent) > largest else None


def exponential(exponent: Expr, digits: int = 1) -> str | None:
    """Whether a number with so many binary digits has too large an exponent."""
    for term in Add.make_args(exponent):
        coefficient, rest = term.as_coeff_Mul()
        # SymPy turns exp(n*log(x)) into x**n at once
        reason = _rational_power(rest.args[0], coefficient) if isinstance(rest, log) else None
        if reason:
            return reason
        if term.has(log) and abs(coefficient) * digits > LARGEST_COEFFICIENT_WITH_A_LOG:
            return "the exponent has too large a coefficient"
    largest = LARGEST_EXPONENT_OF_A_CONSTANT / digits
    constants = (term for term in Add.make_args(exponent) if not term.free_symbols)
    for size, term in ((about(term), term) for term in constants):
        if not (_may_be_moderate(term) if size is None else abs(size) <= largest):
            return _TOO_LARGE
    return None


def lies_between(expr: Expr, low: float, high: float) -> bool:
    """Whether an expression is no constant, or one that lies there and is not tiny."""
    if expr.free_symbols:
        return True
    size = about(expr)
    return _may_be_moderate(expr) if size is None else low <= size <= high and not _is_tiny(size)


def _is_tiny(size: float) -> bool:
    return 0 < abs(size) < SMALLEST


def _may_be_moderate(constant: Expr) -> bool:
    """Whether a constant of unknown size has nothing in it that grows without bound."""
    return not any(type(e).__name__ in _GROWING for e in preorder_traversal(constant))


def result(expr: Expr) -> str | None:
    """Whether what was built is too large to be built upon."""
    for part in Add.make_args(expr):
        if bits(part.as_coeff_Mul()[0]) > MOST_BITS:
            return _TOO_LARGE
    if isinstance(expr, exp):
        return exponential(expr.args[0])
    if isinstance(expr, Pow) and isinstance(expr.exp, Rational):
        return _rational_power(expr.base, expr.exp)
    return None


def _digits(base: Expr) -> int:
    """How many binary digits a base has, if it is a number."""
    if isinstance(base, Rational) or base.free_symbols:
        return bits(base)
    size = about(base)
    return 1 if not size else MOST_BITS if math.isinf(size) else 1 + int(abs(math.log2(abs(size))))


def bits(value: Basic) -> int:
    """How many binary digits a fraction has above or below its bar; 1 for what is no fraction."""
    if not isinstance(value, Rational):
        return 1
    return int(max(abs(value.p).bit_length(), value.q.bit_length()))
