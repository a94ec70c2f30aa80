"""Deciding a condition: it holds, it fails, or it is not known. Unknown is never taken to hold."""

from __future__ import annotations

from typing import Any

from sympy import Ge, Gt, Not, S, oo

from derive.language.assumptions import Assumptions
from derive.language.condition import (
    AlmostSurely,
    Condition,
    Dominates,
    Everywhere,
    IsFinite,
    Smooth,
)
from derive.language.distribution import Distribution
from derive.language.law import ProductLaw, View
from derive.language.space import Lattice, Line, Space
from derive.rules.algebra import decide
from derive.rules.finiteness import is_finite
from derive.rules.masses import is_density
from derive.rules.node_signs import is_nonnegative, is_positive
from derive.rules.one_sided import part_is_finite
from derive.rules.places import facts_at
from derive.rules.positivity import dominators
from derive.rules.smoothness import is_regular, is_smooth


def holds(condition: Any, assumptions: Assumptions) -> bool | None:
    """True where the condition follows from the assumptions, False where its negation does."""
    if condition in (S.true, S.false):
        return bool(condition)
    if condition in assumptions.facts:
        return True
    if isinstance(condition, Not):
        answer = holds(condition.args[0], assumptions)
        return None if answer is None else not answer
    if isinstance(condition, (Everywhere, AlmostSurely)):
        inner, variable, _ = condition.open()
        return holds(inner, assumptions.also(*facts_at(condition, variable, assumptions)))
    if isinstance(condition, Dominates):
        return dominates(condition.args[0], condition.args[1], assumptions)
    if isinstance(condition, Smooth):
        return is_smooth(condition, assumptions)
    if isinstance(condition, IsFinite):
        return _is_finite(condition.args[0], assumptions)
    if isinstance(condition, Condition):
        return None
    if isinstance(condition, (Ge, Gt)) and condition.rhs == 0:
        known = is_positive if isinstance(condition, Gt) else is_nonnegative
        if known(condition.lhs, assumptions):
            return True
    return decide(condition, assumptions)


def _is_finite(body: Any, assumptions: Assumptions) -> bool | None:
    if part_is_finite(body, assumptions) or is_regular(body, assumptions):
        return True
    return True if is_density(body, assumptions) else is_finite(body, assumptions)


def dominates(q: Any, p: Any, assumptions: Assumptions) -> bool | None:
    """Whether q > 0 wherever p > 0: q has the larger support."""
    if q == p or q in dominators(p, assumptions):
        return True
    if isinstance(q, ProductLaw) and isinstance(p, ProductLaw) and q.length == p.length:
        index = q.open()[1]
        each = Dominates(q.at(index), p.at(index))
        return holds(Everywhere(each, index, Lattice(1, q.length)), assumptions)
    if isinstance(q, Distribution) and isinstance(p, Distribution):
        return _contains(q.space, p.space, assumptions)
    if isinstance(q, View) and isinstance(p, View) and q.family == p.family:
        return True if q.positions == p.positions and not q.given and p.given else None
    return None


def _contains(outer: Space, inner: Space, assumptions: Assumptions) -> bool | None:
    if type(outer) is not type(inner):
        return None
    if isinstance(outer, (Line, Lattice)) and isinstance(inner, (Line, Lattice)):
        answers: list[bool | None] = []
        if outer.low != -oo:
            answers.append(inner.low != -oo and decide(outer.low <= inner.low, assumptions))
        if outer.high != oo:
            answers.append(inner.high != oo and decide(inner.high <= outer.high, assumptions))
        if False in answers:
            return False
        return None if None in answers else True
    return True if outer == inner else None
