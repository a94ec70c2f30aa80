"""Derivations that say of two expressions that they are not the same."""

from __future__ import annotations

from typing import Any

from derive.derivation.derivation import Derivation, start
from derive.rulebook.inequalities.counterexamples import counterexample


def differing(one: Any, other: Any, *assumptions: Any, title: str = "") -> Derivation:
    """The derivation of `one != other`: a model that meets the assumptions and in which they have
    different values. Only the verifier, which looks for the model, can say that there is one.

    >>> from derive.language import KL, Space, arbitrary_law
    >>> p, q = (arbitrary_law(name, Space("X")) for name in "pq")
    >>> differing(KL(p, q), KL(q, p)).relation.value
    '!='
    """
    return start(one, *assumptions, title=title).by(counterexample, other)
