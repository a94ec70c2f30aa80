"""Perfect squares in a polynomial."""

from __future__ import annotations

from sympy import Add, Expr, Mul, Pow

from derive.rulebook.algebra.factors import product_of, written
from derive.rulebook.algebra.polynomials import (
    ONE,
    Monomial,
    Number,
    Polynomial,
    merge,
    multiply,
    ratio,
    rational,
    scale,
)


def with_squares(polynomial: Polynomial) -> Expr:
    """The polynomial with a*u**2 + c*u*v + b*v**2 written a*(u + ...v)**2 where c**2 = 4ab, and
    likewise for squares of more than two terms.

    >>> from sympy.abc import u, v, w
    >>> from derive.rulebook.algebra.polynomials import read
    >>> with_squares(read(3*u**2 - 6*u*v + 3*v**2 + 12*u - 12*v + 12 + w))
    w + 3*(u - v + 2)**2
    """
    left = dict(polynomial)
    squares = []
    for cross, c in polynomial.items():
        if cross not in left:
            continue
        for u, v in _halves(cross):
            if v != ONE and product_of(u).sort_key() > product_of(v).sort_key():
                u, v = v, u
            a, b = left.get(merge(u, u)), left.get(merge(v, v))
            if u != v and a is not None and b is not None and c * c == 4 * a * b:
                root = _extended({u: 1, v: ratio(c, 2 * a)}, a, left)
                squares.append(Mul(rational(a), Pow(written(root), 2)))
                for monomial in _square(root, a):
                    del left[monomial]
                break
    return Add(written(left), *squares)


def _extended(root: Polynomial, a: Number, left: Polynomial) -> Polynomial:
    """A root of more terms, where a times its square is in what is left as well."""
    first = next(iter(root))
    for monomial in left:
        term = _root_of(monomial)
        if term is None or term in root:
            continue
        longer = {**root, term: ratio(left.get(merge(first, term), 0), 2 * a)}
        if longer[term] and all(left.get(m) == c for m, c in _square(longer, a).items()):
            root = longer
    mostly_negative = 2 * sum(c < 0 for c in root.values()) > len(root)
    return scale(root, -1) if mostly_negative else root


def _square(root: Polynomial, a: Number) -> Polynomial:
    """a*root**2."""
    return scale(multiply(root, root), a)


def _root_of(monomial: Monomial) -> Monomial | None:
    """w where the monomial is w**2 with whole exponents."""
    if any(e.denominator != 1 or e % 2 for _, e in monomial):
        return None
    return frozenset((name, e // 2) for name, e in monomial)


def _halves(monomial: Monomial) -> list[tuple[Monomial, Monomial]]:
    """The ways to write a monomial in two or three factors as u*v."""
    pairs = sorted(monomial, key=lambda pair: pair[0].sort_key())
    if len(pairs) > 4 or any(e.denominator != 1 or e < 0 for _, e in pairs):
        return []
    found = []
    for mask in range(1, 2 ** len(pairs) - 1):
        u = frozenset(pair for i, pair in enumerate(pairs) if mask >> i & 1)
        found.append((u, monomial - u))
    return [*found, (monomial, ONE)]
