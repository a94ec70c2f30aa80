"""Coordinates on the whole line for an open interval, and how far they reach."""

from __future__ import annotations

import math
from functools import lru_cache

from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic

FAR = (110.0, 240.0, 480.0)
"""Where the limit towards an end is read: closer than the grid reaches, so that a supremum within
the function is still found there."""
LONGEST_FLOAT = 250.0
"""Up to there the squares and cubes of floats are floats."""
MAGNITUDE = 0.55
"""A place has at most this share of the digits before its point, so that what cancels there leaves
the others."""
MAGNITUDE_BESIDE = 0.85
"""How many of the digits a place may share with an end that they cannot hold."""
_NEARER = (0.6, 0.75, 0.9)
_FARTHER = (0.5, 0.65, 0.9)


class Interval:
    """Coordinates w on the whole line for an interval with ends that may be infinite."""

    def __init__(
        self,
        low: Number,
        high: Number,
        arithmetic: Arithmetic,
        rounded: tuple[bool, bool] = (False, False),
    ) -> None:
        self._low, self._high, self.arithmetic = low, high, arithmetic
        self._rounded = rounded
        self._is_low = abs(low) < arithmetic.inf
        self._is_high = abs(high) < arithmetic.inf
        self._places: dict[float, Number] = {}

    def is_rounded(self, direction: float) -> bool:
        """Whether the end in a direction is a number that the digits cannot hold."""
        return self._rounded[direction > 0]

    def reach(self, direction: float) -> float:
        """How far coordinates may go towards an end."""
        arithmetic = self.arithmetic
        if self.is_rounded(direction):
            # beyond most of the digits what is near a rounded end is not what is near the end
            return MAGNITUDE_BESIDE * arithmetic.digits * math.log(10)
        if isinstance(arithmetic, FloatArithmetic):
            return LONGEST_FLOAT
        if self._is_high if direction > 0 else self._is_low:
            return math.inf
        both = not (self._is_low or self._is_high)
        return MAGNITUDE * arithmetic.digits * math.log(10) * (2 if both else 1)

    def far(self, direction: float) -> list[float]:
        """The coordinates at which the limit towards an end is read."""
        reach = self.reach(direction)
        if self.is_rounded(direction):
            return [direction * part * reach for part in _FARTHER]
        if reach > FAR[-1]:
            return [direction * w for w in FAR]
        if isinstance(self.arithmetic, FloatArithmetic):
            return [direction * w / 2 for w in FAR]
        return [direction * part * reach for part in _NEARER]

    def place(self, w: float | Number) -> Number:
        """The point at a coordinate; where the coordinate is a float it is one of few."""
        if not isinstance(w, float) or isinstance(self.arithmetic, FloatArithmetic):
            return self._place(w)
        if w not in self._places:
            self._places[w] = self._place(w)
        return self._places[w]

    def _place(self, w: float | Number) -> Number:
        arithmetic = self.arithmetic
        w = arithmetic.real(w)
        if self._is_low and self._is_high:
            small = arithmetic.exp(-abs(w))
            near = (self._high - self._low) * small / (1 + small)
            return self._low + near if w < 0 else self._high - near
        if self._is_low:
            return self._low + arithmetic.exp(w)
        if self._is_high:
            return self._high - arithmetic.exp(-w)
        up = arithmetic.exp(w / 2)
        return up - 1 / up


@lru_cache(maxsize=64)
def interval_between(
    low: Number, high: Number, arithmetic: Arithmetic, rounded: tuple[bool, bool]
) -> Interval:
    """The same interval again, with the places that are known."""
    return Interval(low, high, arithmetic, rounded)
