"""Assumptions made ready for deciding: polynomials that are positive, zero or not zero."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from sympy import Contains, Eq, Expr, FiniteSet, Interval, Ne, S
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra.polynomials import (
    Monomial,
    Number,
    Polynomial,
    TooLarge,
    multiply,
    read,
)


class Kind(Enum):
    """What a fact says of its polynomial."""

    POSITIVE = "> 0"
    NONNEGATIVE = ">= 0"
    ZERO = "= 0"
    NONZERO = "!= 0"


@dataclass(frozen=True)
class Fact:
    """`polynomial kind`, such as b - a > 0, and the relation that says so."""

    source: Relational
    kind: Kind
    polynomial: tuple[tuple[Monomial, Number], ...]

    def terms(self) -> Polynomial:
        """The polynomial, as the arithmetic wants it."""
        return dict(self.polynomial)


@dataclass(frozen=True)
class Facts:
    """Everything that a list of assumptions says, sorted by what it can be used for."""

    comparisons: tuple[Fact, ...]
    integers: frozenset[Expr]
    choices: tuple[tuple[Expr, tuple[Expr, ...]], ...]
    atoms: frozenset[Expr]


def _kind_and_difference(relation: Relational) -> tuple[Kind, Expr]:
    if isinstance(relation, Eq):
        return Kind.ZERO, relation.lhs - relation.rhs
    if isinstance(relation, Ne):
        return Kind.NONZERO, relation.lhs - relation.rhs
    kind = Kind.POSITIVE if relation.rel_op in ("<", ">") else Kind.NONNEGATIVE
    return kind, relation.gts - relation.lts


def _bounds(item: Expr, domain: object) -> list[Boolean]:
    """The relations that membership in an interval or a set of naturals implies."""
    if domain == S.Naturals:
        return [item >= 1]
    if domain == S.Naturals0:
        return [item >= 0]
    if isinstance(domain, Interval):
        within = domain.contains(item)
        return list(within.args) if isinstance(within, And) else [within]
    return []


def _names_infinity(expr: Expr) -> bool:
    """Whether an infinity stands in the expression itself; the ends inside a node are its own."""
    if expr.is_Atom:
        return expr in (S.Infinity, S.NegativeInfinity, S.NaN)
    return any(_names_infinity(a) for a in expr.args if isinstance(a, Expr))


def _without_denominators(polynomial: Polynomial) -> Polynomial:
    """The polynomial times even powers of what stands below a bar, which are positive."""
    lowest: dict[Any, Number] = {}
    for monomial in polynomial:
        for name, power in monomial:
            if power.denominator == 1:
                lowest[name] = min(lowest.get(name, 0), power)
    factor = frozenset((name, -power + power % 2) for name, power in lowest.items() if power < 0)
    return multiply(polynomial, {factor: 1})


@lru_cache(maxsize=512)
def facts_of(assumptions: Assumptions) -> Facts:
    """`assumptions` sorted into comparisons, integers and finite choices."""
    relations: list[Relational] = []
    integers: set[Expr] = set()
    choices: list[tuple[Expr, tuple[Expr, ...]]] = []
    for fact in assumptions:
        if isinstance(fact, Contains):
            item, domain = fact.args
            if domain in (S.Integers, S.Naturals, S.Naturals0):
                integers.add(item)
            if isinstance(domain, FiniteSet):
                choices.append((item, tuple(domain.args)))
                if all(value.is_integer for value in domain.args):
                    integers.add(item)
            relations += [r for r in _bounds(item, domain) if isinstance(r, Relational)]
        elif isinstance(fact, Relational):
            relations.append(fact)
    comparisons = []
    for relation in relations:
        kind, difference = _kind_and_difference(relation)
        if _names_infinity(difference):
            continue
        try:
            polynomial = read(difference)
        except TooLarge:
            continue
        comparisons.append(Fact(relation, kind, tuple(polynomial.items())))
        cleared = _without_denominators(polynomial)
        if cleared != polynomial:
            comparisons.append(Fact(relation, kind, tuple(cleared.items())))
    atoms = {
        name for fact in comparisons for monomial, _ in fact.polynomial for name, _ in monomial
    }
    return Facts(tuple(comparisons), frozenset(integers), tuple(choices), frozenset(atoms))
