"""Divergences and entropies of laws with a formula, in closed form."""

from __future__ import annotations

from typing import Any

from derive.derivation.derivation import Derivation, start
from derive.errors import DeriveError
from derive.language.distribution import Distribution
from derive.language.divergence import KL, CrossEntropy, Entropy
from derive.language.law import Law, ProductLaw
from derive.language.vector_laws import GaussianVector
from derive.rulebook.laws.definitions import (
    cross_entropy_definition,
    entropy_definition,
    kl_definition,
)
from derive.rulebook.rule import Rule
from derive.solvers.closed_form import reduced
from derive.solvers.givens import assumed
from derive.solvers.normal_vectors import alike, in_coordinates
from derive.text.plain import plain


def kl(p: Law, q: Law, assume: tuple[Any, ...] = ()) -> Derivation:
    """KL(p, q) = E_p[log p - log q], in nats.

    It is +oo where p has mass that q lacks. Raises DeriveError where one law is on the integers and
    the other on the line.

    >>> from sympy import symbols
    >>> from derive.language import Exponential
    >>> a, b = symbols("a b", positive=True)
    >>> kl(Exponential(a), Exponential(b)).result
    log(a/b) - 1 + b/a
    """
    p, q = alike(p, q)
    same_measure(p, q)
    d = start(KL(p, q), *assumed((p, q), assume), title=plain(KL(p, q)))
    return reduced(in_coordinates(d).by(kl_definition))


def entropy(p: Law, assume: tuple[Any, ...] = ()) -> Derivation:
    """H(p) = -E_p[log p], in nats; differential where p is on the line."""
    return _defined(Entropy(p), entropy_definition, (p,), assume)


def cross_entropy(p: Law, q: Law, assume: tuple[Any, ...] = ()) -> Derivation:
    """-E_p[log q], in nats. Raises DeriveError where the laws are on different kinds of space."""
    p, q = alike(p, q)
    same_measure(p, q)
    return _defined(CrossEntropy(p, q), cross_entropy_definition, (p, q), assume)


def _defined(
    goal: Any, definition: Rule, laws: tuple[Law, ...], assume: tuple[Any, ...]
) -> Derivation:
    d = start(goal, *assumed(laws, assume), title=plain(goal))
    return reduced(in_coordinates(d).by(definition))


def same_measure(p: Law, q: Law) -> None:
    """Refuse two laws whose densities are with respect to different measures."""
    concrete = all(isinstance(law, (Distribution, GaussianVector, ProductLaw)) for law in (p, q))
    if concrete and p.space.is_discrete != q.space.is_discrete:
        kinds = [f"{plain(law)} is on {_kind(law)}" for law in (p, q)]
        raise DeriveError(f"{kinds[0]} and {kinds[1]}: they have no densities to compare")
    if _numbers(p) != _numbers(q):
        counts = [f"{plain(law)} is a law of {_numbers(law)} number(s)" for law in (p, q)]
        raise DeriveError(f"{counts[0]} and {counts[1]}: they have no densities to compare")


def _numbers(law: Law) -> Any:
    """How many numbers a law with a formula speaks of."""
    if isinstance(law, (Distribution, GaussianVector, ProductLaw)):
        return getattr(law.space, "length", 1)
    return None


def _kind(law: Law) -> str:
    return "the integers" if law.space.is_discrete else "the line"
