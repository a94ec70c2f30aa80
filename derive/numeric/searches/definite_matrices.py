"""Symmetric matrices as tuples of numbers, their largest eigenvalue, and suprema over the positive
definite ones."""

from __future__ import annotations

from typing import Any

from derive.errors import NotConverged, OutOfDomain
from derive.language import PositiveMatrices
from derive.language.definite import LargestEigenvalue, PositivePoint, SymmetricMatrix
from derive.language.matrix import NamedMatrix
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.compiling.compile import Compiler, Env, Run, Variable, compiles
from derive.numeric.models.evaluator import Evaluator, whole
from derive.numeric.searches.newton import maximum

MOST_SWEEPS = 30

Rows = tuple[tuple[Number, ...], ...]


@compiles(SymmetricMatrix, binds=True)
def _symmetric_matrix(node: SymmetricMatrix, compiler: Compiler) -> Run:
    """(A + A^T)/2 for the matrix A with the values of the map for its entries."""
    entries = compiler.child(NamedMatrix(node.args[0], node.rows))

    def symmetric(env: Env) -> Rows:
        rows = entries(env)
        return tuple(
            tuple((a + b) / 2 for a, b in zip(row, column, strict=True))
            for row, column in zip(rows, zip(*rows, strict=True), strict=True)
        )

    return symmetric


@compiles(PositivePoint)
def _positive_point(node: PositivePoint, compiler: Compiler) -> Run:
    return compiler.child(node.args[0])


@compiles(LargestEigenvalue)
def _largest_eigenvalue(node: LargestEigenvalue, compiler: Compiler) -> Run:
    [matrix] = compiler.children(node)
    arithmetic = compiler.arithmetic

    def largest(env: Env) -> Number:
        rows = rotated([list(row) for row in matrix(env)], arithmetic)
        return max(row[i] for i, row in enumerate(rows))

    return largest


def rotated(rows: list[list[Number]], arithmetic: Arithmetic) -> list[list[Number]]:
    """A symmetric matrix in coordinates in which it is diagonal, by Jacobi's rotations."""
    n = len(rows)
    for _ in range(MOST_SWEEPS):
        off = sum((abs(rows[i][j]) for i in range(n) for j in range(i)), arithmetic.zero)
        size = max(abs(rows[i][i]) for i in range(n)) + off
        if off <= size * arithmetic.real(10.0**-arithmetic.digits):
            return rows
        for i in range(n):
            for j in range(i):
                _rotate(rows, i, j, arithmetic)
    raise NotConverged("the rotations of a symmetric matrix do not settle")


def _rotate(rows: list[list[Number]], i: int, j: int, arithmetic: Arithmetic) -> None:
    """Turn the plane of two coordinates so that the entry between them vanishes."""
    if rows[i][j] == 0:
        return
    ratio = (rows[j][j] - rows[i][i]) / (2 * rows[i][j])
    root = arithmetic.sqrt(ratio * ratio + 1)
    t = 1 / (ratio + root) if ratio >= 0 else 1 / (ratio - root)
    c = 1 / arithmetic.sqrt(t * t + 1)
    s = t * c
    for row in rows:
        row[i], row[j] = c * row[i] - s * row[j], s * row[i] + c * row[j]
    above, below = rows[i], rows[j]
    rows[i] = [c * a - s * b for a, b in zip(above, below, strict=True)]
    rows[j] = [s * a + c * b for a, b in zip(above, below, strict=True)]


def over_definite_matrices(
    domain: PositiveMatrices, variable: Variable, value: Run, evaluator: Evaluator
) -> Run:
    """Closes over the search for the supremum over L L^T, for the triangular matrices L with a
    positive diagonal."""
    size = evaluator.child(domain.size)
    arithmetic, budget = evaluator.arithmetic, evaluator.budget

    def found(env: Env) -> Number:
        n = whole(size(env), domain.size)

        def height(ws: list[Number]) -> Number:
            budget.spend(1)
            variable.assign(env, _squared(ws, n, arithmetic))
            try:
                return value(env)
            except OutOfDomain:
                return arithmetic.ninf

        start = [arithmetic.zero] * (n * (n + 1) // 2)
        return maximum(height, start, arithmetic).height

    return found


def _squared(ws: list[Number], n: int, arithmetic: Arithmetic) -> Rows:
    entries = iter(ws)
    lower: list[list[Any]] = [[arithmetic.zero] * n for _ in range(n)]
    for i in range(n):
        for j in range(i):
            lower[i][j] = next(entries)
        lower[i][i] = arithmetic.exp(next(entries))
    return tuple(
        tuple(sum((a * b for a, b in zip(one, two, strict=True)), arithmetic.zero) for two in lower)
        for one in lower
    )


__all__ = ["over_definite_matrices", "rotated"]
