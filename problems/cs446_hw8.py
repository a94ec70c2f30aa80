"""The sheet cs446-hw8: the evidence lower bound, properties of the divergence, the best encoder."""

from __future__ import annotations

from sympy import Symbol, log

from derive.derivation.derivation import Derivation, start
from derive.language import (
    Density,
    Dominates,
    Expect,
    IsFinite,
    Kernel,
    Space,
    joint_law,
)
from derive.packs.sheet import Sheet
from derive.rules.bayes import marginalisation, product_rule
from derive.rules.jensen import jensen_for_log
from derive.rules.log_ratios import kl_recognised
from derive.rules.logarithms import logarithms_split
from derive.rules.normalisation import integral_as_expectation

sheet = Sheet("cs446-hw8", "Variational auto-encoders")

X, Z = Space("X"), Space("Z", "discrete")
theta, x, z = Symbol("theta", real=True), Symbol("x"), Symbol("z")
p = joint_law("p", X, Z, parameters=(theta,))
prior, evidence, posterior = p.marginal(Z), p.marginal(X), p.given_that({X: x})
likelihood = Density(p.given_that({Z: z}), x)
q = Kernel("q", Z, X)(x)


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
