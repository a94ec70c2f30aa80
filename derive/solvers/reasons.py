"""Which rule leads from one expression to another, or whether several do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Basic, Expr

from derive.derivation.derivation import Derivation, start
from derive.derivation.step import Verdict
from derive.errors import DeriveError
from derive.language.assumptions import Assumptions
from derive.language.relation import Relation
from derive.rulebook.algebra import prove_equal
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.apply import Refused, apply
from derive.rulebook.catalogue import rules
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.laws.definitions import (
    cross_entropy_definition,
    elbo_definition,
    entropy_definition,
    kl_definition,
)
from derive.rulebook.rule import Rule
from derive.solvers.closed_form import attempt, reduced

_OF_DIVERGENCES = (kl_definition, entropy_definition, cross_entropy_definition, elbo_definition)


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


def derived_alike(before: Any, after: Any, assumptions: Assumptions) -> bool:
    """Whether the rules lead from both expressions to one and the same, with no condition open."""
    if not isinstance(before, Expr) or not isinstance(after, Expr):
        return False
    chains = [_reduced(side, assumptions) for side in (before, after)]
    if any(c.verdict is not Verdict.HOLDS for d in chains for c in d.conditions):
        return False
    proof = prove_equal(chains[0].reached, chains[1].reached, assumptions)
    return proof.verdict is True and not proof.conditions


def _reduced(side: Expr, assumptions: Assumptions) -> Derivation:
    begun = start(side, *assumptions)
    for definition in _OF_DIVERGENCES:
        begun = attempt(begun, definition)
    try:
        return reduced(begun)
    except DeriveError:
        return begun
