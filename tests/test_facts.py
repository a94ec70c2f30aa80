"""Every fact about a family speaks of one law and one statistic, and has a proof."""

from __future__ import annotations

import pytest
from sympy import Gt, S, Symbol

from derive.derivation.proof import prove
from derive.derivation.step import Verdict
from derive.language import (
    ELBO,
    JSD,
    KL,
    Assumptions,
    CrossEntropy,
    Distribution,
    Entropy,
    Expect,
    Integral,
    Variance,
)
from derive.language.mixture import Mixture
from derive.language.truncated import Truncated
from derive.rulebook.apply import Refused, apply
from derive.rulebook.catalogue import groups
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.conditions.existence import existence
from derive.rulebook.facts import all_facts, facts_about
from derive.rulebook.rule import Rule
from derive.rulebook.standard import standard_integrals

FACTS, STANDARD = all_facts(), standard_integrals()
every_fact = pytest.mark.parametrize("rule", FACTS, ids=lambda r: r.name)
every_entry = pytest.mark.parametrize("rule", STANDARD, ids=lambda r: r.name)
every_statement = pytest.mark.parametrize("rule", [*FACTS, *STANDARD], ids=lambda r: r.name)


def families_in(rule: Rule) -> set[type]:
    """The families that a rule names; a mixture or a truncation of laws is none of them."""
    statement = rule.statement
    everything = (statement.before, statement.after, *statement.conditions)
    wrong = (w.after for w in statement.wrong)
    named = {type(d) for e in (*everything, *wrong) for d in e.atoms(Distribution)}
    return named - {Mixture, Truncated}


@every_fact
def test_a_fact_speaks_of_one_family_and_one_statistic(rule: Rule) -> None:
    before = rule.statement.before
    assert isinstance(before, (Expect, Variance))
    assert families_in(rule) == {type(before.law)}
    assert rule in facts_about(type(before.law))
    assert not rule.statement.after.atoms(Expect, Variance, Integral)


@every_entry
def test_an_entry_of_the_tables_names_no_family(rule: Rule) -> None:
    assert not families_in(rule)
    assert isinstance(rule.statement.before, Integral)
    assert not rule.statement.after.atoms(Expect, Variance, Integral)


def test_no_rule_speaks_of_two_families() -> None:
    for rules in groups().values():
        for rule in rules:
            assert len(families_in(rule)) <= 1, rule.name


def test_no_rule_states_a_divergence_or_an_entropy_of_a_family() -> None:
    for rules in groups().values():
        for rule in rules:
            statement = rule.statement
            for e in (statement.before, statement.after):
                for node in e.atoms(KL, JSD, Entropy, CrossEntropy, ELBO):
                    assert not node.atoms(Distribution), rule.name


@every_statement
def test_no_condition_is_true_before_it_is_asked(rule: Rule) -> None:
    """A letter declared positive would make its own condition vanish."""
    assert S.true not in rule.statement.conditions


@every_entry
def test_an_end_that_is_declared_positive_is_asked_to_be(rule: Rule) -> None:
    """An integral from zero to a, of an even function say, changes its sign with a."""
    statement = rule.statement
    ends = [s for s in statement.before.space.free_symbols if s.is_positive]
    loose = {end: Symbol(end.name, real=True, integer=end.is_integer) for end in ends}
    given = Assumptions.of(*(c.xreplace(loose) for c in statement.conditions))
    made = apply(rule, statement.before.xreplace(loose), given)
    for end in loose.values():
        stated = holds(end > 0, given) is True
        assert stated or isinstance(made, Refused) or Gt(end, 0) in made.conditions


@every_statement
def test_it_gives_its_own_statement(rule: Rule) -> None:
    statement = rule.statement
    given = Assumptions.of(*existence(statement.before), *statement.conditions)
    made = apply(rule, statement.before, given)
    assert not isinstance(made, Refused)
    assert made.after == statement.after


@every_fact
def test_its_proof_reaches_it(rule: Rule) -> None:
    proof = prove(rule)
    assert proof is not None
    assert proof.result == rule.statement.after
    for condition in proof.conditions:
        assert condition.verdict is Verdict.HOLDS, str(condition.condition)


@every_fact
def test_its_proof_rests_on_no_other_fact(rule: Rule) -> None:
    facts = {fact.name for fact in FACTS}
    assert not facts & {reason.rule.name for reason in rule.proof}


def test_the_names_of_facts_begin_with_their_family() -> None:
    for rule in FACTS:
        family = type(rule.statement.before.law).__name__.lower()
        assert rule.name.replace("-", "").startswith(family)
