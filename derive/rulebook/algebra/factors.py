"""Factoring with everything but sums, products and integer powers hidden behind plain symbols."""

from __future__ import annotations

from functools import lru_cache
from math import gcd, lcm

from sympy import Add, Dummy, Expr, Mul, Pow, Rational, factor

from derive.rulebook.algebra.irreducible import is_surely_irreducible
from derive.rulebook.algebra.polynomials import (
    Monomial,
    Number,
    Polynomial,
    TooLarge,
    merge,
    ratio,
    rational,
    read,
)

MOST_TERMS = 40


def hidden(expr: Expr, symbols: dict[Expr, Dummy]) -> Expr:
    """`expr` with a plain symbol for each atom; `symbols` collects which stands for which."""
    if isinstance(expr, Rational):
        return expr
    if isinstance(expr, (Add, Mul)):
        return expr.func(*(hidden(argument, symbols) for argument in expr.args))
    if isinstance(expr, Pow) and expr.exp.is_Integer and abs(expr.exp) <= 12:
        return hidden(expr.base, symbols) ** expr.exp
    if expr not in symbols:
        symbols[expr] = Dummy(f"x{len(symbols)}", real=True, dummy_index=900000 + len(symbols))
    return symbols[expr]


@lru_cache(maxsize=2048)
def factored(expr: Expr) -> Expr:
    """`expr` over one denominator, both factored over the rationals, for expressions of bounded
    size; larger ones are returned as they are.

    >>> from sympy.abc import p, q
    >>> factored(p - p**2)
    p*(1 - p)
    """
    if isinstance(expr, Mul):
        return Mul(*map(factored, expr.args))
    if isinstance(expr, Pow):
        return Pow(factored(expr.base), expr.exp) if expr.exp.is_Integer else expr
    if not isinstance(expr, Add):
        return expr
    try:
        polynomial = read(expr)
    except TooLarge:
        return expr
    if not polynomial or len(polynomial) > MOST_TERMS:
        return rational(0) if not polynomial else expr
    number, shared, primitive = content(polynomial)
    if not has_sum_below(primitive) and (len(primitive) == 1 or is_surely_irreducible(primitive)):
        return Mul(rational(number), product_of(shared), written(primitive))
    symbols: dict[Expr, Dummy] = {}
    plain = hidden(expr, symbols)
    if len(symbols) > 10 or plain.count(Add) + plain.count(Mul) > MOST_TERMS:
        return expr
    return factor(plain).xreplace({symbol: atom for atom, symbol in symbols.items()})


def has_sum_below(polynomial: Polynomial) -> bool:
    """Whether an atom is a power of a sum, whose numerator may cancel it."""
    names = (name for monomial in polynomial for name, _ in monomial)
    return any(isinstance(name, Pow) and isinstance(name.base, (Add, Mul)) for name in names)


def content(polynomial: Polynomial) -> tuple[Number, Monomial, Polynomial]:
    """`(c, m, p)` with polynomial = c*m*p, where p has coprime integer coefficients, is divisible
    by no variable and has no negative exponents."""
    lowest: dict[Expr, Number] = {}
    for position, monomial in enumerate(polynomial):
        exponents = dict(monomial)
        for name in list(lowest):
            lowest[name] = min(lowest[name], exponents.get(name, 0))
        for name, exponent in monomial:
            if name not in lowest:
                lowest[name] = exponent if position == 0 else min(exponent, 0)
    shared = frozenset((name, e) for name, e in lowest.items() if e)
    inverse = frozenset((name, -e) for name, e in shared)
    numerator = gcd(*(abs(c.numerator) for c in polynomial.values()))
    number = ratio(numerator, lcm(*(c.denominator for c in polynomial.values())))
    if all(c < 0 for c in polynomial.values()):
        number = -number
    return number, shared, {merge(m, inverse): ratio(c, number) for m, c in polynomial.items()}


def written(polynomial: Polynomial) -> Expr:
    """The polynomial as a sum."""
    return Add(*(Mul(rational(c), product_of(m)) for m, c in polynomial.items()))


def product_of(monomial: Monomial) -> Expr:
    """The monomial as a product."""
    return Mul(*(Pow(name, rational(e)) for name, e in monomial))
