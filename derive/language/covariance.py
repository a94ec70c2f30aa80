"""Parameters of normal laws of vectors of symbolic size: covariance matrices by name, and vectors
that are zero."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr, MatrixSymbol, Symbol, Tuple

from derive.errors import DeriveError
from derive.language.exact import exact
from derive.language.matrix import entries_named
from derive.language.shaped import Matrix, Vector
from derive.language.vector import NamedVector, Tabulated, VectorSum


class PositiveMatrix(Matrix):
    """An arbitrary symmetric positive definite matrix, by its name."""

    def __new__(cls, family: Basic | str, rows: Any) -> Any:
        return super().__new__(cls, entries_named(family), exact(rows))

    @property
    def rows(self) -> Expr:
        return self.args[1]

    @property
    def is_positive_definite(self) -> bool | None:
        return True


class MatrixSum(Matrix):
    """The sum of coefficient * matrix over pairs of them."""

    def __new__(cls, *terms: Any) -> Any:
        return super().__new__(cls, *(Tuple(exact(c), m) for c, m in terms))

    @property
    def terms(self) -> tuple[tuple[Expr, Any], ...]:
        """The coefficients with their matrices."""
        return tuple((c, m) for c, m in self.args)

    @property
    def rows(self) -> Expr:
        rows: Expr = self.args[0][1].rows
        return rows

    @property
    def is_positive_definite(self) -> bool | None:
        own = all(c.is_positive and m.is_positive_definite for c, m in self.terms)
        return True if own else None


def constant_vector(value: Any, length: Any) -> Tabulated:
    """The vector with this number in every place.

    >>> constant_vector(0, Symbol("D"))
    Tabulated(0, _1, D)
    """
    return Tabulated(value, Symbol("i"), length)


def zero_vector(length: Any) -> VectorSum:
    """The vector zero.

    >>> zero_vector(Symbol("D"))
    VectorSum(D)
    """
    return VectorSum((0, NamedVector("v", length)))


def is_symbolic(loc: Any, covariance: Any) -> bool:
    """Whether a mean or a covariance is given as a whole, and not entry by entry."""
    return isinstance(loc, (Vector, MatrixSymbol)) or isinstance(covariance, (Matrix, MatrixSymbol))


def as_mean(loc: Any) -> Any:
    """A vector, or the symbol of a matrix of one column, as a vector of the language."""
    if isinstance(loc, MatrixSymbol) and loc.shape[1] == 1:
        return NamedVector(loc.name, loc.shape[0])
    if isinstance(loc, Vector):
        return loc
    raise DeriveError(f"loc = {loc} is refused, it must be a vector of symbolic size")


def as_covariance(covariance: Any) -> Any:
    """A matrix, or the symbol of a square one, as a matrix of the language; a symbol stands for a
    matrix that is symmetric and positive definite."""
    if isinstance(covariance, MatrixSymbol) and covariance.is_square:
        return PositiveMatrix(covariance.name, covariance.shape[0])
    if isinstance(covariance, Matrix):
        return covariance
    raise DeriveError(f"covariance_matrix = {covariance} is refused, it must be a square matrix")
