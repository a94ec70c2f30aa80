"""Coordinates in which the one hump of a law on R^D is round: its mode and its curvature there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from derive.errors import NotConverged
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.searches.newton import maximum

LogDensity = Callable[[list[Number]], Number]


@dataclass(frozen=True)
class Whitening:
    """x = mode + factor u, with a lower triangular factor; `volume` is its determinant."""

    mode: list[Number]
    factor: list[list[Number]]
    volume: Number

    def place(self, u: Sequence[Number]) -> list[Number]:
        """The point at coordinates u."""
        found = []
        for m, row in zip(self.mode, self.factor, strict=True):
            for entry, v in zip(row, u, strict=False):
                m = m + entry * v
            found.append(m)
        return found


def whitened(log_density: LogDensity, size: int, arithmetic: Arithmetic) -> Whitening:
    """The mode, and the Cholesky factor of the inverse of minus the curvature.

    Both only place nodes, so that some digits of them are enough. Raises NotConverged where there
    is no round hump.
    """
    mode = maximum(log_density, [arithmetic.zero] * size, arithmetic, 8).point
    h = arithmetic.real(1e-3)
    top = log_density(mode)

    def at(i: int, j: int) -> Number:
        moved = list(mode)
        moved[i], moved[j] = moved[i] + h, moved[j] + h
        return log_density(moved)

    def shifted(i: int, sign: int) -> Number:
        moved = list(mode)
        moved[i] = moved[i] + sign * h
        return log_density(moved)

    single = [shifted(i, 1) for i in range(size)]
    bend = [[arithmetic.zero] * size for _ in range(size)]
    for i in range(size):
        bend[i][i] = (2 * top - single[i] - shifted(i, -1)) / (h * h)
        for j in range(i):
            bend[i][j] = bend[j][i] = (single[i] + single[j] - top - at(i, j)) / (h * h)
    factor = _cholesky(_inverse(bend, arithmetic), arithmetic)
    volume = arithmetic.one
    for i in range(size):
        volume = volume * factor[i][i]
    return Whitening(mode, factor, volume)


def _inverse(matrix: list[list[Number]], arithmetic: Arithmetic) -> list[list[Number]]:
    n = len(matrix)
    rows = [
        [*row, *(arithmetic.one if i == j else arithmetic.zero for j in range(n))]
        for i, row in enumerate(matrix)
    ]
    for i in range(n):
        if not rows[i][i] > 0:
            raise NotConverged("the density of a vector has no round hump")
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for j in range(n):
            if j != i:
                rows[j] = [a - rows[j][i] * b for a, b in zip(rows[j], rows[i], strict=True)]
    return [row[n:] for row in rows]


def _cholesky(matrix: list[list[Number]], arithmetic: Arithmetic) -> list[list[Number]]:
    n = len(matrix)
    factor = [[arithmetic.zero] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            rest = matrix[i][j]
            for k in range(j):
                rest = rest - factor[i][k] * factor[j][k]
            if i != j:
                factor[i][j] = rest / factor[j][j]
                continue
            if not rest > 0:
                raise NotConverged("the density of a vector has no round hump")
            factor[i][i] = arithmetic.sqrt(rest)
    return factor
