"""How long an expression is to read: the number of operations that a person would write."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Integer, Mul, Pow, Rational


def operations(expr: Expr) -> int:
    """Additions, multiplications, divisions, powers and function signs.

    >>> from sympy.abc import a, b
    >>> operations(a - b), operations(a / b**2), operations((a - b) ** 2 / 2)
    (1, 2, 3)
    """
    if isinstance(expr, Integer):
        return 0
    if isinstance(expr, Rational):
        return 1
    if expr.is_Atom or not expr.args:
        return 0
    if isinstance(expr, Add):
        total = len(expr.args) - 1
        signs = []
        for term in expr.args:
            negative = term.could_extract_minus_sign() and _starts_negative(term)
            signs.append(negative)
            total += operations(-term if negative else term)
        return total + all(signs)
    if isinstance(expr, Mul):
        above, below = _sides(expr)
        return _side(above) + _side(below) + (1 if below else 0) + _minus(expr)
    if isinstance(expr, Pow):
        if expr.exp.is_Number and expr.exp < 0:
            return 1 + operations(expr.base ** (-expr.exp))
        return 1 + operations(expr.base) + operations(expr.exp)
    return 1 + sum(operations(argument) for argument in expr.args if isinstance(argument, Expr))


def _starts_negative(term: Expr) -> bool:
    coefficient = term.as_coeff_Mul()[0]
    return bool(coefficient.is_Number and coefficient < 0)


def _minus(expr: Mul) -> int:
    return int(_starts_negative(expr))


def _sides(expr: Mul) -> tuple[list[Expr], list[Expr]]:
    """The factors above and below the fraction bar."""
    above: list[Expr] = []
    below: list[Expr] = []
    for factor in expr.args:
        if isinstance(factor, Rational):
            above += [Integer(abs(factor.p))] if abs(factor.p) != 1 else []
            below += [Integer(factor.q)] if factor.q != 1 else []
        elif isinstance(factor, Pow) and factor.exp.is_Number and factor.exp < 0:
            below.append(factor.base ** (-factor.exp))
        else:
            above.append(factor)
    return above, below


def _side(factors: list[Expr]) -> int:
    return max(len(factors) - 1, 0) + sum(operations(factor) for factor in factors)


def reading_order(expr: Expr) -> tuple[Any, ...]:
    """A key by which the shorter expression comes first; no text is compared."""
    return operations(expr), sum(1 for _ in _nodes(expr)), expr.sort_key()


def _nodes(expr: Expr) -> list[Expr]:
    found = [expr]
    if not expr.is_Atom:
        for argument in expr.args:
            if isinstance(argument, Expr):
                found += _nodes(argument)
    return found
