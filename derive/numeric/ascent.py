"""The maximum of a smooth function of a few numbers: Newton's method on differences, uphill."""

from __future__ import annotations

from collections.abc import Callable

from derive.errors import NotConverged, OutOfDomain
from derive.numeric.arithmetic import Arithmetic, Number

Vector = list[Number]
Function = Callable[[Vector], Number]

_STENCIL = ((1, 4, 5), (2, -1, 5), (3, 4, 105), (4, -1, 280))
"""Weights of central differences of eighth order."""

MOST_STEPS, LONGEST_STEP, FARTHEST = 80, 3.0, 400.0
_NEAR, _CLOSE = 3e-2, 1e-3


def ascend(f: Function, start: Vector, arithmetic: Arithmetic) -> Vector:
    """The place of the maximum of `f` that is uphill of `start`.

    The step is tested and not the gradient, which is as small where a supremum is only approached.
    Raises NotConverged where the way up does not end.
    """
    search = _Search(f, arithmetic)
    x, height = start, f(start)
    step_size = float("inf")
    curvature: list[Vector] = []
    for _ in range(MOST_STEPS):
        slope = search.gradient(x, fine=step_size < _CLOSE)
        if step_size > _NEAR:
            # near the top an old curvature does: each step is then shorter by its relative error
            curvature = search.curvature(x, height)
        step = _uphill(slope, curvature)
        longest = max(abs(float(s)) for s in step)
        if longest > LONGEST_STEP:
            step = [s * (LONGEST_STEP / longest) for s in step]
        x, height = search.moved(x, height, step)
        if max(abs(float(v)) for v in x) > FARTHEST:
            break
        if step_size < _CLOSE and longest <= search.goal:
            return x
        step_size = longest
    raise NotConverged("the supremum is not attained, or the search for it does not settle")


class _Search:
    def __init__(self, f: Function, arithmetic: Arithmetic) -> None:
        digits = arithmetic.digits
        self.f = f
        self.fine, self.coarse = (arithmetic.real(10.0 ** (-digits / k)) for k in (9, 4))
        self.goal = 10.0 ** (-0.75 * digits)
        self.noise = 10.0 ** (3 - digits)

    def gradient(self, x: Vector, fine: bool) -> Vector:
        stencil = _STENCIL if fine else ((1, 1, 2),)
        h = self.fine if fine else self.coarse
        return [
            sum(
                (self._at(x, {i: k * h}) - self._at(x, {i: -k * h})) * above / below
                for k, above, below in stencil
            )
            / h
            for i in range(len(x))
        ]

    def curvature(self, x: Vector, height: Number) -> list[Vector]:
        """Minus the matrix of second derivatives."""
        h, n = self.coarse, len(x)
        found: list[Vector] = [[height * 0] * n for _ in range(n)]
        for i in range(n):
            for j in range(i + 1):
                if i == j:
                    bend = self._at(x, {i: h}) + self._at(x, {i: -h}) - 2 * height
                else:
                    bend = sum(
                        s * t * self._at(x, {i: s * h, j: t * h}) for s in _SIGNS for t in _SIGNS
                    )
                    bend = bend / 4
                found[i][j] = found[j][i] = -bend / (h * h)
        return found

    def moved(self, x: Vector, height: Number, step: Vector) -> tuple[Vector, Number]:
        """The place after a step, shortened until it does not lead downhill."""
        share = 1.0
        allowed = self.noise * (1 + abs(float(height)))
        while share > 1e-12:
            place = [a + share * s for a, s in zip(x, step, strict=True)]
            try:
                found = self.f(place)
            except OutOfDomain:
                found = None
            if found is not None and found >= height - allowed:
                return place, found
            share /= 2
        raise NotConverged("no step leads uphill, and the slope is not zero")

    def _at(self, x: Vector, moves: dict[int, Number]) -> Number:
        return self.f([v + moves[i] if i in moves else v for i, v in enumerate(x)])


_SIGNS = (1, -1)


def _uphill(slope: Vector, curvature: list[Vector]) -> Vector:
    """Newton's step; where the function is not concave, a ridge makes the step lead uphill."""
    size = max(abs(float(c)) for row in curvature for c in row)
    ridge = 0.0
    for _ in range(60):
        raised = [
            [c + (ridge if i == j else 0) for j, c in enumerate(r)] for i, r in enumerate(curvature)
        ]
        step = _solved(raised, slope, size)
        if step is not None:
            return step
        ridge = 4 * ridge if ridge else 1e-6 * (size or 1.0)
    raise NotConverged("the function has no direction uphill")


def _solved(matrix: list[Vector], right: Vector, size: float) -> Vector | None:
    """The solution of a system with a positive definite matrix; None where it is not one."""
    n = len(right)
    rows = [[*matrix[i], right[i]] for i in range(n)]
    for k in range(n):
        if float(rows[k][k]) <= 1e-9 * size:
            return None
        for i in range(k + 1, n):
            share = rows[i][k] / rows[k][k]
            rows[i] = [a - share * b for a, b in zip(rows[i], rows[k], strict=True)]
    found: Vector = [right[0] * 0] * n
    for k in reversed(range(n)):
        rest = sum((rows[k][j] * found[j] for j in range(k + 1, n)), right[0] * 0)
        found[k] = (rows[k][n] - rest) / rows[k][k]
    return found
