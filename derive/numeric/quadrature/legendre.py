"""A second quadrature for second opinions: Gauss-Legendre panels, cut at places of their own."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any

from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.models.evaluator import Budget
from derive.numeric.models.shapes import Shape
from derive.numeric.quadrature.law_nodes import Heights, LawNodes, Node
from derive.numeric.quadrature.settle import Unsettled, added, require_fallen

ORDERS = (16, 22, 30, 40)
"""Each is held against the one before, until two agree."""

_OFFSET, _PANEL = 0.137, 1.1


class PanelNodes:
    """The same law on Gauss-Legendre panels that grow away from its mode, with several orders
    to compare."""

    def __init__(
        self,
        shape: Shape,
        values: Any,
        arithmetic: Arithmetic,
        digits: int,
        sizes: Heights | None = None,
    ) -> None:
        self._placed = LawNodes(shape, values, arithmetic, digits, sizes)
        self._values, self._arithmetic, self.digits = values, arithmetic, digits
        self._nodes: dict[int, list[Node]] = {}

    def integral(
        self, body: Callable[[int, Number], Number], digits: int, budget: Budget
    ) -> tuple[Number, Number]:
        """The integral of a body against the law, and that of its absolute value."""
        infinite = self._arithmetic.inf
        before: Number = None
        for order in ORDERS:
            nodes = self._of_order(order)
            budget.spend(len(nodes))
            total, size = added(nodes, body, self._arithmetic)
            if size == infinite:
                return total, size
            if before is not None and abs(total - before) <= size * 10.0**-digits:
                require_fallen(self._placed, body, size * 10.0**-digits, self._arithmetic.one)
                return total, size
            before = total
        raise Unsettled("the orders of the second quadrature differ")

    def coarsest(self) -> list[Node]:
        """The nodes of the lower order."""
        return self._of_order(ORDERS[0])

    def require_mass_one(self) -> None:
        """NotConverged unless the density has mass one."""
        self._placed.require_mass_one()

    def require_mass_inside(self, sizes: Heights, is_cheap: bool) -> None:
        """Unsettled unless a body has its mass where the law has."""
        self._placed.require_mass_inside(sizes, is_cheap)

    def _of_order(self, order: int) -> list[Node]:
        if order not in self._nodes:
            self._nodes[order] = self._made(order)
        return self._nodes[order]

    def _made(self, order: int) -> list[Node]:
        arithmetic = self._arithmetic
        logs = self._placed.shape.log_densities(self._values, arithmetic)
        rule = gauss_legendre(order, arithmetic)
        found = []
        for coordinate, window in self._placed.pieces:
            cuts = [window.first]
            while cuts[-1] < window.last:
                # beyond the window what has not fallen at its end would not be noticed
                longer = cuts[-1] + _PANEL * (1 + _OFFSET * (len(cuts) % 3))
                cuts.append(min(longer, window.last))
            ends = [window.place(v) for v in cuts]
            for left, right in pairwise(ends):
                middle = arithmetic.real((left + right) / 2)
                half = arithmetic.real((right - left) / 2)
                for place, weight in rule:
                    side, t, slope = coordinate.node(middle + half * place, arithmetic)
                    density = arithmetic.exp(logs[side](t))
                    found.append((side, t, density * slope * weight * half))
        return found


@lru_cache(maxsize=16)
def gauss_legendre(order: int, arithmetic: Arithmetic) -> tuple[tuple[Number, Number], ...]:
    """Nodes and weights on (-1, 1): zeros of the Legendre polynomial, by Newton's method."""
    found = []
    for k in range(1, order + 1):
        x = arithmetic.real(math.cos(math.pi * (k - 0.25) / (order + 0.5)))
        slope = arithmetic.one
        for _ in range(7):
            value, slope = _legendre(order, x, arithmetic)
            change = value / slope
            x = x - change
            if abs(change) < 10.0 ** (2 - arithmetic.digits):
                break
        _, slope = _legendre(order, x, arithmetic)
        found.append((x, 2 / ((1 - x * x) * slope * slope)))
    return tuple(found)


def _legendre(order: int, x: Number, arithmetic: Arithmetic) -> tuple[Number, Number]:
    """The Legendre polynomial and its derivative, by the three-term recurrence."""
    before, now = arithmetic.one, x
    for k in range(2, order + 1):
        before, now = now, ((2 * k - 1) * x * now - (k - 1) * before) / k
    return now, order * (x * now - before) / (x * x - 1)
