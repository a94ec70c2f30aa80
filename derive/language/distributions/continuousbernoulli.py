from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from sympy import Basic, Expr, Ne, Rational, atanh, log

from derive.language.distribution import Distribution, Requirement, refused
from derive.language.space import Line


class ContinuousBernoulli(Distribution):
    """The law on (0, 1) with density C probs^x (1 - probs)^(1 - x), where C = 2 atanh(1 - 2 probs)
    / (1 - 2 probs). At probs = 1/2 it would be uniform, but the formula for C has no value.

    Arguments: probs, strictly between 0 and 1 and not 1/2.
    Raises InvalidParameter where probs is not such a number.

    >>> from sympy import Integer, Rational
    >>> ContinuousBernoulli(Rational(1, 4)).log_density(Integer(1))
    -log(4) + log(4*atanh(1/2))
    """

    parameters: ClassVar[dict[str, str]] = {"probs": "probability"}

    @classmethod
    def requirements(cls, given: Mapping[str, Any]) -> Iterator[Requirement]:
        yield from super().requirements(given)
        probs = given["probs"]
        yield Ne(probs, Rational(1, 2)), refused("probs", probs, "different from 1/2")

    @property
    def space(self) -> Line:
        return Line(0, 1)

    def log_density(self, x: Basic, /) -> Expr:
        p = self.probs
        normaliser = log(2 * atanh(1 - 2 * p) / (1 - 2 * p))
        return x * log(p) + (1 - x) * log(1 - p) + normaliser
