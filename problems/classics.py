"""Classics of variational inference and information theory, for arbitrary densities."""

from __future__ import annotations

from typing import Any

from sympy import Gt, Min, Symbol, exp, log, sqrt

from derive.derivation.derivation import Derivation, start, together
from derive.language import (
    ELBO,
    JSD,
    KL,
    ArbitraryMap,
    ArgMax,
    Density,
    Disjoint,
    Dominates,
    Element,
    Entropy,
    Everywhere,
    Expect,
    Exponential,
    FiniteSum,
    Integral,
    IsFinite,
    Lattice,
    LawFamily,
    Laws,
    Line,
    Maximiser,
    Normal,
    Space,
    Variance,
    View,
    WithDensity,
    arbitrary_law,
    iid,
    joint_law,
    mean,
)
from derive.packs.sheet import Sheet
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.averages import draws_left_out, leave_one_out, log_of_average
from derive.rulebook.bayes import conditional_definition, marginal_recognised, product_rule
from derive.rulebook.constants import constant_leaves_the_mean
from derive.rulebook.constrained import (
    concave_maximum_is_stationary,
    lagrange_multiplier,
    multiplier_eliminated,
    pointwise_maximum,
)
from derive.rulebook.definitions import (
    density_formula,
    elbo_definition,
    entropy_definition,
    expectation_definition,
    kl_definition,
)
from derive.rulebook.disjoint import density_vanishes, jsd_definition
from derive.rulebook.gibbs import gibbs_against
from derive.rulebook.indexed_sums import mean_of_sum, sum_of_equal_terms
from derive.rulebook.jensen import jensen_for_log_outwards
from derive.rulebook.linearity import expectation_is_linear
from derive.rulebook.log_factors import log_of_sum_as_product
from derive.rulebook.log_ratios import kl_recognised
from derive.rulebook.logarithms import logarithms_combine, logarithms_split
from derive.rulebook.mixtures import mixture_is_at_least_own_share
from derive.rulebook.moments import second_moment_about_a_point
from derive.rulebook.normalisation import importance_weight_is_at_most_the_integral
from derive.rulebook.optimality import value_is_at_most_the_greatest
from derive.rulebook.product_laws import mean_over_one_point
from derive.rulebook.samples import variance_of_independent_sum, variance_over_one_point
from derive.rulebook.written_laws import written_density
from derive.solvers.closed_form import reduced

sheet = Sheet("classics", "Classics of variational inference")

X, Y, Z, THETA = Space("X"), Space("Y"), Space("Z"), Space("Theta")
x, y, z, s, t = Symbol("x"), Symbol("y"), Symbol("z"), Symbol("s"), Symbol("t", real=True)
i, j = Symbol("i", integer=True), Symbol("j", integer=True)
m, K = (Symbol(name, integer=True, positive=True) for name in ("m", "K"))
p, r, q = joint_law("p", X, Z), joint_law("q", X, Z), arbitrary_law("q", Z)
posterior, evidence = p.given_that({X: x}), Density(p.marginal(X), x)
ours, theirs = arbitrary_law("p", X), arbitrary_law("q", X)
P, Q = Density(ours, x), Density(theirs, x)
positive_everywhere = (Everywhere(Gt(P, 0), x, X), Everywhere(Gt(Q, 0), x, X))


@sheet.problem("evidence-decomposition", part="1")
def evidence_decomposition() -> Derivation:
    """The log evidence is the evidence lower bound and a divergence.

    For every law q of the latent variable, show that the evidence lower bound and the divergence of
    q from the posterior add up to log p(x).
    """
    return (
        start(
            ELBO(Density(p, x, z), z, q) + KL(q, posterior),
            Gt(evidence, 0),
            Dominates(posterior, q),
            IsFinite(Expect(log(Density(q, z)), z, q)),
            IsFinite(Expect(log(Density(p, x, z)), z, q)),
        )
        .by(elbo_definition)
        .by(kl_definition)
        .by(conditional_definition)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )


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


model = LawFamily("p", (X, Z), (THETA,))
old, new_ = Symbol("theta_0"), Symbol("theta")


def joint_at(parameter: Any) -> View:
    """The joint law of the model with this parameter."""
    return View(model, context=(parameter,))


