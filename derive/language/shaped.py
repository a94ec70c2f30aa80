"""What has a length or a number of rows: vectors and matrices, of symbolic size."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr


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
