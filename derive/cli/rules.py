"""`derive rules`."""

from __future__ import annotations

import argparse

from derive.cli.arguments import BadInput
from derive.cli.exits import DONE, exit_code
from derive.text.nearest import nearest


def rules(options: argparse.Namespace) -> int:
    """Print the catalogue by group, or one rule with its statement and its proof."""
    from derive.rules.catalogue import groups

    if options.name is None:
        names = max(len(r.name) for members in groups().values() for r in members)
        for i, (group, members) in enumerate(groups().items()):
            print(f"{'' if i == 0 else chr(10)}{group}")
            for rule in members:
                print(f"  {rule.name:<{names}}  {rule.title}")
        return DONE
    found = [(g, r) for g, members in groups().items() for r in members if r.name == options.name]
    if not found:
        known = [r.name for members in groups().values() for r in members]
        hint = nearest(options.name, known, "`derive rules` shows them all")
        raise BadInput(f"there is no rule {options.name!r}; {hint}")
    from derive.derivation.proof import prove
    from derive.derivation.rule_page import page_of_rule
    from derive.render.page import this_terminal

    group, rule = found[0]
    proof = prove(rule)
    checked = proof.verify(options.seed) if proof is not None else None
    print(this_terminal().page(page_of_rule(rule, group, checked)), end="")
    return DONE if checked is None else exit_code([checked.status.value], options.strict)
