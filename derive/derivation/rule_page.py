"""The page of a rule: what it says, when, why, what it is mistaken for, and its proof."""

from __future__ import annotations

from typing import Any

from derive.derivation.derivation import Derivation
from derive.derivation.document import (
    Display,
    Heading,
    Inset,
    Items,
    Note,
    Page,
    Prose,
    chain_of,
)
from derive.derivation.evidence_line import evidence_line
from derive.rulebook.rule import Rule, Statement


def page_of_rule(rule: Rule, group: str, proof: Derivation | None) -> Page:
    """The page of a rule of the catalogue; `proof` is None for a rule that rests on no other."""
    statement = rule.statement
    blocks: list[Any] = [
        Heading(rule.title),
        Note((f"{rule.name}, of the group {' in '.join(reversed(group.split('.')))}",)),
        Display(statement.after, rule.relation.value, statement.before, boxed=True),
        *_conditions(statement),
        Prose((rule.reason,)),
    ]
    if statement.wrong:
        mistakes = tuple((w.after, f": {w.mistake}") for w in statement.wrong)
        blocks += [Prose(("What the right side is not:",)), Items(mistakes)]
    if proof is not None:
        blocks += [Prose(("Proof:",)), Inset(tuple(chain_of(proof)))]
        blocks.append(Note((evidence_line(proof),)))
    blocks.append(Note((f"Reference: {rule.reference}",)))
    return Page.of(blocks, proof.letters if proof is not None else ())


def _conditions(statement: Statement) -> list[Any]:
    blocks: list[Any] = []
    if statement.conditions:
        blocks += [Prose(("Where:",)), Items(tuple((c,) for c in statement.conditions))]
    if statement.equality:
        equal = Items(tuple((c,) for c in statement.equality))
        blocks += [Prose(("Both sides are equal where:",)), equal]
    return blocks
