"""The sheet cs446-hw8: the evidence lower bound, properties of the divergence, the best encoder."""

from __future__ import annotations

from sympy import Gt, Symbol, exp, log

from derive.derivation.derivation import Derivation, start
from derive.derivation.difference import differing
from derive.derivation.parts import together
from derive.language import (
    KL,
    Density,
    Differ,
    Dominates,
    Everywhere,
    Expect,
    IsFinite,
    Kernel,
    Laws,
    Maximiser,
    Normal,
    Space,
    arbitrary_law,
    joint_law,
)
from derive.packs.sheet import Sheet
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.expectations.log_ratios import kl_recognised
from derive.rulebook.inequalities.jensen import jensen_for_log, jensen_for_log_outwards
from derive.rulebook.inequalities.tangents import mean_log_ratio_strictly_below_tangent
from derive.rulebook.laws.bayes import (
    conditional_recognised,
    joint_recognised,
    marginal_recognised,
    marginalisation,
    product_rule,
)
from derive.rulebook.laws.definitions import expectation_definition, kl_definition
from derive.rulebook.laws.normalisation import (
    density_integrates_to_one,
    importance_weight_is_at_most_the_integral,
    integral_as_expectation,
)
from derive.rulebook.optima.constrained import (
    concave_maximum_is_stationary,
    lagrange_multiplier,
    multiplier_eliminated,
    pointwise_maximum,
)
from derive.rulebook.rewriting.logarithms import logarithms_combine, logarithms_split
from derive.solvers.divergences import kl
from derive.solvers.reparameterization import reparameterize

sheet = Sheet("cs446-hw8", "Variational auto-encoders")

X, Z = Space("X"), Space("Z", "discrete")
theta, x, z = Symbol("theta", real=True), Symbol("x"), Symbol("z")
p = joint_law("p", X, Z, parameters=(theta,))
prior, evidence, posterior = p.marginal(Z), p.marginal(X), p.given_that({X: x})
likelihood = Density(p.given_that({Z: z}), x)
q = Kernel("q", Z, X)(x)
mu_q, mu_p, sigma = (
    Symbol("mu_q", real=True),
    Symbol("mu_p", real=True),
    Symbol("sigma", positive=True),
)
mu, logvar = Symbol("mu", real=True), Symbol("logvar", real=True)


@sheet.problem("elbo-jensen", part="1a")
def elbo_jensen() -> Derivation:
    """The evidence lower bound by Jensen's inequality.

    Given are a joint law p(x, z) of an observation and a latent variable, and an approximate
    posterior q(z given x). Bound log p(x) from below with Jensen's inequality, and write the bound
    as a mean log-likelihood less a Kullback-Leibler divergence.
    """
    return (
        start(
            log(Density(evidence, x)),
            Dominates(q, posterior),
            Dominates(posterior, q),
            IsFinite(Expect(log(likelihood), z, q)),
        )
        .by(marginalisation, Z)
        .by(integral_as_expectation, q)
        .by(jensen_for_log)
        .by(product_rule, Z)
        .by(logarithms_split)
        .by(kl_recognised)
    )


@sheet.problem("kl-properties", part="1b")
def kl_properties() -> Derivation:
    """Properties of the Kullback-Leibler divergence.

    It is not negative; it is zero for equal laws and positive for different ones; and it is not
    symmetric.
    """
    one, other = arbitrary_law("q", Z), arbitrary_law("p", Z)
    nonnegative = (
        start(KL(one, other), title="It is not negative")
        .by(kl_definition)
        .by(logarithms_combine)
        .by(expectation_is_linear)
        .by(jensen_for_log_outwards)
        .by(importance_weight_is_at_most_the_integral)
        .by(density_integrates_to_one)
    )
    zero = (
        start(KL(one, one), title="It is zero where the laws are equal")
        .by(kl_definition)
        .by(expectation_is_linear)
    )
    positive = (
        start(KL(one, other), Differ(one, other), title="It is positive where they differ")
        .by(kl_definition)
        .by(logarithms_combine)
        .by(expectation_is_linear)
        .by(mean_log_ratio_strictly_below_tangent)
        .by(expectation_is_linear)
        .by(importance_weight_is_at_most_the_integral)
        .by(density_integrates_to_one)
    )
    asymmetric = differing(KL(one, other), KL(other, one), title="It is not symmetric")
    return together("Properties", nonnegative, zero, positive, asymmetric)


@sheet.problem("kl-self", part="1c")
def kl_self() -> Derivation:
    """The divergence of a normal law from itself.

    The approximate posterior is the normal law with mean mu_q and standard deviation sigma. What is
    its divergence from itself, and why?
    """
    return kl(Normal(mu_q, sigma), Normal(mu_q, sigma))


@sheet.problem("kl-equal-variance-gaussians", part="1d")
def kl_equal_variance_gaussians() -> Derivation:
    """The divergence between normal laws of equal variance.

    The approximate posterior and the prior are normal with the means mu_q and mu_p and the same
    standard deviation sigma. Write their divergence in terms of these.
    """
    return kl(Normal(mu_q, sigma), Normal(mu_p, sigma))


def best_encoder() -> Derivation:
    """The encoder that maximises the bound, from its definition to likelihood times prior."""
    encoder = arbitrary_law("q", Z)
    objective = Expect(log(likelihood), z, encoder) - KL(encoder, prior)
    return (
        start(
            Density(Maximiser(objective, encoder.family, Laws(Z)), z),
            Everywhere(Gt(likelihood, 0), z, Z),
            Everywhere(Gt(Density(prior, z), 0), z, Z),
            title="The optimal encoder",
        )
        .by(kl_definition)
        .by(expectation_definition)
        .by(lagrange_multiplier)
        .by(pointwise_maximum)
        .by(concave_maximum_is_stationary)
        .by(multiplier_eliminated)
    )


@sheet.problem("optimal-encoder", part="1e")
def optimal_encoder() -> Derivation:
    """The encoder that maximises the bound.

    Among all laws q of the latent variable find the one for which the mean log-likelihood less the
    divergence to the prior is greatest: state the Lagrangian for the constraint that q has mass
    one, find its stationary point, and eliminate the multiplier.
    """
    return best_encoder()


@sheet.problem("encoder-is-posterior", part="1f")
def encoder_is_posterior() -> Derivation:
    """The optimal encoder is the posterior.

    Which of p(z), p(x given z), p(z given x) and p(x, z) does the optimal encoder equal?
    """
    positive = Gt(Density(evidence, x), 0)
    best = best_encoder().result
    equal = (
        start(best, positive, title="It equals p(z given x)")
        .by(joint_recognised)
        .by(joint_recognised)
        .by(marginal_recognised)
        .by(conditional_recognised)
    )
    others = (Density(prior, z), likelihood, Density(p, x, z))
    names = ("p(z)", "p(x given z)", "p(x, z)")
    return together(
        "The choice",
        *(
            differing(best, other, positive, title=f"It is not {name}")
            for other, name in zip(others, names, strict=True)
        ),
        equal,
    )


@sheet.problem("reparameterize-code", part="1g")
def reparameterize_code() -> Derivation:
    """A draw of the encoder as a function of a standard normal one.

    An encoder gives the mean and the logarithm of the variance of a normal law. Write a draw of
    this law as a function of these two and of a draw of the standard normal law, as code needs it.
    """
    return reparameterize(Normal(mu, exp(logvar / 2)))
