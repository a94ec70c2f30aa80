"""The sheet ift6135-hw3: the bias of the bound, and amortised inference."""

from __future__ import annotations

from typing import Any

from sympy import Gt, Symbol, log

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language import (
    ELBO,
    KL,
    ArbitraryMap,
    ArgMax,
    Density,
    Dominates,
    Element,
    Everywhere,
    Expect,
    FiniteSum,
    Integral,
    IsFinite,
    Kernel,
    LawFamily,
    Line,
    Space,
    View,
    WithDensity,
    arbitrary_law,
    joint_law,
)
from derive.language.equation import Root
from derive.packs.sheet import Sheet
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.expectations.log_ratios import elbo_recognised, kl_recognised
from derive.rulebook.inequalities.jensen import jensen_for_log_outwards
from derive.rulebook.laws.bayes import conditional_definition
from derive.rulebook.laws.definitions import kl_definition
from derive.rulebook.laws.normalisation import (
    density_integrates_to_one,
    importance_weight_is_at_most_the_integral,
)
from derive.rulebook.laws.written_laws import written_density
from derive.rulebook.optima.maximisers import constants_do_not_move_the_maximiser
from derive.rulebook.optima.optimality import value_is_at_most_the_greatest
from derive.rulebook.rewriting.linear_equations import linear_equation_solved
from derive.rulebook.rewriting.logarithms import logarithms_combine, logarithms_split
from derive.rulebook.sums.indexed_sums import sum_of_equal_terms

sheet = Sheet("ift6135-hw3", "Generative models: bounds and divergences")

X = Space("X")
x, z, s, j = Symbol("x"), Symbol("z"), Symbol("s"), Symbol("j", integer=True)
Z, Q, PHI, THETA = Space("Z", "continuous"), Space("P", letter="pi"), Space("Phi"), Space("Theta")
pi, phi, theta = Symbol("pi"), Symbol("phi"), Symbol("theta")
i, n = Symbol("i", integer=True, positive=True), Symbol("n", integer=True, positive=True)
prior, q_of_z = arbitrary_law("p_0", Z), arbitrary_law("q", Z)
decoder = LawFamily("p", (X,), (Z, THETA))
likelihood = Density(View(decoder, context=(z, theta)), x)
evidence = Integral(likelihood * Density(prior, z), z, Z)
posterior = WithDensity(likelihood * Density(prior, z) / evidence, z, Z)
bias = -KL(q_of_z, posterior)


def for_every_theta(condition: Any) -> Everywhere:
    """The condition, for all parameters of the model."""
    return Everywhere(condition, theta, THETA)


@sheet.problem("elbo-bias", part="2.1")
def elbo_bias() -> Derivation:
    """The bias of maximising the mean log-likelihood.

    The prior p_0(z) and the law q do not depend on the parameter theta, the likelihood p(x given z)
    does. Show that the theta for which the mean of log p(x given z) under q is greatest maximises
    log p(x) plus a bias that is not positive, and find the bias.
    """
    fit = Expect(log(likelihood), z, q_of_z)
    given = (
        for_every_theta(Everywhere(Gt(likelihood, 0), z, Z)),
        Everywhere(Gt(Density(prior, z), 0), z, Z),
        for_every_theta(IsFinite(evidence)),
        for_every_theta(IsFinite(fit)),
        IsFinite(KL(q_of_z, prior)),
    )
    same_maximiser = (
        start(
            ArgMax(log(evidence) + bias, theta, THETA),
            *given,
            title="Log-likelihood and bias have the same maximiser",
        )
        .by(kl_definition)
        .by(written_density)
        .by(logarithms_split)
        .by(kl_recognised, prior)
        .by(expectation_is_linear)
        .by(constants_do_not_move_the_maximiser)
    )
    not_positive = (
        start(
            bias,
            Everywhere(Gt(likelihood, 0), z, Z),
            Everywhere(Gt(Density(prior, z), 0), z, Z),
            IsFinite(evidence),
            title="The bias is not positive",
            names={"r": posterior},
        )
        .by(kl_definition)
        .by(logarithms_combine)
        .by(expectation_is_linear)
        .by(jensen_for_log_outwards)
        .by(importance_weight_is_at_most_the_integral)
        .by(density_integrates_to_one)
    )
    return together("Bias", not_positive, same_maximiser)


