"""Vectors and matrices of symbolic size, the numbers made of them, and laws of vectors.

A vector is a sequence of numbers, so that `Element(v, i)` is its i-th coordinate; a matrix is a
sequence of its rows. Neither is a number: only `Det`, `Trace` and `Form` are. Sums of vectors are
kept with like terms together, since nothing may rest on how a sum happens to be written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from sympy import Basic, Expr, Integer, Tuple

from derive.errors import DeriveError
from derive.language.binder import Binding, Node
from derive.language.density import ArbitraryMap, Value
from derive.language.exact import exact
from derive.language.law import Law
from derive.language.sequence import Computed
from derive.language.space import Lattice, Line, Power


class Shaped(Basic):
    """A vector or a matrix."""

    def _sympystr(self, printer: Any) -> str:
        return f"{type(self).__name__}({', '.join(printer._print(a) for a in self.args)})"


class Vector(Shaped):
    """A sequence of `length` numbers."""

    @property
    def length(self) -> Expr:
        raise NotImplementedError


class Matrix(Shaped):
    """`rows` sequences of `columns` numbers each."""

    @property
    def rows(self) -> Expr:
        raise NotImplementedError

    @property
    def columns(self) -> Expr:
        return self.rows

    @property
    def is_positive_definite(self) -> bool | None:
        """Whether it is so by the way in which it is made."""
        return None


class Coordinates(Vector):
    """The vector of the first `length` points of a sequence: z = (z_1, ..., z_K)."""

    def __new__(cls, sequence: Basic, length: Any) -> Any:
        return super().__new__(cls, sequence, exact(length))

    @property
    def sequence(self) -> Basic:
        return self.args[0]

    @property
    def length(self) -> Expr:
        return self.args[1]


class Tabulated(Binding, Computed, Vector):
    """The vector whose coordinate number `index` is `body`, for index = 1, ..., length."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, body: Any, index: Basic, length: Any) -> Any:
        return super().__new__(cls, exact(body), index, exact(length))

    @property
    def length(self) -> Expr:
        return self.args[2]

    def coordinate(self, index: Expr) -> Expr:
        body, variable, _ = self.open()
        return body.xreplace({variable: index})


class NamedVector(Computed, Vector):
    """An arbitrary vector, by its name; its coordinates are the values of a map of the index."""

    def __new__(cls, family: Basic | str, length: Any) -> Any:
        named = ArbitraryMap(family, Lattice(1)).family if isinstance(family, str) else family
        return super().__new__(cls, named, exact(length))

    @property
    def length(self) -> Expr:
        return self.args[1]

    def coordinate(self, index: Expr) -> Expr:
        return Value(self.args[0], index)


class NamedMatrix(Matrix):
    """An arbitrary matrix, by its name; square where columns are left out."""

    def __new__(cls, family: Basic | str, rows: Any, columns: Any = None) -> Any:
        across = exact(rows if columns is None else columns)
        named = (
            ArbitraryMap(family, Lattice(1), Lattice(1)).family
            if isinstance(family, str)
            else family
        )
        return super().__new__(cls, named, exact(rows), across)

    @property
    def rows(self) -> Expr:
        return self.args[1]

    @property
    def columns(self) -> Expr:
        return self.args[2]


class WrittenVector(Vector):
    """The vector with these coordinates."""

    def __new__(cls, *coordinates: Any) -> Any:
        return super().__new__(cls, *(exact(c) for c in coordinates))

    @property
    def length(self) -> Expr:
        return Integer(len(self.args))


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


class VectorSum(Vector):
    """The sum of coefficient * vector over pairs of them; like vectors are one term, and a vector
    with the coefficient one is the vector itself.

    >>> from sympy import Symbol
    >>> u = NamedVector("u", 2)
    >>> VectorSum((Symbol("a"), u), (1, u), (-Symbol("a"), u)) == u
    True
    """

    def __new__(cls, *terms: Any) -> Any:
        found: dict[Any, Any] = {}
        for coefficient, vector in _flattened(terms):
            found[vector] = found.get(vector, 0) + coefficient
        length = terms[0][1].length
        kept = [Tuple(c, v) for v, c in found.items() if c != 0]
        if len(kept) == 1 and kept[0][0] == 1:
            return kept[0][1]
        return super().__new__(cls, exact(length), *kept)

    @property
    def length(self) -> Expr:
        return self.args[0]

    @property
    def terms(self) -> tuple[tuple[Expr, Any], ...]:
        """The coefficients with their vectors."""
        return tuple((c, v) for c, v in self.args[1:])

    @property
    def func(self) -> Any:
        return _sum_again


def _sum_again(length: Any, *terms: Any) -> Any:
    return VectorSum(*terms) if terms else VectorSum((0, NamedVector("v", length)))


def _flattened(terms: Any) -> Iterator[tuple[Any, Any]]:
    for coefficient, vector in terms:
        if isinstance(vector, VectorSum):
            yield from ((exact(coefficient) * c, v) for c, v in vector.terms)
        else:
            yield exact(coefficient), vector


class Image(Vector):
    """A matrix times a vector."""

    def __new__(cls, matrix: Matrix, vector: Vector) -> Any:
        return super().__new__(cls, matrix, vector)

    @property
    def matrix(self) -> Any:
        return self.args[0]

    @property
    def vector(self) -> Any:
        return self.args[1]

    @property
    def length(self) -> Expr:
        rows: Expr = self.matrix.rows
        return rows


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


class ImageLaw(Binding, Law):
    """The law of `body`, a vector, where the variable, a sequence of as many numbers, has `law`."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, body: Vector, variable: Basic, law: Law) -> Any:
        return super().__new__(cls, body, variable, law)

    @property
    def law(self) -> Law:
        """The law of the variable."""
        return self.args[2]

    @property
    def space(self) -> Power:
        return Power(Line(), self.args[0].length)


class GaussianVector(Law):
    """The normal law on R^K with a vector for its mean and a matrix for its covariance, both of
    symbolic size: its density at y is exp(-(y - m)^T C^-1 (y - m) / 2) / sqrt((2 pi)^K det C)."""

    def __new__(cls, mean: Vector, covariance: Matrix) -> Any:
        return super().__new__(cls, mean, covariance)

    @property
    def mean(self) -> Any:
        return self.args[0]

    @property
    def covariance(self) -> Any:
        return self.args[1]

    @property
    def space(self) -> Power:
        return Power(Line(), self.mean.length)
