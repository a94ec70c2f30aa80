"""Classics: f-divergences, and the bounds on them that adversarial training maximises."""

from __future__ import annotations

from typing import Any

from sympy import Gt, Symbol, log

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language import (
    ArbitraryMap,
    Conjugate,
    Convex,
    Density,
    Dominates,
    Everywhere,
    Expect,
    FDivergence,
    Gradient,
    IsFinite,
    Line,
    Space,
    arbitrary_law,
)
from derive.packs.sheet import Sheet
from derive.rulebook.divergences.discrepancies import f_divergence_definition
from derive.rulebook.expectations.expansion import product_multiplied_out
from derive.rulebook.expectations.integrals import expectation_recognised
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.expectations.log_ratios import kl_recognised
from derive.rulebook.inequalities.convex_jensen import jensen_for_convex
from derive.rulebook.inequalities.fenchel_young import conjugate_at_a_slope, fenchel_young
from derive.rulebook.laws.normalisation import (
    density_integrates_to_one,
    importance_weight_integrates,
)
from derive.rulebook.optima.conjugates import conjugate_definition
from derive.rulebook.optima.pointwise import concave_supremum_is_at_the_stationary_point
from derive.rulebook.rewriting.logarithms import logarithms_split

sheet = Sheet("classics", "Classics of variational inference")

X, x = Space("X"), Symbol("x")
ours, theirs = arbitrary_law("p", X), arbitrary_law("q", X)
P, Q = Density(ours, x), Density(theirs, x)
T, f, u = ArbitraryMap("T", X), ArbitraryMap("f", Line(0)), Symbol("u", positive=True)
supported = Dominates(theirs, ours)
positive_everywhere = (Everywhere(Gt(P, 0), x, X), Everywhere(Gt(Q, 0), x, X))


def critic_bound(f: Any, *given: Any, title: str = "") -> Derivation:
    """The bound by an arbitrary critic T, for the generator f, a function of u."""
    at_x = T(x)
    conjugate = Expect(Conjugate(f, u, Line(0), at_x), x, theirs)
    finite = (IsFinite(Expect(at_x, x, ours)), IsFinite(conjugate))
    return (
        start(FDivergence(f, u, ours, theirs), supported, *given, *finite, title=title)
        .by(fenchel_young, at_x)
        .by(expectation_is_linear)
        .by(importance_weight_integrates)
        .by(expectation_recognised)
    )


@sheet.problem("f-gan-bound", part="9")
def f_gan_bound() -> Derivation:
    """The bound on an f-divergence that adversarial training maximises.

    For a convex function f, show that the f-divergence of p from q is at least the mean of T under
    p less the mean of the conjugate f*(T) under q, for every function T; and that T = f'(p/q)
    attains it.
    """
    convex = Convex(f(u), u, Line(0))
    slope, value = Gradient(f(u), u, P / Q), Expect(f(P / Q), x, theirs)
    conjugate = Expect(Conjugate(f(u), u, Line(0), slope), x, theirs)
    defined = start(FDivergence(f(u), u, ours, theirs), supported).by(f_divergence_definition)
    attained = (
        start(
            Expect(slope, x, ours) - conjugate,
            supported,
            *positive_everywhere,
            convex,
            IsFinite(value),
            IsFinite(Expect(slope, x, ours)),
            title="The function that attains it",
        )
        .by(conjugate_at_a_slope)
        .by(expectation_is_linear)
        .by(importance_weight_integrates)
        .by(expectation_recognised)
        .back(defined)
    )
    return together("f-GAN", critic_bound(f(u), convex, title="The bound"), attained)


@sheet.problem("f-gan-bound-kl", part="9b")
def f_gan_bound_kl() -> Derivation:
    """The bound on the Kullback-Leibler divergence, as an f-divergence.

    For f(u) = u log u show that the f-divergence of p from q is their Kullback-Leibler divergence,
    that no function T makes the bound greater, and that T = log(p/q) + 1 attains it.
    """
    generator, best = u * log(u), log(P) - log(Q) + 1
    conjugate = Conjugate(generator, u, Line(0), best)
    divergence = (
        start(
            FDivergence(generator, u, ours, theirs),
            supported,
            title="The divergence",
        )
        .by(f_divergence_definition)
        .by(importance_weight_integrates)
        .by(expectation_recognised)
        .by(logarithms_split)
        .by(kl_recognised)
    )
    attained = (
        start(
            Expect(best, x, ours) - Expect(conjugate, x, theirs),
            supported,
            *positive_everywhere,
            title="The function that attains it",
        )
        .by(conjugate_definition)
        .by(concave_supremum_is_at_the_stationary_point)
        .by(logarithms_split)
        .by(product_multiplied_out)
        .by(importance_weight_integrates)
        .by(density_integrates_to_one)
        .by(kl_recognised)
    )
    return together("f-GAN", divergence, critic_bound(generator, title="The bound"), attained)


@sheet.problem("f-gan-bound-pearson", part="9c")
def f_gan_bound_pearson() -> Derivation:
    """The bound on the divergence of Pearson, as an f-divergence.

    For f(u) = (u - 1)^2 show that the f-divergence of p from q is at least the mean of T under p
    less the mean of the conjugate f*(T) under q, for every function T.
    """
    return critic_bound((u - 1) ** 2)


@sheet.problem("f-divergence-is-at-least-f-of-one", part="9d")
def f_divergence_is_at_least_f_of_one() -> Derivation:
    """An f-divergence is at least the value of its generator at one.

    For a convex function f, show that the f-divergence of p from q is at least f(1), which is zero
    for the divergences that have names.
    """
    return (
        start(
            FDivergence(f(u), u, ours, theirs),
            supported,
            Convex(f(u), u, Line(0)),
        )
        .by(f_divergence_definition)
        .by(jensen_for_convex)
        .by(importance_weight_integrates)
        .by(density_integrates_to_one)
    )
