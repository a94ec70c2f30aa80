"""Matrices of symbolic size, and the numbers made of them.

A matrix is a sequence of its rows, and no number: only `Det`, `Trace` and `Form` are.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sympy import Basic, Expr, Integer, Tuple

from derive.errors import DeriveError
from derive.language.binder import Binding, Node
from derive.language.density import ArbitraryMap
from derive.language.exact import exact
from derive.language.shaped import Matrix, Vector
from derive.language.space import Lattice


def entries_named(family: Basic | str) -> Basic:
    """The family of the map that gives the entries of a matrix, by its name or as it is."""
    if isinstance(family, str):
        return ArbitraryMap(family, Lattice(1), Lattice(1)).family
    return family


class NamedMatrix(Matrix):
    """An arbitrary matrix, by its name; square where columns are left out."""

    def __new__(cls, family: Basic | str, rows: Any, columns: Any = None) -> Any:
        across = exact(rows if columns is None else columns)
        return super().__new__(cls, entries_named(family), exact(rows), across)

    @property
    def rows(self) -> Expr:
        return self.args[1]

    @property
    def columns(self) -> Expr:
        return self.args[2]


class WrittenMatrix(Matrix):
    """The matrix with these rows. Raises DeriveError where they differ in length."""

    def __new__(cls, *rows: Any) -> Any:
        entries = [Tuple(*(exact(e) for e in row)) for row in rows]
        if len({len(row) for row in entries}) != 1:
            raise DeriveError("the rows of a matrix have one length")
        return super().__new__(cls, *entries)

    @property
    def rows(self) -> Expr:
        return Integer(len(self.args))

    @property
    def columns(self) -> Expr:
        return Integer(len(self.args[0]))


class MatrixProduct(Matrix):
    """The product of matrices, in order."""

    def __new__(cls, *factors: Matrix) -> Any:
        flat = [f for m in factors for f in (m.args if isinstance(m, MatrixProduct) else (m,))]
        return flat[0] if len(flat) == 1 else super().__new__(cls, *flat)

    @property
    def rows(self) -> Expr:
        rows: Expr = self.args[0].rows
        return rows

    @property
    def columns(self) -> Expr:
        columns: Expr = self.args[-1].columns
        return columns


class Transposed(Matrix):
    """The transpose of a matrix."""

    def __new__(cls, matrix: Matrix) -> Any:
        return matrix.args[0] if isinstance(matrix, Transposed) else super().__new__(cls, matrix)

    @property
    def rows(self) -> Expr:
        columns: Expr = self.args[0].columns
        return columns

    @property
    def columns(self) -> Expr:
        rows: Expr = self.args[0].rows
        return rows


class Inverse(Matrix):
    """The inverse of a square matrix; it has no number where that is singular."""

    def __new__(cls, matrix: Matrix) -> Any:
        return super().__new__(cls, matrix)

    @property
    def rows(self) -> Expr:
        rows: Expr = self.args[0].rows
        return rows


class Perturbed(Matrix):
    """A + t B."""

    def __new__(cls, matrix: Matrix, amount: Any, direction: Matrix) -> Any:
        return super().__new__(cls, matrix, exact(amount), direction)

    @property
    def rows(self) -> Expr:
        rows: Expr = self.args[0].rows
        return rows


class Identity(Matrix):
    """The identity matrix of a size."""

    def __new__(cls, size: Any) -> Any:
        return super().__new__(cls, exact(size))

    @property
    def rows(self) -> Expr:
        return self.args[0]

    @property
    def is_positive_definite(self) -> bool | None:
        return True


class Diagonal(Matrix):
    """The diagonal matrix with a vector on its diagonal."""

    def __new__(cls, vector: Vector) -> Any:
        return super().__new__(cls, vector)

    @property
    def rows(self) -> Expr:
        length: Expr = self.args[0].length
        return length


class Jacobian(Binding, Matrix):
    """The matrix of the derivatives of the coordinates of `body`, a vector, with respect to those
    of the variable, a sequence of as many numbers, at `point`."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, body: Vector, variable: Basic, point: Basic) -> Any:
        return super().__new__(cls, body, variable, point)

    @property
    def point(self) -> Basic:
        return self.args[2]

    @property
    def rows(self) -> Expr:
        length: Expr = self.args[0].length
        return length


class Det(Node):
    """The determinant of a square matrix; positive where that is positive definite."""

    is_real = True

    def __new__(cls, matrix: Matrix) -> Any:
        return super().__new__(cls, matrix)

    def _eval_is_extended_positive(self) -> bool | None:
        return self.args[0].is_positive_definite


class Trace(Node):
    """The trace of a square matrix."""

    is_real = True

    def __new__(cls, matrix: Matrix) -> Any:
        return super().__new__(cls, matrix)


class Form(Node):
    """v^T A v, for a vector v and a square matrix A."""

    is_real = True

    def __new__(cls, vector: Vector, matrix: Matrix) -> Any:
        return super().__new__(cls, vector, matrix)
