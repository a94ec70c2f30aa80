"""Vectors and matrices as tuples of numbers, and what linear algebra makes of them.

Determinants and inverses are found by elimination with pivots, Jacobians by differences.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Dummy, Tuple

from derive.errors import CannotEvaluate, OutOfDomain
from derive.language import MapFamily, Value
from derive.language.covariance import MatrixSum, PositiveMatrix
from derive.language.matrix import (
    Coordinates,
    Det,
    Diagonal,
    Form,
    Identity,
    Image,
    Inverse,
    Jacobian,
    MatrixProduct,
    NamedMatrix,
    NamedVector,
    Perturbed,
    Tabulated,
    Trace,
    Transposed,
    VectorSum,
    WrittenMatrix,
    WrittenVector,
)
from derive.numeric.arithmetic import Number
from derive.numeric.compile import Compiler, Env, Run, Variable, compiles
from derive.numeric.differences import slope_at
from derive.numeric.evaluator import Evaluator, evaluator_of, whole

Row = tuple[Number, ...]
Rows = tuple[Row, ...]


@compiles(Coordinates)
def _coordinates(node: Coordinates, compiler: Compiler) -> Run:
    sequence, length = compiler.child(node.sequence), compiler.child(node.length)

    def coordinates(env: Env) -> Row:
        points, n = sequence(env), whole(length(env), node.length)
        if n > len(points):
            raise CannotEvaluate(f"a sequence of {len(points)} points has no {n} coordinates")
        return tuple(points[:n])

    return coordinates


@compiles(Tabulated, binds=True)
def _tabulated(node: Tabulated, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    length = evaluator.child(node.length)
    index = evaluator.variable_for(node.bound)
    with evaluator.binding(index) as variable:
        body = evaluator.compile(node.open(index)[0])

    def tabulated(env: Env) -> Row:
        found = []
        for i in range(1, whole(length(env), node.length) + 1):
            variable.assign(env, evaluator.arithmetic.rational(i, 1))
            found.append(body(env))
        return tuple(found)

    return tabulated


@compiles(NamedVector, binds=True)
def _named_vector(node: NamedVector, compiler: Compiler) -> Run:
    i = Dummy("i", integer=True)
    return compiler.child(Tabulated(Value(_family(node), i), i, node.length))


@compiles(NamedMatrix, binds=True)
def _named_matrix(node: NamedMatrix, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    i, j = Dummy("i", integer=True), Dummy("j", integer=True)
    rows = evaluator.child(node.rows)
    with evaluator.binding(i) as variable:
        row = evaluator.compile(Tabulated(Value(_family(node), Tuple(i, j)), j, node.columns))

    def matrix(env: Env) -> Rows:
        found = []
        for number in range(1, whole(rows(env), node.rows) + 1):
            variable.assign(env, evaluator.arithmetic.rational(number, 1))
            found.append(row(env))
        return tuple(found)

    return matrix


@compiles(PositiveMatrix, binds=True)
def _positive_matrix(node: PositiveMatrix, compiler: Compiler) -> Run:
    """A A^T + I for the matrix A with the values of the map for its entries."""
    root = NamedMatrix(node.args[0], node.rows)
    entries, one = compiler.child(root), compiler.arithmetic.one

    def positive(env: Env) -> Rows:
        rows = entries(env)
        return tuple(
            tuple(_dot(a, b) + (one if i == j else one * 0) for j, b in enumerate(rows))
            for i, a in enumerate(rows)
        )

    return positive


@compiles(MatrixSum)
def _matrix_sum(node: MatrixSum, compiler: Compiler) -> Run:
    terms = [(compiler.child(c), compiler.child(m)) for c, m in node.terms]

    def matrix_sum(env: Env) -> Rows:
        scaled = [
            [[c * entry for entry in row] for row in rows]
            for c, rows in ((number(env), matrix(env)) for number, matrix in terms)
        ]
        return tuple(tuple(map(sum, zip(*rows, strict=True))) for rows in zip(*scaled, strict=True))

    return matrix_sum


def _family(node: Any) -> MapFamily:
    family: MapFamily = node.args[0]
    return family


@compiles(WrittenVector)
def _written_vector(node: WrittenVector, compiler: Compiler) -> Run:
    runs = compiler.children(node)
    return lambda env: tuple(run(env) for run in runs)


@compiles(WrittenMatrix)
def _written_matrix(node: WrittenMatrix, compiler: Compiler) -> Run:
    rows = [[compiler.child(entry) for entry in row] for row in node.args]
    return lambda env: tuple(tuple(run(env) for run in row) for row in rows)


@compiles(VectorSum)
def _vector_sum(node: VectorSum, compiler: Compiler) -> Run:
    terms = [(compiler.child(c), compiler.child(v)) for c, v in node.terms]
    length, zero = compiler.child(node.length), compiler.arithmetic.zero

    def vector_sum(env: Env) -> Row:
        total = [zero] * whole(length(env), node.length)
        for coefficient, vector in terms:
            c = coefficient(env)
            total = [t + c * v for t, v in zip(total, vector(env), strict=True)]
        return tuple(total)

    return vector_sum


@compiles(Image)
def _image(node: Image, compiler: Compiler) -> Run:
    matrix, vector = compiler.children(node)

    def image(env: Env) -> Row:
        v = vector(env)
        return tuple(_dot(row, v) for row in matrix(env))

    return image


def _dot(u: Sequence[Number], v: Sequence[Number]) -> Number:
    first, *rest = (a * b for a, b in zip(u, v, strict=True))
    return sum(rest, first)


@compiles(MatrixProduct)
def _matrix_product(node: MatrixProduct, compiler: Compiler) -> Run:
    runs = compiler.children(node)

    def product(env: Env) -> Rows:
        found: Rows = runs[0](env)
        for run in runs[1:]:
            columns = tuple(zip(*run(env), strict=True))
            found = tuple(tuple(_dot(row, c) for c in columns) for row in found)
        return found

    return product


@compiles(Transposed)
def _transposed(node: Transposed, compiler: Compiler) -> Run:
    [matrix] = compiler.children(node)
    return lambda env: tuple(zip(*matrix(env), strict=True))


@compiles(Perturbed)
def _perturbed(node: Perturbed, compiler: Compiler) -> Run:
    matrix, amount, direction = compiler.children(node)

    def perturbed(env: Env) -> Rows:
        t, rows = amount(env), zip(matrix(env), direction(env), strict=True)
        return tuple(tuple(a + t * b for a, b in zip(*pair, strict=True)) for pair in rows)

    return perturbed


@compiles(Identity)
def _identity(node: Identity, compiler: Compiler) -> Run:
    size, one = compiler.child(node.rows), compiler.arithmetic.one
    return lambda env: _diagonal((one,) * whole(size(env), node.rows))


@compiles(Diagonal)
def _diagonal_matrix(node: Diagonal, compiler: Compiler) -> Run:
    [vector] = compiler.children(node)
    return lambda env: _diagonal(vector(env))


def _diagonal(entries: Row) -> Rows:
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


@compiles(Det)
def _det(node: Det, compiler: Compiler) -> Run:
    [matrix] = compiler.children(node)

    def det(env: Env) -> Number:
        rows = matrix(env)
        return eliminated(rows, ((),) * len(rows))[0]

    return det


@compiles(Inverse)
def _inverse(node: Inverse, compiler: Compiler) -> Run:
    [matrix] = compiler.children(node)
    one = compiler.arithmetic.one

    def inverse(env: Env) -> Rows:
        rows = matrix(env)
        return eliminated(rows, _diagonal((one,) * len(rows)))[1]

    return inverse


@compiles(Trace)
def _trace(node: Trace, compiler: Compiler) -> Run:
    [matrix] = compiler.children(node)
    zero = compiler.arithmetic.zero
    return lambda env: sum((row[i] for i, row in enumerate(matrix(env))), zero)


@compiles(Form)
def _form(node: Form, compiler: Compiler) -> Run:
    vector, matrix = compiler.children(node)

    def form(env: Env) -> Number:
        v = vector(env)
        return _dot(v, [_dot(row, v) for row in matrix(env)])

    return form


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


@compiles(Jacobian, binds=True)
def _jacobian(node: Jacobian, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    size, at = evaluator.child(node.rows), evaluator.child(node.point)
    name = evaluator.variable_for(node.bound)
    with evaluator.binding(name) as variable:
        body = evaluator.compile(node.open(name)[0])

    def jacobian(env: Env) -> Rows:
        point = tuple(at(env)[: whole(size(env), node.rows)])
        return jacobian_at(body, variable, env, point, evaluator)

    return jacobian
