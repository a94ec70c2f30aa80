"""Classics: bounds on the log evidence, and the laws that attain them."""

from __future__ import annotations

from typing import Any

from sympy import Gt, Symbol, exp, log

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language import (
    ELBO,
    KL,
    ArbitraryMap,
    ArgMax,
    Density,
    Dominates,
    Entropy,
    Everywhere,
    Expect,
    Integral,
    IsFinite,
    LawFamily,
    Laws,
    Maximiser,
    Space,
    View,
    WithDensity,
    arbitrary_law,
    joint_law,
)
from derive.packs.sheet import Sheet
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.inequalities.gibbs import gibbs_against
from derive.rulebook.inequalities.jensen import jensen_for_log_outwards
from derive.rulebook.laws.bayes import conditional_definition, marginal_recognised
from derive.rulebook.laws.definitions import (
    elbo_definition,
    entropy_definition,
    expectation_definition,
    kl_definition,
)
from derive.rulebook.laws.normalisation import importance_weight_is_at_most_the_integral
from derive.rulebook.laws.written_laws import written_density
from derive.rulebook.optima.constrained import (
    concave_maximum_is_stationary,
    lagrange_multiplier,
    multiplier_eliminated,
    pointwise_maximum,
)
from derive.rulebook.optima.optimality import value_is_at_most_the_greatest
from derive.rulebook.rewriting.logarithms import logarithms_combine, logarithms_split

sheet = Sheet("classics", "Classics of variational inference")

X, Z, THETA = Space("X"), Space("Z"), Space("Theta")
x, y, z = Symbol("x"), Symbol("y"), Symbol("z")
p, q = joint_law("p", X, Z), arbitrary_law("q", Z)
posterior, evidence = p.given_that({X: x}), Density(p.marginal(X), x)


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

    def bound(parameter: Any) -> Expect:
        joint = Density(joint_at(parameter), x, z)
        return Expect(log(joint) - log(Density(before, z)), z, before)

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
        .by(conditional_definition)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    return (
        start(tight.result, *given, names={"theta^*": best})
        .back(tight)
        .by(expectation_is_linear)
        .by(value_is_at_most_the_greatest, best, old)
        .back(start(bound(best), *given).by(expectation_is_linear))
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
    ys, zs = Space("Y"), Space("Z")
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
    law r.
    """
    f, law, other = ArbitraryMap("f", Z), arbitrary_law("p", Z), arbitrary_law("q", Z)
    mass = Expect(exp(f(z)), z, law)
    tilted = WithDensity(exp(f(z)) / mass * Density(law, z), z, Z)

    called = {"r": tilted}

    def value(of: Any) -> Any:
        return Expect(f(z), z, of) - KL(of, law)

    attained = (
        start(value(tilted), IsFinite(mass), title="The tilted law r attains it", names=called)
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
            names=called,
        )
        .by(kl_definition)
        .by(gibbs_against, tilted)
        .by(written_density)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    return together("Variational principle", attained, bound)
