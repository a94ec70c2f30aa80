"""Coordinates ``w`` on the whole line for a piece of an interval, in floats and in mpmath.

A place is given by a side and a distance ``t`` to the end of that side, so that nothing is lost by
rounding near an end: the integrand of a side is written in its distance. Only the whole line has a
side without an end, whose ``t`` is the place itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from derive.numeric.arithmetics.arithmetic import Arithmetic, Number

_FARTHEST = 690.0


@lru_cache(maxsize=1024)
def held(value: float, arithmetic: Arithmetic) -> Number:
    """A float taken into an arithmetic, once for all the nodes that it places."""
    return arithmetic.real(value)


class Coordinate(Protocol):
    """A map from the whole line onto a piece."""

    def place(self, w: float) -> tuple[int, float, float]:
        """Side, distance and the logarithm of dx/dw, in floats."""

    def node(self, w: Number, arithmetic: Arithmetic) -> tuple[int, Number, Number]:
        """Side, distance and dx/dw."""


@dataclass(frozen=True)
class Affine:
    """x = middle + spread w, for a law on the line that falls like an exponential or faster."""

    side: int
    middle: float
    spread: float

    def place(self, w: float) -> tuple[int, float, float]:
        return self.side, self.middle + self.spread * w, math.log(self.spread)

    def node(self, w: Number, arithmetic: Arithmetic) -> tuple[int, Number, Number]:
        spread = held(self.spread, arithmetic)
        return self.side, held(self.middle, arithmetic) + spread * w, spread


@dataclass(frozen=True)
class HeavyLine:
    """x = middle + spread sinh(w), for a law on the line that falls like a power."""

    side: int
    middle: float
    spread: float

    def place(self, w: float) -> tuple[int, float, float]:
        if abs(w) > _FARTHEST:
            return self.side, math.copysign(math.inf, w), abs(w) + math.log(self.spread / 2)
        cosh = math.cosh(w)
        return self.side, self.middle + self.spread * math.sinh(w), math.log(self.spread * cosh)

    def node(self, w: Number, arithmetic: Arithmetic) -> tuple[int, Number, Number]:
        up = arithmetic.exp(w)
        down = 1 / up
        half = held(self.spread / 2, arithmetic)
        return self.side, held(self.middle, arithmetic) + half * (up - down), half * (up + down)


@dataclass(frozen=True)
class HalfLine:
    """t = exp(w) from the end of one side."""

    side: int

    def place(self, w: float) -> tuple[int, float, float]:
        return self.side, math.exp(max(-_FARTHEST, min(_FARTHEST, w))), w

    def node(self, w: Number, arithmetic: Arithmetic) -> tuple[int, Number, Number]:
        t = arithmetic.exp(w)
        return self.side, t, t


@dataclass(frozen=True)
class Interval:
    """t = length / (1 + exp(|w|)) from the nearer of two ends."""

    left: int
    right: int
    length: Number

    def place(self, w: float) -> tuple[int, float, float]:
        small = math.exp(-min(abs(w), _FARTHEST))
        t = float(self.length) * small / (1 + small)
        return (
            self.left if w <= 0 else self.right,
            t,
            math.log(float(self.length)) - abs(w) - 2 * math.log1p(small),
        )

    def node(self, w: Number, arithmetic: Arithmetic) -> tuple[int, Number, Number]:
        small = arithmetic.exp(-abs(w))
        whole = 1 + small
        t = arithmetic.real(self.length) * small / whole
        return self.left if w <= 0 else self.right, t, t / whole
