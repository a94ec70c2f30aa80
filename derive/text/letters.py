"""Letters for bound variables: they have none in the tree, so that a page chooses them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from sympy import Basic, Dummy, Symbol

from derive.errors import DeriveError
from derive.language import (
    Binding,
    Bound,
    Element,
    Everywhere,
    Family,
    FiniteSum,
    Gradient,
    Law,
    Limit,
    Power,
    ProductLaw,
    Smooth,
    Space,
)
from derive.language.optimum import BestValue, Maximiser, Normalised, Sup
from derive.language.space import Lattice, Laws, Maps
from derive.language.vector import Tabulated
from derive.text.notation import Formula

INDICES = ("i", "j", "k", "l")
NUMBERS = ("x", "y", "z")
MORE_NUMBERS = ("t", "u", "v", "w", "s")
LAWS = ("q", "r")
MAPS = ("T", "f", "g")
MULTIPLIERS = ("lambda", "mu", "nu")


@dataclass(frozen=True)
class Scope:
    """The letters in use at one place of a page: names that are taken on the whole page, and those
    of the binders around the place, by level. `numbers` are wanted for numbers, best first; `names`
    are the formulas of expressions that have a name on the page."""

    numbers: tuple[str, ...] = NUMBERS
    taken: frozenset[str] = frozenset()
    bound: dict[int, str] = field(default_factory=dict)
    names: Mapping[Basic, Formula] = field(default_factory=dict)

    @classmethod
    def of(cls, expressions: Iterable[Any], numbers: tuple[str, ...] = ()) -> Scope:
        """The letters of a page on which these expressions stand.

        >>> from sympy import Symbol
        >>> sorted(Scope.of([Symbol("x") + Symbol("y")]).taken)
        ['x', 'y']
        """
        names = {n for e in expressions if isinstance(e, Basic) for n in names_in(e)}
        return cls(tuple(numbers) or NUMBERS, frozenset(names))

    def name(self, level: int) -> str:
        """The letter of a bound variable; one that nothing binds here keeps its level."""
        return self.bound.get(level, f"_{level}")

    def entering(self, binder: Any, wanted: str = "") -> tuple[Scope, str]:
        """The scope inside a binder, and the letter of its variable: `wanted`, or a new one."""
        letter = wanted or self.of_a_parameter(binder)
        letter = letter or self.unused(candidates(binder, self.numbers))
        return replace(self, bound={**self.bound, level_of(binder): letter}), letter

    def of_a_parameter(self, binder: Any) -> str:
        """For what runs over an interval or is differentiated at a number, a letter that somebody
        wants for numbers, and for what runs over a space with a letter that one; it may be a name
        of the page that is not free inside: the limit as a tends to one, where a is a number. ""
        where there is none."""
        runs = isinstance(binder, (Limit, Sup)) and not isinstance(binder.domain, (Laws, Maps))
        if not runs and not isinstance(binder, (Gradient, Smooth)):
            return ""
        own = letter_of(binder.domain) if runs else ""
        inside = {*names_in(binder), *self.bound.values()}
        wanted = (own,) if own else [n for n in self.numbers if n not in NUMBERS]
        return next((w for w in wanted if w not in inside), "")

    def unused(self, wanted: Iterable[str]) -> str:
        """The first letter that is neither taken nor used by a binder around this place; where all
        are, the first with as few primes as it takes."""
        letters = [w for w in wanted if w]
        in_use = {*self.taken, *self.bound.values()}
        primed = (letters[0] + "'" * n for n in count(1))
        return next(c for c in chained(letters, primed) if c not in in_use)

    def reserving(self, *letters: str) -> Scope:
        """This scope with further names taken."""
        return replace(self, taken=self.taken | set(letters))


def chained(*iterables: Iterable[str]) -> Iterator[str]:
    for iterable in iterables:
        yield from iterable


def names_in(expr: Basic) -> set[str]:
    """The names of free symbols, laws and maps anywhere in an expression."""
    found = {str(s) for s in expr.free_symbols}
    return found | {n for a in expr.args for n in _families(a)}


def _families(expr: Basic) -> Iterator[str]:
    if isinstance(expr, Family) and not is_bound(expr):
        yield expr.label
    for a in expr.args:
        yield from _families(a)


def is_bound(family: Family) -> bool:
    """Whether a binder binds this family: it then has a level in the place of its name."""
    return getattr(family.name, "is_Integer", False)


def level_of(binder: Any) -> int:
    """The level that a binder binds."""
    bound = binder.bound
    return bound.level if isinstance(bound, Bound) else int(bound.name)


def candidates(node: Binding, numbers: tuple[str, ...]) -> tuple[str, ...]:
    """The letters that a reader expects for the variable of a binder, best first."""
    if isinstance(node, (FiniteSum, ProductLaw, Tabulated)) or _is_over_indices(node):
        return INDICES
    if isinstance(node, Maximiser):
        return LAWS
    if isinstance(node, Normalised):
        return MULTIPLIERS
    if isinstance(node, Sup) and isinstance(node.domain, Laws):
        return LAWS
    if isinstance(node, BestValue) or (isinstance(node, Sup) and isinstance(node.domain, Maps)):
        return MAPS
    if any(e.index.has(node.bound) for e in node.args[0].atoms(Element)):
        return INDICES
    return letters_of(space_of(node), numbers)


def _is_over_indices(node: Binding) -> bool:
    space = node.args[-1] if isinstance(node, Everywhere) else None
    return isinstance(space, Lattice) and bool(space.low == 1)


def letters_of(space: Space | None, numbers: tuple[str, ...]) -> tuple[str, ...]:
    """The letters for a point of a space: its own, or those for numbers."""
    own = letter_of(space)
    return (own,) if own else (*numbers, *(m for m in MORE_NUMBERS if m not in numbers))


def space_of(node: Any) -> Space | None:
    """The space in which the variable of a binder lies."""
    if hasattr(node, "domain"):
        found: Space = node.domain
        return found
    if hasattr(node, "law"):
        return space_of_law(node.law)
    last = node.args[-1]
    return last if isinstance(last, Space) else None


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


def symbol_name(symbol: Symbol) -> str:
    """The name of a free symbol; a Dummy's is its own, without SymPy's underscore."""
    return symbol.name if isinstance(symbol, Dummy) else str(symbol)
