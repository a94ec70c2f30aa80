"""Symmetric matrices of symbolic size: arbitrary ones, those that a variable stands for, and the
largest eigenvalue."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr

from derive.language.binder import Node
from derive.language.exact import exact
from derive.language.matrix import entries_named
from derive.language.shaped import Matrix


class SymmetricMatrix(Matrix):
    """An arbitrary symmetric matrix, by its name."""

    def __new__(cls, family: Basic | str, rows: Any) -> Any:
        return super().__new__(cls, entries_named(family), exact(rows))

    @property
    def rows(self) -> Expr:
        return self.args[1]


class PositivePoint(Matrix):
    """The matrix that a variable stands for which runs over `PositiveMatrices`."""

    def __new__(cls, point: Basic, rows: Any) -> Any:
        return super().__new__(cls, point, exact(rows))

    @property
    def rows(self) -> Expr:
        return self.args[1]

    @property
    def is_positive_definite(self) -> bool | None:
        return True


class LargestEigenvalue(Node):
    """The largest eigenvalue of a symmetric matrix: negative where that is negative definite."""

    is_real = True

    def __new__(cls, matrix: Matrix) -> Any:
        return super().__new__(cls, matrix)


__all__ = ["LargestEigenvalue", "PositivePoint", "SymmetricMatrix"]
