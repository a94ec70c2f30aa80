"""The supremum of a function of one number over an interval, and where it is attained."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from derive.errors import NotConverged, OutOfDomain
from derive.numeric.arithmetic import Arithmetic, FloatArithmetic, Number

Function = Callable[[Number], Number]

_NEAR = tuple(0.7 * k for k in range(-15, 16))
_SPARSE = (13.0, 16.0, 20.0, 25.0, 32.0, 40.0, 55.0, 75.0, 100.0, 150.0, 225.0, 325.0, 450.0, 600.0)
GRID = (*(-w for w in reversed(_SPARSE)), *_NEAR, *_SPARSE)
GLANCES = (-100.0, -30.0, -12.0, -6.0, -3.0, -1.0, 1.0, 3.0, 6.0, 12.0, 30.0, 100.0)
FAR = (110.0, 240.0, 480.0)
"""Where the limit towards an end is read: closer than the grid reaches, so that a supremum within
the function is still found there."""
MOST_STEPS = 260
_GOLDEN = (math.sqrt(5) - 1) / 2
_FIRST_LOOK = 0.25

Height = Callable[[Number], Number | None]


@dataclass(frozen=True)
class Peak:
    """A supremum: its height, and the place and coordinate where it is attained, None where it is
    only approached."""

    height: Number
    place: Number | None
    coordinate: Number | None


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
            small = arithmetic.exp(-abs(w))
            near = (self._high - self._low) * small / (1 + small)
            return self._low + near if w < 0 else self._high - near
        if self._is_low:
            return self._low + arithmetic.exp(w)
        if self._is_high:
            return self._high - arithmetic.exp(-w)
        up = arithmetic.exp(w / 2)
        return up - 1 / up


def supremum(
    function: Function,
    low: Number,
    high: Number,
    arithmetic: Arithmetic,
    near: Number | None = None,
    depth: int = 0,
) -> Peak:
    """The least upper bound of a function on the open interval between low and high.

    `near` is the coordinate of a peak of a function much like this one, at which to look first, and
    `depth` how many suprema are nested within the function: they must reach farther than this one.
    Raises NotConverged where it rises towards an end without settling, or where it has no value at
    any place that was tried.
    """
    interval = Interval(low, high, arithmetic)

    def height(w: float | Number) -> Number | None:
        return _value(function, interval.place(w), arithmetic)

    if near is not None:
        known = _at_first_look(height, near, arithmetic)
        if known is not None:
            return Peak(known[1], interval.place(known[0]), known[0])
    # a place at which a supremum within the function was not found says nothing
    samples = [(value, w) for value, w in ((height(w), w) for w in GRID) if value is not None]
    if all(value == arithmetic.ninf for value, _ in samples):
        raise NotConverged("the function to be maximised has no value anywhere")
    found: list[Peak] = []
    for one, two, three in zip(samples, samples[1:], samples[2:], strict=False):
        if two[0] >= one[0] and two[0] > three[0]:
            w, top = _refined(height, (one[1], two[1], three[1]), two[0], arithmetic)
            found.append(Peak(top, interval.place(w), w))
    far = [w / 3**depth for w in FAR]
    within = [(value, w) for value, w in samples if abs(w) <= far[0]]
    for direction, edge in ((-1.0, within[:2]), (1.0, within[:-3:-1])):
        end = _towards_an_end(
            [height(direction * w) for w in far], [value for value, _ in edge], arithmetic
        )
        if end is not None:
            found.append(Peak(end, None, None))
    if not found:
        raise NotConverged("no supremum was found")
    best = found[0]
    for peak in found[1:]:
        if peak.height > best.height:
            best = peak
    return best


def _at_first_look(
    height: Height, near: Number, arithmetic: Arithmetic
) -> tuple[Number, Number] | None:
    """The peak near a coordinate, if there is one and nothing higher at a few other places."""
    places = (near - _FIRST_LOOK, near, near + _FIRST_LOOK)
    left, middle, right = (height(w) for w in places)
    if left is None or middle is None or right is None or not left < middle > right:
        return None
    peak = _refined(height, places, middle, arithmetic)
    for w in GLANCES:
        value = height(w)
        if value is not None and value > peak[1]:
            return None
    return peak


def _value(function: Function, x: Number, arithmetic: Arithmetic) -> Number | None:
    try:
        return function(x)
    except OutOfDomain:
        return arithmetic.ninf
    except NotConverged:
        return None


def _towards_an_end(
    known: list[Number | None],
    edge: list[Number],
    arithmetic: Arithmetic,
) -> Number | None:
    """The limit towards an end where the function rises to it, from the last places of the grid to
    three farther ones."""
    values = [value for value in known if value is not None]
    if len(values) < len(known):
        if edge[0] < edge[-1]:
            return None
        raise NotConverged("the function to be maximised has no value towards an end")
    rises = edge[0] <= values[0] <= values[1] <= values[2]
    if not rises or values[2] == arithmetic.ninf:
        return None
    if arithmetic.inf in values:
        return arithmetic.inf
    first, second = values[1] - values[0], values[2] - values[1]
    size = max(abs(values[2]), 1)
    settled = 10.0 ** (-11 if isinstance(arithmetic, FloatArithmetic) else -arithmetic.digits // 2)
    # what is missing at the last place is to the last change as that is to the one before
    if second == 0 or (first != 0 and second * second / first <= settled * size):
        return values[2]
    if second >= first:
        return arithmetic.inf
    raise NotConverged("the function to be maximised rises towards an end without settling")


def _refined(
    height: Height, places: tuple[Any, Any, Any], top: Number, arithmetic: Arithmetic
) -> tuple[Number, Number]:
    """The place and height of the maximum inside a bracket: Newton's method on differences, and
    golden sections where that leaves the bracket or where the function is not smooth."""
    coarse = isinstance(arithmetic, FloatArithmetic)
    h = arithmetic.real(10.0 ** (-3 if coarse else -(arithmetic.digits // 8)))
    goal = arithmetic.real(10.0 ** (-5 if coarse else -(arithmetic.digits // 4)))
    shortest = arithmetic.real(10.0 ** (-11 if coarse else -(arithmetic.digits // 2)))
    ratio = arithmetic.real(_GOLDEN)
    low, middle, high = (arithmetic.real(w) for w in places)

    def at(w: Number) -> Number:
        value = height(w)
        return arithmetic.ninf if value is None else value

    last = min(high - low, arithmetic.one)
    for _ in range(MOST_STEPS):
        step = _newton_step(at, middle, top, h)
        if step is not None and abs(step) < last / 2 and low < middle + step < high:
            place = middle + step
            value = at(place)
            # at a kink the steps shrink as well, but only by a factor
            if abs(step) < shortest or (abs(step) < goal and abs(step) < last * last):
                return (place, value) if value >= top else (middle, top)
            last = abs(step)
        else:
            longer = high if high - middle > middle - low else low
            place = middle + (longer - middle) * (1 - ratio)
            value = at(place)
            last = (high - low) / 2
        if value >= top:
            low, high = (middle, high) if place > middle else (low, middle)
            middle, top = place, value
        else:
            low, high = (low, place) if place > middle else (place, high)
        if high - low < shortest:
            return middle, top
    raise NotConverged("the search for a maximum does not settle")


def _newton_step(at: Function, w: Number, top: Number, h: Number) -> Number | None:
    """The step to where the derivative vanishes; None where the function is not concave."""
    up, down, up_2, down_2 = at(w + h), at(w - h), at(w + 2 * h), at(w - 2 * h)
    bend = up - 2 * top + down
    slope = (8 * (up - down) - (up_2 - down_2)) / 12
    if not bend < 0 or slope != slope:
        return None
    return -slope / bend * h
