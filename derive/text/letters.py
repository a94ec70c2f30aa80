"""Letters for bound variables: they have none in the tree, so that a page chooses them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

from sympy import Basic

from derive.errors import DeriveError
from derive.language import Binding, FiniteSum, Law, Maximiser, Power, ProductLaw, Space, Sup
from derive.language.space import Laws, Maps

INDICES = ("i", "j", "k", "l")
NUMBERS = ("x", "y", "z")
FAMILIES = ("q", "r", "T")


class Letters:
    """The letters in use on one page: those of free symbols, and of the binders around a place."""

    def __init__(self, numbers: tuple[str, ...] = NUMBERS) -> None:
        self.numbers = numbers or NUMBERS
        self.taken: set[str] = set()
        self._names: dict[Basic, list[str]] = {}

    def avoid(self, expr: Basic) -> None:
        """The free symbols of an expression keep their names."""
        self.taken |= {str(s) for s in expr.free_symbols}

    def name(self, bound: Basic) -> str:
        """The letter that a bound variable has at this place."""
        names = self._names.get(bound)
        return names[-1] if names else str(bound)

    @contextmanager
    def binding(self, node: Binding, wanted: str = "") -> Iterator[str]:
        """The letter of a binder's variable, for as long as its scope is printed."""
        in_use = {n[-1] for n in self._names.values() if n}
        candidates = chain((wanted,) if wanted else (), preferred(node, self.numbers))
        letter = next(c for c in candidates if c == wanted or c not in self.taken | in_use)
        self._names.setdefault(node.bound, []).append(letter)
        try:
            yield letter
        finally:
            self._names[node.bound].pop()


def preferred(node: Any, numbers: tuple[str, ...]) -> Iterator[str]:
    """The letters that a reader expects for the variable of a binder, best first; they never end."""
    if isinstance(node, (FiniteSum, ProductLaw)):
        letters: tuple[str, ...] = INDICES
    elif isinstance(node, Maximiser) or isinstance(node, Sup) and isinstance(node.domain, Laws):
        letters = FAMILIES
    elif isinstance(node, Sup) and isinstance(node.domain, Maps):
        letters = ("T", "g", "f")
    else:
        own = letter_of(space_of(node))
        letters = (own,) if own else numbers
    yield from letters
    primes = "'"
    while True:
        yield letters[0] + primes
        primes += "'"


def space_of(node: Any) -> Space | None:
    """The space in which the variable of a binder lies."""
    if hasattr(node, "domain"):
        found: Space = node.domain
        return found
    if hasattr(node, "law"):
        return space_of_law(node.law)
    return getattr(node, "space", None)


def space_of_law(law: Law) -> Space | None:
    """The space of a law; None for a law of several coordinates."""
    try:
        return law.space
    except DeriveError:
        return None


def letter_of(space: Space | None) -> str:
    """The letter of the points of a space; empty where the page decides."""
    if space is None:
        return ""
    return letter_of(space.base) if isinstance(space, Power) else space.letter


__all__ = ["Letters", "letter_of", "preferred", "space_of", "space_of_law"]
