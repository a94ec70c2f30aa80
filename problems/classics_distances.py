"""Classics: distances of two laws that bound one another."""

from __future__ import annotations

from sympy import Rational, Symbol, log, sqrt

from derive.derivation.derivation import Derivation, start
from derive.language import (
    Density,
    Integral,
    IsFinite,
    Space,
    SquaredHellinger,
    TotalVariation,
    arbitrary_law,
)
from derive.packs.sheet import Sheet
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.divergences.discrepancies import (
    squared_hellinger_definition,
    total_variation_definition,
)
from derive.rulebook.divergences.root_differences import (
    distance_below_log_ratio,
    distance_by_roots,
    squared_root_distance,
)
from derive.rulebook.expectations.expansion import product_multiplied_out
from derive.rulebook.expectations.integrals import expectation_recognised, integral_is_linear
from derive.rulebook.expectations.log_ratios import kl_recognised
from derive.rulebook.inequalities.cauchy_schwarz import cauchy_schwarz
from derive.rulebook.laws.normalisation import density_integrates_to_one

sheet = Sheet("classics", "Classics of variational inference")

X = Space("X")
x = Symbol("x")
ours, theirs = arbitrary_law("p", X), arbitrary_law("q", X)
P, Q = Density(ours, x), Density(theirs, x)


affinity = Integral(sqrt(P) * sqrt(Q), x, X)


@sheet.problem("hellinger-below-total-variation", part="18a")
def hellinger_below_total_variation() -> Derivation:
    """The squared Hellinger distance is at most the total variation distance."""
    half = Rational(1, 2)
    roots = Integral((sqrt(P) - sqrt(Q)) ** 2, x, X)
    squared = (
        start(half * roots, IsFinite(affinity))
        .by(product_multiplied_out)
        .by(integral_is_linear)
        .by(density_integrates_to_one)
    )
    return (
        start(SquaredHellinger(ours, theirs), IsFinite(affinity))
        .by(squared_hellinger_definition)
        .back(squared)
        .by(squared_root_distance)
        .back(start(TotalVariation(ours, theirs)).by(total_variation_definition))
    )


@sheet.problem("total-variation-below-hellinger", part="18b")
def total_variation_below_hellinger() -> Derivation:
    """The total variation distance, bounded by the Hellinger distance.

    Show that the square of the total variation distance is at most H (2 - H), H being the squared
    Hellinger distance.
    """
    hellinger = SquaredHellinger(ours, theirs)
    return (
        start(TotalVariation(ours, theirs) ** 2, IsFinite(affinity))
        .by(total_variation_definition)
        .by(distance_by_roots)
        .by(cauchy_schwarz)
        .by(product_multiplied_out)
        .by(integral_is_linear)
        .by(density_integrates_to_one)
        .by(algebra)
        .back(start(hellinger * (2 - hellinger)).by(squared_hellinger_definition).by(algebra))
    )


@sheet.problem("pinsker", part="19")
def pinsker() -> Derivation:
    """Pinsker's inequality.

    Show that the square of the total variation distance is at most half the divergence of p from q,
    where that is finite.
    """
    return (
        start(
            TotalVariation(ours, theirs) ** 2,
            IsFinite(Integral(P * (log(P) - log(Q)), x, X)),
        )
        .by(total_variation_definition)
        .by(distance_below_log_ratio)
        .by(cauchy_schwarz)
        .by(integral_is_linear)
        .by(density_integrates_to_one)
        .by(expectation_recognised)
        .by(kl_recognised)
    )
