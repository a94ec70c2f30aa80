"""How long an expression is to read: the number of operations that a person would write."""

from __future__ import annotations

from functools import lru_cache

from sympy import Add, Expr, Mul, Pow, Rational


@lru_cache(maxsize=16384)
def operations(expr: Expr) -> int:
    """Additions, multiplications, divisions, powers and function signs.

    >>> from sympy.abc import a, b
    >>> operations(a - b), operations(a / b**2), operations((a - b) ** 2 / 2)
    (1, 2, 3)
    """
    if isinstance(expr, Rational):
        return (expr.q != 1) + (expr.p < 0)
    if expr.is_Atom or not expr.args:
        return 0
    if isinstance(expr, Add):
        negative = [_starts_negative(term) for term in expr.args]
        unsigned = sum(map(operations, expr.args)) - sum(negative)
        return unsigned + len(negative) - 1 + all(negative)
    if isinstance(expr, Mul):
        above, below = _sides(expr)
        return _side(above) + _side(below) + bool(below) + _starts_negative(expr)
    if isinstance(expr, Pow):
        if _goes_below(expr):
            return 1 + operations(expr.base ** (-expr.exp))
        return 1 + operations(expr.base) + operations(expr.exp)
    return 1 + sum(operations(argument) for argument in expr.args if isinstance(argument, Expr))


def _starts_negative(term: Expr) -> bool:
    """Whether a term is written with a minus sign, which is an operation of its own."""
    first = term.args[0] if isinstance(term, Mul) else term
    return isinstance(first, Rational) and first.p < 0


def _goes_below(power: Pow) -> bool:
    return isinstance(power.exp, Rational) and power.exp.p < 0


def _sides(expr: Mul) -> tuple[list[int], list[int]]:
    """The lengths of the factors above and below the fraction bar."""
    above: list[int] = []
    below: list[int] = []
    for factor in expr.args:
        if isinstance(factor, Rational):
            above += [0] if abs(factor.p) != 1 else []
            below += [0] if factor.q != 1 else []
        elif isinstance(factor, Pow) and _goes_below(factor):
            below.append(operations(factor) - 1)
        else:
            above.append(operations(factor))
    return above, below


def _side(lengths: list[int]) -> int:
    return max(len(lengths) - 1, 0) + sum(lengths)


@lru_cache(maxsize=16384)
def leaves(expr: Expr) -> int:
    """How often a symbol, a constant or a node of the language stands in an expression."""
    if isinstance(expr, Rational):
        return 0
    if expr.is_Atom or not expr.args:
        return 1
    return sum(leaves(argument) for argument in expr.args if isinstance(argument, Expr))


@lru_cache(maxsize=16384)
def minuses(expr: Expr) -> int:
    """How many terms and factors are written with a minus sign."""
    if expr.is_Atom or not expr.args:
        return int(isinstance(expr, Rational) and expr.p < 0)
    return sum(minuses(argument) for argument in expr.args if isinstance(argument, Expr))


def unsigned_length(expr: Expr) -> int:
    """The operations without a minus sign before the whole: as a term of a sum it costs nothing,
    and which term of a sum comes first is for the printer to say."""
    terms = expr.args if isinstance(expr, Add) else (expr,)
    return operations(expr) - all(map(_starts_negative, terms))


def reading_order(expr: Expr) -> tuple[int, int, int]:
    """A key by which the shorter expression comes first; no text is compared."""
    return unsigned_length(expr), leaves(expr), minuses(expr)
