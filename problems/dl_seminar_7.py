"""The sheet dl-seminar-7: gradients of expectations over binary latent variables."""

from __future__ import annotations

from sympy import Basic, Expr, Gt, Integer, Lt, Symbol, log

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language import (
    KL,
    ArbitraryMap,
    Bernoulli,
    Density,
    Element,
    Everywhere,
    Expect,
    Gradient,
    Integral,
    Kernel,
    Lattice,
    LawFamily,
    Limit,
    Line,
    Power,
    ProductLaw,
    Space,
    Variance,
    View,
    arbitrary_law,
    iid,
    mean,
)
from derive.packs.sheet import Sheet
from derive.rulebook.expectations.exchanges import gradient_moves_inside, gradient_moves_outside
from derive.rulebook.expectations.expansion import product_multiplied_out
from derive.rulebook.expectations.gradients import (
    differentiate,
    gradient_is_linear,
    gradient_of_product,
)
from derive.rulebook.expectations.integrals import expectation_recognised, integral_is_linear
from derive.rulebook.expectations.limits import limit_of_formula
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.expectations.scores import (
    density_times_score_is_gradient,
    gradient_is_density_times_score,
)
from derive.rulebook.facts.bernoulli import mean as bernoulli_mean
from derive.rulebook.facts.bernoulli import variance as bernoulli_variance
from derive.rulebook.laws.definitions import density_formula, expectation_definition, kl_definition
from derive.rulebook.laws.normalisation import density_integrates_to_one
from derive.rulebook.laws.product_laws import mean_over_one_point, product_law_density
from derive.rulebook.laws.samples import (
    variance_of_independent_sum,
    variance_over_one_point,
    variance_scales,
    zero_one_is_idempotent,
)
from derive.rulebook.sums.enumeration import sequences_are_counted
from derive.rulebook.sums.finite_sums import sum_over_finitely_many_points
from derive.rulebook.sums.indexed_sums import (
    log_of_finite_product,
    mean_of_sum,
    sum_of_equal_terms,
    sums_join,
)
from derive.solvers.divergences import kl

sheet = Sheet("dl-seminar-7", "Gradients for discrete latent variables")

X = Space("X")
n = Symbol("n", integer=True, positive=True)
theta, phi = Symbol("theta", real=True), Symbol("varphi", real=True)
x, z = Symbol("x"), Symbol("z")
alpha, beta = Symbol("alpha", positive=True), Symbol("beta", positive=True)
m, i, s = Symbol("m", integer=True, positive=True), Symbol("i", integer=True), Symbol("s")
binary = Bernoulli(beta)


class Encoding:
    """Binary codes of a length, with an arbitrary encoder, decoder and prior."""

    def __init__(self, length: object) -> None:
        self.codes = Power(Lattice(0, 1), length)
        self.encoder = Kernel("q", self.codes, X, parameters=(phi,))(x)
        decoder = LawFamily("p", (X,), (self.codes,))
        self.likelihood = Density(View(decoder, context=(z,), parameters=(theta,)), x)
        self.prior = arbitrary_law("p", self.codes)
        self.chance = Density(self.encoder, z)
        self.reached = Everywhere(Gt(self.chance, 0), z, self.codes)
        self.possible = Everywhere(Gt(self.likelihood, 0), z, self.codes)
        self.supported = Everywhere(Gt(Density(self.prior, z), 0), z, self.codes)
        self.data_term = Expect(log(self.likelihood), z, self.encoder)


def about_codes(expression: Basic, *given: Basic, title: str) -> Derivation:
    """A derivation in which codes are called z."""
    return start(expression, *given, title=title, letters=("z",))


@sheet.problem("bernoulli-vae-enumeration", part="1a")
def bernoulli_vae_enumeration() -> Derivation:
    """A sum over all binary codes, and the number of its terms.

    For codes of length two, write the mean log-likelihood under the encoder as a sum and take its
    gradient with respect to the encoder's parameters. How many terms are there for length n?
    """
    short, any_length = Encoding(Integer(2)), Encoding(n)
    written = (
        about_codes(short.data_term, title="The sum for codes of length two")
        .by(expectation_definition)
        .by(sum_over_finitely_many_points)
    )
    gradient = (
        about_codes(Gradient(short.data_term, phi, phi), short.possible, title="Its gradient")
        .by(expectation_definition)
        .by(sum_over_finitely_many_points)
        .by(gradient_is_linear)
    )
    terms = about_codes(
        Integral(Integer(1), z, any_length.codes), title="The number of terms for codes of length n"
    ).by(sequences_are_counted)
    return together("Enumeration", written, gradient, terms)


