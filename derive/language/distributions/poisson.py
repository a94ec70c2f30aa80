from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, loggamma

from derive.language.distribution import Distribution
from derive.language.space import Lattice


class Poisson(Distribution):
    """The Poisson law on 0, 1, 2, ..., with mass rate^x exp(-rate) / x!.

    Arguments: rate (the mean), positive.
    Raises InvalidParameter for a rate that is not positive.

    >>> from sympy import Integer
    >>> Poisson(2).log_density(Integer(0))
    -2
    """

    parameters: ClassVar[dict[str, str]] = {"rate": "positive"}

    @property
    def space(self) -> Lattice:
        return Lattice(0)

    def log_density(self, x: Basic, /) -> Expr:
        return x * log(self.rate) - self.rate - loggamma(x + 1)
