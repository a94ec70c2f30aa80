"""Joint tables: the densities of all cells of an arbitrary law, and every view of them.

A conditional view is a quotient of two marginals of one table, so that Bayes' rule and
marginalisation hold in a model because of what they mean, and nothing else holds.
"""

from __future__ import annotations

import itertools
from typing import Any

from derive.numeric.arithmetics.arithmetic import Arithmetic, Number

Key = tuple[Any, ...]


def key_of(point: Any) -> Any:
    """A point as a key: the number of a point, an integer, or a tuple of such."""
    if isinstance(point, tuple):
        return tuple(key_of(p) for p in point)
    return int(point)


class Axes:
    """The points of the coordinates of a joint law: keys, weights, and all cells with their
    weights."""

    def __init__(self, points: list[list[tuple[Any, Number]]], arithmetic: Arithmetic) -> None:
        self.points, self.arithmetic = points, arithmetic
        self.weights = [{key_of(point): weight for point, weight in axis} for axis in points]
        self.cells: list[Key] = cells_of([list(axis) for axis in self.weights])
        self._volumes: dict[Key, Number] = {}
        for cell in self.cells:
            volume = arithmetic.one
            for axis, key in zip(self.weights, cell, strict=True):
                volume = volume * axis[key]
            self._volumes[cell] = volume

    def normalised(self, masses: dict[Key, Number]) -> dict[Key, Number]:
        """Densities proportional to `masses` whose integral is one."""
        total = self.arithmetic.zero
        for cell, mass in masses.items():
            total = total + mass * self._volumes[cell]
        return {cell: mass / total for cell, mass in masses.items()}


class JointTable:
    """Densities of cells with respect to the product of the weights of their points."""

    def __init__(self, axes: Axes, density: dict[Key, Number]) -> None:
        self._weights, self._arithmetic = axes.weights, axes.arithmetic
        self._marginals: dict[tuple[int, ...], dict[Key, Number]] = {
            tuple(range(len(axes.points))): density
        }

    def marginal(self, positions: tuple[int, ...]) -> dict[Key, Number]:
        """The densities of some coordinates, the others summed over."""
        found = self._marginals.get(positions)
        if found is None:
            found = self._marginals[positions] = self._summed(positions)
        return found

    def _summed(self, positions: tuple[int, ...]) -> dict[Key, Number]:
        everything = tuple(range(len(self._weights)))
        rest = [i for i in everything if i not in positions]
        found: dict[Key, Number] = {}
        for cell, density in self._marginals[everything].items():
            for i in rest:
                density = density * self._weights[i][cell[i]]
            key = tuple(cell[i] for i in positions)
            found[key] = found.get(key, self._arithmetic.zero) + density
        return found

    def total(self, positions: tuple[int, ...], place: Key) -> Number:
        """The density of some coordinates, in order, at a place."""
        marginal = self._marginals.get(positions)
        return (marginal or self.marginal(positions)).get(place, self._arithmetic.zero)


def cells_of(axes: list[list[Any]]) -> list[Key]:
    """The keys of all cells, the last coordinate running fastest."""
    return list(itertools.product(*axes))
