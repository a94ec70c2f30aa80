"""The order in which a person writes the terms of a sum and the factors of a product.

A sum has expectations and divergences first, then logarithms, then powers falling in degree, and
numbers last, but begins with a term that is added if there is one; a product has numbers, symbols,
densities, functions.
"""

from __future__ import annotations

from typing import Any

from sympy import Abs, Add, Basic, Expr, Function, Mul, Pow, Symbol, default_sort_key, exp

from derive.language import Bound, Density, Element, Node, Value

_POINTWISE = (Density, Value, Element)
_NODES, _FUNCTIONS, _POWERS, _CONSTANTS, _NUMBERS = range(5)
# A polynomial falls in degree whatever its signs are; of other terms the added ones come first.
_ADDED_FIRST = (_NODES, _FUNCTIONS, _CONSTANTS)


def ordered_terms(expr: Add) -> list[tuple[bool, Expr]]:
    """The terms, each with whether it is subtracted and without its sign."""
    groups: dict[int, list[tuple[bool, Expr]]] = {}
    for term in expr.args:
        negative, plain = _signed(term)
        groups.setdefault(_group(plain), []).append((negative, plain))
    found: list[tuple[bool, Expr]] = []
    for group, terms in sorted(groups.items(), key=lambda g: (_all_negative(g[1]), g[0])):
        found += _ordered(terms, group)
    return found


def _all_negative(terms: list[tuple[bool, Expr]]) -> bool:
    return all(negative for negative, _ in terms)


def _ordered(terms: list[tuple[bool, Expr]], group: int) -> list[tuple[bool, Expr]]:
    terms = sorted(terms, key=lambda t: (-degree(t[1]), default_sort_key(t[1])))
    if group in _ADDED_FIRST:
        return sorted(terms, key=lambda t: t[0])
    first = next((i for i, (negative, _) in enumerate(terms) if not negative), 0)
    return [terms[first], *terms[:first], *terms[first + 1 :]]


def _signed(term: Expr) -> tuple[bool, Expr]:
    coefficient, _ = term.as_coeff_Mul()
    negative = bool(coefficient.is_negative)
    return negative, -term if negative else term


def _group(term: Expr) -> int:
    """Which of the groups above a term belongs to."""
    if _has(term, lambda e: isinstance(e, Node) and not isinstance(e, _POINTWISE)):
        return _NODES
    has_function = _has(term, _is_function)
    if term.free_symbols or _has(term, lambda e: isinstance(e, (Symbol, Node))):
        return _FUNCTIONS if has_function else _POWERS
    return _NUMBERS if term.is_Rational else _CONSTANTS


def _is_function(expr: Basic) -> bool:
    return isinstance(expr, Function) and not isinstance(expr, Abs)


def _has(expr: Basic, test: Any) -> bool:
    """Whether an expression, or one outside any node in it, passes a test."""
    if test(expr):
        return True
    return not isinstance(expr, Node) and any(_has(a, test) for a in expr.args)


def degree(expr: Basic) -> Any:
    """The degree in symbols and nodes, numerator less denominator; functions count for nothing."""
    if isinstance(expr, (Symbol, Node)):
        return 1
    if isinstance(expr, Mul):
        return sum(degree(a) for a in expr.args)
    if isinstance(expr, Add):
        return max(degree(a) for a in expr.args)
    if isinstance(expr, Pow) and expr.exp.is_Rational:
        return degree(expr.base) * expr.exp
    return 0


def ordered_factors(factors: list[Expr]) -> list[Expr]:
    """The factors of a product, without its rational coefficient."""
    return sorted(factors, key=lambda f: (_factor_rank(f), default_sort_key(f)))


def _factor_rank(factor: Expr) -> int:
    base = factor.base if isinstance(factor, Pow) else factor
    if isinstance(base, (Bound, Element)):
        return 2
    if isinstance(base, Symbol):
        return 1
    if not _has(base, lambda e: isinstance(e, (Symbol, Node))):
        return 0
    if isinstance(base, (Density, Value)):
        return 4
    if isinstance(factor, exp):
        return 5
    if isinstance(base, Add):
        return 6 if _has(base, lambda e: isinstance(e, Function)) else 3
    if isinstance(base, Node):
        return 8
    return 7
