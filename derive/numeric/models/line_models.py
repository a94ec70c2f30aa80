"""The same expressions with the line in the place of arbitrary spaces: densities are then densities
of numbers, and their integrals are found by quadrature.

Which spaces are moved there is chosen so that integrals stay over one number at a time: the other
spaces keep a few points, and laws on both are mixed. Where laws are said to lack mass, they have
theirs on parts of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from sympy import Basic, Le, Not, S

from derive.language import (
    Disjoint,
    Dominates,
    Gradient,
    LawFamily,
    Line,
    ProductLaw,
    Space,
    Sup,
    View,
)
from derive.numeric.models.one_dimensional import integrates, is_one_dimensional, unplaced

MOST_DRAWS = 2
"""How many independent draws from the line, each of which takes the nodes of an integral once more:
one where derivatives are taken by differences."""
MOST_SPACES = 4
MOST_CHOICES = 3
BELOW, ABOVE = Line(-3, 0), Line(0, 3)


@dataclass(frozen=True)
class LineChain:
    """The expressions of a chain moved to the line, None for those that ask for more than integrals
    over one number there, and what is assumed of them."""

    chain: tuple[Any, ...]
    facts: tuple[Any, ...]

    @property
    def steps(self) -> frozenset[int]:
        """The places of the steps of which both sides are there."""
        pairs = enumerate(pairwise(self.chain))
        return frozenset(i for i, (a, b) in pairs if a is not None and b is not None)


def on_the_line(chain: Sequence[Any], facts: Sequence[Any]) -> list[LineChain]:
    """Ways of moving a chain to the line, the ones that keep most of its steps first, then those
    where most integrals know where their mass lies, then those with fewest spaces on the line: so
    many that steps that are kept at all are kept by one.
    """
    ways = [way for spaces in _choices(chain) for way in _moved(chain, facts, spaces)]
    ways.sort(
        key=lambda way: (-len(way.steps), sum(unplaced(e) for e in way.chain if e is not None))
    )
    kept: list[LineChain] = []
    for way in ways:
        if len(kept) < MOST_CHOICES and way.steps - frozenset().union(*(k.steps for k in kept)):
            kept.append(way)
    return kept


def _choices(chain: Sequence[Any]) -> Iterator[tuple[Space, ...]]:
    """Sets of spaces that may be moved, small ones first: those that are printed with integrals,
    and whose points are not searched."""
    searched = {e.domain for expr in chain for e in _parts(expr, Sup)}
    found = dict.fromkeys(s for expr in chain for s in _parts(expr, Space) if s.is_arbitrary)
    spaces = [s for s in found if not s.is_discrete and s not in searched][:MOST_SPACES]
    for size in range(1, len(spaces) + 1):
        yield from combinations(spaces, size)


def _moved(
    chain: Sequence[Any], facts: Sequence[Any], spaces: tuple[Space, ...]
) -> Iterator[LineChain]:
    to_the_line = {space: Line() for space in spaces}
    parts = _parts_of_the_line(facts, to_the_line)
    if parts is None:
        return
    placed = [e.xreplace(to_the_line).xreplace(parts) for e in chain]
    given = [f.xreplace(to_the_line).xreplace(parts) for f in facts]
    if not all(is_one_dimensional(f) for f in given):
        return
    kept = tuple(e if is_one_dimensional(e) else None for e in placed)
    most = 1 if any(e.has(Gradient) for e in placed) else MOST_DRAWS
    few = (Le(law.length, most) for e in placed for law in _draws(e))
    found = LineChain(kept, (*given, *(f for f in dict.fromkeys(few) if f != S.true)))
    if any(e is not None and integrates(e) for e in kept) and found.steps:
        yield found


def _parts_of_the_line(facts: Sequence[Any], moved: dict[Space, Line]) -> dict[Basic, Basic] | None:
    """Laws that lack mass which others have, on parts of it; None where that cannot be arranged."""
    found: dict[Basic, Basic] = {}
    for fact in facts:
        if isinstance(fact, Disjoint):
            sides = [(fact.args[0], BELOW), (fact.args[1], ABOVE)]
        elif isinstance(fact, Not) and isinstance(fact.args[0], Dominates):
            sides = [(fact.args[0].args[0], ABOVE)]
        elif fact.has(Not, Disjoint):
            return None
        else:
            continue
        for law, part in sides:
            if not isinstance(law, View) or len(law.family.coordinates) != 1:
                return None
            if law.space not in moved:
                continue
            family = law.family.xreplace(moved)
            there = LawFamily(family.name, (part,), family.context)
            if found.setdefault(family, there) != there:
                return None
    return found


def _draws(expr: Basic) -> list[Any]:
    """The laws of independent draws from the line."""
    return [law for law in _parts(expr, ProductLaw) if isinstance(law.args[0].space, Line)]


def _parts(expr: Basic, kind: type) -> Iterator[Any]:
    if isinstance(expr, kind):
        yield expr
    for argument in expr.args:
        yield from _parts(argument, kind)
