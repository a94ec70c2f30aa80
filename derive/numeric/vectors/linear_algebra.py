"""Linear algebra on tuples of numbers: products, elimination, Jacobians by differences."""

from __future__ import annotations

from collections.abc import Sequence

from derive.errors import OutOfDomain
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Env, Run, Variable
from derive.numeric.models.evaluator import Evaluator
from derive.numeric.searches.differences import slope_at

Row = tuple[Number, ...]
Rows = tuple[Row, ...]


def dot(u: Sequence[Number], v: Sequence[Number]) -> Number:
    """The sum of the products of the coordinates."""
    first, *rest = (a * b for a, b in zip(u, v, strict=True))
    return sum(rest, first)


def diagonal(entries: Row) -> Rows:
    """The square matrix with these entries on its diagonal, and zeros beside it."""
    return tuple(
        tuple(d if i == j else d * 0 for j in range(len(entries))) for i, d in enumerate(entries)
    )


def eliminated(matrix: Rows, right: Rows) -> tuple[Number, Rows]:
    """The determinant of a square matrix A, and the rows of A^-1 B; OutOfDomain where B has columns
    and A is singular."""
    rows = [[*a, *b] for a, b in zip(matrix, right, strict=True)]
    n = len(rows)
    determinant = rows[0][0] * 0 + 1
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(rows[i][k]))
        if rows[pivot][k] == 0:
            if right[0]:
                raise OutOfDomain("a singular matrix has no inverse")
            return determinant * 0, right
        if pivot != k:
            rows[k], rows[pivot] = rows[pivot], rows[k]
            determinant = -determinant
        determinant = determinant * rows[k][k]
        rows[k] = [a / rows[k][k] for a in rows[k]]
        for i in range(n):
            if i != k:
                factor = rows[i][k]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k], strict=True)]
    return determinant, tuple(tuple(row[n:]) for row in rows)


class _Along:
    """The line through a point along a coordinate, as a variable that differences can move."""

    def __init__(self, variable: Variable, point: Row, k: int) -> None:
        self.variable, self.point, self.k = variable, point, k

    def assign(self, env: Env, t: Number) -> None:
        moved = [x + t if i == self.k else x for i, x in enumerate(self.point)]
        self.variable.assign(env, tuple(moved))


def jacobian_at(body: Run, variable: Variable, env: Env, point: Row, evaluator: Evaluator) -> Rows:
    """The derivatives of the coordinates of a vector with respect to those of a variable."""

    def entry(i: int, k: int) -> Number:
        along = _Along(variable, point, k)
        return slope_at(lambda e: body(e)[i], along, env, point[k] * 0, evaluator)

    return tuple(tuple(entry(i, k) for k in range(len(point))) for i in range(len(point)))
