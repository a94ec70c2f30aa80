"""Gamma functions whose arguments differ by whole numbers, and powers of one base, in a product."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Integer, Mul, Pow, S, gamma

LARGEST = 4


def reduced(expr: Any) -> Any:
    """A product, or a sum of products, without gamma functions that cancel but for some factors.

    >>> from sympy import symbols
    >>> a, b = symbols("a b")
    >>> reduced(b**a * gamma(a + 1) / (b ** (a + 1) * gamma(a)))
    a/b
    >>> reduced(gamma(a - 1) / gamma(a))
    1/(a - 1)
    """
    if isinstance(expr, Add):
        return Add(*map(reduced, expr.args))
    if not isinstance(expr, Mul) or not expr.has(gamma):
        return expr
    exponents: dict[Expr, Expr] = {}
    arguments: dict[Expr, int] = {}
    for factor in expr.args:
        base, exponent = (factor.base, factor.exp) if isinstance(factor, Pow) else (factor, S.One)
        if isinstance(base, gamma) and isinstance(exponent, Integer):
            arguments[base.args[0]] = int(exponent)
        else:
            exponents[base] = exponents.get(base, S.Zero) + exponent
    found = [*_recurrences(arguments), *(Pow(base, e) for base, e in exponents.items())]
    return Mul(*found, *(gamma(z) ** count for z, count in arguments.items()))


def _recurrences(arguments: dict[Expr, int]) -> list[Expr]:
    """What gamma functions above the bar are times those below; both are taken out."""
    found: list[Expr] = []
    for above in [z for z, count in arguments.items() if count > 0]:
        for below in [z for z, count in arguments.items() if count < 0]:
            apart = above - below
            while (
                isinstance(apart, Integer)
                and abs(apart) <= LARGEST
                and arguments[above] > 0 > arguments[below]
            ):
                arguments[above] -= 1
                arguments[below] += 1
                low, sign = (below, 1) if apart > 0 else (above, -1)
                found += [Pow(low + k, sign) for k in range(abs(int(apart)))]
    return found
