"""Classics of variational inference and information theory, for arbitrary densities."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Gt, Min, Rational, Symbol, exp, log, sqrt

from derive.derivation.derivation import Derivation, start, together
from derive.language import (
    ELBO,
    JSD,
    KL,
    ArbitraryMap,
    ArgMax,
    Conjugate,
    Density,
    Disjoint,
    Dominates,
    Element,
    Entropy,
    Everywhere,
    Expect,
    Exponential,
    FDivergence,
    FiniteSum,
    Gradient,
    Integral,
    IsFinite,
    Kernel,
    Lattice,
    LawFamily,
    Laws,
    Line,
    Maximiser,
    Normal,
    Smooth,
    Space,
    SquaredHellinger,
    TotalVariation,
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
from derive.rulebook.cauchy_schwarz import cauchy_schwarz
from derive.rulebook.conjugates import conjugate_definition
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
from derive.rulebook.discrepancies import (
    f_divergence_definition,
    squared_hellinger_definition,
    total_variation_definition,
)
from derive.rulebook.disjoint import density_vanishes, jsd_definition
from derive.rulebook.exchanges import gradient_moves_inside
from derive.rulebook.expansion import product_multiplied_out
from derive.rulebook.fenchel_young import fenchel_young
from derive.rulebook.fisher_information import information_identity
from derive.rulebook.gibbs import gibbs_against
from derive.rulebook.gradients import differentiate, gradient_is_linear
from derive.rulebook.indexed_sums import mean_of_sum, sum_of_equal_terms
from derive.rulebook.integrals import expectation_recognised, integral_is_linear
from derive.rulebook.jensen import jensen_for_log, jensen_for_log_outwards
from derive.rulebook.linearity import expectation_is_linear
from derive.rulebook.log_factors import log_of_sum_as_product
from derive.rulebook.log_ratios import kl_recognised
from derive.rulebook.log_sum import log_sum_inequality
from derive.rulebook.logarithms import logarithms_combine, logarithms_split
from derive.rulebook.mixtures import mixture_is_at_least_own_share
from derive.rulebook.moments import second_moment_about_a_point
from derive.rulebook.normalisation import (
    density_integrates_to_one,
    importance_weight_integrates,
    importance_weight_is_at_most_the_integral,
)
from derive.rulebook.optimality import value_is_at_most_the_greatest
from derive.rulebook.order_of_integration import integrals_exchanged
from derive.rulebook.pointwise import concave_supremum_is_at_the_stationary_point
from derive.rulebook.power_means import mean_of_concave_power, mean_of_convex_power
from derive.rulebook.product_laws import mean_over_one_point
from derive.rulebook.root_differences import (
    distance_below_log_ratio,
    distance_by_roots,
    squared_root_distance,
)
from derive.rulebook.samples import variance_of_independent_sum, variance_over_one_point
from derive.rulebook.written_laws import mean_under_written_law, written_density
from derive.solvers.closed_form import reduced

sheet = Sheet("classics", "Classics of variational inference")

X, Z, THETA = Space("X"), Space("Z"), Space("Theta")
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
    ys, zs = Space("Y", "discrete"), Space("Z", "discrete")
    joint = joint_law("p", X, ys, zs)
    mine, other = arbitrary_law("q", ys), arbitrary_law("r", zs)
    fit = Expect(log(Density(joint, x, y, z)), z, other)
    objective = Expect(fit, y, mine) + Entropy(mine)
    return (
        start(
            Density(Maximiser(objective, mine.family, Laws(ys)), y),
            Everywhere(Everywhere(Gt(Density(joint, x, y, z), 0), z, zs), y, ys),
            IsFinite(Integral(exp(fit), y, ys)),
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


@sheet.problem("kl-data-processing", part="6")
def kl_data_processing() -> Derivation:
    """Processing does not increase the divergence.

    Draws of p and of q are passed through the same channel k(y given x). Show that the divergence
    between the laws of what comes out is at most that between p and q.
    """
    inputs, outputs = Space("X", "discrete"), Space("Y", "discrete")
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
    space = Space("X", "discrete")
    ones, others = ([arbitrary_law(name, space, index=(k,)) for k in (1, 2)] for name in ("p", "q"))

    def mixed(laws: Any) -> WithDensity:
        first, second = (Density(law, x) for law in laws)
        return WithDensity(share * first + (1 - share) * second, x, space)

    def ratio(one: Any, other: Any) -> Integral:
        logs = log(Density(one, x)) - log(Density(other, x))
        return Integral(Density(one, x) * logs, x, space)

    finite = (IsFinite(ratio(one, other)) for one, other in zip(ones, others, strict=True))
    return (
        start(KL(mixed(ones), mixed(others)), share < 1, *finite)
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
    x is the mean of the divergences of p and of q from the law of x; show that it is the
    Jensen-Shannon divergence.
    """
    half = Rational(1, 2)
    drawn = WithDensity(half * P + half * Q, x, X)
    divergence = start(JSD(ours, theirs)).by(jsd_definition)
    return (
        start(half * KL(ours, drawn) + half * KL(theirs, drawn))
        .by(kl_definition)
        .by(written_density)
        .back(divergence)
    )


