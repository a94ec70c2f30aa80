"""Which rules to try on an expectation, a variance or an integral, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from sympy import Abs, Add, Max, Min, log

from derive.language.assumptions import Assumptions
from derive.language.density import Density
from derive.language.distribution import Distribution
from derive.language.expectation import Expect, Variance
from derive.language.integral import Integral
from derive.rulebook.apply import Refused, apply
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.expectations.divergence import expectation_diverges
from derive.rulebook.expectations.expansion import integral_term_by_term, product_multiplied_out
from derive.rulebook.expectations.infinite_integrals import positive_integral_diverges
from derive.rulebook.expectations.integrals import integral_is_linear
from derive.rulebook.expectations.kinks import integral_splits_by_cases
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.expectations.mixture_laws import mean_under_mixture, variance_of_mixture
from derive.rulebook.expectations.moments import (
    second_moment_about_a_point,
    variance_is_second_moment_less_squared_mean,
)
from derive.rulebook.expectations.support_cases import kink_inside_or_outside, slope_zero_or_not
from derive.rulebook.expectations.support_ends import integral_over_nothing
from derive.rulebook.facts import facts_about
from derive.rulebook.laws.definitions import density_formula, expectation_definition
from derive.rulebook.laws.normalisation import density_integrates_to_one
from derive.rulebook.laws.samples import variance_scales
from derive.rulebook.laws.simplex_moments import moments_of_one_share, moments_of_shares
from derive.rulebook.laws.truncations import (
    interval_as_difference,
    mean_under_truncated_law,
    polynomial_of_truncated_normal,
)
from derive.rulebook.matching import Pattern
from derive.rulebook.matrices.vector_moments import polynomial_of_normal_vector
from derive.rulebook.rewriting.absolute_values import (
    absolute_value_of_known_sign,
    distance_is_difference_and_twice_the_shortfall,
    extremum_by_distance,
)
from derive.rulebook.rewriting.log_factors import log_of_sum_as_product
from derive.rulebook.rewriting.logarithms import logarithms_split
from derive.rulebook.rule import Rule, Site
from derive.rulebook.sums.finite_sums import (
    expectation_over_finitely_many_points,
    sum_over_finitely_many_points,
)
from derive.rulebook.sums.indexed_sums import mean_of_sum

SPLITTING = (expectation_is_linear, variance_scales)
OF_MIXTURES = (mean_under_mixture, variance_of_mixture)
CASES = (absolute_value_of_known_sign, kink_inside_or_outside, slope_zero_or_not)
RESHAPING = (
    second_moment_about_a_point,
    expectation_over_finitely_many_points,
    variance_is_second_moment_less_squared_mean,
    distance_is_difference_and_twice_the_shortfall,
)

INSIDE = (*CASES, *RESHAPING, logarithms_split, log_of_sum_as_product)
"""What acts inside a node as well as on it."""

MOST_TERMS = 8

Move = tuple[Rule, Any]


def moves(node: Any, known: Assumptions) -> Iterator[Move]:
    """The rules that act on a node, each with its place, the most telling first.

    A fact acts wherever it matches; what only changes the shape of an expectation, at the node.
    """
    if isinstance(node, Integral):
        yield from _on_integral(node, known)
    elif isinstance(node.args[2], Distribution):
        yield from _on_moment(node, known)
    elif acts(expectation_is_linear, node, known):
        yield expectation_is_linear, None


def _on_moment(node: Any, known: Assumptions) -> Iterator[Move]:
    if acts(polynomial_of_normal_vector, node, known):
        yield polynomial_of_normal_vector, node
    if acts(polynomial_of_truncated_normal, node, known):
        yield polynomial_of_truncated_normal, None
    for rule in (*SPLITTING, *OF_MIXTURES, *facts_about(type(node.args[2]))):
        if acts(rule, node, known):
            yield rule, None
    for rule in (moments_of_shares, moments_of_one_share, mean_of_sum):
        if acts(rule, node, known):
            yield rule, None
    for rule in (expectation_diverges, *CASES):
        if acts(rule, node, known):
            yield rule, node
    if isinstance(node, Expect) and node.args[0].has(Abs, Max, Min):
        yield from _on_kinks(node, known)
    for rule in RESHAPING:
        if acts(rule, node, known):
            yield rule, node
    if acts(mean_under_truncated_law, node, known):
        yield mean_under_truncated_law, None
    if isinstance(node, Expect):
        if _as_standard_integral(node, known):
            yield expectation_definition, node
        if acts(product_multiplied_out, node, known):
            yield product_multiplied_out, node
        if acts(integral_splits_by_cases, node, known):
            yield integral_splits_by_cases, node
        if _as_sum_of_standard_integrals(node, known):
            yield expectation_definition, node
        yield from _on_log_of_fraction(node, known)


def _on_log_of_fraction(node: Expect, known: Assumptions) -> Iterator[Move]:
    """The log of a rational function: over one denominator, and split."""
    body, x, _ = node.open_alone()
    logs = [f for f in body.atoms(log) if x in f.free_symbols]
    if logs and all(f.args[0].is_rational_function(x) for f in logs):
        for rule in (logarithms_split, log_of_sum_as_product):
            if acts(rule, node, known):
                yield rule, node


def _on_kinks(node: Expect, known: Assumptions) -> Iterator[Move]:
    """A distance that the tables have; the larger of two numbers by their distance, if the facts or
    the tables have that."""
    if _as_standard_integral(node, known):
        yield expectation_definition, node
    made = extremum_by_distance.tried(node, Site(known))
    if made is None:
        return
    distances = [e for e in made.after.atoms(Expect) if e.args[0].has(Abs)]
    law = node.args[2]
    for distance in distances:
        if any(acts(f, distance, known) for f in facts_about(type(law))) or _as_standard_integral(
            distance, known
        ):
            yield extremum_by_distance, node


def _on_integral(node: Integral, known: Assumptions) -> Iterator[Move]:
    for rule in (integral_over_nothing, density_integrates_to_one):
        if acts(rule, node, known):
            yield rule, node
    if node.args[0].has(Density) and acts(density_formula, node, known):
        yield density_formula, node
    last = (positive_integral_diverges, integral_splits_by_cases, interval_as_difference)
    for rule in chain((absolute_value_of_known_sign,), _surest_first(node, known), last):
        if acts(rule, node, known):
            yield rule, node
    if isinstance(node.args[0], Add):
        yield integral_is_linear, node
    elif _terms_are_standard(node, known):
        yield integral_term_by_term, node


def _surest_first(node: Integral, known: Assumptions) -> Iterator[Rule]:
    """The ways to a value that act, those whose conditions are all known to hold first."""
    site, unsure = Site(known), []
    for rule in (*_standard(node.space), sum_over_finitely_many_points):
        made = rule.tried(node, site)
        if made is None:
            continue
        if all(holds(c, known) is True for c in made.conditions):
            yield rule
        else:
            unsure.append(rule)
    yield from unsure


def _as_standard_integral(node: Expect, known: Assumptions) -> bool:
    """Whether the function times the density is an entry of the tables."""
    body, x, law = node.open_alone()
    written = Integral(law.density(x) * body, x, law.space)
    return any(acts(rule, written, known) for rule in _standard(law.space))


def _as_sum_of_standard_integrals(node: Expect, known: Assumptions) -> bool:
    body, x, law = node.open_alone()
    return _terms_are_standard(Integral(law.density(x) * body, x, law.space), known)


def _terms_are_standard(node: Integral, known: Assumptions) -> bool:
    """Whether the integrand, multiplied out, is a sum of entries of the tables."""
    made = product_multiplied_out.tried(node, Site(known))
    assert made is not None
    body, x, space = made.after.open()
    terms = Add.make_args(body)
    return 1 < len(terms) <= MOST_TERMS and all(
        any(acts(rule, Integral(term, x, space), known) for rule in _standard(space))
        for term in terms
    )


def _standard(space: Any) -> tuple[Rule, ...]:
    from derive.rulebook.standard import standard_integrals_over

    return standard_integrals_over(space)


def acts(rule: Rule, node: Any, known: Assumptions) -> bool:
    """Whether the rule rewrites the node, with no condition that fails."""
    if isinstance(rule.rewrite, Pattern) or (
        isinstance(node, (Expect, Variance)) and rule not in INSIDE
    ):
        made = rule.tried(node, Site(known))
        if made is None or made.after == node:
            return False
        return all(holds(c, known) is not False for c in made.conditions)
    tried = apply(rule, node, known, (), node)
    if isinstance(tried, Refused):
        return False
    return all(holds(c, known) is not False for c in tried.conditions)
