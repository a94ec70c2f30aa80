"""Expectations under normal vectors of any size."""

from __future__ import annotations

from typing import Any

from sympy import S, diag

from derive.derivation.derivation import Derivation, RuleRefused
from derive.language.covariance import zero_vector
from derive.language.density import Value
from derive.language.distributions.multivariatenormal import MultivariateNormal
from derive.language.expectation import Expect
from derive.language.law import Law
from derive.language.matrix import WrittenMatrix
from derive.language.sequence import Element
from derive.language.vector import WrittenVector
from derive.language.vector_laws import GaussianVector
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.laws.gaussian_vectors import (
    gaussian_vector_log_density,
    independent_coordinates,
    variances,
)
from derive.rulebook.matrices.quadratic_forms import inverse_drops_out, mean_of_quadratic_form
from derive.rulebook.rule import Rule
from derive.solvers.givens import require_laws

_LINES = (
    gaussian_vector_log_density,
    expectation_is_linear,
    mean_of_quadratic_form,
    inverse_drops_out,
)


def alike(p: Law, q: Law) -> tuple[Law, Law]:
    """Two normal laws of which one is written entry by entry, with the other written so as well
    where its entries are known, and else both as vectors and matrices.

    Raises DeriveError for what is no law.
    """
    require_laws(p, q)
    laws = (p, q)
    if {type(law) for law in laws} != {MultivariateNormal, GaussianVector}:
        return laws
    entries = [_in_entries(law) for law in laws]
    found = entries if None not in entries else [_as_vector(law) for law in laws]
    return found[0], found[1]


def _in_entries(law: Any) -> Any:
    """A normal law entry by entry; None where an entry is not known."""
    if isinstance(law, MultivariateNormal):
        return law
    size, spread = law.mean.length, variances(law.covariance)
    if not size.is_Integer or spread is None:
        return None
    places = range(1, int(size) + 1)
    if law.mean == zero_vector(size):
        loc = [S.Zero for _ in places]
    elif isinstance(law.mean, WrittenVector):
        loc = list(law.mean.args)
    else:
        return None
    entries = [
        spread.args[i - 1] if isinstance(spread, WrittenVector) else Element(spread, i)
        for i in places
    ]
    return None if any(e.has(Value) for e in entries) else MultivariateNormal(loc, diag(*entries))


def _as_vector(law: Any) -> Any:
    if isinstance(law, GaussianVector):
        return law
    mean = WrittenVector(*law.loc.flat())
    return GaussianVector(mean, WrittenMatrix(*law.covariance_matrix.tolist()))


def in_coordinates(d: Derivation) -> Derivation:
    """The chain with its normal vectors as independent coordinates, where all of them are."""
    laws = d.reached.atoms(GaussianVector)
    if not laws or any(variances(law.covariance) is None for law in laws):
        return d
    return _applied(d, independent_coordinates)


def by_forms(d: Derivation) -> Derivation:
    """The chain with the means of log densities of normal vectors in traces and quadratic forms.

    A chain that speaks of no normal vectors stays as it is.
    """
    if not any(isinstance(e.law, GaussianVector) for e in d.reached.atoms(Expect)):
        return d
    for rule in _LINES:
        d = _applied(d, rule)
    return d


def _applied(d: Derivation, rule: Rule) -> Derivation:
    try:
        return d.by(rule)
    except RuleRefused:
        return d