@sheet.problem("f-gan-bound", part="9")
def f_gan_bound() -> Derivation:
    """The bound on an f-divergence that adversarial training maximises.

    For f(u) = u log u, and for f(u) = (u - 1)^2, show that the f-divergence of p from q is at least
    the mean of T under p less the mean of the conjugate f*(T) under q, for every function T; and
    for u log u that T = f'(p/q) = log(p/q) + 1 attains it.
    """
    function, ratio = ArbitraryMap("T", X), Symbol("u", positive=True)
    at_x = function(x)
    supported = Dominates(theirs, ours)
    best = log(P) - log(Q) + 1

    def bounded(f: Any, title: str) -> Derivation:
        conjugate = Expect(Conjugate(f, ratio, Line(0), at_x), x, theirs)
        finite = (IsFinite(Expect(at_x, x, ours)), IsFinite(conjugate))
        return (
            start(FDivergence(f, ratio, ours, theirs), supported, *finite, title=title)
            .by(fenchel_young, at_x)
            .by(expectation_is_linear)
            .by(importance_weight_integrates)
            .by(expectation_recognised)
        )

    chi = bounded((ratio - 1) ** 2, "The bound for (u - 1)^2")
    kl = bounded(ratio * log(ratio), "The bound for u log u")
    divergence = (
        start(FDivergence(ratio * log(ratio), ratio, ours, theirs), supported)
        .by(f_divergence_definition)
        .by(importance_weight_integrates)
        .by(expectation_recognised)
        .by(logarithms_split)
        .by(kl_recognised)
    )
    conjugate = Conjugate(ratio * log(ratio), ratio, Line(0), best)
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
        .back(divergence)
    )
    return together("f-GAN", attained, chi, kl)


@sheet.problem("renyi-bound", part="11")
def renyi_bound() -> Derivation:
    """The variational Renyi bound.

    Of the importance weights w = p(x, z)/q(z) take the mean of w^b under q, for b between 0 and 1,
    and divide its log by b. Show that this is at most log p(x), and at least the evidence lower
    bound.
    """
    power = Symbol("b", positive=True)
    weight = Density(p, x, z) / Density(q, z)
    bound = log(Expect(weight**power, z, q)) / power
    given = (power < 1, Gt(evidence, 0), Dominates(posterior, q))
    finite = tuple(IsFinite(Expect(log(d), z, q)) for d in (Density(p, x, z), Density(q, z)))
    bound_below = (
        start(ELBO(Density(p, x, z), z, q), *given, *finite)
        .by(elbo_definition)
        .by(expectation_is_linear)
    )
    above = (
        start(bound, *given, *finite, title="It is at least the evidence lower bound")
        .by(jensen_for_log)
        .by(logarithms_split)
        .by(expectation_is_linear)
        .by(algebra)
        .back(bound_below)
    )
    below = (
        start(bound, *given, title="It is at most log p(x)")
        .by(mean_of_concave_power)
        .by(logarithms_split)
        .by(importance_weight_is_at_most_the_integral)
        .by(marginal_recognised)
    )
    return together("Renyi bound", above, below)


