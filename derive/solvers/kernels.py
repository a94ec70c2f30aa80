"""Finding the law of a family whose density is proportional to a given function."""

from __future__ import annotations

from typing import Any

from sympy import Add, Basic, Dummy, Expr, Symbol, solve

from derive.language import Beta, Exponential, Gamma, LogNormal, Normal, Uniform
from derive.language.assumptions import Assumptions
from derive.language.distribution import Distribution
from derive.language.law import Law, ProductLaw
from derive.rulebook.algebra import decide, expand_logs, sign
from derive.rulebook.laws.recognition import same_space
from derive.rulebook.laws.sufficient_statistics import log_likelihood
from derive.rulebook.places import facts_in
from derive.rulebook.reading.products import linear_terms

FAMILIES: tuple[type[Distribution], ...] = (
    Exponential,
    Gamma,
    Beta,
    Normal,
    LogNormal,
    Uniform,
)


def conjugate_law(
    prior: Law, likelihood: Law, latent: Symbol, observed: Basic, known: Assumptions
) -> Distribution | None:
    """The law of the prior's family, or of another one, whose log density differs from that of the
    joint by a constant in the latent variable."""
    seen = _log_likelihood(likelihood, observed, known)
    if not isinstance(prior, Distribution) or seen is None:
        return None
    wanted = prior.log_density(latent) + seen
    others = [family for family in FAMILIES if family is not type(prior)]
    for family in (type(prior), *others):
        found = proportional_law(family, wanted, latent, prior.space, known)
        if found is not None:
            return found
    return None


def _log_likelihood(likelihood: Law, observed: Basic, known: Assumptions) -> Expr | None:
    if isinstance(likelihood, ProductLaw):
        return log_likelihood(likelihood, observed, known)
    return likelihood.log_density(observed) if isinstance(likelihood, Distribution) else None


def proportional_law(
    family: type[Distribution], wanted: Expr, x: Symbol, space: Any, known: Assumptions
) -> Distribution | None:
    """The law of the family whose log density is `wanted` up to a constant; None where none is."""
    letters = [
        Dummy(name, positive=True) if domain == "positive" else Dummy(name, real=True)
        for name, domain in family.parameters.items()
    ]
    law = family(*letters)
    inside = known.also(*facts_in(space, x))
    terms = _by_function(wanted, x, inside)
    own = _by_function(law.log_density(x), x, inside.also(*law.conditions))
    if not terms.keys() <= own.keys():
        return None
    equations = [coefficient - terms.get(f, Add()) for f, coefficient in own.items()]
    symbols = sorted(wanted.free_symbols, key=str)
    plain = {s: Dummy(s.name, positive=sign(s, known) == "+" or None, real=True) for s in symbols}
    for values in solve([e.xreplace(plain) for e in equations], letters, dict=True):
        back = {d: s for s, d in plain.items()}
        at = [values.get(letter, letter).xreplace(back) for letter in letters]
        if any(a.free_symbols & set(letters) for a in at):
            continue
        found = family(*at)
        if same_space(found.space, space, known) and _exists(found, known):
            return found
    return None


def _by_function(expr: Expr, x: Symbol, known: Assumptions) -> dict[Expr, Expr]:
    split = expand_logs(expr, known)
    found = {f: c for c, f in linear_terms(split, x, known) if x in f.free_symbols}
    return {f: c for f, c in found.items() if c != 0}


def _exists(law: Distribution, known: Assumptions) -> bool:
    return all(decide(c, known) is not False for c in law.conditions)
