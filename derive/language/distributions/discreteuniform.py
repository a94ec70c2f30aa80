from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from sympy import Basic, Expr, Le, log

from derive.language.distribution import Distribution, Requirement, refused
from derive.language.space import Lattice


class DiscreteUniform(Distribution):
    """The law on the integers from low to high, with mass 1 / (high - low + 1) at each.

    Arguments: low, high, integers, low <= high; both ends belong to the support.
    Raises InvalidParameter where low is above high, or one of them is not an integer.

    >>> from sympy import Symbol
    >>> DiscreteUniform(1, 6).log_density(Symbol("x"))
    -log(6)
    """

    parameters: ClassVar[dict[str, str]] = {"low": "integer", "high": "integer"}

    @classmethod
    def requirements(cls, given: Mapping[str, Any]) -> Iterator[Requirement]:
        yield from super().requirements(given)
        low, high = given["low"], given["high"]
        yield Le(low, high), refused("low", low, f"at most high = {high}")

    @property
    def space(self) -> Lattice:
        return Lattice(self.low, self.high)

    def log_density(self, _point: Basic, /) -> Expr:
        return -log(self.high - self.low + 1)
