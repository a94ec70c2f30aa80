"""The supremum of a function of one number over an interval, and where it is attained."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from derive.errors import NotConverged, OutOfDomain
from derive.numeric.arithmetic import Arithmetic, FloatArithmetic, Number

Function = Callable[[Number], Number]

GRID = tuple(k / 2 for k in range(-24, 25))
FAR = (100.0, 300.0, 690.0)
GOLDEN_STEPS = 24
_GOLDEN = (math.sqrt(5) - 1) / 2
_STENCIL = ((1, 4, 5), (2, -1, 5), (3, 4, 105), (4, -1, 280))
MOST_STEPS = 90


@dataclass(frozen=True)
class Peak:
    """A supremum: its height, and the place where it is attained, None where it is only approached."""

    height: Number
    place: Number | None


class Interval:
    """Coordinates w on the whole line for an interval with ends that may be infinite."""

    def __init__(self, low: Number, high: Number, arithmetic: Arithmetic) -> None:
        self._low, self._high, self._arithmetic = low, high, arithmetic
        self._is_low = abs(low) < arithmetic.inf
        self._is_high = abs(high) < arithmetic.inf

    def place(self, w: float | Number) -> Number:
        """The point at a coordinate."""
        arithmetic = self._arithmetic
        w = arithmetic.real(w)
        if self._is_low and self._is_high:
            share = arithmetic.exp(-arithmetic.softplus(-w))
            rest = arithmetic.exp(-arithmetic.softplus(w))
            length = self._high - self._low
            return self._low + length * share if w < 0 else self._high - length * rest
        if self._is_low:
            return self._low + arithmetic.exp(w)
        if self._is_high:
            return self._high - arithmetic.exp(-w)
        up = arithmetic.exp(w / 2)
        return up - 1 / up


def supremum(function: Function, low: Number, high: Number, arithmetic: Arithmetic) -> Peak:
    """The least upper bound of a function on the open interval between low and high.

    Raises NotConverged where it rises towards an end without settling, or where it has no value at
    any place that was tried.
    """
    interval = Interval(low, high, arithmetic)

    def height(w: float | Number) -> Number:
        return _value(function, interval.place(w), arithmetic)

    samples = [(height(w), w) for w in GRID]
    if all(value == arithmetic.ninf for value, _ in samples):
        raise NotConverged("the function to be maximised has no value anywhere")
    found: list[Peak] = []
    for i, (value, _) in enumerate(samples):
        left = samples[i - 1][0] if i else arithmetic.inf
        right = samples[i + 1][0] if i + 1 < len(samples) else arithmetic.inf
        if value >= left and value > right and 0 < i < len(samples) - 1:
            peak = _refined(height, GRID[i - 1], GRID[i + 1], arithmetic)
            found.append(Peak(peak[1], interval.place(peak[0])))
    for direction, edge in ((-1.0, samples[0]), (1.0, samples[-1])):
        end = _towards_an_end(height, direction, edge[0], arithmetic)
        if end is not None:
            found.append(Peak(end, None))
    if not found:
        raise NotConverged("no supremum was found")
    best = found[0]
    for peak in found[1:]:
        if peak.height > best.height:
            best = peak
    return best


def _value(function: Function, x: Number, arithmetic: Arithmetic) -> Number:
    try:
        return function(x)
    except OutOfDomain:
        return arithmetic.ninf


def _towards_an_end(
    height: Function, direction: float, edge: Number, arithmetic: Arithmetic
) -> Number | None:
    """The limit towards an end where the function rises to it from the last place of the grid."""
    values = [height(direction * w) for w in FAR]
    if values[0] < edge:
        return None
    if arithmetic.inf in values:
        return arithmetic.inf
    first, second = values[1] - values[0], values[2] - values[1]
    size = max(abs(values[2]), 1)
    settled = 10.0 ** (-11 if isinstance(arithmetic, FloatArithmetic) else 3 - arithmetic.digits)
    if abs(second) <= settled * size:
        return values[2]
    if first > 0 and second >= first:
        return arithmetic.inf
    raise NotConverged("the function to be maximised rises towards an end without settling")


def _refined(
    height: Function, left: float, right: float, arithmetic: Arithmetic
) -> tuple[Number, Number]:
    """The place and height of the maximum between left and right: golden sections, then the zero of
    the derivative by differences."""
    low, high = arithmetic.real(left), arithmetic.real(right)
    ratio = arithmetic.real(_GOLDEN)
    one, two = high - ratio * (high - low), low + ratio * (high - low)
    at_one, at_two = height(one), height(two)
    for _ in range(GOLDEN_STEPS):
        if at_one >= at_two:
            high, two, at_two = two, one, at_one
            one = high - ratio * (high - low)
            at_one = height(one)
        else:
            low, one, at_one = one, two, at_two
            two = low + ratio * (high - low)
            at_two = height(two)
    place = _stationary(height, low, high, arithmetic)
    best = max(((at_one, one), (at_two, two), (height(place), place)), key=lambda pair: pair[0])
    return (place if best[0] <= height(place) else best[1]), best[0]


def _stationary(height: Function, low: Number, high: Number, arithmetic: Arithmetic) -> Number:
    """Where the derivative of a smooth function changes its sign, by the Illinois method."""
    step = arithmetic.real(10.0 ** (-3 if isinstance(arithmetic, FloatArithmetic) else -4))

    def slope(w: Number) -> Number:
        total = arithmetic.zero
        for k, above, below in _STENCIL:
            pair = height(w + k * step) - height(w - k * step)
            total = total + pair * arithmetic.rational(above, below)
        return total / step

    width = high - low
    low, high = low - width, high + width
    at_low, at_high = slope(low), slope(high)
    if not (at_low > 0 > at_high):
        return (low + high) / 2
    goal = arithmetic.real(10.0 ** -(arithmetic.digits * 0.75))
    middle = (low + high) / 2
    for _ in range(MOST_STEPS):
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        value = slope(middle)
        if abs(high - low) < goal or abs(value) < goal * (abs(at_low) + abs(at_high)) / 2:
            break
        if value > 0:
            low, at_low, at_high = middle, value, at_high / 2
        else:
            high, at_high, at_low = middle, value, at_low / 2
    return middle
