"""Models: exact numbers, weighted points and tables for whatever an expression leaves open.

A model gives every free symbol a rational number, or a point where it stands for one; every
arbitrary space a few points with weights, so that nothing holds merely because points were counted;
every arbitrary law a joint table and every arbitrary map a table of values. A smooth number with
parameters t_1, ..., t_n is

    s(t) = a + sum over k of (b_k sin(t_k) + c_k t_k)

with rationals a, b_k, c_k; the density of a cell of a law is exp(s(t)) divided by the sum of weight
times exp(s(t)) over all cells of its table, or zero; the value of a map to the line is s(t), to (l,
oo) it is l + exp(s(t)), to (-oo, h) h - exp(s(t)), to (l, h) l + (h - l)/(1 + exp(-s(t))).
For a map that is convex in t_1, s(t) has no sine of t_1, and r t_1^2 + h sqrt(1 + (t_1 - e)^2)
besides, with r > 0 and h >= 0; for a concave one both have the other sign. Numbers on an interval
that a law is given or a map is taken at move it smoothly as well, and come before its parameters
among t_1, ..., t_n. Everything is drawn from a seed of its own name.

The layout of `to_json` (fractions are texts "p/q"; the points of a space are numbered from 0):

    numbers    {name: fraction}
    points     {name: point, or a list of points for a sequence}
    spaces     {name: [weight, ...]}
    laws       [{name, index: [...], context: [...],
                 cells: [{point: [...], a, b: [...], c: [...]}]}]
               a cell that is not listed has no mass; a law with coordinates on intervals has
               instead
               components: [{point: [...], a, b, c, places: [{a, b, c}], scales: [{a, b, c}]}],
               a normal density with mean s(t) and deviation 1/2 + exp(s(t)) in each such
               coordinate, moved to the line by log(x - low), -log(high - x), or their difference
    maps       [{name, point: [...], a, b: [...], c: [...]}]; of a bent one, bends: [r, h, e];
               with slow: n, the first n parameters t are replaced by asinh(t)
               where a map has points for values, the value is the point whose number is a
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sympy import Basic, Integer, Rational, Symbol, oo

from derive.errors import CannotEvaluate
from derive.language import Line, Space
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.models.roles import SEQUENCE_LENGTH
from derive.numeric.models.sampling import generator
from derive.numeric.models.smooth_numbers import Normal, Smooth, fraction
from derive.numeric.models.tables import Key

SIZES = (2, 3, 4)
# In some spaces all densities are large, and their logs positive.
SCALES = (Rational(1, 10), Rational(1, 10), Rational(1, 60))
COMPONENTS = 2
EMPTY_IN = 4
"""In a sparse model one cell in so many is empty."""


@dataclass
class Model:
    """An interpretation; see the module for what it holds and how it is written down.

    numbers: of symbols that stand for numbers; places: the spaces of symbols that stand for points;
    sequences: those of symbols that stand for sequences; sparse: whether tables have empty cells;
    full: names of laws that have none; apart: for names of laws with disjoint supports, the
    coordinates that tell them apart and which of their points are theirs; bent: for names
    of maps that are convex (1) or concave (-1) in the first number that they are taken at, which.
    """

    seed: tuple[Any, ...]
    numbers: dict[Symbol, Rational]
    places: dict[Symbol, Space] = field(default_factory=dict)
    sequences: dict[Symbol, Space] = field(default_factory=dict)
    sparse: bool = False
    full: frozenset[str] = frozenset()
    apart: dict[str, tuple[tuple[int, ...], int]] = field(default_factory=dict)
    bent: dict[str, int] = field(default_factory=dict)
    _spaces: dict[str, tuple[Rational, ...]] = field(default_factory=dict)
    _laws: dict[Key, dict[Key, Smooth]] = field(default_factory=dict)
    _maps: dict[Key, Smooth] = field(default_factory=dict)
    _normals: dict[Key, dict[tuple[Key, int], Normal]] = field(default_factory=dict)
    _points: dict[Symbol, Any] = field(default_factory=dict)

    def weights(self, space: Space) -> tuple[Rational, ...]:
        """The weights of the points of an arbitrary space."""
        found = self._spaces.get(space.name)
        if found is None:
            rng = generator(*self.seed, "space", space.name)
            count, scale = rng.choice(SIZES), rng.choice(SCALES)
            found = tuple(scale * rng.randint(3, 17) for _ in range(count))
            self._spaces[space.name] = found
        return found

    def points(self, space: Space, arithmetic: Arithmetic) -> list[tuple[int, Number]]:
        """The points 0, 1, ... of an arbitrary space, each with its weight."""
        return [(i, fraction(w, arithmetic)) for i, w in enumerate(self.weights(space))]

    def value_of(self, symbol: Basic, arithmetic: Arithmetic) -> Any:
        """The number, point or sequence that a symbol stands for."""
        if symbol in self.numbers:
            return fraction(self.numbers[symbol], arithmetic)
        if symbol in self.places:
            return self._lifted(self._point(symbol, self.places[symbol], 0), arithmetic)
        if symbol in self.sequences:
            base = self.sequences[symbol]
            drawn = (self._point(symbol, base, i) for i in range(1, SEQUENCE_LENGTH + 1))
            return tuple(self._lifted(point, arithmetic) for point in drawn)
        raise CannotEvaluate(f"the symbol {symbol} has no value")

    def _point(self, symbol: Any, space: Space, i: int) -> Any:
        key = (symbol, i)
        if key not in self._points:
            rng = generator(*self.seed, "point", symbol.name, i)
            if space.is_arbitrary:
                self._points[key] = rng.randrange(len(self.weights(space)))
            elif isinstance(space, Line):
                self._points[key] = Rational(rng.randint(-30, 30), 13)
            else:
                self._points[key] = self._in_concrete(symbol, space, rng)
        return self._points[key]

    def _in_concrete(self, symbol: Any, space: Any, rng: Any) -> Any:
        ends: list[Any] = [getattr(space, end, None) for end in ("low", "high")]
        if isinstance(ends[0], Integer) and ends[1] == oo:
            ends[1] = ends[0] + SEQUENCE_LENGTH
        if any(not isinstance(end, Integer) for end in ends):
            raise CannotEvaluate(f"{symbol} is a point of {space}, of which no point is drawn")
        return Integer(rng.randint(int(ends[0]), int(ends[1])))

    @staticmethod
    def _lifted(point: Any, arithmetic: Arithmetic) -> Any:
        return fraction(point, arithmetic) if isinstance(point, Rational) else point

    def law(
        self, name: str, index: Key, context: Key, cells: list[Key], parameters: int
    ) -> dict[Key, Smooth]:
        """The cells with mass of an arbitrary law, each with the coefficients of its logit."""
        where = (name, index, context)
        if where not in self._laws:
            drawn = {cell: self._smooth(("law", *where, cell), parameters) for cell in cells}
            masked = {c: s for c, s in drawn.items() if not self._is_empty(where, c)}
            own = {c: s for c, s in drawn.items() if self._is_own(name, c)}
            # with all its mass in one point a law tells too little apart
            self._laws[where] = masked if len(masked) > 1 else own or drawn
        return self._laws[where]

    def components(
        self, name: str, index: Key, context: Key, cells: list[Key], parameters: int, lines: int
    ) -> dict[tuple[Key, int], Normal]:
        """Two components for each cell with mass of an arbitrary law with coordinates on
        intervals."""
        where = (name, index, context)
        if where not in self._normals:
            owners = self.law(name, index, context, cells, parameters)
            self._normals[where] = {
                (cell, k): Normal(
                    self._smooth(("weight", *where, cell, k), parameters),
                    tuple(
                        self._smooth(("at", *where, cell, k, j), parameters) for j in range(lines)
                    ),
                    tuple(
                        self._scale(("scale", *where, cell, k, j), parameters) for j in range(lines)
                    ),
                )
                for cell in owners
                for k in range(COMPONENTS)
            }
        return self._normals[where]

    def _scale(self, key: Key, parameters: int) -> Smooth:
        drawn = self._smooth(key, parameters)
        return Smooth(drawn.a / 2, tuple(b / 4 for b in drawn.b), tuple(c * 0 for c in drawn.c))

    def _is_own(self, name: str, cell: Key) -> bool:
        if name not in self.apart:
            return True
        positions, rank = self.apart[name]
        return sum(total_of(cell[i]) for i in positions) % 2 == rank

    def _is_empty(self, where: Key, cell: Key) -> bool:
        if not self._is_own(where[0], cell):
            return True
        if not self.sparse or where[0] in self.full:
            return False
        return generator(*self.seed, "empty", *where, cell).randrange(EMPTY_IN) == 0

    def map(
        self, name: str, point: Key, parameters: int, size: int = 0, unbounded: int = 0
    ) -> Smooth:
        """The coefficients of the value of an arbitrary map at a point; for a map to a space of
        `size` points, the number of one of them. Of so many parameters that may lie far out every
        second model has a map that grows slowly in them: it has a mean under a law whose tails are
        too heavy for others."""
        where = (name, point)
        if where not in self._maps:
            if size:
                place = generator(*self.seed, "map", name, point).randrange(size)
                self._maps[where] = Smooth(Integer(place))
            else:
                drawn = self._smooth(("map", name, point), parameters)
                if name in self.bent:
                    drawn = self._bent(drawn, where)
                elif self._is_second:
                    drawn = replace(drawn, slow=unbounded)
                self._maps[where] = drawn
        return self._maps[where]

    @property
    def _is_second(self) -> bool:
        """Whether this is the second, fourth, ... of several models."""
        number = self.seed[1] if len(self.seed) > 1 else 0
        return isinstance(number, int) and number % 2 == 1

    def _bent(self, drawn: Smooth, where: Key) -> Smooth:
        rng = generator(*self.seed, "bends", *where)
        square, height = (Rational(rng.randint(low, 12), 10) for low in (1, 0))
        sign = self.bent[where[0]]
        bends = (sign * square, sign * height, Rational(rng.randint(-20, 20), 10))
        return Smooth(drawn.a, (Rational(0), *drawn.b[1:]), drawn.c, bends)

    def _smooth(self, key: Key, parameters: int) -> Smooth:
        rng = generator(*self.seed, *key)
        a = Rational(rng.randint(-20, 20), 10)
        b = tuple(Rational(rng.randint(-8, 8), 10) for _ in range(parameters))
        c = tuple(Rational(rng.randint(-4, 4), 10) for _ in range(parameters))
        return Smooth(a, b, c)

    def to_json(self) -> dict[str, Any]:
        """What was drawn, as plain lists and dictionaries; the layout stands in the module."""
        laws: list[dict[str, Any]] = []
        for (name, index, context), cells in sorted(self._laws.items(), key=str):
            rows = [{"point": _plain(c), **s.to_json()} for c, s in sorted(cells.items(), key=str)]
            laws.append(
                {"name": name, "index": _plain(index), "context": _plain(context), "cells": rows}
            )
        for (name, index, context), drawn in sorted(self._normals.items(), key=str):
            # the components of a law replace its cells
            rows = [{"point": _plain(c), **n.to_json()} for (c, _), n in drawn.items()]
            mine = {"name": name, "index": _plain(index), "context": _plain(context)}
            laws = [law for law in laws if {k: law[k] for k in mine} != mine]
            laws.append({**mine, "components": rows})
        maps = [
            {"name": name, "point": _plain(point), **smooth.to_json()}
            for (name, point), smooth in sorted(self._maps.items(), key=str)
        ]
        points: dict[str, Any] = {}
        for (symbol, i), point in sorted(self._points.items(), key=str):
            if i:
                points.setdefault(symbol.name, []).append(_plain(point))
            else:
                points[symbol.name] = _plain(point)
        return {
            "numbers": {s.name: str(v) for s, v in sorted(self.numbers.items(), key=str)},
            "points": points,
            "spaces": {n: [str(w) for w in ws] for n, ws in sorted(self._spaces.items())},
            "laws": laws,
            "maps": maps,
        }

    def __str__(self) -> str:
        said = [f"{s} = {v}" for s, v in sorted(self.numbers.items(), key=str)]
        said += [f"{s} = point {p}" for (s, i), p in sorted(self._points.items(), key=str) if not i]
        return ", ".join(said)


def total_of(key: Any) -> int:
    """A key as one number: itself, or the sum over a tuple."""
    return sum(total_of(k) for k in key) if isinstance(key, tuple) else int(key)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return str(value) if isinstance(value, Rational) else value
