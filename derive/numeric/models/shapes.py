"""What is integrated against over an interval: where its ends and kinks are, and its log density.

An interval has anchors: its finite ends, the kinks of its density, and further places to split at.
A side is a neighbourhood of an anchor, on which everything is written in the distance to it, so
that nothing is lost by rounding near an end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from derive.numeric.arithmetics.arithmetic import Arithmetic, Number

LogDensity = Callable[[Number], Number]


@dataclass(frozen=True)
class Side:
    """A neighbourhood of an anchor: x = anchor + sign t; without an anchor, x = t."""

    anchor: int | None
    sign: int

    def place(self, anchors: Sequence[Any], t: Any) -> Any:
        """x in terms of the distance."""
        return t if self.anchor is None else anchors[self.anchor] + self.sign * t


class Shape(Protocol):
    """A density, or a measure, on an interval; its values are the numbers that it depends on."""

    sides: tuple[Side, ...]
    low: int | None
    high: int | None

    def in_floats(self, values: Any) -> Any:
        """The values, as floats."""

    def places(self, values: Any, arithmetic: Arithmetic) -> list[Number]:
        """Where the anchors are."""

    def log_densities(self, values: Any, arithmetic: Arithmetic) -> list[LogDensity]:
        """The log density on each side, as a function of the distance."""


def sides_of(anchors: int, low: int | None, high: int | None) -> tuple[Side, ...]:
    """The sides of so many anchors, of which one may be the lower and one the upper end."""
    found = []
    for j in range(anchors):
        if j != high:
            found.append(Side(j, 1))
        if j != low:
            found.append(Side(j, -1))
    return tuple(found) or (Side(None, 1),)


class LengthShape:
    """The length on an interval with the given ends and places to split at, in this order."""

    def __init__(self, has_low: bool, has_high: bool, extra: int) -> None:
        self.low = 0 if has_low else None
        self.high = (1 if has_low else 0) if has_high else None
        self.sides = sides_of(has_low + has_high + extra, self.low, self.high)

    def in_floats(self, values: list[Number]) -> list[float]:
        return [float(v) for v in values]

    def places(self, values: list[Number], arithmetic: Arithmetic) -> list[Number]:
        return [arithmetic.real(v) for v in values]

    def log_densities(self, _values: list[Number], arithmetic: Arithmetic) -> list[LogDensity]:
        zero = arithmetic.zero
        return [lambda _t: zero for _ in self.sides]


@dataclass(frozen=True)
class Normals:
    """A mixture of normal densities, of a point of an interval moved to the line: weight, place and
    scale of each component, then the finite ends of the interval and the places to split at."""

    components: list[tuple[Number, Number, Number]]
    places: list[Number]


class MixtureShape:
    """The density of `Normals` on an interval.

    A point of (low, oo) is moved to the line by log(x - low), one of (-oo, high) by -log(high - x),
    one of (low, high) by the difference of both.
    """

    def __init__(self, has_low: bool, has_high: bool, extra: int) -> None:
        self.low = 0 if has_low else None
        self.high = (1 if has_low else 0) if has_high else None
        self.sides = sides_of(has_low + has_high + extra, self.low, self.high)

    def in_floats(self, values: Normals) -> Normals:
        rows = [(float(w), float(m), float(s)) for w, m, s in values.components]
        return Normals(rows, [float(p) for p in values.places])

    def places(self, values: Normals, arithmetic: Arithmetic) -> list[Number]:
        return [arithmetic.real(p) for p in values.places]

    def log_densities(self, values: Normals, arithmetic: Arithmetic) -> list[LogDensity]:
        return [self._on(side, values, arithmetic) for side in self.sides]

    def _on(self, side: Side, values: Normals, arithmetic: Arithmetic) -> LogDensity:
        ends = [None if e is None else values.places[e] for e in (self.low, self.high)]

        def distance(end: int, side_end: int | None, t: Number, x: Number) -> Number:
            return t if side.anchor == side_end else abs(x - ends[end])

        prepared = prepared_mixture(values.components, arithmetic)

        def log_density(t: Number) -> Number:
            x = side.place(values.places, t)
            above = None if self.low is None else distance(0, self.low, t, x)
            below = None if self.high is None else distance(1, self.high, t, x)
            return log_of_mixture(prepared, x, above, below, arithmetic)

        return log_density


def prepared_mixture(
    components: list[tuple[Number, Number, Number]], arithmetic: Arithmetic
) -> list[tuple[Number, Number, Number]]:
    """Log of the height, place and reciprocal of the scale of each component."""
    constant = arithmetic.log(2 * arithmetic.pi) / 2
    return [
        (arithmetic.log(weight) - arithmetic.log(scale) - constant, place, 1 / scale)
        for weight, place, scale in components
        if weight != 0
    ]


def log_of_mixture(
    prepared: list[tuple[Number, Number, Number]],
    x: Number,
    above: Number | None,
    below: Number | None,
    arithmetic: Arithmetic,
) -> Number:
    """The log density of a mixture at x, which lies so far above the lower end and below the
    upper."""
    log = arithmetic.log
    slope = arithmetic.zero
    u = x
    if above is not None or below is not None:
        u = arithmetic.zero
        if above is not None:
            u, slope = u + log(above), slope - log(above)
        if below is not None:
            u, slope = u - log(below), slope - log(below)
        if above is not None and below is not None:
            slope = slope + log(above + below)
    terms = []
    for height, place, per_scale in prepared:
        z = (u - place) * per_scale
        terms.append(height - z * z / 2)
    if not terms:
        return arithmetic.ninf
    return (terms[0] if len(terms) == 1 else arithmetic.log_sum_exp(terms)) + slope
