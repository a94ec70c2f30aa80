"""Distances and divergences of two laws with a formula, in closed form."""

from __future__ import annotations

from typing import Any

from sympy import Symbol, oo

from derive.derivation.derivation import Derivation, start
from derive.errors import DeriveError
from derive.language.assumptions import each_fact
from derive.language.condition import Dominates
from derive.language.discrepancy import (
    Bhattacharyya,
    ChiSquared,
    FDivergence,
    Jeffreys,
    Renyi,
    SquaredHellinger,
    TotalVariation,
)
from derive.language.distribution import Distribution
from derive.language.divergence import JSD
from derive.language.law import Law, ProductLaw
from derive.language.space import Power, Simplex
from derive.language.stated import given_with
from derive.language.vector_laws import GaussianVector
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.divergences.discrepancies import (
    bhattacharyya_definition,
    chi_squared_definition,
    f_divergence_definition,
    jeffreys_definition,
    renyi_definition,
    renyi_of_order_one,
    squared_hellinger_definition,
    total_variation_definition,
)
from derive.rulebook.divergences.disjoint import jsd_definition
from derive.rulebook.divergences.total_variation import (
    distance_by_where_densities_cross,
    distance_of_a_shifted_density,
    total_variation_by_shared_mass,
)
from derive.rulebook.expectations.infinite_integrals import power_ratio_is_infinite_off_the_support
from derive.rulebook.expectations.product_integrals import (
    integral_over_points_factorises,
    product_of_equal_factors,
)
from derive.rulebook.expectations.support_ends import (
    integral_over_nothing,
    integral_splits_at_support_ends,
)
from derive.rulebook.laws.definitions import density_formula, expectation_definition, kl_definition
from derive.rulebook.laws.gaussian_affinities import overlap_of_normal_vectors
from derive.rulebook.laws.normalisation import density_integrates_to_one
from derive.rulebook.matrices.quadratic_forms import inverse_drops_out
from derive.rulebook.rewriting.logarithms import logarithms_split
from derive.rulebook.rewriting.products_by_logarithm import product_by_its_logarithm
from derive.rulebook.rule import Rule
from derive.rulebook.sums.finite_sums import sum_over_finitely_many_points
from derive.rulebook.sums.indexed_sums import log_of_finite_product, sum_of_equal_terms
from derive.rulebook.sums.simplified_terms import factors_simplified
from derive.solvers.closed_form import attempt, reduced
from derive.solvers.divergences import same_measure
from derive.solvers.generators import require_convex
from derive.solvers.givens import assumed
from derive.solvers.known_open import DISTANCE_OF_PRODUCTS, MIXTURE_OF_PRODUCTS
from derive.solvers.normal_vectors import in_coordinates
from derive.text.plain import plain

_OVER_POINTS = (
    overlap_of_normal_vectors,
    inverse_drops_out,
    integral_over_points_factorises,
    log_of_finite_product,
    sum_of_equal_terms,
    product_of_equal_factors,
)


def chi_squared(p: Law, q: Law, assume: tuple[Any, ...] = ()) -> Derivation:
    """The integral of p^2/q, less one; +oo where it diverges or p has mass that q lacks.

    Raises DeriveError where one law is on the integers and the other on the line.

    >>> from sympy import symbols
    >>> from derive.language import Poisson
    >>> a, b = symbols("a b", positive=True)
    >>> chi_squared(Poisson(a), Poisson(b)).result
    exp((a - b)**2/b) - 1
    """
    return _powers_reduced(_defined(ChiSquared(p, q), chi_squared_definition, assume))


def squared_hellinger(p: Law, q: Law, assume: tuple[Any, ...] = ()) -> Derivation:
    """1 less the integral of sqrt(p q); 1 for disjoint laws."""
    return _powers_reduced(_defined(SquaredHellinger(p, q), squared_hellinger_definition, assume))


def bhattacharyya(p: Law, q: Law, assume: tuple[Any, ...] = ()) -> Derivation:
    """Minus the log of the integral of sqrt(p q); +oo for disjoint laws."""
    return _powers_reduced(_defined(Bhattacharyya(p, q), bhattacharyya_definition, assume))


def renyi(p: Law, q: Law, order: Any, assume: tuple[Any, ...] = ()) -> Derivation:
    """log of the integral of p^order q^(1 - order), over order - 1, in nats, for a positive order;
    KL(p, q) at the order 1.

    Raises DeriveError where the order is not positive.
    """
    goal = Renyi(p, q, order)
    if goal.order.is_extended_positive is False or goal.order == oo:
        raise DeriveError(f"the order of a Renyi divergence is a positive number, not {order}")
    if goal.order == 1:
        return reduced(_defined(goal, renyi_of_order_one, assume).by(kl_definition))
    return _powers_reduced(_defined(goal, renyi_definition, assume))


