"""Which rule leads from one expression to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Basic, Expr

from derive.language.assumptions import Assumptions
from derive.language.relation import Relation
from derive.rulebook.algebra import prove_equal
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.apply import Refused, apply
from derive.rulebook.catalogue import rules
from derive.rulebook.conditions import holds
from derive.rulebook.rule import Rule


@dataclass(frozen=True)
class Given:
    """What a rule makes of an expression, under which conditions that are not known to hold."""

    rule: Rule
    after: Any
    conditions: tuple[Basic, ...]
    assumptions: Assumptions

    def leads_to(self, form: Any) -> bool:
        """Whether that is a form, but for algebra."""
        if self.after == form:
            return True
        if not isinstance(self.after, Expr) or not isinstance(form, Expr):
            return False
        proof = prove_equal(self.after, form, self.assumptions)
        return proof.verdict is True and not proof.conditions


def given_by(
    rule: Rule,
    before: Any,
    relation: Relation,
    assumptions: Assumptions,
    arguments: tuple[Basic, ...] = (),
) -> Given | None:
    """What a rule makes of an expression; None where it does not act, where a condition of it
    fails, or where it gives another relation."""
    applied = apply(rule, before, assumptions, arguments)
    if isinstance(applied, Refused) or applied.relation is not relation:
        return None
    answers = [(c, holds(c, assumptions)) for c in applied.conditions]
    if any(answer is False for _, answer in answers):
        return None
    unknown = tuple(c for c, answer in answers if answer is None)
    return Given(rule, applied.after, unknown, assumptions)


def rule_that_gives(
    before: Any, relation: Relation, after: Any, assumptions: Assumptions
) -> Given | None:
    """The first rule of the catalogue that makes one expression of another, algebra before all
    others; those that give it exactly before those that give it up to algebra."""
    by_algebra = Given(algebra, before, (), assumptions)
    if relation is Relation.EQ and by_algebra.leads_to(after):
        return by_algebra
    found = []
    for rule in rules():
        given = None if rule is algebra else given_by(rule, before, relation, assumptions)
        if given is not None and given.after == after:
            return given
        found += [given] if given is not None else []
    return next((given for given in found if given.leads_to(after)), None)
