"""The sheet bml-hw3: gradients of importance-weighted bounds, and the best prior."""

from __future__ import annotations

from typing import Any

from sympy import Gt, Symbol, log, oo

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language import (
    KL,
    ArbitraryMap,
    Density,
    Element,
    Everywhere,
    Expect,
    Gradient,
    IsFinite,
    Kernel,
    Lattice,
    LawFamily,
    Laws,
    Line,
    Maximiser,
    Smooth,
    Space,
    View,
    arbitrary_law,
    iid,
    joint_law,
    mean,
)
from derive.packs.sheet import Sheet
from derive.rulebook.expectations.exchanges import gradient_moves_inside, gradient_of_sum
from derive.rulebook.expectations.gradients import differentiate
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.expectations.scores import gradient_is_density_times_score
from derive.rulebook.inequalities.jensen import jensen_for_log_outwards
from derive.rulebook.laws.bayes import joint_recognised, marginal_recognised
from derive.rulebook.laws.definitions import expectation_definition, kl_definition
from derive.rulebook.laws.normalisation import (
    density_integrates_to_one,
    importance_weight_is_at_most_the_integral,
)
from derive.rulebook.laws.product_laws import mean_over_one_point
from derive.rulebook.optima.constrained import (
    concave_maximum_is_stationary,
    lagrange_multiplier,
    multiplier_eliminated,
    pointwise_maximum,
)
from derive.rulebook.optima.maximisers import constants_do_not_move_the_maximiser
from derive.rulebook.sums.indexed_sums import (
    integral_of_sum,
    mean_of_sum,
    sum_is_linear,
    sum_of_equal_terms,
)

sheet = Sheet("bml-hw3", "Bayesian machine learning: bounds and priors")

NOISE = Space("E", "continuous", "epsilon")
k, N = (Symbol(name, integer=True, positive=True) for name in "kN")
theta, epsilon, s = Symbol("theta", real=True), Symbol("epsilon"), Symbol("s")
i, n = Symbol("i", integer=True), Symbol("n", integer=True)
w = ArbitraryMap("w", NOISE, codomain=Line(0), parameters=(theta,))
noise = arbitrary_law("p", NOISE)

X, Z = Space("X"), Space("Z", "continuous")
x, z, phi = Symbol("x"), Symbol("z"), Symbol("phi")
model = joint_law("p", X, Z)
approximation = View(LawFamily("q", (Z,), (X,)), context=(x,), parameters=(phi,))


@sheet.problem("iwae-lower-bound", part="1.1", same_as="ift6135-hw3/3.1")
def iwae_lower_bound() -> Derivation:
    """The importance-weighted bound is a lower bound of the log likelihood.

    A model has the prior p(z) and the likelihood p(x | z); q, with parameters phi, approximates the
    posterior of z given x. L_k is the mean, over k independent draws of q, of the log of the
    average of their importance weights. Show that it is at most log p(x), for every k.
    """
    draw = Element(s, i)
    joint = Density(model.given_that({Z: draw}), x) * Density(model.marginal(Z), draw)
    weight = joint / Density(approximation, draw)
    bound = Expect(log(mean(weight, i, k)), s, iid(approximation, k))
    return (
        start(bound, names={"L_k": bound})
        .by(jensen_for_log_outwards)
        .by(expectation_is_linear)
        .by(mean_of_sum)
        .by(mean_over_one_point)
        .by(sum_of_equal_terms)
        .by(importance_weight_is_at_most_the_integral)
        .by(joint_recognised)
        .by(marginal_recognised)
    )


@sheet.problem("iwae-gradients", part="1.2")
def iwae_gradients() -> Derivation:
    """Gradients of the importance-weighted bounds.

    The importance weight w is positive and, by reparameterisation, a function of noise and of the
    parameters. L_k is the mean over k independent draws of the noise of the log of the average of
    their weights. Write the gradients of L_1 and of L_k with w and the gradient of log w alone.
    """
    single = Expect(log(w(epsilon)), epsilon, noise)
    several = Expect(log(mean(w(Element(s, i)), i, k)), s, iid(noise, k))
    one = start(Gradient(single, theta, theta), Smooth(single, theta, theta), title="One draw").by(
        gradient_moves_inside
    )
    many = (
        start(
            Gradient(several, theta, theta),
            Smooth(several, theta, theta),
            title="Several draws",
        )
        .by(gradient_moves_inside)
        .by(differentiate)
        .by(gradient_of_sum)
        .by(gradient_is_density_times_score)
    )
    return together("Gradients", one, many)


encoder = Kernel("q", Z, X)(Element(x, n))
likelihood = Density(View(LawFamily("p", (X,), (Z,)), context=(z,)), Element(x, n))
prior = arbitrary_law("p", Z)


def over_data(condition: Any) -> Everywhere:
    """The condition, for every point of the data."""
    return Everywhere(condition, n, Lattice(1, N))


@sheet.problem("optimal-prior", part="2")
def optimal_prior() -> Derivation:
    """The prior that maximises the average bound.

    The evidence lower bound of a data point is its mean log-likelihood under the encoder less the
    divergence of the encoder from the prior. Find the prior for which its average over N data
    points is greatest.
    """
    fit = Expect(log(likelihood), z, encoder)
    spread = Expect(log(Density(encoder, z)), z, encoder)
    average = mean(fit - KL(encoder, prior), n, N)
    negative = Line(-oo, 0)
    return (
        start(
            Density(Maximiser(average, prior.family, Laws(Z)), z),
            over_data(IsFinite(fit)),
            over_data(IsFinite(spread)),
            Everywhere(over_data(Gt(Density(encoder, z), 0)), z, Z),
        )
        .by(sum_is_linear)
        .by(constants_do_not_move_the_maximiser)
        .by(kl_definition)
        .by(expectation_is_linear)
        .by(sum_is_linear)
        .by(constants_do_not_move_the_maximiser)
        .by(expectation_definition)
        .by(lagrange_multiplier, negative)
        .by(pointwise_maximum)
        .by(concave_maximum_is_stationary)
        .by(multiplier_eliminated)
        .by(integral_of_sum)
        .by(density_integrates_to_one)
        .by(sum_of_equal_terms)
    )
