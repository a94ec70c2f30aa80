"""Several ways to write a quotient of polynomials; which is best is decided by its length."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from sympy import Add, Expr, Mul, Pow

from derive.rules.algebra.cost import reading_order
from derive.rules.algebra.factors import factored
from derive.rules.algebra.polynomials import (
    Monomial,
    Polynomial,
    TooLarge,
    merge,
    rational,
    read,
)

MOST_TERMS = 40


def shortest_quotient(expr: Expr) -> Expr:
    """`expr` as given, factored, multiplied out, or grouped by denominator, whichever is shortest.

    >>> from sympy.abc import m, s, t
    >>> shortest_quotient(t**2/(2*s**2) + (m**2 - 2*m + 1)/(2*s**2))
    (t**2 + (m - 1)**2)/(2*s**2)
    """
    candidates = [expr]
    try:
        polynomial = read(expr)
    except TooLarge:
        return expr
    if len(polynomial) <= MOST_TERMS:
        grouped = _grouped(polynomial)
        candidates += [factored(expr), _written(polynomial), grouped]
        candidates += [_by_denominator(expr)]
    return min(candidates, key=reading_order)


def _written(polynomial: Polynomial) -> Expr:
    return Add(*(Mul(rational(c), _product(m)) for m, c in polynomial.items()))


def _product(monomial: Monomial) -> Expr:
    return Mul(*(Pow(name, rational(e)) for name, e in monomial))


def _below(monomial: Monomial) -> Monomial:
    return frozenset((name, -e) for name, e in monomial if e < 0)


def _grouped(polynomial: Polynomial) -> Expr:
    """Terms with the same denominator together, with perfect squares completed above it."""
    groups: dict[Monomial, Polynomial] = {}
    for monomial, coefficient in polynomial.items():
        below = _below(monomial)
        groups.setdefault(below, {})[merge(monomial, below)] = coefficient
    terms = []
    for below, above in groups.items():
        common, primitive = _primitive(above)
        # three factors at once: SymPy would distribute a number over a sum that stands alone
        terms.append(Mul(rational(common), with_squares(primitive), 1 / _product(below)))
    return Add(*terms)


def _primitive(polynomial: Polynomial) -> tuple[Fraction, Polynomial]:
    """A rational factor and coprime integer coefficients."""
    numerator = gcd(*(abs(c.numerator) for c in polynomial.values()))
    common = Fraction(numerator, lcm(*(c.denominator for c in polynomial.values())))
    return common, {m: c / common for m, c in polynomial.items()}


def with_squares(polynomial: Polynomial) -> Expr:
    """The polynomial with a*u**2 + c*u*v + b*v**2 written a*(u + ...v)**2 where c**2 = 4ab."""
    left = dict(polynomial)
    squares = []
    for cross, c in polynomial.items():
        if cross not in left:
            continue
        for u, v in _halves(cross):
            uu, vv = merge(u, u), merge(v, v)
            a, b = left.get(uu), left.get(vv)
            if a is not None and b is not None and c * c == 4 * a * b and uu != vv:
                if v == frozenset() or _product(u).sort_key() > _product(v).sort_key():
                    u, v, a, b = (u, v, a, b) if v == frozenset() else (v, u, b, a)
                root = rational(c / (2 * a))
                squares.append(rational(a) * (_product(u) + root * _product(v)) ** 2)
                for used in (uu, vv, cross):
                    del left[used]
                break
    return Add(_written(left), *squares)


def _halves(monomial: Monomial) -> list[tuple[Monomial, Monomial]]:
    """The ways to write a monomial in two or three factors as u*v."""
    pairs = sorted(monomial, key=lambda pair: pair[0].sort_key())
    if len(pairs) > 4 or any(e.denominator != 1 or e < 0 for _, e in pairs):
        return []
    found = []
    for mask in range(1, 2 ** len(pairs) - 1):
        u = frozenset(pair for i, pair in enumerate(pairs) if mask >> i & 1)
        found.append((u, monomial - u))
    return [*found, (monomial, frozenset())]


def _by_denominator(expr: Expr) -> Expr:
    """The terms of a sum as given, those with the same denominator put over it together."""
    if not isinstance(expr, Add):
        return expr
    groups: dict[Expr, list[Expr]] = {}
    for term in expr.args:
        above, below = term.as_numer_denom()
        groups.setdefault(below, []).append(above)
    return Add(*(Add(*above) / below for below, above in groups.items()))
