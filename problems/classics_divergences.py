"""Classics: the divergences of Kullback and Leibler and of Jensen and Shannon."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Gt, Rational, Symbol, log

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language import (
    JSD,
    KL,
    Density,
    Disjoint,
    Everywhere,
    Expect,
    Integral,
    IsFinite,
    Kernel,
    Space,
    WithDensity,
    arbitrary_law,
    joint_law,
)
from derive.packs.sheet import Sheet
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.divergences.disjoint import density_vanishes, jsd_definition
from derive.rulebook.expectations.constants import constant_leaves_the_mean
from derive.rulebook.expectations.integrals import expectation_recognised, integral_is_linear
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.expectations.log_ratios import kl_recognised
from derive.rulebook.expectations.order_of_integration import integrals_exchanged
from derive.rulebook.inequalities.log_sum import log_sum_inequality
from derive.rulebook.laws.bayes import product_rule
from derive.rulebook.laws.definitions import expectation_definition, kl_definition
from derive.rulebook.laws.mixtures import mixture_is_at_least_own_share
from derive.rulebook.laws.normalisation import density_integrates_to_one
from derive.rulebook.laws.written_laws import written_density
from derive.rulebook.rewriting.log_factors import log_of_sum_as_product
from derive.rulebook.rewriting.logarithms import logarithms_combine, logarithms_split

sheet = Sheet("classics", "Classics of variational inference")

X, Z = Space("X"), Space("Z")
x, y, z = Symbol("x"), Symbol("y"), Symbol("z")
p, r = joint_law("p", X, Z), joint_law("q", X, Z)
ours, theirs = arbitrary_law("p", X), arbitrary_law("q", X)
P, Q = Density(ours, x), Density(theirs, x)
positive_everywhere = (Everywhere(Gt(P, 0), x, X), Everywhere(Gt(Q, 0), x, X))


@sheet.problem("kl-chain-rule", part="2")
def kl_chain_rule() -> Derivation:
    """The chain rule of the divergence.

    Show that the divergence between two joint laws is the one between their marginals, and the mean
    of those between their conditionals.
    """
    ours_, theirs_ = (law.given_that({X: x}) for law in (p, r))
    ratio = log(Density(p, x, z)) - log(Density(r, x, z))
    return (
        start(
            Expect(Expect(ratio, z, ours_), x, p.marginal(X)),
            Everywhere(Everywhere(Gt(Density(theirs_, z), 0), z, Z), x, X),
            Everywhere(Gt(Density(r.marginal(X), x), 0), x, X),
            IsFinite(Expect(KL(ours_, theirs_), x, p.marginal(X))),
        )
        .by(product_rule, X)
        .by(logarithms_split)
        .by(kl_recognised)
        .by(kl_recognised)
    )


@sheet.problem("jsd-at-most-log-two", part="8")
def jsd_at_most_log_two() -> Derivation:
    """The Jensen-Shannon divergence is at most log 2.

    Show this for any two laws, and that laws with disjoint supports attain it.
    """
    attained = (
        start(JSD(ours, theirs), Disjoint(ours, theirs), title="Disjoint supports attain it")
        .by(jsd_definition)
        .by(density_vanishes)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    bound = (
        start(JSD(ours, theirs), title="The bound")
        .by(jsd_definition)
        .by(mixture_is_at_least_own_share)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    return together("Jensen-Shannon divergence", attained, bound)


@sheet.problem("gan-value", part="10")
def gan_value() -> Derivation:
    """The value of the game at the best discriminator.

    The best discriminator of draws of p from draws of q is D = p/(p + q). Show that the mean of
    log D under p and that of log(1 - D) under q add up to twice the Jensen-Shannon divergence less
    log 4.
    """
    best = P / (P + Q)
    divergence = (
        start(2 * JSD(ours, theirs) - log(4))
        .by(jsd_definition)
        .by(log_of_sum_as_product)
        .by(constant_leaves_the_mean)
        .by(logarithms_combine)
        .by(algebra)
    )
    return (
        start(Expect(log(best), x, ours) + Expect(log(1 - best), x, theirs), *positive_everywhere)
        .by(log_of_sum_as_product)
        .back(divergence)
    )


@sheet.problem("kl-data-processing", part="6")
def kl_data_processing() -> Derivation:
    """Processing does not increase the divergence.

    Draws of p and of q are passed through the same channel k(y given x). Show that the divergence
    between the laws of what comes out is at most that between p and q.
    """
    inputs, outputs = Space("X"), Space("Y")
    one, other = arbitrary_law("p", inputs), arbitrary_law("q", inputs)
    passing = Density(Kernel("k", outputs, inputs)(x), y)
    ratio = log(Density(one, x)) - log(Density(other, x))
    weighed = Abs(passing * Density(one, x) * ratio)

    def passed(law: Any) -> WithDensity:
        return WithDensity(Integral(passing * Density(law, x), x, inputs), y, outputs)

    return (
        start(
            KL(passed(one), passed(other)),
            Everywhere(Gt(Density(one, x), 0), x, inputs),
            Everywhere(Gt(Density(other, x), 0), x, inputs),
            Everywhere(Everywhere(Gt(passing, 0), x, inputs), y, outputs),
            IsFinite(Integral(Integral(weighed, x, inputs), y, outputs)),
            names={"p_Y": passed(one), "q_Y": passed(other)},
        )
        .by(kl_definition)
        .by(expectation_definition)
        .by(written_density)
        .by(log_sum_inequality)
        .by(logarithms_split)
        .by(integrals_exchanged)
        .by(integral_is_linear)
        .by(density_integrates_to_one)
        .by(expectation_recognised)
        .by(kl_recognised)
    )


@sheet.problem("kl-jointly-convex", part="7")
def kl_jointly_convex() -> Derivation:
    """The divergence is jointly convex.

    Two pairs of laws are mixed with the same weights a and 1 - a. Show that the divergence between
    the mixtures is at most the mixture of the divergences.
    """
    share = Symbol("a", positive=True)
    space = Space("X")
    ones, others = ([arbitrary_law(name, space, index=(k,)) for k in (1, 2)] for name in ("p", "q"))

    def mixed(laws: Any) -> WithDensity:
        first, second = (Density(law, x) for law in laws)
        return WithDensity(share * first + (1 - share) * second, x, space)

    def ratio(one: Any, other: Any) -> Integral:
        logs = log(Density(one, x)) - log(Density(other, x))
        return Integral(Density(one, x) * logs, x, space)

    finite = (IsFinite(ratio(one, other)) for one, other in zip(ones, others, strict=True))
    return (
        start(
            KL(mixed(ones), mixed(others)),
            share < 1,
            *finite,
            names={"p": mixed(ones), "q": mixed(others)},
        )
        .by(kl_definition)
        .by(expectation_definition)
        .by(written_density)
        .by(log_sum_inequality)
        .by(integral_is_linear)
        .by(expectation_recognised)
        .by(kl_recognised)
    )


@sheet.problem("jsd-mutual-information", part="8b")
def jsd_mutual_information() -> Derivation:
    """The Jensen-Shannon divergence is a mutual information.

    A fair coin decides whether x is drawn from p or from q. The mutual information of the coin and
    x is the mean of the divergences of p and of q from the law m of x; show that it is the
    Jensen-Shannon divergence.
    """
    half = Rational(1, 2)
    drawn = WithDensity(half * P + half * Q, x, X)
    divergence = start(JSD(ours, theirs)).by(jsd_definition)
    return (
        start(half * KL(ours, drawn) + half * KL(theirs, drawn), names={"m": drawn})
        .by(kl_definition)
        .by(written_density)
        .back(divergence)
    )
