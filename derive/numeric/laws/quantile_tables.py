"""The distribution function of a law on the line and its inverse, from the density alone.

The range of the law is cut into panels; on each the density, as a function of the coordinate, is a
series of Legendre polynomials, whose integral is known term by term. A place of the law is a panel
and a number between -1 and 1 in it. Chances are kept from the nearer end, so that none cancels.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any

from derive.errors import NotConverged
from derive.numeric.arithmetics.arithmetic import FLOATS, Arithmetic, Number
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic
from derive.numeric.models.shapes import Shape, Side
from derive.numeric.quadrature.coordinates import Coordinate, HalfLine
from derive.numeric.quadrature.humps import DoesNotFall, Height
from derive.numeric.quadrature.law_nodes import LawNodes
from derive.numeric.quadrature.legendre import gauss_legendre

ORDER = 24
_WIDTH, _DEEPEST = 2.0, 9
_NOTHING = 1e-4
_MOST_NEWTON, _SETTLED = 60, 1e-13


@dataclass(frozen=True)
class Panel:
    """A stretch of the coordinate around `middle`, of half-length `half`, which is negative where x
    falls with the coordinate. `density` is density dx/du on (-1, 1), `chance` its integral from -1,
    each as coefficients of powers of u, the highest first; `rough` are the coefficients of Legendre
    polynomials, in floats."""

    coordinate: Coordinate
    middle: Number
    half: Number
    mass: Number
    density: tuple[Number, ...]
    chance: tuple[Number, ...]
    rough: tuple[float, ...]
    starts_a_piece: bool


class QuantileTable:
    """Chances and places of one law on the line."""

    def __init__(
        self, shape: Shape, values: Any, arithmetic: Arithmetic, digits: int, order: float = 0.0
    ) -> None:
        """`order` is that of the absolute moment which the range of the table is wide enough for;
        DoesNotFall where there is no such moment."""
        self.arithmetic, self._goal = arithmetic, arithmetic.last_place(digits)
        self.has_moment = order > 0
        self._shape, self._anchors = shape, shape.places(values, arithmetic)
        self._logs = shape.log_densities(values, arithmetic)
        floats = [float(place) for place in self._anchors]
        sizes = [_size(side, floats, order) for side in shape.sides] if order else None
        self.panels = self._made(LawNodes(shape, values, arithmetic, digits, sizes))
        zero = arithmetic.zero
        self.before, self.after = [zero], [zero]
        for panel in self.panels:
            self.before.append(self.before[-1] + panel.mass)
        for panel in reversed(self.panels):
            self.after.append(self.after[-1] + panel.mass)
        self.after = self.after[::-1][1:]
        if order > 0:
            self._require_falling(order)
        if abs(self.before[-1] - 1) > 10 * self._goal:
            raise NotConverged("a density has not mass one on its panels")

    def _require_falling(self, order: float) -> None:
        """DoesNotFall where the outermost panels hold as much of the moment as others do."""
        zero, last = self.arithmetic.zero, len(self.panels) - 1
        parts = [
            float(panel.mass) * math.exp(order * math.log1p(abs(float(self.x(k, zero)))))
            for k, panel in enumerate(self.panels)
        ]
        for place, direction in ((0, -1), (last, 1)):
            if parts[place] > _NOTHING * max(parts):
                raise DoesNotFall(direction)

    def _made(self, placed: LawNodes) -> list[Panel]:
        found: list[Panel] = []
        for coordinate, window in placed.pieces:
            count = max(1, round((window.last - window.first) / _WIDTH))
            step = (window.last - window.first) / count
            cuts = [window.place(window.first + i * step) for i in range(count + 1)]
            ends = list(pairwise(cuts))
            if isinstance(coordinate, HalfLine) and self._shape.sides[coordinate.side].sign < 0:
                ends = [(right, left) for left, right in reversed(ends)]
            for i, (left, right) in enumerate(ends):
                found += self._smooth(coordinate, left, right, i == 0, _DEEPEST)
        return found

    def _smooth(
        self, coordinate: Coordinate, left: float, right: float, first: bool, depth: int
    ) -> list[Panel]:
        """The stretch as one panel, or cut in half until its series end."""
        arithmetic = self.arithmetic
        start, end = arithmetic.real(left), arithmetic.real(right)
        middle, half = (start + end) / 2, (end - start) / 2
        values = []
        for u, _ in gauss_legendre(ORDER, arithmetic):
            side, t, slope = coordinate.node(middle + half * u, arithmetic)
            values.append(arithmetic.exp(self._logs[side](t)) * slope * abs(half))
        rows = _analysis(arithmetic)
        mass = 2 * _dot(rows[0], values)
        # far out a chance has to be known relative to itself, as a small one moves a point by much
        allowed = self._goal * max(mass / 2, self._goal**3)
        if all(abs(_dot(row, values)) <= allowed for row in rows[-2:]):
            return [self._panel(coordinate, middle, half, values, mass, first)]
        if depth == 0:
            raise NotConverged("a density is not smooth enough for its distribution function")
        centre = (left + right) / 2
        return [
            *self._smooth(coordinate, left, centre, first, depth - 1),
            *self._smooth(coordinate, centre, right, False, depth - 1),
        ]

    def _panel(
        self,
        coordinate: Coordinate,
        middle: Number,
        half: Number,
        values: list[Number],
        mass: Number,
        first: bool,
    ) -> Panel:
        density = [_dot(row, values) for row in _interpolation(self.arithmetic)]
        chance = [c / (n + 1) for n, c in enumerate(density)]
        signs = [-c if n % 2 else c for n, c in enumerate(chance)]
        constant = sum(signs, self.arithmetic.zero)
        floats = [float(value) for value in values]
        return Panel(
            coordinate,
            middle,
            half,
            mass,
            tuple(reversed(density)),
            (*reversed(chance), constant),
            tuple(_dot(row, floats) for row in _analysis(FLOATS)),
            first,
        )

    def x(self, panel: int, u: Number) -> Number:
        """The point at a place."""
        here = self.panels[panel]
        side, t, _ = here.coordinate.node(here.middle + here.half * u, self.arithmetic)
        return self._shape.sides[side].place(self._anchors, t)

    def density(self, panel: int, u: Number) -> Number:
        """density dx/du at a place."""
        here = self.panels[panel]
        if isinstance(self.arithmetic, FloatArithmetic):
            return series_value(here.rough, u)
        return horner(here.density, u)

    def _inside(self, panel: int, u: Number) -> Number:
        """The chance between the lower end of a panel and a place in it."""
        here = self.panels[panel]
        if isinstance(self.arithmetic, FloatArithmetic):
            return series_integral(here.rough, u)
        return horner(here.chance, u)

    def chances(self, panel: int, u: Number) -> tuple[Number, Number]:
        """The chances below and above a place."""
        inside = self._inside(panel, u)
        return self.before[panel] + inside, self.after[panel] + (self.panels[panel].mass - inside)

    def place(self, below: Number, above: Number) -> tuple[int, Number]:
        """The place with these chances below and above it."""
        last = len(self.panels) - 1
        if below <= above:
            panel = min(max(bisect_right(self.before, below) - 1, 0), last)
            inside = below - self.before[panel]
        else:
            ascending = self.after[::-1]
            panel = last - min(max(bisect_right(ascending, above) - 1, 0), last)
            inside = self.panels[panel].mass - (above - self.after[panel])
        return panel, self._inverse(panel, inside)

    def _inverse(self, panel: int, inside: Number) -> Number:
        """Newton's method in floats, held between the ends, and once more in the arithmetic."""
        arithmetic, here = self.arithmetic, self.panels[panel]
        if inside <= 0:
            return -arithmetic.one
        if inside >= here.mass:
            return arithmetic.one
        low, high, u = -1.0, 1.0, 2 * float(inside / here.mass) - 1
        wanted = float(inside)
        for _ in range(_MOST_NEWTON):
            gap = series_integral(here.rough, u) - wanted
            low, high = (low, u) if gap > 0 else (u, high)
            slope = series_value(here.rough, u)
            better = u - gap / slope if slope > 0 else u
            better = better if low < better < high else (low + high) / 2
            if abs(better - u) < _SETTLED:
                break
            u = better
        found = arithmetic.real(u)
        slope = self.density(panel, found)
        if slope > 0:
            found = found - (self._inside(panel, found) - inside) / slope
        return min(max(found, -arithmetic.one), arithmetic.one)


