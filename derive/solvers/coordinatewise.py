"""Expectations under independent points, taken one point at a time."""

from __future__ import annotations

from derive.derivation.derivation import Derivation, RuleRefused
from derive.language.density import Density
from derive.language.expectation import Expect
from derive.language.law import ProductLaw
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.laws.definitions import density_formula
from derive.rulebook.laws.independent_points import log_density_of_points, mean_over_points
from derive.rulebook.laws.product_laws import product_law_density
from derive.rulebook.laws.sufficient_statistics import product_by_statistics
from derive.rulebook.rewriting.logarithms import logarithms_split
from derive.rulebook.rule import Rule
from derive.rulebook.sums.indexed_sums import mean_of_sum, sum_of_equal_terms, sums_join

_LINES = (log_density_of_points, sums_join, mean_over_points, sum_of_equal_terms)


_OF_DATA = (
    logarithms_split,
    log_density_of_points,
    density_formula,
    expectation_is_linear,
    mean_of_sum,
)
_LIKELIHOOD = (product_law_density, density_formula, product_by_statistics)


def over_data(d: Derivation) -> Derivation:
    """The chain with the log density of independent observations as a sum over them."""
    return _applied(d, _OF_DATA) if _speaks_of_points(d) else d


def likelihood_collected(d: Derivation) -> Derivation:
    """The chain with the density of independent observations by its sufficient statistics."""
    return _applied(d, _LIKELIHOOD) if _speaks_of_points(d) else d


def _speaks_of_points(d: Derivation) -> bool:
    return any(isinstance(e.law, ProductLaw) for e in d.reached.atoms(Density))


def _applied(d: Derivation, lines: tuple[Rule, ...]) -> Derivation:
    for rule in lines:
        try:
            d = d.by(rule)
        except RuleRefused:
            continue
    return d


def taken_apart(d: Derivation) -> Derivation:
    """The chain with each mean of a sum over independent points as a sum of means over one point.

    A chain that speaks of no independent points stays as it is.
    """
    if not any(isinstance(e.law, ProductLaw) for e in d.reached.atoms(Expect)):
        return d
    return _applied(d, _LINES)
