"""Which laws have mass where others have, and which laws are therefore different."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Not, oo

from derive.language.assumptions import Assumptions
from derive.language.condition import Dominates, Everywhere
from derive.language.distribution import Distribution
from derive.language.expectation import Expect
from derive.language.law import Law, ProductLaw, View
from derive.language.optimum import WithDensity
from derive.language.space import Lattice, Line, Space
from derive.rulebook.algebra import decide
from derive.rulebook.conditions.node_signs import is_positive
from derive.rulebook.conditions.positivity import dominators
from derive.rulebook.places import facts_at


def dominates(q: Any, p: Any, known: Assumptions) -> bool | None:
    """Whether q > 0 wherever p > 0: q has the larger support."""
    if q == p or q in dominators(p, known):
        return True
    if Not(Dominates(q, p)) in known.facts:
        return False
    if isinstance(q, ProductLaw) and isinstance(p, ProductLaw) and q.length == p.length:
        index = q.open()[1]
        each = Dominates(q.at(index), p.at(index))
        all_of_them = Everywhere(each, index, Lattice(1, q.length))
        here = known.also(*facts_at(all_of_them, index, known))
        return dominates(q.at(index), p.at(index), here)
    if isinstance(q, Distribution) and isinstance(p, Distribution):
        return _contains(q.space, p.space, known)
    if isinstance(q, Distribution) and isinstance(p, WithDensity) and q.space == p.space:
        return True
    if isinstance(q, View) and isinstance(p, View) and q.family == p.family:
        return True if q.positions == p.positions and not q.given and p.given else None
    return _is_positive_under(q, p, known)


def _is_positive_under(q: Law, p: Law, known: Assumptions) -> bool | None:
    """A law that was written with a density that is positive wherever the other has mass."""
    if not isinstance(q, WithDensity) or q.space != p.space:
        return None
    x = Dummy("x", real=True)
    here = known.also(*facts_at(Expect(x, x, p), x, known))
    return True if is_positive(q.open(x)[0], here) else None


def differ(p: Law, q: Law, known: Assumptions) -> bool | None:
    """Whether one of two laws is known to lack mass where the other has some."""
    if p == q:
        return False
    for fact in known:
        if not (isinstance(fact, Not) and isinstance(fact.args[0], Dominates)):
            continue
        lacking, having = fact.args[0].args
        for one, other in ((p, q), (q, p)):
            if one == lacking and dominates(other, having, known):
                return True
    return None


def _contains(outer: Space, inner: Space, known: Assumptions) -> bool | None:
    if type(outer) is not type(inner):
        return None
    if isinstance(outer, (Line, Lattice)) and isinstance(inner, (Line, Lattice)):
        answers: list[bool | None] = []
        if outer.low != -oo:
            answers.append(inner.low != -oo and decide(outer.low <= inner.low, known))
        if outer.high != oo:
            answers.append(inner.high != oo and decide(inner.high <= outer.high, known))
        if False in answers:
            return False
        return None if None in answers else True
    return True if outer == inner else None
