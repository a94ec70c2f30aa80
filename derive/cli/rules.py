"""`derive rules`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from derive.cli.exits import DONE, exit_code

if TYPE_CHECKING:
    from derive.rulebook.rule import Rule


def rules(options: argparse.Namespace) -> int:
    """Print the catalogue by group, the groups of one folder, one group, or one rule with its
    statement and its proof."""
    from derive.rulebook.catalogue import groups

    known = groups()
    if options.name is None:
        return _listed(known)
    chosen = {g: rules for g, rules in known.items() if f".{options.name}." in f".{g}."}
    is_rule = any(rule.name == options.name for rules in known.values() for rule in rules)
    return _listed(chosen) if chosen and not is_rule else _one(options)


def _listed(groups: Mapping[str, Sequence[Rule]]) -> int:
    for i, (group, members) in enumerate(groups.items()):
        names = max(len(rule.name) for rule in members)
        print(f"\n{group}" if i else group)
        for rule in members:
            print(f"  {rule.name:<{names}}  {rule.title}")
    return DONE


def _one(options: argparse.Namespace) -> int:
    from derive.derivation.proof import prove
    from derive.derivation.rule_page import page_of_rule
    from derive.render.page import on_terminal
    from derive.rulebook.catalogue import group_of, rule

    shown = rule(options.name)
    proof = prove(shown)
    checked = proof.verify(options.seed) if proof is not None else None
    print(on_terminal(page_of_rule(shown, group_of(shown), checked)), end="")
    return DONE if checked is None else exit_code([checked.status.value], options.strict)