@sheet.problem("em-never-decreases", part="3")
def em_never_decreases() -> Derivation:
    """A step of expectation maximisation never lowers the likelihood.

    From theta_0 the step goes to the theta for which the mean of log p(x, z), under the posterior
    at theta_0, is greatest. Show that log p(x) is there at least what it was.
    """
    before = joint_at(old).given_that({X: x})

    def fit(parameter: Any) -> Expect:
        return Expect(log(Density(joint_at(parameter), x, z)), z, before)

    def bound(parameter: Any) -> ELBO:
        return ELBO(Density(joint_at(parameter), x, z), z, before)

    best = ArgMax(fit(new_), new_, THETA)
    given = (
        Gt(Density(joint_at(old).marginal(X), x), 0),
        Dominates(joint_at(best).given_that({X: x}), before),
        IsFinite(Expect(log(Density(before, z)), z, before)),
        IsFinite(fit(old)),
        IsFinite(fit(best)),
    )
    tight = (
        start(bound(old), *given)
        .by(elbo_definition)
        .by(conditional_definition)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    after = start(bound(best), *given).by(elbo_definition).by(expectation_is_linear)
    return (
        start(tight.result, *given, names={"theta^*": best})
        .back(tight)
        .by(elbo_definition)
        .by(expectation_is_linear)
        .by(value_is_at_most_the_greatest, best, old)
        .back(after)
        .by(elbo_definition)
        .by(logarithms_combine)
        .by(jensen_for_log_outwards)
        .by(importance_weight_is_at_most_the_integral)
        .by(marginal_recognised)
    )


@sheet.problem("mean-field-update", part="4")
def mean_field_update() -> Derivation:
    """The coordinate update of the mean-field approximation.

    The posterior of two latent variables y and z is approximated by a product of a law q of y and a
    law r of z. With r held fixed, which q makes the evidence lower bound greatest?
    """
    joint = joint_law("p", X, Y, Z)
    mine, other = arbitrary_law("q", Y), arbitrary_law("r", Z)
    fit = Expect(log(Density(joint, x, y, z)), z, other)
    objective = Expect(fit, y, mine) + Entropy(mine)
    return (
        start(
            Density(Maximiser(objective, mine.family, Laws(Y)), y),
            Everywhere(Everywhere(Gt(Density(joint, x, y, z), 0), z, Z), y, Y),
            IsFinite(Integral(exp(fit), y, Y)),
        )
        .by(entropy_definition)
        .by(expectation_definition)
        .by(lagrange_multiplier)
        .by(pointwise_maximum)
        .by(concave_maximum_is_stationary)
        .by(multiplier_eliminated)
    )


@sheet.problem("gibbs-variational-principle", part="5")
def gibbs_variational_principle() -> Derivation:
    """The variational principle of Gibbs.

    For a law p and a function f show that the mean of f under q less the divergence of q from p is
    at most the log of the mean of exp f under p for every law q, and equal to it for the tilted
    law.
    """
    f, law, other = ArbitraryMap("f", Z), arbitrary_law("p", Z), arbitrary_law("q", Z)
    mass = Expect(exp(f(z)), z, law)
    tilted = WithDensity(exp(f(z)) / mass * Density(law, z), z, Z)

    def value(of: Any) -> Any:
        return Expect(f(z), z, of) - KL(of, law)

    attained = (
        start(value(tilted), IsFinite(mass), title="The tilted law attains it")
        .by(kl_definition)
        .by(written_density)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    bound = (
        start(
            value(other),
            Dominates(law, other),
            IsFinite(mass),
            IsFinite(Expect(f(z), z, other)),
            IsFinite(KL(other, law)),
            title="No law does better",
        )
        .by(kl_definition)
        .by(gibbs_against, tilted)
        .by(written_density)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    return together("Variational principle", attained, bound)


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


@sheet.problem("exponential-family-kl", part="14")
def exponential_family_kl() -> Derivation:
    """The divergence within an exponential family.

    The laws have the densities h(x) exp(eta T(x) - A(eta)), A being the log of the integral of the
    rest. Show that their divergence is A(zeta) - A(eta) - (zeta - eta) times the mean of T under
    eta, and that this mean is the derivative of A: the divergence is the Bregman divergence of A.
    """
    h, statistic = ArbitraryMap("h", X, codomain=Line(0)), ArbitraryMap("T", X)
    eta, zeta = Symbol("eta", real=True), Symbol("zeta", real=True)

    def log_mass(at: Any) -> Any:
        return log(Integral(h(x) * exp(at * statistic(x)), x, X))

    def member(at: Any) -> WithDensity:
        return WithDensity(h(x) * exp(at * statistic(x) - log_mass(at)), x, X)

    return (
        start(KL(member(eta), member(zeta)))
        .by(kl_definition)
        .by(written_density)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )


@sheet.problem("maximum-entropy-exponential", part="15a")
def maximum_entropy_exponential() -> Derivation:
    """The greatest entropy for a given mean, on the positive line.

    Show that a law on the positive line has at most the entropy of the exponential law with the
    same mean.
    """
    law = arbitrary_law("q", Line(0))
    centre = Expect(x, x, law)
    greatest = Exponential(1 / centre)
    return (
        start(
            Entropy(law),
            IsFinite(centre),
            IsFinite(Expect(log(Density(greatest, x)), x, law)),
        )
        .by(entropy_definition)
        .by(gibbs_against, greatest)
        .by(density_formula)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )


@sheet.problem("maximum-entropy-normal", part="15b")
def maximum_entropy_normal() -> Derivation:
    """The greatest entropy for a given mean and variance, on the line.

    Show that a law on the line has at most the entropy of the normal law with the same mean and
    variance.
    """
    law = arbitrary_law("q", Line())
    centre, spread = Expect(x, x, law), Variance(x, x, law)
    greatest = Normal(centre, sqrt(spread))
    return (
        start(
            Entropy(law),
            Gt(spread, 0),
            IsFinite(centre),
            IsFinite(spread),
            IsFinite(Expect(log(Density(greatest, x)), x, law)),
        )
        .by(entropy_definition)
        .by(gibbs_against, greatest)
        .by(density_formula)
        .by(logarithms_split)
        .by(expectation_is_linear)
        .by(second_moment_about_a_point)
    )


@sheet.problem("estimator-variances", part="16")
def estimator_variances() -> Derivation:
    """The variances of two estimators of one gradient.

    Of the gradient of the mean of z^2 under the normal law with mean theta and variance one there
    are two unbiased estimators: z^2 times the score z - theta, and the derivative 2(theta + e) at
    standard normal noise e. What are their variances?
    """
    theta, e = Symbol("theta", real=True), Symbol("e", real=True)
    score = start(Variance(z**2 * (z - theta), z, Normal(theta, 1)), title="By the score")
    path = start(Variance(2 * (theta + e), e, Normal(0, 1)), title="By reparameterisation")
    return together("Variances", reduced(score), reduced(path))


@sheet.problem("error-of-a-mean", part="17")
def error_of_a_mean() -> Derivation:
    """Bias and variance of the mean of independent draws.

    The mean of f at m independent draws is taken as an estimate of a number t. Show that its mean
    squared error is the square of its bias and the variance of f divided by m.
    """
    f = ArbitraryMap("f", X)
    draws = iid(ours, m)
    total = FiniteSum(f(Element(s, i)), i, 1, m)
    value = f(Element(s, i))
    low, spread = Expect(Min(0, value), s, draws), Variance(value, s, draws)
    return (
        start(
            Expect((total / m - t) ** 2, s, draws),
            IsFinite(Variance(total, s, draws)),
            Everywhere(IsFinite(low), i, Lattice(1, m)),
            Everywhere(IsFinite(spread), i, Lattice(1, m)),
        )
        .by(second_moment_about_a_point)
        .by(mean_of_sum)
        .by(mean_over_one_point)
        .by(variance_of_independent_sum)
        .by(variance_over_one_point)
        .by(sum_of_equal_terms)
    )


@sheet.problem("iwae-grows", part="20")
def iwae_grows() -> Derivation:
    """One draw more never lowers the importance-weighted bound.

    L_K is the mean, over K independent draws of q, of the log of the average of their importance
    weights p(x, z)/q(z). Show that L_{K+1} is at least L_K.
    """
    weight = Density(p, x, Element(s, j)) / Density(q, Element(s, j))
    return (
        start(Expect(log(mean(weight, j, K + 1)), s, iid(q, K + 1)))
        .by(leave_one_out)
        .by(log_of_average)
        .by(expectation_is_linear)
        .by(mean_of_sum)
        .by(draws_left_out)
        .by(sum_of_equal_terms)
    )
