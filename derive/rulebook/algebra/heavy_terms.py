"""A sum taken apart: logarithms, log gammas, psi functions and nodes of the language, and what
they are multiplied by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sympy import Add, EulerGamma, Expr, Mul, Pow, S, digamma, log, loggamma, polygamma

HEAVY = (log, loggamma, polygamma, digamma)
MOST_TERMS = 60

Parts = dict[Expr, Expr]


class TooManyTerms(Exception):
    """Multiplying out would give more than a fixed number of terms."""


@lru_cache(maxsize=16384)
def is_heavy(expr: Expr) -> bool:
    """Whether a logarithm, a log gamma, a psi function or a node of the language (such as an
    expectation) stands in an expression as a term, as a factor or in a natural power.

    >>> from sympy.abc import a, b
    >>> is_heavy(a * (log(b) - 1)), is_heavy(a / log(b))
    (True, False)
    """
    if expr.is_Atom:
        return expr is EulerGamma or bool(expr.args)
    if isinstance(expr, (Add, Mul)):
        return any(isinstance(item, Expr) and is_heavy(item) for item in expr.args)
    if isinstance(expr, Pow):
        return bool(expr.exp.is_Integer and expr.exp > 0 and is_heavy(expr.base))
    return isinstance(expr, HEAVY)


def taken_apart(expr: Expr, opened: frozenset[Expr] = frozenset()) -> Parts:
    """`expr` as heavy factors with their coefficients; what has no heavy factor stands under 1.

    A sum that is a factor is multiplied out only where it is among those `opened`; else it counts
    as one heavy factor. Raises TooManyTerms.

    >>> from sympy.abc import a, b, c
    >>> taken_apart(a * log(b) - c * log(b) + a)
    {1: a, log(b): a - c}
    """
    found: dict[Expr, list[Expr]] = {}
    for heavy, light in _terms(expr, opened):
        found.setdefault(heavy, []).append(light)
    return {heavy: Add(*lights) for heavy, lights in found.items()}


def inner_sums(parts: Parts) -> list[Expr]:
    """The sums that count as one heavy factor, or as one with others."""
    found: dict[Expr, None] = {}
    for heavy in parts:
        for factor in Mul.make_args(heavy):
            base = factor.base if isinstance(factor, Pow) else factor
            if isinstance(base, Add):
                found.setdefault(base)
    return list(found)


def _terms(expr: Expr, opened: frozenset[Expr]) -> Iterator[tuple[Expr, Expr]]:
    if not is_heavy(expr):
        yield S.One, expr
    elif isinstance(expr, Add):
        for term in expr.args:
            yield from _terms(term, opened)
    elif isinstance(expr, Mul):
        light = [factor for factor in expr.args if not is_heavy(factor)]
        product = [(S.One, Mul(*light))]
        for factor in expr.args:
            if is_heavy(factor):
                product = _multiplied(product, _factor(factor, opened))
        yield from product
    else:
        yield from _factor(expr, opened)


def _factor(factor: Expr, opened: frozenset[Expr]) -> list[tuple[Expr, Expr]]:
    base, count = (factor.base, int(factor.exp)) if isinstance(factor, Pow) else (factor, 1)
    if base not in opened:
        return [(factor, S.One)]
    inner = list(_terms(base, opened))
    product = [(S.One, S.One)]
    for _ in range(count):
        product = _multiplied(product, inner)
    return product


def _multiplied(a: list[tuple[Expr, Expr]], b: list[tuple[Expr, Expr]]) -> list[tuple[Expr, Expr]]:
    if len(a) * len(b) > MOST_TERMS:
        raise TooManyTerms
    return [(heavy * other, light * more) for heavy, light in a for other, more in b]
