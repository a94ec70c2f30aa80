"""How a fact is written: one family, one statistic, and a statement that is its own rewriting."""

from __future__ import annotations

from collections.abc import Callable

from derive.rules.matching import Pattern
from derive.rules.rule import Reason, Rule, Statement


def fact(
    name: str,
    title: str,
    *,
    state: Callable[[], Statement],
    reason: str,
    reference: str,
    prove: Callable[[], tuple[Reason, ...]],
) -> Rule:
    """A rule that rewrites whatever matches the left side of its statement.

    state: E[statistic] or a variance under a law whose arguments are letters; every other letter in
    it is a slot that the statistic at hand fills. prove: the lines down to a standard integral.
    """
    pattern = Pattern(state)
    return Rule(
        name=name,
        title=title,
        reason=reason,
        reference=reference,
        state=lambda: pattern.statement,
        rewrite=pattern,
        prove=prove,
    )
