from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log

from derive.language.distribution import Distribution
from derive.language.space import Lattice


class Bernoulli(Distribution):
    """The law on {0, 1} with mass probs at 1 and 1 - probs at 0.

    Arguments: probs, strictly between 0 and 1.
    Raises InvalidParameter where probs is not strictly between 0 and 1.

    >>> from sympy import Integer, Rational
    >>> Bernoulli(Rational(1, 3)).log_density(Integer(1))
    -log(3)
    """

    parameters: ClassVar[dict[str, str]] = {"probs": "probability"}

    @property
    def space(self) -> Lattice:
        return Lattice(0, 1)

    def log_density(self, x: Basic, /) -> Expr:
        return x * log(self.probs) + (1 - x) * log(1 - self.probs)
