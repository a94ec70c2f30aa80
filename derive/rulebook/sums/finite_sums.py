"""Sums over finitely many points, written out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from sympy import Add, Expr, Integer, S, Symbol, oo

from derive.language.binder import Node
from derive.language.density import ArbitraryMap
from derive.language.distribution import Distribution
from derive.language.distributions.bernoulli import Bernoulli
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.sequence import Listed
from derive.language.space import Lattice, Power, Space
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

MOST_POINTS = 12


def points_of(space: Space) -> Iterator[Expr]:
    """The points of a lattice with literal ends, or of a power of one, where they are few."""
    if isinstance(space, Lattice) and space.low.is_Integer and space.high.is_Integer:
        first, last = int(space.low), int(space.high)
        if last - first < MOST_POINTS:
            yield from (Integer(k) for k in range(first, last + 1))
    if isinstance(space, Power) and space.length.is_Integer and space.length > 0:
        base = list(points_of(space.base))
        if len(base) ** int(space.length) <= MOST_POINTS:
            yield from (Listed(*points) for points in product(base, repeat=int(space.length)))


def _written_out(terms: list[Expr]) -> Rewritten | None:
    total = Add(*terms)
    return Rewritten(total) if terms and _is_finite(total) else None


def _is_finite(expr: Any) -> bool:
    """Whether no term is infinite or undefined; what stands inside a node is not a term."""
    if expr in (S.NaN, oo, -oo, S.ComplexInfinity):
        return False
    return isinstance(expr, Node) or all(_is_finite(a) for a in expr.args)


def _sum(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Integral):
        return None
    return _written_out([expr.open(k)[0] for k in points_of(expr.space)])


def _sum_statement() -> Statement:
    pair = Lattice(0, 1)
    f, k = ArbitraryMap("f", pair), Symbol("k", integer=True)
    return Statement(
        before=Integral(f(k), k, pair),
        after=f(Integer(0)) + f(Integer(1)),
        wrong=(
            Wrong(f(Integer(1)), "the point zero left out"),
            Wrong(f(Integer(0)) - f(Integer(1)), "a sign"),
        ),
    )


sum_over_finitely_many_points = Rule(
    name="sum-over-finitely-many-points",
    title="A sum over finitely many points, written out",
    reason="Each point contributes the function's value there.",
    reference="Graham, Knuth and Patashnik 1994, section 2.1",
    state=_sum_statement,
    rewrite=_sum,
)


def _expectation(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect) or not isinstance(expr.law, Distribution):
        return None
    law = expr.law
    return _written_out([law.density(k) * expr.open(k)[0] for k in points_of(law.space)])


def _expectation_statement() -> Statement:
    p, k = Symbol("p", positive=True), Symbol("k", integer=True)
    law = Bernoulli(p)
    f = ArbitraryMap("f", law.space)
    return Statement(
        before=Expect(f(k), k, law),
        after=(1 - p) * f(Integer(0)) + p * f(Integer(1)),
        wrong=(
            Wrong(p * f(Integer(0)) + (1 - p) * f(Integer(1)), "the two chances swapped"),
            Wrong(f(Integer(0)) + f(Integer(1)), "the chances left out"),
        ),
    )


expectation_over_finitely_many_points = Rule(
    name="expectation-over-finitely-many-points",
    title="An expectation over finitely many points, written out",
    reason="Each point contributes the function's value there, weighted with its probability.",
    reference="Casella and Berger 2002, definition 2.2.1",
    state=_expectation_statement,
    rewrite=_expectation,
)

RULES = (sum_over_finitely_many_points, expectation_over_finitely_many_points)
