"""Expectations under independent points, taken one point at a time."""

from __future__ import annotations

from derive.derivation.derivation import Derivation, RuleRefused
from derive.language.expectation import Expect
from derive.language.law import ProductLaw
from derive.rulebook.independent_points import log_density_of_points, mean_over_points
from derive.rulebook.indexed_sums import sum_of_equal_terms, sums_join

_LINES = (log_density_of_points, sums_join, mean_over_points, sum_of_equal_terms)


def taken_apart(d: Derivation) -> Derivation:
    """The chain with each mean of a sum over independent points as a sum of means over one point.

    A chain that speaks of no independent points stays as it is.
    """
    if not any(isinstance(e.law, ProductLaw) for e in d.reached.atoms(Expect)):
        return d
    for rule in _LINES:
        try:
            d = d.by(rule)
        except RuleRefused:
            continue
    return d
