"""Factoring with everything but sums, products and integer powers hidden behind plain symbols."""

from __future__ import annotations

from functools import lru_cache

from sympy import Add, Dummy, Expr, Mul, Pow, Rational, factor

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
    -p*(p - 1)
    """
    symbols: dict[Expr, Dummy] = {}
    plain = hidden(expr, symbols)
    if len(symbols) > 10 or plain.count(Add) + plain.count(Mul) > MOST_TERMS:
        return expr
    return factor(plain).xreplace({symbol: atom for atom, symbol in symbols.items()})
