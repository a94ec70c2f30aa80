"""Sums divided by the sums that stand below them."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add, Expr, Mul, Pow

from derive.rulebook.algebra.factors import written
from derive.rulebook.algebra.polynomials import (
    ONE,
    Monomial,
    Polynomial,
    TooLarge,
    add,
    merge,
    multiply,
    ratio,
    read,
    scale,
)

MOST_STEPS = 40


def divided(polynomial: Polynomial) -> Iterator[Expr]:
    """The ways to write a polynomial in which 1/D occurs, D a sum, with what D divides taken out.

    >>> from sympy.abc import u, x
    >>> list(divided(read((u*x + x + 1)/(u + 1))))
    [x + 1/(u + 1)]
    """
    names = dict.fromkeys(name for monomial in polynomial for name, e in monomial if e == 1)
    for name in names:
        if not (isinstance(name, Pow) and name.exp == -1 and isinstance(name.base, Add)):
            continue
        above = {m - {(name, 1)}: c for m, c in polynomial.items() if _has(m, name)}
        rest = {m: c for m, c in polynomial.items() if not _has(m, name)}
        try:
            below = read(name.base)
        except TooLarge:
            continue
        for lead in below:
            quotient, remainder = _division(above, below, lead)
            if quotient:
                yield Add(written(add(rest, quotient)), Mul(written(remainder), name))


def _has(monomial: Monomial, name: Expr) -> bool:
    return (name, 1) in monomial


def _division(
    above: Polynomial, below: Polynomial, lead: Monomial
) -> tuple[Polynomial, Polynomial]:
    """Quotient and remainder, of which no term is a multiple of the leading one."""
    quotient: Polynomial = {}
    remainder = above
    inverse = frozenset((name, -e) for name, e in lead)
    for _ in range(MOST_STEPS if lead != ONE else 0):
        term = next((m for m in remainder if _divides(lead, m)), None)
        if term is None:
            return quotient, remainder
        step = {merge(term, inverse): ratio(remainder[term], below[lead])}
        quotient = add(quotient, step)
        remainder = add(remainder, scale(multiply(step, below), -1))
    return {}, above


def _divides(lead: Monomial, monomial: Monomial) -> bool:
    exponents = dict(monomial)
    return all(exponents.get(name, 0) >= e for name, e in lead)
