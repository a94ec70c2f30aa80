"""Inequality rules are as strong as they can be: both sides are equal exactly where it is said."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import Basic, Eq, Not

from derive.language import (
    AlmostSurely,
    ArgMax,
    Differ,
    Disjoint,
    Dominates,
    Everywhere,
    Relation,
    Value,
    View,
)
from derive.numeric import Trials
from derive.numeric.comparison import Known, agree, stands
from derive.numeric.models.truths import holds_in
from derive.rulebook.catalogue import rules
from derive.rulebook.rule import Rule

INEQUALITIES = [r for r in rules() if r.relation in (Relation.LE, Relation.GE)]
ALIKE = 1e-12
OF_LAWS = (Disjoint, Dominates)

every_inequality = pytest.mark.parametrize("rule", INEQUALITIES, ids=lambda r: r.name)


def imposed(condition: Any, expr: Basic, at: Any = None) -> Basic:
    """The expression in which a condition of equality, at a point or at all of them, has been made
    true by substitution."""
    if isinstance(condition, (AlmostSurely, Everywhere)):
        inside, variable, _ = condition.open()
        return imposed(inside, expr, variable)
    if isinstance(condition, Not) and isinstance(condition.args[0], Differ):
        one, other = condition.args[0].args
        return expr.replace(lambda e: isinstance(e, View) and e == other, lambda _: one)
    if isinstance(condition, Eq) and isinstance(condition.lhs, Value):
        family, value = condition.lhs.family, condition.rhs
        return expr.replace(
            lambda e: isinstance(e, Value) and e.family == family,
            lambda e: value.xreplace({at: e.point}),
        )
    if isinstance(condition, Eq):
        return expr.xreplace({condition.lhs: condition.rhs})
    assert isinstance(condition, OF_LAWS)
    return expr


def pairs(
    before: Basic, after: Basic, given: tuple[Basic, ...], but: tuple[Basic, ...] = ()
) -> list[tuple[Known, Known]]:
    """Both sides in models that meet what is given, where none of the conditions `but` holds."""
    found = []
    for seed in range(3):
        trials = Trials([before, after], given, seed)
        for model in range(len(trials.models)):
            if any(holds_in(c, trials.models[model]) for c in but):
                continue
            a, b = trials.known(model, 0), trials.known(model, 1)
            if isinstance(a, Known) and isinstance(b, Known):
                found.append((a, b))
    assert len(found) >= 10
    return found


def test_there_are_inequalities() -> None:
    assert len(INEQUALITIES) >= 5


@pytest.mark.slow
@every_inequality
def test_both_sides_are_equal_where_it_says(rule: Rule) -> None:
    statement = rule.statement
    assert statement.equality
    for condition in statement.equality:
        before, after = (imposed(condition, e) for e in (statement.before, statement.after))
        given = [c for c in statement.conditions if not isinstance(c, Differ)]
        given += [condition] if isinstance(condition, OF_LAWS) else []
        for a, b in pairs(before, after, tuple(given)):
            assert agree(a, b, ALIKE)


@pytest.mark.slow
@every_inequality
def test_it_is_strict_elsewhere(rule: Rule) -> None:
    statement = rule.statement
    assert statement.equality
    broken = [Not(c) for c in statement.equality if isinstance(c, OF_LAWS)]
    by_chance = tuple(c for c in statement.equality if isinstance(c, Eq) and c.has(ArgMax))
    given = (*statement.conditions, *broken)
    found = pairs(statement.before, statement.after, given, but=by_chance)
    strict = [(a, b) for a, b in found if not agree(a, b, ALIKE)]
    assert len(strict) >= 0.9 * len(found)
    assert all(stands(rule.relation, a, b, same=False) for a, b in strict)