model, data = joint_law("p", X, Z), Symbol("x")
point = Element(data, i)


def variational(parameter: Any) -> Any:
    """The member of the variational family with this parameter."""
    return Kernel("q", Z, Q)(parameter)


def elbo_at(at: Any, parameter: Any) -> ELBO:
    """The evidence lower bound at a data point."""
    return ELBO(Density(model, at, z), z, variational(parameter))


network = ArbitraryMap("pi", PHI, X, codomain=Q)
trained = ArgMax(
    FiniteSum(elbo_at(Element(data, j), network(phi, Element(data, j))), j, 1, n), phi, PHI
)

amortised, own = network(trained, point), ArgMax(elbo_at(point, pi), pi, Q)
posterior_at_point = model.given_that({X: point})


def against_its_own(sign: int, title: str = "") -> Derivation:
    """The divergence of the amortised law from the posterior, or minus that, against the same for
    the law found for the data point alone."""
    given = (
        Gt(Density(model.marginal(X), point), 0),
        *(Dominates(posterior_at_point, variational(at)) for at in (amortised, own)),
        i <= n,
    )

    def gap(parameter: Any) -> Derivation:
        return (
            start(
                sign * KL(variational(parameter), posterior_at_point),
                *given,
                title=title,
                names={"phi^*": trained, "pi_i^*": own},
            )
            .by(kl_definition)
            .by(conditional_definition)
            .by(logarithms_split)
            .by(elbo_recognised)
        )

    return gap(amortised).by(value_is_at_most_the_greatest, own, amortised).back(gap(own))


@sheet.problem("amortization-gap", part="2.2")
def amortization_gap() -> Derivation:
    """The amortised optimum is no better than the optimum for each data point.

    An encoder with parameters phi* that maximise the sum of the evidence lower bounds over n data
    points gives the law q at x_i a parameter; another one is found for x_i alone by maximising its
    bound over the whole family. Which of the two laws is farther from the posterior?
    """
    return against_its_own(1)


c_phi, c_pi = Symbol("c_phi", positive=True), Symbol("c_pi", positive=True)
d_phi, d_pi = Symbol("d_phi", positive=True), Symbol("d_pi", positive=True)
training = Symbol("t", positive=True)
N, steps = (Symbol(name, integer=True, positive=True) for name in ("N", "S"))


@sheet.problem("amortization-tradeoffs", part="2.3")
def amortization_tradeoffs() -> Derivation:
    """What amortised inference costs and what it saves.

    Beside the bias there are two counts. An encoder has d_phi parameters; a law for each of n data
    points has d_pi for each. For N new data points the encoder is run once for each, at the cost
    c_phi; a law for each takes S steps of optimisation at the cost c_pi. The encoder was trained
    before, at the cost t. Where is either way the cheaper one?
    """
    bias_ = against_its_own(-1, "The bias of the amortised law is no nearer to zero")
    memory = start(FiniteSum(d_pi, i, 1, n), title="Numbers to be kept for n data points").by(
        sum_of_equal_terms
    )
    inference = start(FiniteSum(c_phi, i, 1, N), title="Running the encoder on N data points").by(
        sum_of_equal_terms
    )
    optimising = (
        start(
            FiniteSum(FiniteSum(c_pi, s, 1, steps), i, 1, N),
            title="Optimising a law for each of N data points",
        )
        .by(sum_of_equal_terms)
        .by(sum_of_equal_terms)
    )
    of_data = start(
        Root(memory.result - d_phi, n, Line(0)),
        title="The encoder keeps fewer numbers beyond so many data points",
    ).by(linear_equation_solved)
    of_steps = start(
        Root(optimising.result - inference.result, steps, Line(0)),
        title="The encoder is cheaper to run beyond so many steps",
    ).by(linear_equation_solved)
    of_new_data = start(
        Root(optimising.result - inference.result - training, N, Line(0)),
        Gt(steps * c_pi - c_phi, 0),
        title="Its training is paid for beyond so many new data points",
    ).by(linear_equation_solved)
    return together(
        "Tradeoffs", bias_, memory, inference, optimising, of_data, of_steps, of_new_data
    )
