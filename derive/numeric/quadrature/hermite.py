"""Gauss-Hermite quadrature: exact for polynomials against the normal density."""

from __future__ import annotations

import math
from functools import lru_cache

from derive.numeric.arithmetics.arithmetic import Arithmetic, Number


@lru_cache(maxsize=16)
def gauss_hermite(order: int, arithmetic: Arithmetic) -> tuple[tuple[Number, Number], ...]:
    """Nodes and weights whose weighted sums of f are the integrals of f, where f is a polynomial of
    degree less than 2 order times the standard normal density.

    The nodes are the zeros of the Hermite polynomial, by Newton's method from their approximations.
    """
    found: list[tuple[Number, Number]] = []
    places: list[float] = []
    for k in range((order + 1) // 2):
        z = arithmetic.real(_first_guess(k, order, places))
        slope = arithmetic.one
        for _ in range(20):
            value, slope = _orthonormal(order, z, arithmetic)
            change = value / slope
            z = z - change
            if abs(change) < 10.0 ** (2 - arithmetic.digits):
                break
        _, slope = _orthonormal(order, z, arithmetic)
        places.append(float(z))
        u = z * arithmetic.sqrt(arithmetic.real(2))
        # 2/slope^2 integrates against exp(-z^2); the density at the node is divided out
        weight = arithmetic.sqrt(arithmetic.real(2)) * 2 / slope**2 * arithmetic.exp(z * z)
        found.append((u, weight))
        if 2 * k + 1 != order:
            found.append((-u, weight))
    return tuple(found)


def _first_guess(k: int, order: int, found: list[float]) -> float:
    """About where the k-th largest zero is, given those before it."""
    if k == 0:
        return math.sqrt(2 * order + 1) - 1.85575 * (2 * order + 1) ** (-1 / 6)
    if k == 1:
        return found[0] - 1.14 * order**0.426 / found[0]
    if k == 2:
        return 1.86 * found[1] - 0.86 * found[0]
    if k == 3:
        return 1.91 * found[2] - 0.91 * found[1]
    return 2 * found[k - 1] - found[k - 2]


def _orthonormal(order: int, z: Number, arithmetic: Arithmetic) -> tuple[Number, Number]:
    """The Hermite polynomial that is orthonormal against exp(-z^2), and its derivative."""
    root = arithmetic.sqrt
    before, now = arithmetic.zero, 1 / root(root(arithmetic.pi))
    for j in range(1, order + 1):
        first, second = root(arithmetic.rational(2, j)), root(arithmetic.rational(j - 1, j))
        before, now = now, z * first * now - second * before
    return now, root(arithmetic.real(2 * order)) * before
