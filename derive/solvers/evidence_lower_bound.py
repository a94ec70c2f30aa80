"""The evidence lower bound of a model with one latent variable."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Dummy, S, Symbol

from derive.derivation.derivation import Derivation, start
from derive.errors import DeriveError
from derive.language.assumptions import Assumptions, each_fact
from derive.language.condition import Everywhere
from derive.language.density import Density
from derive.language.divergence import ELBO
from derive.language.law import Law, ProductLaw
from derive.language.sequence import Element
from derive.language.space import Lattice
from derive.rulebook.algebra import decide
from derive.rulebook.conditions.existence import existence
from derive.rulebook.laws.definitions import elbo_definition
from derive.rulebook.places import facts_in, lies_in
from derive.solvers.closed_form import reduced
from derive.solvers.givens import assumed, without


def elbo(
    prior: Law,
    likelihood: Law,
    q: Law,
    latent: Symbol,
    observed: Basic,
    assume: tuple[Any, ...] = (),
) -> Derivation:
    """E_q[log p(x, z) - log q(z)] for the prior of z, the likelihood of x given z, and q.

    likelihood: a law in which the latent symbol occurs; observed: the symbol (or the value) of x,
    which is assumed to lie in the support of the likelihood. Raises DeriveError where it is known
    not to, and where q or the prior has points at which the likelihood does not exist.
    """
    given = model_assumptions(prior, likelihood, latent, observed, (q, *each_fact(assume)))
    for law in (q, prior):
        needed_on(law, likelihood, latent, given)
    joint = joint_density(prior, likelihood, latent, observed)
    d = start(ELBO(joint, latent, q), *given, title="Evidence lower bound", letters=(latent.name,))
    return reduced(d.by(elbo_definition))


def joint_density(prior: Law, likelihood: Law, latent: Symbol, observed: Basic) -> Any:
    """p(x, z), as an expression in the latent variable."""
    return Density(prior, latent) * Density(likelihood, observed)


def model_assumptions(
    prior: Law, likelihood: Law, latent: Symbol, observed: Basic, extra: tuple[Any, ...]
) -> Assumptions:
    """What holds of a model's parameters and of the observation, which lies in its support.

    Raises DeriveError for an observation that is known to lie outside.
    """
    if S.false in lies_in(likelihood.space, observed):
        raise DeriveError(f"{observed} lies outside the support of {likelihood}")
    laws = [e for e in extra if isinstance(e, Law)]
    stated = [e for e in extra if not isinstance(e, Law)]
    about = without(existence(likelihood), latent)
    seen = without(_observed_facts(likelihood, observed), latent)
    return assumed((prior, *laws), (*about, *seen, *stated))


def _observed_facts(likelihood: Law, observed: Basic) -> tuple[Any, ...]:
    """That an observation, or each of several independent ones, lies in its support."""
    if not isinstance(likelihood, ProductLaw):
        return facts_in(likelihood.space, observed)
    i = Dummy("i", integer=True)
    each = facts_in(likelihood.at(i).space, Element(observed, i))
    return tuple(Everywhere(fact, i, Lattice(1, likelihood.length)) for fact in each)


def needed_on(law: Law, likelihood: Law, latent: Symbol, given: Assumptions) -> None:
    """Refuse a law of the latent variable that reaches where the likelihood does not exist."""
    reached = facts_in(law.space, latent)
    inside = given.also(*reached)
    # where the support has no parameters, what does not follow from it fails somewhere on it
    fixed = all(fact.free_symbols <= {latent} for fact in reached)
    for condition in existence(likelihood):
        answer = decide(condition, inside)
        if answer is False or (answer is None and fixed and condition.free_symbols == {latent}):
            raise DeriveError(f"{likelihood} needs {condition}, which fails under {law}")
