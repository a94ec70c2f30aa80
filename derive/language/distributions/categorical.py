from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from sympy import Add, Basic, Eq, Expr, Piecewise, log

from derive.language.distribution import Distribution, Requirement, refused
from derive.language.parameter import equal
from derive.language.space import Lattice


class Categorical(Distribution):
    """The law on {0, ..., K - 1} with mass probs[x] at x.

    Arguments: probs, a list of K positive numbers that sum to one. Where expanding and cancelling
    does not decide that symbols do so, it is one of the conditions of the law.
    Raises InvalidParameter where an entry is not positive or the sum is not one.

    >>> from sympy import Integer, symbols
    >>> p, q = symbols("p q")
    >>> Categorical([p, q, 1 - p - q]).log_density(Integer(1))
    log(q)
    """

    parameters: ClassVar[dict[str, str]] = {"probs": "positives"}

    @classmethod
    def requirements(cls, given: Mapping[str, Any]) -> Iterator[Requirement]:
        yield from super().requirements(given)
        probs = given["probs"]
        yield equal(Add(*probs), 1), refused("probs", probs, "a list of numbers that sum to one")

    @property
    def space(self) -> Lattice:
        return Lattice(0, len(self.probs) - 1)

    def log_density(self, x: Basic, /) -> Expr:
        return Piecewise(*((log(p), Eq(x, k)) for k, p in enumerate(self.probs)))
