"""The marginal density of an observation, and the posterior of the latent variable."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Dummy, Symbol

from derive.derivation.derivation import Derivation, RuleRefused, start
from derive.language.integral import Integral
from derive.language.law import Law
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.laws.definitions import density_formula
from derive.rulebook.laws.recognition import density_recognised
from derive.rulebook.places import facts_in
from derive.rulebook.rewriting.exponentials import exponentials_merge
from derive.solvers.closed_form import attempt, reduced
from derive.solvers.coordinatewise import likelihood_collected
from derive.solvers.evidence_lower_bound import joint_density, model_assumptions, needed_on
from derive.solvers.kernels import conjugate_law


def marginal(
    prior: Law, likelihood: Law, latent: Symbol, observed: Basic, assume: tuple[Any, ...] = ()
) -> Derivation:
    """p(x), the integral of prior times likelihood over the latent variable.

    likelihood: a law in which the latent symbol occurs; observed: the symbol (or the value) of x,
    which is assumed to lie in the support of the likelihood.

    >>> from sympy import symbols
    >>> from derive.language import Gamma, Poisson
    >>> a, b, x, z = symbols("a b x z", positive=True)
    >>> marginal(Gamma(a, b), Poisson(z), z, x).result
    b**a*(b + 1)**(-a - x)*gamma(a + x)/(factorial(x)*gamma(a))
    """
    given = model_assumptions(prior, likelihood, latent, observed, assume)
    needed_on(prior, likelihood, latent, given)
    joint = joint_density(prior, likelihood, latent, observed)
    goal = Integral(joint, latent, prior.space)
    return _integrated(start(goal, *given, title="Marginal density", letters=(latent.name,)))


def _integrated(d: Derivation) -> Derivation:
    reached = reduced(likelihood_collected(d))
    if reached.remaining:
        return reached
    return attempt(attempt(reached, exponentials_merge), algebra)


def posterior(
    prior: Law, likelihood: Law, latent: Symbol, observed: Basic, assume: tuple[Any, ...] = ()
) -> Derivation:
    """The posterior density of the latent variable, recognised as that of a named family.

    It is the joint density over its integral. Where no family of the language has this density, the
    derivation stops with the formula.

    >>> from sympy import symbols
    >>> from derive.language import Gamma, Poisson
    >>> a, b, x, z = symbols("a b x z", positive=True)
    >>> posterior(Gamma(a, b), Poisson(z), z, x).result
    Density(Gamma(a + x, b + 1), z)
    """
    given = model_assumptions(prior, likelihood, latent, observed, assume)
    needed_on(prior, likelihood, latent, given)
    joint = joint_density(prior, likelihood, latent, observed)
    bound = Dummy(latent.name, real=True)
    total = Integral(joint.xreplace({latent: bound}), bound, prior.space)
    d = start(
        joint / total,
        *given,
        *facts_in(prior.space, latent),
        title="Posterior",
        letters=(latent.name,),
    )
    reached = reduced(attempt(likelihood_collected(d), density_formula))
    if reached.remaining:
        return reached
    law = conjugate_law(prior, likelihood, latent, observed, reached.assumptions)
    if law is None:
        return reached.stop("no family here has this density")
    try:
        return attempt(reached, exponentials_merge).by(density_recognised, law, latent)
    except RuleRefused:
        return reached.stop("it is not shown that this is the density of ", law)