def _size(side: Side, anchors: list[float], order: float) -> Height:
    """The log of |x|^order on a side, roughly."""

    def size(t: float) -> float:
        return order * math.log1p(abs(side.place(anchors, t)))

    return size


def horner(coefficients: tuple[Number, ...], u: Number) -> Number:
    """The value of a polynomial, its highest coefficient first."""
    total = coefficients[0]
    for c in coefficients[1:]:
        total = total * u + c
    return total


def series_value(series: tuple[float, ...], u: float) -> float:
    """The sum of coefficients times Legendre polynomials."""
    before, now, total = 1.0, u, series[0] + series[1] * u
    for n in range(2, len(series)):
        before, now = now, ((2 * n - 1) * u * now - (n - 1) * before) / n
        total += series[n] * now
    return total


def series_integral(series: tuple[float, ...], u: float) -> float:
    """The integral of that sum from -1 to u."""
    before, now, total = 1.0, u, series[0] * (u + 1.0)
    for n in range(1, len(series)):
        following = ((2 * n + 1) * u * now - n * before) / (n + 1)
        total += series[n] * (following - before) / (2 * n + 1)
        before, now = now, following
    return total


def _dot(row: Any, values: Any) -> Any:
    total = row[0] * values[0]
    for a, b in zip(row[1:], values[1:], strict=True):
        total = total + a * b
    return total


@lru_cache(maxsize=8)
def _analysis(arithmetic: Arithmetic) -> tuple[tuple[Number, ...], ...]:
    """Rows that turn values at the Gauss-Legendre nodes into coefficients of Legendre
    polynomials."""
    columns = []
    for u, weight in gauss_legendre(ORDER, arithmetic):
        values = [arithmetic.one, u]
        for n in range(2, ORDER):
            values.append(((2 * n - 1) * u * values[-1] - (n - 1) * values[-2]) / n)
        columns.append([weight * (2 * n + 1) * v / 2 for n, v in enumerate(values)])
    return tuple(zip(*columns, strict=True))


@lru_cache(maxsize=8)
def _interpolation(arithmetic: Arithmetic) -> tuple[tuple[Number, ...], ...]:
    """Rows that turn values at the nodes into coefficients of powers, the lowest first."""
    exact = [[Fraction(1)], [Fraction(0), Fraction(1)]]
    for n in range(2, ORDER):
        shifted = [Fraction(0), *exact[-1]]
        earlier = [*exact[-2], Fraction(0), Fraction(0)]
        exact.append(
            [((2 * n - 1) * a - (n - 1) * b) / n for a, b in zip(shifted, earlier, strict=True)]
        )
    padded = [[*c, *[Fraction(0)] * (ORDER - len(c))] for c in exact]
    powers = [
        [arithmetic.rational(c.numerator, c.denominator) for c in row]
        for row in zip(*padded, strict=True)
    ]
    nodes = list(zip(*_analysis(arithmetic), strict=True))
    return tuple(tuple(_dot(row, node) for node in nodes) for row in powers)
