"""Several ways to write a quotient of polynomials; which is best is decided by its length."""

from __future__ import annotations

from functools import lru_cache

from sympy import Add, Expr, Mul, Pow, Rational

from derive.rulebook.algebra.cost import reading_order, unsigned_length
from derive.rulebook.algebra.division import divided
from derive.rulebook.algebra.factors import (
    MOST_TERMS,
    content,
    factored,
    has_sum_below,
    product_of,
    written,
)
from derive.rulebook.algebra.minus_signs import with_few_minuses
from derive.rulebook.algebra.polynomials import (
    Monomial,
    Polynomial,
    TooLarge,
    merge,
    rational,
    read,
)
from derive.rulebook.algebra.squares import with_squares


@lru_cache(maxsize=4096)
def shortest_quotient(expr: Expr) -> Expr:
    """`expr` as given, multiplied out, grouped by denominator or factored, whichever is shortest.

    >>> from sympy.abc import m, s, t
    >>> shortest_quotient(t**2/(2*s**2) + (m**2 - 2*m + 1)/(2*s**2))
    (t**2 + (m - 1)**2)/(2*s**2)
    """
    return min(_forms(expr), key=reading_order)


@lru_cache(maxsize=4096)
def shortest_coefficient(expr: Expr) -> Expr:
    """The same for what stands before something else: of two that are as long, the product."""
    return min(_forms(expr), key=lambda form: (unsigned_length(form), isinstance(form, Add)))


@lru_cache(maxsize=4096)
def _forms(expr: Expr) -> tuple[Expr, ...]:
    """The ways to write `expr`; sums come first."""
    if not isinstance(expr, Add) and not _holds_a_sum(expr):
        return (expr,)
    try:
        polynomial = read(expr)
    except TooLarge:
        return (expr,)
    if len(polynomial) > MOST_TERMS:
        return (expr,)
    forms = [expr, _by_denominator(expr), written(polynomial), _grouped(polynomial)]
    forms += divided(polynomial)
    forms += [_over_one_denominator(expr, polynomial)]
    return tuple(dict.fromkeys([expr, *map(with_few_minuses, forms)]))


def _over_one_denominator(expr: Expr, polynomial: Polynomial) -> Expr:
    """What divides all terms taken out, and the rest factored; two terms are shorter as a sum."""
    number, shared, primitive = content(polynomial)
    if len(primitive) == 2 and not has_sum_below(primitive):
        return Mul(rational(number), product_of(shared), written(primitive))
    return factored(expr)


def _holds_a_sum(expr: Expr) -> bool:
    """Whether a sum is among the factors of a product or the base of a power."""
    if isinstance(expr, Mul):
        return any(_holds_a_sum(factor) for factor in expr.args)
    if isinstance(expr, Pow) and expr.exp.is_Integer:
        return _holds_a_sum(expr.base)
    return isinstance(expr, Add)


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
        number, shared, primitive = content(above)
        # all factors at once: SymPy would distribute a number over a sum that stands alone
        outside = merge(shared, frozenset((name, -e) for name, e in below))
        terms.append(Mul(rational(number), product_of(outside), with_squares(primitive)))
    return Add(*terms)


def _by_denominator(expr: Expr) -> Expr:
    """The terms of a sum as given, those with the same denominator put over it together."""
    if not isinstance(expr, Add):
        return expr
    groups: dict[Expr, list[Expr]] = {}
    for term in expr.args:
        above, below = _sides(term)
        groups.setdefault(below, []).append(above)
    return Add(*(Mul(Add(*above), below) for below, above in groups.items()))


def _sides(term: Expr) -> tuple[Expr, Expr]:
    """The term as a product of a numerator and the reciprocal of a denominator."""
    above, below = [], []
    for factor in Mul.make_args(term):
        if isinstance(factor, Rational):
            above.append(Rational(factor.p))
            below.append(Rational(1, factor.q))
        elif isinstance(factor, Pow) and isinstance(factor.exp, Rational) and factor.exp.p < 0:
            below.append(factor)
        else:
            above.append(factor)
    return Mul(*above), Mul(*below)
