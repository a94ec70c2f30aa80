"""Sums read as coefficients times functions of a variable."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Mul


def split_constant(term: Expr, x: Any) -> tuple[Expr, Expr]:
    """The factors of a term in which x does not occur, and the others."""
    inside = [f for f in Mul.make_args(term) if x in f.free_symbols]
    return Mul(*(f for f in Mul.make_args(term) if x not in f.free_symbols)), Mul(*inside)


def terms_in(body: Expr, x: Any) -> list[tuple[Expr, Expr]]:
    """The body as a sum of coefficient times function of x; sums are multiplied out only where a
    factor that holds x stands beside one that does not."""
    found: list[tuple[Expr, Expr]] = []
    for term in Add.make_args(body):
        coefficient, function = split_constant(term, x)
        if isinstance(function, Add):
            found += [(coefficient * c, f) for c, f in terms_in(function, x)]
        else:
            found.append((coefficient, function))
    return found
