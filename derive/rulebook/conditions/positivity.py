"""Where densities are positive: wherever their own law, or a law that they dominate, has mass.

Positivity belongs to a place, not to a density: under E_q the density of q is positive at the bound
point, and so is that of p there where q > 0 only where p > 0. Of a joint law p(x, z) that is
positive at a point, every marginal and conditional density is positive there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from sympy import Basic, Eq, Gt, S, Symbol, Tuple

from derive.language.assumptions import Assumptions
from derive.language.condition import Disjoint, Dominates
from derive.language.density import Density
from derive.language.distribution import Distribution
from derive.language.inequality import inequality
from derive.language.law import Law, ProductLaw, View
from derive.language.sequence import Element, FiniteSum
from derive.rulebook.algebra import decide


def positive_under(law: Law, point: Basic, known: Assumptions) -> list[Any]:
    """The densities that are positive at a point at which the law has mass.

    A family with a formula says itself where it is positive, and is left out.
    """
    found = [d for each in (law, *dominators(law, known)) for d in _views(each, point)]
    return [
        inequality(Gt, d, S.Zero)
        for d in dict.fromkeys(found)
        if not isinstance(d.law, Distribution)
    ]


def zero_under(law: Law, point: Basic, known: Assumptions) -> list[Any]:
    """The densities that are zero where a law has mass: those of laws that are disjoint from it."""
    pairs = [fact.args for fact in known if isinstance(fact, Disjoint) and law in fact.args]
    return [Eq(Density(q if law == p else p, point), 0) for p, q in pairs]


def dominators(law: Law, known: Assumptions) -> list[Law]:
    """The laws that are known to have mass wherever the law has."""
    found = [law]
    for each in found:
        found += [
            fact.args[0]
            for fact in known
            if isinstance(fact, Dominates) and fact.args[1] == each and fact.args[0] not in found
        ]
    return found[1:]


def positive_at_index(binder: FiniteSum, index: Symbol, known: Assumptions) -> list[Any]:
    """What a positive density of independent points says of the point with this index."""
    found: list[Any] = []
    for fact in known:
        if not (isinstance(fact, Gt) and isinstance(fact.lhs, Density)):
            continue
        law, sequence = fact.lhs.args
        if isinstance(law, ProductLaw) and _within(binder, law, known):
            found += positive_under(law.at(index), Element(sequence, index), known)
    return found


def _within(binder: FiniteSum, law: ProductLaw, known: Assumptions) -> bool:
    """Whether every index of a sum is the index of one of the points."""
    return bool(decide(binder.low >= 1, known) and decide(binder.high <= law.length, known))


def _views(law: Law, point: Basic) -> Iterator[Density]:
    """The densities that are positive where that of the law is."""
    if not isinstance(law, View):
        yield Density(law, *_values(law, point))
        return
    values = {**law.given, **dict(zip(law.positions, _values(law, point), strict=True))}
    for spoken in _subsets(values):
        for given in ((), *_subsets(i for i in values if i not in spoken)):
            view = law.view(spoken, {i: values[i] for i in given})
            yield Density(view, *(values[i] for i in spoken))


def _values(law: Law, point: Basic) -> tuple[Basic, ...]:
    several = isinstance(law, View) and len(law.positions) > 1
    return tuple(point) if several and isinstance(point, Tuple) else (point,)


def _subsets(items: Iterable[int]) -> list[tuple[int, ...]]:
    """The subsets that are not empty, each in order."""
    ordered = sorted(items)
    return [c for n in range(1, len(ordered) + 1) for c in combinations(ordered, n)]
