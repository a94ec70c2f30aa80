from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log

from derive.language.distribution import Distribution
from derive.language.space import Lattice


class Geometric(Distribution):
    """The law of the number of failures before the first success, with mass probs (1 - probs)^x
    for x = 0, 1, 2, ...

    Arguments: probs, strictly between 0 and 1.
    Raises InvalidParameter where probs is not strictly between 0 and 1.

    >>> from sympy import Rational, Symbol
    >>> Geometric(Rational(1, 2)).log_density(Symbol("x"))
    -x*log(2) - log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"probs": "probability"}

    @property
    def space(self) -> Lattice:
        return Lattice(0)

    def log_density(self, x: Basic, /) -> Expr:
        return log(self.probs) + x * log(1 - self.probs)
