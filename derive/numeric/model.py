"""Models: concrete numbers, weighted points and tables for whatever an expression leaves open.

A model gives every free symbol an exact rational, every arbitrary space a few points with weights (so
that nothing holds merely because points were counted), and every arbitrary law and map a table. The
mass of a cell of a law's joint table is proportional to

    exp(a + sum over parameters t_k of (b sin(t_k + k) + c t_k) / 2)

with rationals a, b, c of that cell, so that a parameter moves every view of the law smoothly; a cell
may be empty. The value of a map is a + sum of b sin(t_k + k) + c t_k. Coefficients come from the
family's name, its index, the point and the seed by a hash, so that no order of evaluation matters.
A map of real numbers is the smooth curve a + (b + c y) / (1 + y^2).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sympy import Basic, Rational

from derive.language.space import Space

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Cell:
    """The coefficients of one cell of a table; an empty cell of a law has no mass."""

    a: Rational
    b: Rational
    c: Rational
    empty: bool = False


@dataclass
class Model:
    """An interpretation. `numbers` gives the free symbols (for a symbol that is a point of an arbitrary
    space, the number of the point); `sparse` models have empty cells; `separate` names laws whose
    supports must not meet, with the remainder that their points have.
    """

    seed: int
    numbers: dict[Basic, Rational]
    sparse: bool = False
    full: frozenset[str] = frozenset()
    separate: dict[str, int] = field(default_factory=dict)
    sizes: tuple[int, ...] = (2, 3, 4)
    weights: dict[str, tuple[Rational, ...]] = field(default_factory=dict)
    cells: dict[tuple[str, Key], Cell] = field(default_factory=dict)

    def points(self, space: Space) -> tuple[Rational, ...]:
        """The weights of the points 0, 1, ... of an arbitrary space."""
        found = self.weights.get(space.name)
        if found is None:
            count = self.sizes[self._hash("size", space.name) % len(self.sizes)]
            found = tuple(
                Rational(3 + self._hash("weight", space.name, i) % 14, 10) for i in range(count)
            )
            self.weights[space.name] = found
        return found

    def cell(self, kind: str, label: str, key: Key) -> Cell:
        """The coefficients of a law ("law") or a map ("map") at a key: index, context and point."""
        name = f"{kind} {label}"
        found = self.cells.get((name, key))
        if found is None:
            found = self._draw(name, label, key, kind == "law")
            self.cells[name, key] = found
        return found

    def curve(self, label: str) -> Callable[[Any], Any]:
        """An arbitrary function of a real number: a smooth one, bounded together with its slope."""
        drawn = self.cell("map", label, ("line",))
        return lambda y: drawn.a + (drawn.b + drawn.c * y) / (1 + y**2)

    def _draw(self, name: str, label: str, key: Key, is_law: bool) -> Cell:
        a, b, c = (
            Rational(self._hash(name, key, part) % 4001 - 2000, 1000) for part in ("a", "b", "c")
        )
        if not is_law:
            return Cell(a, b, c)
        if label in self.separate:
            return Cell(a, b, c, int(str(key[-1]), 10) % 2 != self.separate[label])
        sparse = self.sparse and label not in self.full
        empty = sparse and self._hash(name, key, "empty") % 4 == 0 and any(k != 0 for k in key[-1:])
        return Cell(a, b, c, empty)

    def _hash(self, *parts: Any) -> int:
        text = f"{self.seed}/" + "/".join(map(str, parts))
        return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest(), "big")

    def to_json(self) -> dict[str, Any]:
        """Numbers as "p/q"; spaces with their weights; tables with the cells that were used."""
        tables: dict[str, list[dict[str, Any]]] = {}
        for (name, key), cell in sorted(self.cells.items(), key=lambda item: str(item[0])):
            row = {"key": _plain(key), "a": str(cell.a), "b": str(cell.b), "c": str(cell.c)}
            tables.setdefault(name, []).append({**row, "empty": cell.empty})
        return {
            "numbers": {str(s): str(v) for s, v in sorted(self.numbers.items(), key=str)},
            "spaces": {n: [str(w) for w in ws] for n, ws in sorted(self.weights.items())},
            "tables": tables,
        }


def _plain(key: Any) -> Any:
    return [_plain(k) for k in key] if isinstance(key, tuple) else str(key)