@sheet.problem("score-function", part="1b")
def score_function() -> Derivation:
    """The log-derivative trick, and the unbiased estimator that it gives.

    Show that the gradient of the mean log-likelihood under the encoder is the sum over all codes of
    chance times log-likelihood times the gradient of the log chance; conclude that log-likelihood
    times gradient of the log chance, at a code drawn from the encoder, is an unbiased estimator.
    """
    model = Encoding(n)
    given = (model.reached, model.possible)
    score = Gradient(log(model.chance), phi, phi)
    estimator = log(model.likelihood) * score
    identity = (
        about_codes(Gradient(model.data_term, phi, phi), *given, title="The identity")
        .by(expectation_definition)
        .by(gradient_moves_inside)
        .by(gradient_is_linear)
        .by(gradient_is_density_times_score)
    )
    unbiased = (
        about_codes(
            Expect(estimator, z, model.encoder),
            *given,
            title="The mean of the estimator is the gradient",
        )
        .by(expectation_definition)
        .by(density_times_score_is_gradient)
        .by(gradient_moves_outside)
        .by(expectation_recognised)
    )
    return together("Score function", identity, unbiased)


@sheet.problem("score-has-zero-mean", part="2b")
def score_has_zero_mean() -> Derivation:
    """The gradient of the divergence term: one of its two sums vanishes.

    Apply the product rule to the gradient of the sum of q log q; show that the sum of q times the
    gradient of log q is zero, and state the gradient of the divergence to the prior that remains.
    """
    model = Encoding(n)
    entropy_term = Integral(model.chance * log(model.chance), z, model.codes)
    second = Integral(model.chance * Gradient(log(model.chance), phi, phi), z, model.codes)
    divergence = KL(model.encoder, model.prior)
    printed = (
        about_codes(Gradient(entropy_term, phi, phi), model.reached, title="The product rule")
        .by(gradient_moves_inside)
        .by(gradient_of_product)
        .by(integral_is_linear)
    )
    vanishes = (
        about_codes(second, model.reached, title="The second sum")
        .by(density_times_score_is_gradient)
        .by(gradient_moves_outside)
        .by(density_integrates_to_one)
        .by(gradient_is_linear)
    )
    remains = (
        about_codes(
            Gradient(divergence, phi, phi),
            model.reached,
            model.supported,
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
    return together("Score", printed, vanishes, remains)


@sheet.problem("bernoulli-kl", part="2a")
def bernoulli_kl() -> Derivation:
    """The divergence between Bernoulli laws, and between n independent ones.

    Write the divergence of the Bernoulli law with success probability alpha from the one with beta,
    and that of n independent Bernoulli variables, each with probabilities of its own.
    """
    chances = (ArbitraryMap(name, Lattice(1), codomain=Line(0, 1)) for name in ("alpha", "beta"))
    ours, theirs = (ProductLaw(Bernoulli(chance(i)), i, n) for chance in chances)
    independent = (
        start(KL(ours, theirs), title="For n independent variables")
        .by(kl_definition)
        .by(product_law_density)
        .by(log_of_finite_product)
        .by(sums_join)
        .by(mean_of_sum)
        .by(mean_over_one_point)
        .by(density_formula)
        .by(expectation_is_linear)
        .by(bernoulli_mean)
    )
    return together("Bernoulli laws", kl(Bernoulli(alpha), binary), independent)


@sheet.problem("bernoulli-mean-derivative", part="3a")
def bernoulli_mean_derivative() -> Derivation:
    """The derivative of the mean of a Bernoulli variable.

    Differentiate the mean of z with respect to beta, the probability that z is one.
    """
    return (
        start(Gradient(Expect(z, z, binary), beta, beta), Lt(beta, 1))
        .by(bernoulli_mean)
        .by(differentiate)
    )


def estimate(point: Expr) -> Expr:
    """A point times the score at it."""
    return point * Gradient(log(Density(binary, point)), beta, beta)


@sheet.problem("score-function-variance", part="3b")
def score_function_variance() -> Derivation:
    """The score-function estimator of that derivative, and its variance.

    Show that z times the derivative of log q(z) is z over beta, that its mean is the derivative,
    and what the variance of its average over m independent draws is. How does it depend on beta?
    """
    unbiased = (
        start(Expect(estimate(z), z, binary), Lt(beta, 1), title="The estimator and its mean")
        .by(density_formula)
        .by(differentiate)
        .by(product_multiplied_out)
        .by(zero_one_is_idempotent)
        .by(expectation_is_linear)
        .by(bernoulli_mean)
    )
    average = mean(estimate(Element(s, i)), i, m)
    variance = (
        start(Variance(average, s, iid(binary, m)), Lt(beta, 1), title="Its variance on m draws")
        .by(variance_scales)
        .by(variance_of_independent_sum)
        .by(variance_over_one_point)
        .by(sum_of_equal_terms)
        .by(density_formula)
        .by(differentiate)
        .by(product_multiplied_out)
        .by(zero_one_is_idempotent)
        .by(variance_scales)
        .by(bernoulli_variance)
    )
    found = variance.result
    unbounded, vanishing = (
        start(Limit(found, beta, Line(0, 1), end), title=title, letters=("beta",)).by(
            limit_of_formula
        )
        for end, title in (
            (0, "It grows without bound as beta goes to zero"),
            (1, "It vanishes as beta goes to one"),
        )
    )
    return together("The score-function estimator", unbiased, variance, unbounded, vanishing)
