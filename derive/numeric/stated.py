"""Whether what is assumed holds in a model: relations between nodes, and conditions on laws."""

from __future__ import annotations

from typing import Any

from sympy import Not
from sympy.core.relational import Relational

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.language import (
    AlmostSurely,
    Differ,
    Disjoint,
    Dominates,
    Everywhere,
    IsFinite,
    Law,
    Node,
)
from derive.numeric.arithmetic import Number
from derive.numeric.meaning import Env, Meaning


def is_about_nodes(fact: Any) -> bool:
    """Whether a fact speaks of more than numbers, so that a model has to be asked."""
    return not isinstance(fact, Relational) or fact.has(Node)


def holds_in(meaning: Meaning, fact: Any) -> bool | None:
    """Whether a fact holds in the model; None where the model cannot tell."""
    try:
        return _holds(meaning, fact, {})
    except (CannotEvaluate, NotConverged, OutOfDomain):
        return None


def _holds(meaning: Meaning, fact: Any, env: Env) -> bool | None:
    if isinstance(fact, Not):
        answer = _holds(meaning, fact.args[0], env)
        return None if answer is None else not answer
    if isinstance(fact, Relational):
        return meaning.truth(fact, env)
    if isinstance(fact, IsFinite):
        value = meaning.value(fact.args[0], env)
        return bool(abs(value) < meaning.arithmetic.inf)
    if isinstance(fact, (Everywhere, AlmostSurely)):
        return _at_every_point(meaning, fact, env)
    if isinstance(fact, (Dominates, Differ, Disjoint)):
        return _of_two_laws(meaning, fact, env)
    return None


def _at_every_point(meaning: Meaning, fact: Everywhere | AlmostSurely, env: Env) -> bool | None:
    law = fact.law if isinstance(fact, AlmostSurely) else None
    space = fact.args[2] if law is None else law.space
    if not meaning.is_finite(space, env):
        return None
    answers = [
        _holds(meaning, fact.args[0], {**env, fact.bound: point})
        for point, _ in meaning.points(space, env)
        if law is None or meaning.density(law, point, env) > 0
    ]
    return False if False in answers else None if None in answers else True


def _of_two_laws(meaning: Meaning, fact: Any, env: Env) -> bool | None:
    first, second = fact.args
    if first.space != second.space or not meaning.is_finite(first.space, env):
        return None
    pairs = [
        (_mass(meaning, first, point, env), _mass(meaning, second, point, env))
        for point, _ in meaning.points(first.space, env)
    ]
    if isinstance(fact, Dominates):
        return all(a > 0 for a, b in pairs if b > 0)
    if isinstance(fact, Disjoint):
        return not any(a > 0 and b > 0 for a, b in pairs)
    return any(a != b for a, b in pairs)


def _mass(meaning: Meaning, law: Law, point: Any, env: Env) -> Number:
    return meaning.density(law, point, env)
