"""Matrices as tuples of rows of numbers, and the numbers made of them."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Tuple

from derive.language import MapFamily, Value
from derive.language.covariance import MatrixSum, PositiveMatrix
from derive.language.matrix import (
    Det,
    Diagonal,
    Form,
    Identity,
    Inverse,
    Jacobian,
    MatrixProduct,
    NamedMatrix,
    Perturbed,
    Trace,
    Transposed,
    WrittenMatrix,
)
from derive.language.vector import Image, Tabulated
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.models.evaluator import evaluator_of, whole
from derive.numeric.vectors.linear_algebra import Row, Rows, diagonal, dot, eliminated, jacobian_at


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
            tuple(dot(a, b) + (one if i == j else one * 0) for j, b in enumerate(rows))
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


@compiles(WrittenMatrix)
def _written_matrix(node: WrittenMatrix, compiler: Compiler) -> Run:
    rows = [[compiler.child(entry) for entry in row] for row in node.args]
    return lambda env: tuple(tuple(run(env) for run in row) for row in rows)


@compiles(Image)
def _image(node: Image, compiler: Compiler) -> Run:
    matrix, vector = compiler.children(node)

    def image(env: Env) -> Row:
        v = vector(env)
        return tuple(dot(row, v) for row in matrix(env))

    return image


@compiles(MatrixProduct)
def _matrix_product(node: MatrixProduct, compiler: Compiler) -> Run:
    runs = compiler.children(node)

    def product(env: Env) -> Rows:
        found: Rows = runs[0](env)
        for run in runs[1:]:
            columns = tuple(zip(*run(env), strict=True))
            found = tuple(tuple(dot(row, c) for c in columns) for row in found)
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
    return lambda env: diagonal((one,) * whole(size(env), node.rows))


@compiles(Diagonal)
def _diagonal_matrix(node: Diagonal, compiler: Compiler) -> Run:
    [vector] = compiler.children(node)
    return lambda env: diagonal(vector(env))


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
        return eliminated(rows, diagonal((one,) * len(rows)))[1]

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
        return dot(v, [dot(row, v) for row in matrix(env)])

    return form


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
