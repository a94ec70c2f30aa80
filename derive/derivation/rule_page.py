"""The page of a rule: what it says, when, why, what it is mistaken for, and its proof."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.derivation.derivation import Derivation
from derive.derivation.document import Display, Heading, Inset, Items, Note, Page, Prose, page_of
from derive.rules.rule import Rule


def page_of_rule(rule: Rule, group: str, proof: Derivation | None) -> Page:
    """The page of a rule of the catalogue; `proof` is None for a rule that rests on no other."""
    statement = rule.statement
    blocks: list[Any] = [
        Heading(rule.title),
        Note((f"{rule.name}, of the group {group}",)),
        Display("", statement.before),
        Display(rule.relation.value, statement.after),
    ]
    if statement.conditions:
        blocks += [Prose(("where",)), Items(tuple((c,) for c in statement.conditions))]
    if statement.equality:
        blocks += [Prose(("with equality where",)), Items(tuple((c,) for c in statement.equality))]
    blocks.append(Prose((rule.reason,)))
    mistakes = tuple((f"{w.mistake}: ", w.after) for w in statement.wrong)
    blocks += [Prose(("What it is mistaken for:",)), Items(mistakes)]
    if proof is not None:
        inside = page_of(replace(proof, title=""))
        blocks += [Prose(("Proof.",)), Inset(inside.blocks)]
    blocks.append(Note((f"Reference: {rule.reference}.",)))
    return Page(tuple(blocks), proof.letters if proof is not None else ("x", "y", "z"))
