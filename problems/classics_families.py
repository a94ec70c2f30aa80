"""Classics: information, entropy and estimators in families of laws."""

from __future__ import annotations

from typing import Any

from sympy import Gt, Min, Symbol, exp, log, sqrt

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language import (
    KL,
    ArbitraryMap,
    Density,
    Element,
    Entropy,
    Everywhere,
    Expect,
    Exponential,
    FiniteSum,
    Gradient,
    Integral,
    IsFinite,
    Lattice,
    Line,
    Normal,
    Smooth,
    Space,
    Variance,
    View,
    WithDensity,
    arbitrary_law,
    iid,
)
from derive.packs.sheet import Sheet
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.expectations.exchanges import gradient_moves_inside
from derive.rulebook.expectations.fisher_information import information_identity
from derive.rulebook.expectations.gradients import differentiate, gradient_is_linear
from derive.rulebook.expectations.integrals import integral_is_linear
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.expectations.moments import second_moment_about_a_point
from derive.rulebook.inequalities.gibbs import gibbs_against
from derive.rulebook.laws.definitions import density_formula, entropy_definition, kl_definition
from derive.rulebook.laws.product_laws import mean_over_one_point
from derive.rulebook.laws.samples import variance_of_independent_sum, variance_over_one_point
from derive.rulebook.laws.written_laws import mean_under_written_law, written_density
from derive.rulebook.rewriting.logarithms import logarithms_split
from derive.rulebook.sums.indexed_sums import mean_of_sum, sum_of_equal_terms
from derive.solvers.closed_form import reduced

sheet = Sheet("classics", "Classics of variational inference")

X = Space("X")
x, z, s, t = Symbol("x"), Symbol("z"), Symbol("s"), Symbol("t", real=True)
i = Symbol("i", integer=True)
m = Symbol("m", integer=True, positive=True)
ours = arbitrary_law("p", X)


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
    called = {
        "A(eta)": log_mass(eta),
        "A(zeta)": log_mass(zeta),
        "p_eta": member(eta),
        "p_zeta": member(zeta),
    }
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
            names=called,
        )
        .by(differentiate)
        .by(gradient_moves_inside)
        .by(differentiate)
        .back(mean_statistic)
    )
    divergence = (
        start(KL(member(eta), member(zeta)), title="The divergence", names=called)
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
    law, mu = arbitrary_law("q", Line(0)), Symbol("mu", positive=True)
    centre = Expect(x, x, law)
    greatest = Exponential(1 / centre)
    bound = (
        start(
            Entropy(law),
            IsFinite(centre),
            IsFinite(Expect(log(Density(greatest, x)), x, law)),
            title="The bound",
        )
        .by(entropy_definition)
        .by(gibbs_against, greatest)
        .by(density_formula)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    attained = start(Entropy(Exponential(1 / mu)), title="The exponential law with mean mu has it")
    return together("Maximum entropy", reduced(attained.by(entropy_definition)), bound)


@sheet.problem("maximum-entropy-normal", part="15b")
def maximum_entropy_normal() -> Derivation:
    """The greatest entropy for a given mean and variance, on the line.

    Show that a law on the line has at most the entropy of the normal law with the same mean and
    variance.
    """
    law, mu = arbitrary_law("q", Line()), Symbol("mu", real=True)
    sigma = Symbol("sigma", positive=True)
    centre, spread = Expect(x, x, law), Variance(x, x, law)
    greatest = Normal(centre, sqrt(spread))
    bound = (
        start(
            Entropy(law),
            Gt(spread, 0),
            IsFinite(centre),
            IsFinite(spread),
            IsFinite(Expect(log(Density(greatest, x)), x, law)),
            title="The bound",
        )
        .by(entropy_definition)
        .by(gibbs_against, greatest)
        .by(density_formula)
        .by(logarithms_split)
        .by(expectation_is_linear)
        .by(second_moment_about_a_point)
        .by(algebra)
    )
    attained = start(Entropy(Normal(mu, sigma)), title="The normal law has it")
    return together("Maximum entropy", reduced(attained.by(entropy_definition)), bound)


@sheet.problem("estimator-variances", part="16")
def estimator_variances() -> Derivation:
    """The variances of two estimators of one gradient.

    Of the gradient of the mean of z^2 under the normal law with mean theta and variance one there
    are two unbiased estimators: z^2 times the score z - theta, and the derivative 2(theta + e) at
    standard normal noise e. What are their variances?
    """
    theta, e = Symbol("theta", real=True), Symbol("e", real=True)
    by_score = Variance(z**2 * (z - theta), z, Normal(theta, 1))
    by_path = Variance(2 * (theta + e), e, Normal(0, 1))
    score = start(by_score, title="By the score", letters=("z",))
    path = start(by_path, title="By reparameterisation", letters=("e",))
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
