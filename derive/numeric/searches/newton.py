"""Maximising a smooth function of several numbers: Newton's method with derivatives by differences.

A small ridge keeps directions in which the function is flat; steps are doubled while the function
rises, so that a supremum that is only approached is approached fast. The step is tested, not the
gradient: towards a supremum that is not attained every gradient is small.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from derive.errors import NotConverged
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic

Point = list[Number]
Function = Callable[[Point], Number]

MOST_STEPS = 60
MOST_DOUBLINGS = 60
LONGEST_STEP = 3
UNBOUNDED = 10**9
"""A function that rises so many times above where the search began has no bound. Much higher up its
differences are lost in rounding."""


@dataclass(frozen=True)
class Summit:
    """Where the search ended, how high, and whether the last steps were negligible."""

    point: Point
    height: Number
    is_attained: bool


def maximum(function: Function, start: Point, arithmetic: Arithmetic, digits: int = 32) -> Summit:
    """The supremum of a function, its place to so many digits; +oo where it rises beyond every
    bound.

    Raises NotConverged where neither the place nor the height settles.
    """
    coarse = isinstance(arithmetic, FloatArithmetic)
    goal = arithmetic.real(10.0 ** (-5 if coarse else -digits / 2))
    flat = arithmetic.real(10.0 ** (-13 if coarse else 4 - arithmetic.digits))
    point, height = list(start), function(start)
    beyond = UNBOUNDED * max(abs(height), 1) if abs(height) < arithmetic.inf else arithmetic.inf
    still = 0
    for _ in range(MOST_STEPS):
        gradient, hessian = _derivatives(function, point, height, arithmetic)
        step, is_concave = _newton_step(gradient, hessian, arithmetic)
        moved, higher, length = _climbed(function, point, height, step, is_concave, beyond)
        if higher > beyond:
            return Summit(moved, arithmetic.inf, False)
        gain = higher - height
        point, height = moved, higher
        # the error of the place is about the square of the step
        if length < goal:
            return Summit(point, height, True)
        still = still + 1 if gain <= flat * max(abs(height), 1) else 0
        if still >= 2:
            return Summit(point, height, False)
    raise NotConverged("the search for a maximum does not settle")


def _derivatives(
    function: Function, point: Point, height: Number, arithmetic: Arithmetic
) -> tuple[Point, list[Point]]:
    """Gradient and Hessian by differences; the working precision is some times what is asked for,
    so that the simplest formulas are exact enough."""
    n = len(point)
    coarse = isinstance(arithmetic, FloatArithmetic)
    h = arithmetic.real(10.0 ** (-4 if coarse else -(arithmetic.digits // 3)))

    def at(*moves: tuple[int, int]) -> Number:
        moved = list(point)
        for i, k in moves:
            moved[i] = moved[i] + k * h
        return function(moved)

    above = [at((i, 1)) for i in range(n)]
    below = [at((i, -1)) for i in range(n)]
    gradient = [(up - down) / (2 * h) for up, down in zip(above, below, strict=True)]
    hessian = [[arithmetic.zero] * n for _ in range(n)]
    for i in range(n):
        hessian[i][i] = (above[i] - 2 * height + below[i]) / (h * h)
        for j in range(i):
            mixed = at((i, 1), (j, 1)) - above[i] - above[j] + height
            hessian[i][j] = hessian[j][i] = mixed / (h * h)
    return gradient, hessian


def _newton_step(
    gradient: Point, hessian: list[Point], arithmetic: Arithmetic
) -> tuple[Point, bool]:
    """The solution of (ridge - Hessian) step = gradient, and whether a small ridge was enough.

    The ridge is in proportion to the curvature in each direction and grows until the step leads
    uphill (Marquardt 1963), so that it does not matter in which units a direction is measured.
    """
    coarse = isinstance(arithmetic, FloatArithmetic)
    small = 10.0 ** (-7 if coarse else -(arithmetic.digits // 4))
    curvatures = [abs(row[i]) for i, row in enumerate(hessian)]
    least = max(max(curvatures), arithmetic.real(1e-30)) * arithmetic.real(small)
    for share in (small, *(1.5 * 4.0**k for k in range(40))):
        ridge = arithmetic.real(share)
        matrix = [
            [(ridge * max(curvatures[i], least) if i == j else 0) - h for j, h in enumerate(row)]
            for i, row in enumerate(hessian)
        ]
        step = _solved_if_positive(matrix, gradient, arithmetic)
        if step is not None:
            return step, share == small
    raise NotConverged("the search for a maximum finds no way uphill")


def _solved_if_positive(matrix: list[Point], right: Point, arithmetic: Arithmetic) -> Point | None:
    """The solution by the square-root-free Cholesky method; None unless positive definite."""
    n = len(right)
    lower = [[arithmetic.zero] * n for _ in range(n)]
    diagonal: Point = []
    for i in range(n):
        for j in range(i):
            done = sum((lower[i][k] * lower[j][k] * diagonal[k] for k in range(j)), arithmetic.zero)
            lower[i][j] = (matrix[i][j] - done) / diagonal[j]
        done = sum((lower[i][k] ** 2 * diagonal[k] for k in range(i)), arithmetic.zero)
        pivot = matrix[i][i] - done
        if not pivot > 0:
            return None
        diagonal.append(pivot)
    found: Point = []
    for i in range(n):
        found.append(right[i] - sum((lower[i][k] * found[k] for k in range(i)), arithmetic.zero))
    found = [value / pivot for value, pivot in zip(found, diagonal, strict=True)]
    for i in reversed(range(n)):
        rest = sum((lower[k][i] * found[k] for k in range(i + 1, n)), arithmetic.zero)
        found[i] = found[i] - rest
    return found


def _climbed(
    function: Function,
    point: Point,
    height: Number,
    step: Point,
    is_concave: bool,
    beyond: Number,
) -> tuple[Point, Number, Number]:
    """The best place along a step, which is halved until it rises; one that is long, or was made
    where the function is not concave, is doubled while it rises."""
    longest = max((abs(s) for s in step), default=height * 0)
    one = longest * 0 + 1
    share = one if longest <= LONGEST_STEP else LONGEST_STEP / longest
    moved, higher = _moved(point, step, share), height
    for _ in range(40):
        higher = function(moved)
        if higher >= height:
            break
        share = share / 2
        moved = _moved(point, step, share)
    else:
        return point, height, height * 0
    if not is_concave or longest * share > 0.25:
        for _ in range(MOST_DOUBLINGS):
            farther = _moved(point, step, 2 * share)
            value = function(farther)
            if not value > higher:
                break
            share, moved, higher = 2 * share, farther, value
            if higher > beyond:
                break
    return moved, higher, longest * share


def _moved(point: Point, step: Point, share: Number) -> Point:
    return [p + share * s for p, s in zip(point, step, strict=True)]
