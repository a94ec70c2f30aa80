"""Quadrature nodes of a law: placed by its log density alone, shared by all expectations under
it."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any

from derive.errors import NotConverged
from derive.numeric.arithmetics.arithmetic import FLOATS, Arithmetic, Number
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic
from derive.numeric.models.evaluator import Budget
from derive.numeric.models.shapes import Shape, Side
from derive.numeric.quadrature.coordinates import (
    Affine,
    Coordinate,
    HalfLine,
    HeavyLine,
    Interval,
    held,
)
from derive.numeric.quadrature.humps import (
    FIRST_STEP,
    LOG_GRID,
    LOGISTIC_GRID,
    MANY_FALLS,
    WIDE_GRID,
    Height,
    Window,
    climbed,
    fall,
    humps,
    window,
)
from derive.numeric.quadrature.settle import Unsettled, settled

SPARE_DIGITS = 6
FINEST_LEVEL = 6
Node = tuple[int, Number, Number]
Heights = list[Height]
_NARROW = 2.0
_HEAVY = 300.0
_UNSEEN, _UNSEEN_OF_INTEGRALS = 1e5, 300.0


class LawNodes:
    """Nodes (side, distance, density times dx) in levels: each level halves the step.

    The sum over all nodes up to level n, times `step(n)`, is the integral. With `sizes`, the log of
    an integrand's size on each side, the nodes are placed for that integrand alone.
    Raises DoesNotFall where there is no window, NotConverged where no mass is found.
    """

    def __init__(
        self,
        shape: Shape,
        values: Any,
        arithmetic: Arithmetic,
        digits: int,
        sizes: Heights | None = None,
    ) -> None:
        self.shape, self.arithmetic, self.digits = shape, arithmetic, digits
        self._values, self._floats = values, shape.in_floats(values)
        places = [float(place) for place in shape.places(self._floats, FLOATS)]
        heights: Heights = shape.log_densities(self._floats, FLOATS)
        if sizes is not None:
            heights = [_sum_of(one, other) for one, other in zip(sizes, heights, strict=True)]
        self.pieces: list[tuple[Coordinate, Window]] = []
        for left, right in pairwise(self._ends(places)):
            coordinate, grid = self._coordinate(left, right, heights)
            height = along(coordinate, heights)
            self.pieces.append((coordinate, window(height, grid, digits + SPARE_DIGITS)))
        self._levels: list[list[Node]] = []
        self._mass_is_one: bool | None = None

    def _ends(self, places: list[float]) -> list[int | None]:
        """The anchors in order, those outside the support left out; None for an infinite end."""
        low, high = self.shape.low, self.shape.high
        least = -math.inf if low is None else places[low]
        most = math.inf if high is None else places[high]
        inner = [j for j in range(len(places)) if j not in (low, high) and least < places[j] < most]
        inner.sort(key=lambda j: places[j])
        distinct = [j for k, j in enumerate(inner) if not k or places[j] > places[inner[k - 1]]]
        return [low, *distinct, high]

    def _coordinate(
        self, left: int | None, right: int | None, heights: Heights
    ) -> tuple[Coordinate, tuple[float, ...]]:
        if left is None and right is None:
            return _line(heights[0])
        if right is None:
            return HalfLine(self._side(left, 1)), LOG_GRID
        if left is None:
            return HalfLine(self._side(right, -1)), LOG_GRID
        places = self.shape.places(self._values, self.arithmetic)
        length = places[right] - places[left]
        return Interval(self._side(left, 1), self._side(right, -1), length), LOGISTIC_GRID

    def _side(self, anchor: int | None, sign: int) -> int:
        return self.shape.sides.index(Side(anchor, sign))

    def step(self, level: int) -> Number:
        """The step of a level."""
        return self.arithmetic.rational(1, 2 << level)

    def level(self, n: int) -> list[Node]:
        """The nodes that level n adds to those before."""
        while len(self._levels) <= n:
            self._levels.append(self._made(len(self._levels)))
        return self._levels[n]

    def _made(self, n: int) -> list[Node]:
        arithmetic = self.arithmetic
        logs = self.shape.log_densities(self._values, arithmetic)
        exponential = arithmetic.exp
        denominator = 2 << n
        found = []
        for coordinate, found_window in self.pieces:
            first = round(found_window.first * denominator)
            last = round(found_window.last * denominator)
            for k in range(first, last + 1) if n == 0 else range(first + 1, last, 2):
                w, stretch = stretched(found_window, k, denominator, arithmetic)
                side, t, slope = coordinate.node(w, arithmetic)
                weight = exponential(logs[side](t)) * slope * stretch
                found.append((side, t, weight))
        return found

    def coarsest(self) -> list[Node]:
        """The nodes of the first level."""
        return self.level(0)

    def edges(self) -> list[Node]:
        """The outermost nodes of each piece."""
        nodes = self.level(0)
        found, start = [], 0
        for _, piece in self.pieces:
            count = round((piece.last - piece.first) / FIRST_STEP) + 1
            found += [nodes[start], nodes[start + count - 1]]
            start += count
        return found

    def integral(
        self, body: Callable[[int, Number], Number], digits: int, budget: Budget
    ) -> tuple[Number, Number]:
        """The integral of a body against the law, and that of its absolute value."""
        return settled(self, body, digits, budget)

    def require_mass_inside(self, sizes: Heights, is_cheap: bool) -> None:
        """Unsettled unless a body has its mass where the law has, and no hump between the nodes.

        A body that is not cheap holds integrals, which make it smooth: it is looked at less often.
        """
        densities = self.shape.log_densities(self._floats, FLOATS)
        unseen = _UNSEEN if is_cheap else _UNSEEN_OF_INTEGRALS
        heights = [
            _sum_if_seen(one, other, unseen) for one, other in zip(sizes, densities, strict=True)
        ]
        per_step = 4 if is_cheap else 1
        tops, outside = [], []
        for coordinate, found in self.pieces:
            height = along(coordinate, heights)
            steps = range(round(per_step * found.first), round(per_step * found.last) + 1)
            inside = [(height(w), w) for w in (found.place(k / per_step) for k in steps)]
            known = [(value, i) for i, (value, _) in enumerate(inside) if value < math.inf]
            if not known:
                raise Unsettled("the size of the integrand cannot be told")
            best, i = max(known)
            left, right = inside[max(i - 1, 0)][1], inside[min(i + 1, len(inside) - 1)][1]
            if is_cheap and climbed(height, left, inside[i][1], right)[1] > best + _NARROW:
                raise Unsettled("the integrand has a narrow hump between the nodes")
            tops.append(best)
            first, last = inside[0][1], inside[-1][1]
            outside += [height(w) for w in LOGISTIC_GRID if not first <= w <= last]
        floor = max(tops) - self.digits * math.log(10)
        if any(value > floor for value in outside):
            raise Unsettled("the integrand has mass where the law has none")

    def require_mass_one(self) -> None:
        """NotConverged unless the density has mass one on these nodes."""
        if self._mass_is_one is None:
            self._mass_is_one = self._settles_at_one()
        if not self._mass_is_one:
            raise NotConverged("a density has not mass one on the nodes that it was given")

    def _settles_at_one(self) -> bool:
        total = self.arithmetic.zero
        for n in range(FINEST_LEVEL):
            for _, _, weight in self.level(n):
                total = total + weight
            if n and abs(total * self.step(n) - 1) < 10.0 ** (1 - self.digits):
                return True
        return False


def along(coordinate: Coordinate, heights: Heights) -> Callable[[float], float]:
    """The log of an integrand times dx/dw, as a function of the coordinate."""

    def height(w: float) -> float:
        side, t, log_slope = coordinate.place(w)
        return heights[side](t) + log_slope

    return height


def _sum_of(one: Height, other: Height) -> Height:
    return lambda t: one(t) + other(t)


def _sum_if_seen(size: Height, log_density: Height, unseen: float) -> Height:
    """The sum, where the density is not so small that no integrand makes up for it."""

    def height(t: float) -> float:
        density = log_density(t)
        return -math.inf if density < -unseen else size(t) + density

    return height


def _line(log_density: Height) -> tuple[Coordinate, tuple[float, ...]]:
    """The whole line, centred on the highest hump in units of its width."""
    found = humps(log_density, WIDE_GRID)
    if not found:
        raise NotConverged("no place was found where a density has mass")
    middle, top = max(found, key=lambda hump: hump[1])
    first = max(abs(middle), 1.0) * 2.0**-30
    falls = [fall(log_density, middle, top, sign, first) for sign in (-1, 1)]
    spread = max((f for f in falls if f < math.inf), default=1.0)
    tails = [fall(log_density, middle, top, sign, spread, MANY_FALLS) for sign in (-1, 1)]
    if max(tails) > _HEAVY * spread:
        return HeavyLine(0, middle, spread), LOGISTIC_GRID
    return Affine(0, middle, spread), WIDE_GRID


def stretched(
    placed: Window, k: int, denominator: int, arithmetic: Arithmetic
) -> tuple[Number, Number]:
    """The place w of the node v = k/denominator, and dw/dv."""
    v = _fraction_of(k, denominator, arithmetic)
    centre, width = held(placed.centre, arithmetic), held(placed.width, arithmetic)
    if not placed.left and not placed.right:
        return centre + width * v, width
    up = exponential_of(k, denominator, arithmetic)
    reach, slope = v, arithmetic.one
    if placed.right:
        reach, slope = reach + up - 1, slope + up
    if placed.left:
        down = 1 / up
        reach, slope = reach - down + 1, slope + down
    return centre + width * reach, width * slope


@lru_cache(maxsize=8192)
def _fraction_of(k: int, denominator: int, arithmetic: Arithmetic) -> Number:
    return arithmetic.rational(k, denominator)


@lru_cache(maxsize=8192)
def _exponential_of(k: int, denominator: int, arithmetic: Arithmetic) -> Number:
    return arithmetic.exp(arithmetic.rational(k, denominator))


def exponential_of(k: int, denominator: int, arithmetic: Arithmetic) -> Number:
    """exp(k/denominator), computed once."""
    if isinstance(arithmetic, FloatArithmetic):
        return math.exp(k / denominator)
    while k % 2 == 0 and denominator > 1:
        k, denominator = k // 2, denominator // 2
    return _exponential_of(k, denominator, arithmetic)
