"""Polynomials that are seen to have no factors, without looking for any."""

from __future__ import annotations

from math import isqrt
from typing import Any

from derive.rulebook.algebra.polynomials import Monomial, Number, Polynomial, merge


def is_surely_irreducible(primitive: Polynomial) -> bool:
    """Whether a polynomial that no variable divides has no factors over the rationals; False says
    that this is not seen here.

    With u*m + r, where u is in neither the monomial m nor r, a factor free of u would divide both m
    and r; so it would be divisible by a variable, and the sum is divisible by none. u**2*m + r has
    two factors with u in them only if -m*r is a square.

    >>> from sympy.abc import u, v, w
    >>> from derive.rulebook.algebra.polynomials import read
    >>> is_surely_irreducible(read(u**2 - v**2 + w)), is_surely_irreducible(read(u**2 - v**2))
    (True, False)
    >>> is_surely_irreducible(read(u**2 + v**2 - 2*v*w + w**2))
    True
    """
    occurrences: dict[Any, list[Monomial]] = {}
    for monomial in primitive:
        for name, _ in monomial:
            occurrences.setdefault(name, []).append(monomial)
    once = [(name, found[0]) for name, found in occurrences.items() if len(found) == 1]
    if any((name, 1) in monomial for name, monomial in once):
        return True
    return any(
        (name, 2) in monomial and not _may_be_square(_turned_rest(primitive, name, monomial))
        for name, monomial in once
    )


def _turned_rest(primitive: Polynomial, name: Any, first: Monomial) -> Polynomial:
    """-m*r, where the polynomial is u**2*m + r."""
    below = first - {(name, 2)}
    return {
        merge(below, monomial): -primitive[first] * coefficient
        for monomial, coefficient in primitive.items()
        if monomial != first
    }


def _may_be_square(polynomial: Polynomial) -> bool:
    """Whether every term that alone has the highest or the lowest power of a variable is a square,
    as in a square it has to be."""
    names = {name for monomial in polynomial for name, _ in monomial}
    for name in names:
        powers = [(dict(monomial).get(name, 0), monomial) for monomial in polynomial]
        for extreme in (max, min):
            degree = extreme(power for power, _ in powers)
            terms = [monomial for power, monomial in powers if power == degree]
            if len(terms) == 1 and not _is_square(terms[0], polynomial[terms[0]]):
                return False
    return True


def _is_square(monomial: Monomial, coefficient: Number) -> bool:
    numbers = (coefficient.numerator, coefficient.denominator)
    return coefficient > 0 and all(
        [isqrt(n) ** 2 == n for n in numbers] + [exponent % 2 == 0 for _, exponent in monomial]
    )
