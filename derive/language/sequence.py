"""Sequences, and sums and products of symbolic length."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr

from derive.language.binder import Binder, Node
from derive.language.exact import exact


class Listed(Node):
    """The sequence with these points."""

    def __new__(cls, *points: Any) -> Listed:
        return super().__new__(cls, *(exact(p) for p in points))


class _OfSequence(Node):
    """What is said of a sequence at an index."""

    @property
    def sequence(self) -> Basic:
        return self.args[0]

    @property
    def index(self) -> Expr:
        return self.args[1]


class LeftOut(_OfSequence):
    """The sequence without its point number `index`, the later ones moving up."""

    def __new__(cls, sequence: Basic, index: Any) -> Any:
        return super().__new__(cls, sequence, exact(index))


class Computed:
    """Mixed into sequences whose points are given by a formula."""

    def coordinate(self, index: Expr) -> Expr:
        """The point with this index."""
        raise NotImplementedError


class Element(_OfSequence):
    """The i-th point of a sequence, counted from 1; of a listed sequence it is the point itself,
    and of one that is given by a formula its value."""

    is_real = True

    def __new__(cls, sequence: Basic, index: Any) -> Any:
        index = exact(index)
        if isinstance(sequence, Listed) and index.is_Integer:
            return sequence.args[int(index) - 1]
        if isinstance(sequence, Computed):
            return sequence.coordinate(index)
        return super().__new__(cls, sequence, index)


class FiniteSum(Binder):
    """The sum of `body` for index = low, ..., high; zero where high < low."""

    def __new__(cls, body: Any, index: Basic, low: Any, high: Any) -> Any:
        return super().__new__(cls, exact(body), index, exact(low), exact(high))

    @property
    def low(self) -> Expr:
        return self.args[2]

    @property
    def high(self) -> Expr:
        return self.args[3]


class FiniteProduct(FiniteSum):
    """The product of `body` for index = low, ..., high; one where high < low."""


def mean(body: Any, index: Basic, length: Any) -> Expr:
    """(1/n) sum of `body` for index = 1, ..., n."""
    return FiniteSum(body, index, 1, length) / exact(length)