@sheet.problem("chi-upper-bound", part="12")
def chi_upper_bound() -> Derivation:
    """An upper bound on the log evidence.

    Show that log p(x) is at most half the log of the mean, under q, of the square of the importance
    weight p(x, z)/q(z).
    """
    weight = Density(p, x, z) / Density(q, z)
    second = Expect(weight**2, z, q)
    return (
        start(log(second) / 2, Gt(evidence, 0), Dominates(q, posterior), IsFinite(second))
        .by(mean_of_convex_power)
        .by(importance_weight_integrates)
        .by(marginal_recognised)
        .by(logarithms_split)
    )


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


def member_at(parameter: Any) -> View:
    """The law of a family with one real parameter."""
    return arbitrary_law("p", X, parameters=(parameter,))


@sheet.problem("fisher-information", part="13")
def fisher_information() -> Derivation:
    """The Fisher information is the curvature of the divergence.

    Show that the second derivative of the divergence of p_theta from p_t with respect to t, at
    t = theta, is the mean square of the score there.
    """
    theta = Symbol("theta", real=True)
    here, there = member_at(theta), member_at(t)
    log_ratio = log(Density(here, x)) - log(Density(there, x))
    slope = Gradient(log(Density(there, x)), t, t)
    smooth = (
        Expect(log_ratio, x, here),
        Expect(-slope, x, here),
        Integral(Density(there, x), x, X),
        Integral(Gradient(Density(there, x), t, t), x, X),
    )
    return (
        start(
            Gradient(Gradient(KL(here, there), t, t), t, theta),
            Everywhere(Gt(Density(here, x), 0), x, X),
            *(Smooth(body, t, theta) for body in smooth),
        )
        .by(kl_definition)
        .by(gradient_moves_inside)
        .by(gradient_is_linear)
        .by(gradient_moves_inside)
        .by(gradient_is_linear)
        .by(information_identity)
    )


@sheet.problem("exponential-family-kl", part="14")
def exponential_family_kl() -> Derivation:
    """The divergence within an exponential family.

    The laws have the densities h(x) exp(eta T(x) - A(eta)), A being the log of the integral of the
    rest. Show that their divergence is A(zeta) - A(eta) - (zeta - eta) times the mean of T under
    eta, and that this mean is the derivative of A: the divergence is the Bregman divergence of A.
    """
    points = Space("X", "discrete")
    h, statistic = ArbitraryMap("h", points, codomain=Line(0)), ArbitraryMap("T", points)
    eta, zeta = Symbol("eta", real=True), Symbol("zeta", real=True)

    def log_mass(at: Any) -> Any:
        return log(Integral(h(x) * exp(at * statistic(x)), x, points))

    def member(at: Any) -> WithDensity:
        return WithDensity(h(x) * exp(at * statistic(x) - log_mass(at)), x, points)

    mass = Integral(h(x) * exp(eta * statistic(x)), x, points)
    mean_statistic = (
        start(Expect(statistic(x), x, member(eta)))
        .by(mean_under_written_law)
        .by(integral_is_linear)
    )
    slope = (
        start(
            Gradient(log_mass(eta), eta, eta),
            Smooth(mass, eta, eta),
            IsFinite(mass),
            title="The derivative of A",
        )
        .by(differentiate)
        .by(gradient_moves_inside)
        .by(differentiate)
        .back(mean_statistic)
    )
    divergence = (
        start(KL(member(eta), member(zeta)), title="The divergence")
        .by(kl_definition)
        .by(written_density)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    return together("Exponential family", slope, divergence)


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
