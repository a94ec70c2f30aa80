from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log

from derive.language.distribution import Distribution
from derive.language.space import Lattice


class Logarithmic(Distribution):
    """The logarithmic series law on 1, 2, 3, ..., with mass -probs^x / (x log(1 - probs)).

    Arguments: probs, strictly between 0 and 1.
    Raises InvalidParameter where probs is not strictly between 0 and 1.

    >>> from sympy import Rational, Integer
    >>> Logarithmic(Rational(1, 2)).log_density(Integer(1))
    -log(2) - log(log(2))
    """

    parameters: ClassVar[dict[str, str]] = {"probs": "probability"}

    @property
    def space(self) -> Lattice:
        return Lattice(1)

    def log_density(self, x: Basic, /) -> Expr:
        return x * log(self.probs) - log(x) - log(-log(1 - self.probs))
