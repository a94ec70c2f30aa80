"""What would be too large is refused before it is built.

SymPy evaluates powers, factorials and the like of numbers as soon as they are written, so the size
of the outcome is bounded beforehand, from the operands alone. Each function here gives the reason
why something is not built, and None where it may be.
"""

from __future__ import annotations

import math

from sympy import Add, Basic, Expr, Pow, Rational, exp, log, preorder_traversal

from derive.text.reading.size import about

MOST_BITS = 4_096
MOST_BITS_UNDER_A_ROOT = 1_024
LARGEST_POWER = 1_000
LARGEST_POWER_OF_A_SUM = 100
LARGEST_EXPONENT_OF_A_CONSTANT = 10_000
LARGEST_COEFFICIENT_WITH_A_LOG = 1_000_000
_TOO_LARGE = "the number is too large"
_EXPONENTIALS = ("exp", "sinh", "cosh", "tanh", "coth", "sech", "csch", "erfi", "Ei")
_GROWING = (*_EXPONENTIALS, "gamma", "factorial", "besseli")
# What SymPy writes out for a number as a number, a sum or a product, and up to which number it may.
_WRITTEN_OUT = {
    "factorial": 1_000,
    "gamma": 1_000,
    "loggamma": 1_000,
    "binomial": 1_000,
    "harmonic": 1_000,
    "digamma": 1_000,
    "trigamma": 1_000,
    "polygamma": 100,
    "zeta": 100,
    "polylog": 100,
    "expint": 30,
    "lowergamma": 30,
    "uppergamma": 30,
    "RisingFactorial": 30,
}


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
    size = abs(exponent.p) / exponent.q
    if bits(base.as_coeff_Mul()[0]) * size > MOST_BITS:
        return _TOO_LARGE
    if isinstance(base, Rational):
        root = exponent.q != 1 and bits(base) > MOST_BITS_UNDER_A_ROOT
        return "the number under the root is too large" if root else None
    largest = LARGEST_POWER_OF_A_SUM if isinstance(base, Add) else LARGEST_POWER
    return f"the exponent here is at most {largest}" if size > largest else None


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
        if not term.free_symbols and _is_large(term, digits):
            return _TOO_LARGE
    return None


def arguments(name: str, given: list[Expr]) -> str | None:
    """Whether a function has arguments that are too large for it."""
    largest = _WRITTEN_OUT.get(name)
    for a in given:
        if largest is not None and isinstance(a, Rational) and abs(a) > largest:
            return f"{name} is read for numbers up to {largest}"
        if largest is not None and not a.free_symbols and _is_large(a):
            return _TOO_LARGE
    return exponential(given[0]) if name in _EXPONENTIALS else None


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


def _is_large(constant: Expr, digits: int = 1) -> bool:
    """Whether a constant is too large for an exponent, or may be."""
    size = about(constant)
    if size is None:
        return any(type(e).__name__ in _GROWING for e in preorder_traversal(constant))
    return abs(size) * digits > LARGEST_EXPONENT_OF_A_CONSTANT


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