def total_variation(p: Law, q: Law, assume: tuple[Any, ...] = ()) -> Derivation:
    """Half the integral of |p - q|; 1 for disjoint laws.

    >>> from sympy import symbols
    >>> from derive.language import Laplace
    >>> a, b = symbols("a b", real=True)
    >>> total_variation(Laplace(a, 1), Laplace(b, 1)).result
    1 - exp(-Abs(a - b)/2)
    """
    begun = _begun(TotalVariation(p, q), assume)
    shared = attempt(begun, total_variation_by_shared_mass)
    if shared is not begun:
        return reduced(attempt(shared, density_formula))
    d = begun.by(total_variation_definition)
    if _of_several(p) and p != q:
        return d.stop(DISTANCE_OF_PRODUCTS)
    standing = d.reached
    d = attempt(d, integral_splits_at_support_ends)
    if d.reached == standing and p.space != q.space:
        return d.stop("it is not known how the supports of ", p, " and ", q, " lie")
    d = attempt(d, distance_of_a_shifted_density, sum_over_finitely_many_points)
    return reduced(attempt(attempt(d, distance_by_where_densities_cross), density_formula))


def jsd(p: Law, q: Law, assume: tuple[Any, ...] = ()) -> Derivation:
    """The mean of KL(p, m) and KL(q, m) for the even mixture m, in nats: log 2 for disjoint laws.

    >>> from derive.language import Uniform
    >>> jsd(Uniform(0, 1), Uniform(2, 5)).result
    log(2)
    """
    d = _defined(JSD(p, q), jsd_definition, assume)
    if _of_several(p) and p != q:
        return d.stop(MIXTURE_OF_PRODUCTS)
    if p.space != q.space:
        d = attempt(d.by(expectation_definition), integral_splits_at_support_ends)
        d = attempt(d, density_formula)
    return reduced(d)


def jeffreys(p: Law, q: Law, assume: tuple[Any, ...] = ()) -> Derivation:
    """KL(p, q) + KL(q, p), in nats."""
    d = _defined(Jeffreys(p, q), jeffreys_definition, assume)
    return reduced(d.by(kl_definition))


def f_divergence(p: Law, q: Law, f: Any, u: Symbol, assume: tuple[Any, ...] = ()) -> Derivation:
    """D_f(p, q) = E_q[f(p/q)] for a function f of the positive symbol u, where q has mass wherever
    p has.

    Raises DeriveError where p is known to have mass that q lacks, or f not to be convex.

    >>> from sympy import symbols, log
    >>> from derive.language import Exponential
    >>> a, b, u = symbols("a b u", positive=True)
    >>> f_divergence(Exponential(a), Exponential(b), -log(u), u).result
    a/b + log(b/a) - 1
    """
    require_convex(f, u, given_with(f).also(*each_fact(assume)))
    goal = FDivergence(f, u, p, q)
    if holds(Dominates(q, p), start(goal, *assumed((p, q), assume)).assumptions) is False:
        raise DeriveError(f"{p} has mass where {q} has none: D_f is not E_q[f(p/q)] there")
    d = _defined(goal, f_divergence_definition, assume)
    return reduced(attempt(attempt(d, logarithms_split), density_formula))


def _of_several(law: Law) -> bool:
    """Whether a law is known to speak of several numbers."""
    return isinstance(law, (Distribution, ProductLaw, GaussianVector)) and isinstance(
        law.space, (Power, Simplex)
    )


def _powers_reduced(d: Derivation) -> Derivation:
    """The chain continued from an integral of powers of the two densities."""
    d = attempt(d, power_ratio_is_infinite_off_the_support, integral_over_nothing)
    for rule in _OVER_POINTS:
        d = attempt(d, rule)
    d = reduced(attempt(attempt(d, density_integrates_to_one), density_formula))
    return d if d.result is None else attempt(d, factors_simplified, product_by_its_logarithm)


def _defined(goal: Any, definition: Rule, assume: tuple[Any, ...]) -> Derivation:
    return _begun(goal, assume).by(definition)


def _begun(goal: Any, assume: tuple[Any, ...]) -> Derivation:
    p, q = goal.laws if isinstance(goal, FDivergence) else goal.args[:2]
    same_measure(p, q)
    return in_coordinates(start(goal, *assumed((p, q), assume), title=plain(goal)))
