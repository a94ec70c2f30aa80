"""Deciding a condition: it holds, it fails, or it is not known. Unknown is never taken to hold."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Eq, Ge, Gt, Le, Lt, Not, S

from derive.language.assumptions import Assumptions
from derive.language.condition import (
    AlmostSurely,
    Condition,
    Convex,
    Differ,
    Dominates,
    Everywhere,
    IsFinite,
    Smooth,
)
from derive.language.integral import Integral
from derive.rulebook.algebra import decide
from derive.rulebook.conditions.below_one import is_below_one
from derive.rulebook.conditions.convex_functions import is_known_convex
from derive.rulebook.conditions.finite_parts import has_finite_parts
from derive.rulebook.conditions.finiteness import is_finite
from derive.rulebook.conditions.masses import is_density, known_integral
from derive.rulebook.conditions.node_signs import is_nonnegative, is_positive
from derive.rulebook.conditions.one_sided import part_is_finite
from derive.rulebook.conditions.smoothness import is_regular, is_smooth
from derive.rulebook.conditions.supports import differ, dominates
from derive.rulebook.conditions.written_moments import is_finite_when_written
from derive.rulebook.places import facts_at


@lru_cache(maxsize=8192)
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
    if isinstance(condition, Differ):
        return differ(condition.args[0], condition.args[1], assumptions)
    if isinstance(condition, Smooth):
        return is_smooth(condition, assumptions)
    if isinstance(condition, Convex):
        return is_known_convex(condition, assumptions)
    if isinstance(condition, IsFinite):
        return _is_finite(condition.args[0], assumptions)
    if isinstance(condition, Condition):
        return None
    if isinstance(condition, (Ge, Gt, Le, Lt)) and condition.rhs == 0:
        side = condition.gts - condition.lts
        known = is_positive if isinstance(condition, (Gt, Lt)) else is_nonnegative
        if known(side, assumptions):
            return True
    if isinstance(condition, (Eq, Le)) and isinstance(condition.lhs, Integral):
        mass = known_integral(condition.lhs, assumptions)
        return decide(condition.func(mass, condition.rhs), assumptions)
    if (
        isinstance(condition, Lt)
        and condition.rhs == 1
        and is_below_one(condition.lhs, assumptions)
    ):
        return True
    return decide(condition, assumptions)


def _is_finite(body: Any, assumptions: Assumptions) -> bool | None:
    found = is_finite(body, assumptions)
    if found is not None:
        return found
    ways = (part_is_finite, is_regular, is_density, has_finite_parts, is_finite_when_written)
    return True if any(way(body, assumptions) for way in ways) else None
