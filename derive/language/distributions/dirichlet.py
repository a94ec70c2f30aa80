from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from sympy import Add, Basic, Expr, S, log, loggamma

from derive.language.distribution import Distribution, Requirement, refused
from derive.language.sequence import Element
from derive.language.space import Simplex


class Dirichlet(Distribution):
    """The Dirichlet law on the simplex of K positive numbers x_1, ..., x_K that sum to one, with
    density Gamma(a_1 + ... + a_K) / (Gamma(a_1) ... Gamma(a_K)) x_1^(a_1 - 1) ... x_K^(a_K - 1)
    with respect to the first K - 1 of them, where a = concentration. The numbers are `Element(x,
    1)`, ..., `Element(x, K)`.

    Arguments: concentration, a list of K >= 2 positive numbers.
    Raises InvalidParameter where an argument is outside its domain.

    >>> from sympy import Symbol
    >>> Dirichlet([1, 2]).log_density(Symbol("x"))
    log(Element(x, 2)) + log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"concentration": "positives"}

    @classmethod
    def requirements(cls, given: Mapping[str, Any]) -> Iterator[Requirement]:
        yield from super().requirements(given)
        alpha = given["concentration"]
        yield (
            S.true if len(alpha) > 1 else S.false,
            refused("concentration", alpha, "a list of at least two numbers"),
        )

    @property
    def space(self) -> Simplex:
        return Simplex(len(self.concentration))

    def log_density(self, x: Basic, /) -> Expr:
        alpha = self.concentration
        powers = ((a - 1) * log(Element(x, i)) for i, a in enumerate(alpha, start=1))
        return loggamma(Add(*alpha)) - Add(*(loggamma(a) for a in alpha)) + Add(*powers)
