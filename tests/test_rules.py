"""Every rule of the catalogue: its words are what it does, they are true, its mistakes are not."""

from __future__ import annotations

import re

import pytest
from mpmath import isfinite
from sympy import Not

from derive.language import Assumptions, Relation
from derive.numeric import Trials
from derive.numeric.comparison import Known, agree, stands
from derive.rulebook.apply import Refused, apply
from derive.rulebook.catalogue import rules
from derive.rulebook.rule import Rule, Statement

ENOUGH = 10
SEEDS = range(6)
ALIKE = 1e-12
CATALOGUE = rules()

every_rule = pytest.mark.parametrize("rule", CATALOGUE, ids=[rule.name for rule in CATALOGUE])


@every_rule
def test_it_says_what_it_is(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert rule.title
    assert rule.reason.endswith(".")
    assert rule.reference
    assert rule.statement.wrong
    assert all(wrong.mistake for wrong in rule.statement.wrong)
    assert all(wrong.after != rule.statement.after for wrong in rule.statement.wrong)


@every_rule
def test_it_does_what_it_says(rule: Rule) -> None:
    statement = rule.statement
    given = Assumptions.of(*statement.conditions)
    applied = apply(rule, statement.before, given, statement.arguments)
    assert not isinstance(applied, Refused), applied.sentence
    assert applied.after == statement.after
    assert applied.relation is rule.relation


def values(statement: Statement, seed: int) -> list[list[Known | str]]:
    """Left side, right side and wrong right sides, in the models in which both sides have values;
    where a mistake makes no difference no model is drawn."""
    wrong = [w.after for w in statement.wrong]
    given = (*statement.conditions, *(Not(c) for c in statement.unless))
    trials = Trials([statement.before, statement.after, *wrong], given, seed)
    rows = []
    for model in range(len(trials.models)):
        row = [trials.known(model, place) for place in range(len(wrong) + 2)]
        if all(isinstance(value, Known) for value in row[:2]):
            rows.append(row)
    return rows


def holds(relation: Relation, a: Known, b: Known) -> bool:
    return stands(relation, a, b, agree(a, b, ALIKE))


@pytest.mark.slow
@every_rule
def test_it_holds_and_its_mistakes_do_not(rule: Rule) -> None:
    rows: list[list[Known]] = []
    for seed in SEEDS:
        rows += values(rule.statement, seed)
        if len(rows) >= ENOUGH:
            break
    assert len(rows) >= ENOUGH, "too few models give both sides a value"
    for row in rows:
        if rule.relation is not Relation.NE:
            assert holds(rule.relation, row[0], row[1])
    if rule.relation is Relation.NE:
        assert any(holds(rule.relation, row[0], row[1]) for row in rows)
    # two sides that are both infinite tell nothing, unless that is what the rule is about
    judged = [row for row in rows if isfinite(row[0].value)] or rows
    for place, wrong in enumerate(rule.statement.wrong, 2):
        tried = [row for row in judged if isinstance(row[place], Known)]
        refuted = [row for row in tried if not holds(rule.relation, row[0], row[place])]
        assert tried, wrong.mistake
        assert len(refuted) >= 0.9 * len(tried), wrong.mistake
