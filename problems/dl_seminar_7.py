"""The sheet dl-seminar-7: gradients of expectations over binary latent variables."""

from __future__ import annotations

from sympy import Gt, Integer, Symbol, log

from derive.derivation.derivation import Derivation, start, together
from derive.language import (
    KL,
    Density,
    Everywhere,
    Expect,
    Gradient,
    Integral,
    Kernel,
    Lattice,
    LawFamily,
    Power,
    Space,
    View,
    arbitrary_law,
)
from derive.packs.sheet import Sheet
from derive.rules.definitions import expectation_definition, kl_definition
from derive.rules.enumeration import sequences_are_counted
from derive.rules.finite_sums import sum_over_finitely_many_points
from derive.rules.gradients import (
    gradient_is_linear,
    gradient_moves_inside,
    gradient_moves_outside,
    gradient_of_product,
)
from derive.rules.integrals import expectation_recognised, integral_is_linear
from derive.rules.normalisation import density_integrates_to_one
from derive.rules.scores import density_times_score_is_gradient, gradient_is_density_times_score

sheet = Sheet("dl-seminar-7", "Gradients for discrete latent variables")

X = Space("X")
n = Symbol("n", integer=True, positive=True)
theta, phi = Symbol("theta", real=True), Symbol("varphi", real=True)
x, z = Symbol("x"), Symbol("z")


class Encoding:
    """Binary codes of a length, with an arbitrary encoder, decoder and prior."""

    def __init__(self, length: object) -> None:
        self.codes = Power(Lattice(0, 1), length)
        self.encoder = Kernel("q", self.codes, X, parameters=(phi,))(x)
        decoder = LawFamily("p", (X,), (self.codes,))
        self.likelihood = Density(View(decoder, context=(z,), parameters=(theta,)), x)
        self.prior = arbitrary_law("p", self.codes)
        self.chance = Density(self.encoder, z)
        self.positive = (
            Everywhere(Gt(self.chance, 0), z, self.codes),
            Everywhere(Gt(self.likelihood, 0), z, self.codes),
            Everywhere(Gt(Density(self.prior, z), 0), z, self.codes),
        )
        self.data_term = Expect(log(self.likelihood), z, self.encoder)


@sheet.problem("bernoulli-vae-enumeration", part="1a")
def bernoulli_vae_enumeration() -> Derivation:
    """A sum over all binary codes, and the number of its terms.

    For codes of length two, write the mean log-likelihood under the encoder as a sum and take its
    gradient with respect to the encoder's parameters. How many terms are there for length n?
    """
    short, any_length = Encoding(Integer(2)), Encoding(n)
    written = (
        start(short.data_term, *short.positive, title="The sum for codes of length two")
        .by(expectation_definition)
        .by(sum_over_finitely_many_points)
    )
    gradient = (
        start(Gradient(short.data_term, phi, phi), *short.positive, title="Its gradient")
        .by(expectation_definition)
        .by(sum_over_finitely_many_points)
        .by(gradient_is_linear)
    )
    terms = start(
        Integral(Integer(1), z, any_length.codes), title="The number of terms for codes of length n"
    ).by(sequences_are_counted)
    return together(
        "Enumeration",
        written,
        gradient,
        terms,
    )


@sheet.problem("score-function", part="1b")
def score_function() -> Derivation:
    """The log-derivative trick, and the unbiased estimator that it gives.

    Show that the gradient of the mean log-likelihood under the encoder is the sum over all codes of
    chance times log-likelihood times the gradient of the log chance; conclude that log-likelihood
    times gradient of the log chance, at a code drawn from the encoder, is an unbiased estimator.
    """
    model = Encoding(n)
    score = Gradient(log(model.chance), phi, phi)
    identity = (
        start(Gradient(model.data_term, phi, phi), *model.positive, title="The identity")
        .by(expectation_definition)
        .by(gradient_moves_inside)
        .by(gradient_is_linear)
        .by(gradient_is_density_times_score)
    )
    unbiased = (
        start(
            Expect(log(model.likelihood) * score, z, model.encoder),
            *model.positive,
            title="The mean of the estimator is the gradient",
        )
        .by(expectation_definition)
        .by(density_times_score_is_gradient)
        .by(gradient_moves_outside)
        .by(expectation_recognised)
    )
    return together(
        "Score function",
        identity,
        unbiased,
    )


@sheet.problem("score-has-zero-mean", part="2b")
def score_has_zero_mean() -> Derivation:
    """The gradient of the divergence term: one of its two sums vanishes.

    Apply the product rule to the gradient of the sum of q log q; show that the sum of q times the
    gradient of log q is zero, and state the gradient of the divergence to the prior that remains.
    """
    model = Encoding(n)
    entropy_term = Integral(model.chance * log(model.chance), z, model.codes)
    score = Gradient(log(model.chance), phi, phi)
    printed = (
        start(Gradient(entropy_term, phi, phi), *model.positive, title="The product rule")
        .by(gradient_moves_inside)
        .by(gradient_of_product)
        .by(integral_is_linear)
    )
    vanishes = (
        start(
            Integral(model.chance * score, z, model.codes), *model.positive, title="The second sum"
        )
        .by(density_times_score_is_gradient)
        .by(gradient_moves_outside)
        .by(density_integrates_to_one)
        .by(gradient_is_linear)
    )
    remains = (
        start(
            Gradient(KL(model.encoder, model.prior), phi, phi),
            *model.positive,
            title="The gradient that remains",
        )
        .by(kl_definition)
        .by(expectation_definition)
        .by(gradient_moves_inside)
        .by(gradient_of_product)
        .by(gradient_is_linear)
        .by(integral_is_linear)
        .by(density_times_score_is_gradient)
        .by(gradient_moves_outside)
        .by(density_integrates_to_one)
        .by(gradient_is_linear)
    )
    return together(
        "Score",
        printed,
        vanishes,
        remains,
    )
