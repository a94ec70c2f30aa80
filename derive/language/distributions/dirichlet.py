from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from sympy import Add, Basic, Contains, Expr, Ge, Integer, S, Symbol, log, loggamma

from derive.language.distribution import Distribution, Requirement, refused
from derive.language.sequence import Element, FiniteSum
from derive.language.shaped import Vector
from derive.language.space import Simplex


def is_open_dirichlet(law: Any) -> bool:
    """Whether a law is a Dirichlet law of a vector, whose length may be a symbol."""
    return isinstance(law, Dirichlet) and isinstance(law.concentration, Vector)


class Dirichlet(Distribution):
    """The Dirichlet law on the simplex of K positive numbers x_1, ..., x_K that sum to one, with
    density Gamma(a_1 + ... + a_K) / (Gamma(a_1) ... Gamma(a_K)) x_1^(a_1 - 1) ... x_K^(a_K - 1)
    with respect to the first K - 1 of them, where a = concentration. The numbers are `Element(x,
    1)`, ..., `Element(x, K)`.

    Arguments: concentration, a list of K >= 2 positive numbers, or a vector of the language, whose
    length may be a symbol.
    Raises InvalidParameter where an argument is outside its domain.

    >>> from sympy import Symbol
    >>> Dirichlet([1, 2]).log_density(Symbol("x"))
    log(Element(x, 2)) + log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"concentration": "positives"}

    @classmethod
    def _read(cls, given: dict[str, Any]) -> dict[str, Basic]:
        return given if isinstance(given["concentration"], Vector) else super()._read(given)

    @classmethod
    def requirements(cls, given: Mapping[str, Any]) -> Iterator[Requirement]:
        alpha = given["concentration"]
        is_vector = isinstance(alpha, Vector)
        if not is_vector:
            yield from super().requirements(given)
        length = alpha.length if is_vector else Integer(len(alpha))
        whole = refused("concentration", alpha, "a list, whose length is an integer")
        yield Contains(length, S.Integers), whole
        yield Ge(length, 2), refused("concentration", alpha, "a list of at least two numbers")

    @property
    def space(self) -> Simplex:
        alpha = self.concentration
        return Simplex(alpha.length if isinstance(alpha, Vector) else len(alpha))

    def log_density(self, x: Basic, /) -> Expr:
        alpha = self.concentration
        if isinstance(alpha, Vector):
            i = Symbol("i", integer=True, positive=True)
            powers = (Element(alpha, i) - 1) * log(Element(x, i))
            total, each, product = (
                FiniteSum(body, i, 1, alpha.length)
                for body in (Element(alpha, i), loggamma(Element(alpha, i)), powers)
            )
            return loggamma(total) - each + product
        powers = ((a - 1) * log(Element(x, i)) for i, a in enumerate(alpha, start=1))
        return loggamma(Add(*alpha)) - Add(*(loggamma(a) for a in alpha)) + Add(*powers)
