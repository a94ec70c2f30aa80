"""Vectors of symbolic size: sequences of numbers; `Element(v, i)` is the i-th coordinate of v.

Sums of vectors are kept with like terms together, since nothing may rest on how a sum happens to be
written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from sympy import Basic, Expr, Integer, Tuple

from derive.language.binder import Binding
from derive.language.density import ArbitraryMap, Value
from derive.language.exact import exact
from derive.language.sequence import Computed
from derive.language.shaped import Matrix, Vector
from derive.language.space import Lattice


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


class WrittenVector(Vector):
    """The vector with these coordinates."""

    def __new__(cls, *coordinates: Any) -> Any:
        return super().__new__(cls, *(exact(c) for c in coordinates))

    @property
    def length(self) -> Expr:
        return Integer(len(self.args))


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
