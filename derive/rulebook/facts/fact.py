"""How a fact is written: one family, one statistic, and a statement that is its own rewriting."""

from __future__ import annotations

from collections.abc import Callable

from derive.rulebook.expectations.moments import variance_is_second_moment_less_squared_mean
from derive.rulebook.laws.definitions import density_formula, expectation_definition
from derive.rulebook.matching import matched
from derive.rulebook.rule import Reason, Rule, Statement

Proof = Callable[[], tuple[Reason, ...]]


def fact(
    name: str,
    title: str,
    *,
    state: Callable[[], Statement],
    reason: str,
    reference: str,
    prove: Proof,
) -> Rule:
    """A rule that rewrites whatever matches the left side of its statement.

    state: E[statistic] or a variance under a law whose arguments are letters; every other letter in
    it is a slot that the statistic at hand fills. prove: the lines down to a standard integral.
    """
    return matched(name, title, reason, reference, state, prove)


def by_integral(*entries: str) -> Proof:
    """The proof of a mean: its definition, the density, and entries of the standard tables."""

    def prove() -> tuple[Reason, ...]:
        from derive.rulebook.standard import entry_named

        opened = (Reason(expectation_definition), Reason(density_formula))
        return (*opened, *(Reason(entry_named(name)) for name in entries))

    return prove


def variance_by_integral(*entries: str) -> Proof:
    """The proof of a variance: the second moment less the squared mean, each by its integral."""

    def prove() -> tuple[Reason, ...]:
        return (Reason(variance_is_second_moment_less_squared_mean), *by_integral(*entries)())

    return prove
